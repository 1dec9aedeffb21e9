import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ZipFile } from 'yazl'
import { ErreurMetier } from '#socle/erreur.ts'
import { duGenre, echantillon, eleveXml, exportEleves, fichier, refusee, toutLire } from './fichier-essai.ts'
import { lireSiecle } from './siecle.ts'

const lire = (contenu: string | Buffer) => lireSiecle(fichier(contenu))
const bon = exportEleves(`<ELEVES>${eleveXml('1')}</ELEVES>`)

async function zip(entrees: Record<string, string | Buffer>): Promise<Buffer> {
  const archive = new ZipFile()
  for (const [nom, contenu] of Object.entries(entrees)) archive.addBuffer(Buffer.from(contenu as string, 'latin1'), nom)
  archive.end()
  return buffer(archive.outputStream as NodeJS.ReadableStream)
}

describe('fichiers hostiles ou abîmés', () => {
  test('vide, absent, dossier, ni zip ni XML', async () => {
    await refusee(lire(''), 'fichier_vide')
    await refusee(lireSiecle('/chemin/qui/n/existe/pas'), 'fichier_illisible')
    await refusee(lireSiecle(process.cwd()), 'fichier_illisible')
    await refusee(lire('Nom;Prénom\r\nA;B\r\n'), 'ni_zip_ni_xml')
    await refusee(lire(Buffer.from([0x25, 0x50, 0x44, 0x46])), 'ni_zip_ni_xml')
  })

  test('DOCTYPE, entités externes et milliard de rires sont refusés avant toute lecture', async () => {
    const racine = '<BEE_ELEVES><DONNEES><ELEVES>&a;</ELEVES></DONNEES></BEE_ELEVES>'
    await refusee(lire(`<?xml version="1.0"?><!DOCTYPE BEE_ELEVES [<!ENTITY a SYSTEM "file:///etc/passwd">]>${racine}`), 'doctype')
    const rires = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
    await refusee(lire(`<!DOCTYPE x [<!ENTITY l0 "lol">${rires}]>${racine}`), 'doctype')
    await refusee(lire(`<!DOCTYPE html><html></html>`), 'doctype')
    await refusee(lire(racine), 'xml_invalide')
  })

  test('un DOCTYPE, un texte, une balise ou un commentaire sans fin ne remplissent pas la mémoire', async () => {
    const long = 'a'.repeat(3_000_000)
    await refusee(lire(`<!DOCTYPE x [<!-- ${long}`), 'xml_excessif')
    await refusee(lire(`<BEE_ELEVES><!-- ${long} --></BEE_ELEVES>`), 'xml_excessif')
    await refusee(lire(`<BEE_ELEVES a="${long}"/>`), 'xml_excessif')
    await refusee(lire(exportEleves(`<ELEVES>${eleveXml('1', { PRENOM: 'a'.repeat(20_000) })}</ELEVES>`)), 'xml_excessif')
    await refusee(lire(`<BEE_ELEVES>${'<a>'.repeat(100)}`), 'xml_excessif')
    const structures = `<STRUCTURES_ELEVE ELEVE_ID="1">${'<STRUCTURE/>'.repeat(2000)}</STRUCTURES_ELEVE>`
    await refusee(lire(exportEleves(`<STRUCTURES>${structures}</STRUCTURES>`)), 'xml_excessif')
  })

  test('mal formé, interrompu, mis bout à bout : la phrase donne la ligne', async () => {
    await refusee(lire(exportEleves('<ELEVES>\n<ELEVE></ELEVES>')), 'xml_invalide', /ligne 5/)
    await refusee(lire(exportEleves('<STRUCTURES>\n<STRICTURES_ELEVE></STRUCTURES_ELEVE></STRUCTURES>')), 'xml_invalide', /ligne 5/)
    await refusee(lire(bon.slice(0, -20)), 'xml_tronque', /ligne 5/)
    await refusee(lire(bon + bon), 'xml_invalide')
    await refusee(lire(exportEleves('<ELEVES></ELEVES><ELEVES></ELEVES>')), 'xml_double')
  })

  test('zip : deux XML, aucun, chemin qui remonte, abîmé, tronqué', async () => {
    await refusee(lire(await zip({ 'a.xml': bon, 'b.xml': bon })), 'zip_contenu')
    await refusee(lire(await zip({ 'a.txt': bon })), 'zip_contenu')
    await refusee(lire(await zip({ 'a.xml': '' })), 'fichier_vide')
    const remonte = (await zip({ 'yy_yy_a.xml': bon })).toString('latin1').replaceAll('yy_yy_a.xml', '../../a.xml')
    await refusee(lire(Buffer.from(remonte, 'latin1')), 'zip_illisible', /chemin interdit/)
    const entier = await zip({ 'a.xml': bon })
    await refusee(lire(entier.subarray(0, entier.length - 30)), 'zip_illisible')
    await refusee(lire(Buffer.from('PK\u0003\u0004')), 'zip_illisible')
  })

  test('un zip dont la somme de contrôle est fausse est refusé, même si le XML se lit', async () => {
    const archive = new ZipFile()
    archive.addBuffer(Buffer.from(bon, 'latin1'), 'a.xml', { compress: false })
    archive.end()
    const octets = await buffer(archive.outputStream as NodeJS.ReadableStream)
    octets.write('K', octets.indexOf('DUPONT'), 'latin1')
    await refusee(lire(octets), 'zip_illisible')
  })

  test('une bombe zip et un contenu trop grand sont refusés sans être décompressés', async () => {
    await refusee(lire(await zip({ 'a.xml': `<BEE_ELEVES>${' '.repeat(20_000_000)}</BEE_ELEVES>` })), 'zip_bombe')
    await refusee(lireSiecle(fichier(await zip({ 'a.xml': bon.padEnd(5000) })), { tailleMax: 2000 }), 'trop_grand')
    await refusee(lireSiecle(fichier(bon), { tailleMax: 100 }), 'trop_grand')
  })

  test('un signal interrompt la lecture avec sa raison', async () => {
    const raison = new Error('arrêt demandé')
    await assert.rejects(toutLire(lireSiecle(fichier(bon), { signal: AbortSignal.abort(raison) })), raison)
  })
})

describe('encodages', () => {
  const prenom = async (contenu: Buffer) => duGenre(await toutLire(lire(contenu)), 'eleve')[0]?.prenom
  const avec = (encodage: string | null, nom: string) =>
    exportEleves(
      `<ELEVES>${eleveXml('1', { PRENOM: nom })}</ELEVES>`,
      encodage === null ? '<?xml version="1.0"?>' : `<?xml version="1.0" encoding="${encodage}"?>`,
    )

  test('ISO-8859-15, ISO-8859-1, Windows-1252 et UTF-8 se lisent d’après le prologue ; sans prologue, UTF-8', async () => {
    assert.equal(await prenom(Buffer.from(avec('ISO-8859-15', '\u00bcuvrard L\u00e9o'), 'latin1')), 'Œuvrard Léo')
    assert.equal(await prenom(Buffer.from(avec('iso-8859-1', 'Ma\u00eblys'), 'latin1')), 'Maëlys')
    assert.equal(await prenom(Buffer.from(avec('Windows-1252', '\u008cuvre'), 'latin1')), 'Œuvre')
    assert.equal(await prenom(Buffer.from(avec('UTF-8', 'Šimón'))), 'Šimón')
    assert.equal(await prenom(Buffer.from(avec(null, 'Zoé'))), 'Zoé')
    assert.equal(await prenom(Buffer.from(`\ufeff${avec('UTF-8', 'Zoe\u0301')}`)), 'Zoé')
  })

  test('un nom portugais en « ÃO » n’est pas pris pour une erreur', async () => {
    assert.equal(await prenom(Buffer.from(avec('ISO-8859-15', 'JO\u00c3O'), 'latin1')), 'JOÃO')
  })

  test('un encodage qui ment est refusé dans les deux sens', async () => {
    await refusee(lire(Buffer.from(avec('UTF-8', 'L\u00e9o'), 'latin1')), 'encodage', /UTF-8/)
    await refusee(lire(Buffer.from(avec('ISO-8859-15', 'Léo'))), 'encodage', /ISO-8859-15/)
    await refusee(lire(Buffer.from(avec('ISO-8859-1', 'Été'))), 'encodage', /ISO-8859-1/)
    await refusee(lire(Buffer.from(avec('UTF-16', 'Léo'), 'utf16le')), 'encodage')
    await refusee(lire(Buffer.from(`\ufeff${avec('UTF-16', 'Léo')}`, 'utf16le')), 'encodage', /UTF-16/)
    await refusee(lire(avec('KOI8-R', 'Leo')), 'encodage', /KOI8-R/)
  })
})

describe('propriétés', () => {
  /** Vrai si la lecture aboutit ; échoue si elle lève autre chose qu'un refus expliqué. */
  async function aboutit(contenu: Buffer): Promise<boolean> {
    try {
      await toutLire(lire(contenu))
      return true
    } catch (erreur) {
      assert.ok(erreur instanceof ErreurMetier, String(erreur))
      return false
    }
  }
  const petit = Buffer.from(bon.trimEnd(), 'latin1')
  const archive = readFileSync(echantillon('ExportXML_Structures.zip'))

  test('tronqué à n’importe quelle position, un fichier est refusé', async () => {
    for (let longueur = 0; longueur < petit.length; longueur++) {
      assert.equal(await aboutit(petit.subarray(0, longueur)), false, `tronqué à ${longueur}`)
    }
    for (let longueur = 0; longueur < archive.length; longueur += 3) {
      assert.equal(await aboutit(archive.subarray(0, longueur)), false, `zip tronqué à ${longueur}`)
    }
  })

  test('quels que soient les octets changés, jamais d’autre erreur qu’un refus expliqué', async () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    const mutation = fc.tuple(fc.constantFrom(petit, archive), fc.array(change, { minLength: 1, maxLength: 4 }))
    await fc.assert(
      fc.asyncProperty(mutation, async ([origine, changements]) => {
        const octets = Buffer.from(origine)
        for (const [position, octet] of changements) octets[position % octets.length] = octet
        await aboutit(octets)
      }),
      { numRuns: 400 },
    )
  })

  test('quel que soit le texte des champs, la lecture le rend ou explique son rejet', async () => {
    const echappe = (texte: string) => texte.replace(/[&<>]/g, (lettre) => `&#${lettre.charCodeAt(0)};`)
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 120 }).filter((nom) => /^[ -~]*$/.test(nom)),
        async (nom) => {
          const lus = await toutLire(lire(exportEleves(`<ELEVES>${eleveXml('1', { NOM_USAGE: echappe(nom) })}</ELEVES>`)))
          const attendu = nom.trim().replace(/ +/g, ' ')
          const [eleve] = duGenre(lus, 'eleve')
          if (attendu.length > 100) assert.equal(duGenre(lus, 'rejet').length, 1)
          else assert.equal(eleve?.nomUsage, attendu === '' ? null : attendu)
        },
      ),
      { numRuns: 200 },
    )
  })
})
