import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { direRefus } from './dire-refus.ts'
import { type FabriquePdf, type OptionsFabriquePdf, ouvrirFabriquePdf } from './fabrique.ts'
import { GabaritRefuse } from './gabarit.ts'

const polices = resolve(import.meta.dirname, '../../../../donnees/polices')
const racine = mkdtempSync(join(tmpdir(), 'egide-libre-'))
const bibliotheque = join(racine, 'parties.typ')
mkdirSync(join(racine, 'src/socle/pdf'), { recursive: true })
symlinkSync(resolve(import.meta.dirname, '../../../../src/socle/pdf/egide.typ'), join(racine, 'src/socle/pdf/egide.typ'))
writeFileSync(join(racine, 'secret.json'), '{"mot": "de passe"}')
writeFileSync(
  bibliotheque,
  `#import "/src/socle/pdf/egide.typ": *
#let d = json(bytes(sys.inputs.donnees))
#let motif = partie("motif")[Motif : #d.motif]
#let feuille(corps) = document-egide(titre: "Essai")[#corps#exiger-parties(("motif",))]
`,
)

const ouvertes: FabriquePdf[] = []
function fabrique(options: OptionsFabriquePdf = {}): FabriquePdf {
  // Sur un poste chargé, seul l’essai du délai doit le rencontrer.
  const ouverte = ouvrirFabriquePdf({ racine, polices, immediat: true, delaiLibreMs: 60_000, ...options })
  ouvertes.push(ouverte)
  return ouverte
}
after(async () => {
  await Promise.all(ouvertes.map((f) => f.fermer()))
  rmSync(racine, { recursive: true })
})
const ordinaire = fabrique()
const composer = (texte: string, f = ordinaire) => f.composer({ texte, bibliotheque }, { motif: 'écrit' })

async function refus(texte: string, f = ordinaire): Promise<GabaritRefuse> {
  const erreur: unknown = await composer(texte, f).then(
    () => assert.fail('composé'),
    (e: unknown) => e,
  )
  assert.ok(erreur instanceof GabaritRefuse, String(erreur))
  return erreur
}

describe('Un gabarit écrit hors d’Égide', () => {
  test('range les parties et donne un PDF/UA-1 en français', async () => {
    const pdf = Buffer.from(await composer('= À nous\n#motif\nMerci.')).toString('latin1')
    assert.match(pdf, /<pdfuaid:part>1<\/pdfuaid:part>/)
    assert.match(pdf, /\/Lang \(fr-FR\)/)
    assert.doesNotMatch(pdf, /typst \d/i)
  })

  test('ne peut omettre une partie exigée', async () => {
    assert.deepEqual((await refus('Rien.')).fautes, [{ ligne: null, message: 'panicked with: "partie manquante : motif"' }])
  })

  for (const [nom, texte] of [
    ['un fichier du système', '#read("/etc/passwd")'],
    ['un fichier par un chemin qui remonte', '#read("../../../../../../../etc/passwd")'],
    ['un fichier d’Égide', '#json("/secret.json").mot'],
    ['un fichier à côté', '#read("secret.json")'],
    ['une image', '#image("/etc/x.png", alt: "x")'],
    ['un module', '#include "/secret.typ"'],
    ['un module natif', '#plugin("/x.wasm")'],
    ['des octets natifs', '#plugin(bytes("\\u{0}asm"))'],
    ['un paquet', '#import "@preview/cetz:0.3.0": *'],
    ['un paquet nommé à l’exécution', '#import ("@" + "preview/cetz:0.3.0"): *'],
    ['un paquet de la personne', '#import "@local/x:1.0.0": *'],
    ['l’environnement', '#sys.inputs.HOME'],
  ] as const)
    test(`n’atteint pas ${nom}, et la ligne fautive est dite`, async () => {
      const { motif, fautes } = await refus(`#motif\n\n${texte}`)
      assert.equal(motif, 'composition')
      assert.equal(fautes[0]?.ligne, 3)
    })

  test('ne voit aucun gabarit d’Égide hors de sa bibliothèque', async () => {
    writeFileSync(join(racine, 'autre.typ'), 'Autre')
    assert.match((await refus('#motif #include "/autre.typ"')).fautes[0]?.message ?? '', /file not found/)
  })

  test('n’atteint le réseau que par le mandataire, qui est une porte close', async () => {
    const recues: string[] = []
    const mandataire = createServer((lien: Socket) => {
      lien.once('data', (d) => {
        recues.push(String(d).split('\r\n')[0] ?? '')
        lien.end('HTTP/1.1 403 Non\r\n\r\n')
      })
    }).listen(0, '127.0.0.1')
    await once(mandataire, 'listening')
    const { port } = mandataire.address() as { port: number }
    await refus('#motif #import "@preview/cetz:0.3.0": *', fabrique({ mandataire: `http://127.0.0.1:${port}` }))
    mandataire.close()
    assert.deepEqual(recues, ['CONNECT packages.typst.org:443 HTTP/1.1'])
  })

  test('sans fin, il est tué au délai des gabarits libres ; le suivant est servi', async () => {
    const pressee = fabrique({ delaiLibreMs: 900 })
    const boucle = '#motif\n#let s = 0\n#for i in range(0, 9000) { for j in range(0, 9000) { s = calc.rem(s + j, 7) } }\n#s'
    assert.equal((await refus(boucle, pressee)).motif, 'delai')
    assert.equal(pressee.vivante(), true)
    assert.ok((await composer('#motif', pressee)).length > 0)
  })

  test('qui enfle est tué avant de prendre toute la mémoire ; le suivant est servi', async () => {
    const etroite = fabrique({ memoireMax: 400_000_000 })
    const bombe = '#motif\n#let a = ("x" * 1000000,)\n#for i in range(0, 4000) { a.push(a.at(0) + str(i)) }\n#a.len()'
    assert.equal((await refus(bombe, etroite)).motif, 'memoire')
    assert.equal(etroite.vivante(), true)
    assert.ok((await composer('#motif', etroite)).length > 0)
  })

  test('trop gros, il est refusé pour sa taille', async () => {
    const etroite = fabrique({ octetsMax: 20_000 })
    assert.equal((await refus('#motif #for i in range(0, 300) [page #i #pagebreak()]', etroite)).motif, 'taille')
  })

  test('une erreur de syntaxe, un mot inconnu, une faute de la bibliothèque : à la ligne du texte', async () => {
    const ligneDe = async (texte: string) => (await refus(texte)).fautes[0]?.ligne
    assert.equal(await ligneDe('#motif\nBonjour #let x = (\n'), 2)
    assert.equal(await ligneDe('#motif\n\n\n#inconnu'), 4)
    assert.equal(await ligneDe('#motif\n#jour("pas une date")'), 2)
  })

  test('une exigence de PDF/UA manquée se dit, sans ligne', async () => {
    const { fautes } = await refus('#motif\n#rect(width: 1cm)\n#math.equation(block: true, $x$)')
    assert.equal(fautes[0]?.ligne, null)
    assert.match(fautes[0]?.message ?? '', /PDF\/UA-1/)
  })

  for (const [texte, phrase] of [
    ['Rien', 'La partie « motif » manque : ajoutez #motif.'],
    ['#motif\n#inconnu', 'Ligne 2 (« #inconnu ») : « inconnu » n’est pas connu : vérifiez son orthographe.'],
    ['#motif\n\n*gras', 'Ligne 3 (« *gras ») : un signe ouvert ici n’est pas refermé : parenthèse, crochet, accolade, guillemet, * ou $.'],
    ['#motif ]', 'Ligne 1 (« #motif ] ») : un signe est refermé ici sans avoir été ouvert.'],
    ['#motif #read("/x")', 'Ligne 1 (« #motif #read("/x") ») : un modèle ne lit aucun fichier : ôtez cette lecture ou cette image.'],
    [
      '#motif #import "@preview/a:1.0.0"',
      'Ligne 1 (« #motif #import "@preview/a:1.0.0" ») : un modèle ne charge aucun paquet : ôtez cette ligne.',
    ],
    ['#motif #while true {}', 'Ligne 1 (« #motif #while true {} ») : cette boucle ne finit pas.'],
    ['#motif #let f(n) = f(n)\n#f(1)', 'Ligne 1 (« #motif #let f(n) = f(n) ») : cette boucle ne finit pas.'],
    ['#motif @nom', 'Ligne 1 (« #motif @nom ») : « @nom » ne renvoie à rien ; pour écrire le signe @, faites-le précéder de \\.'],
    ['#motif()', 'Ligne 1 (« #motif() ») : une partie s’écrit sans parenthèses : #motif.'],
    ['#motif #box[#pagebreak()]', 'Ligne 1 (« #motif #box[#pagebreak()] ») : un saut de page ne se met pas à l’intérieur d’un cadre.'],
    ['#motif\n== Deux', 'Le document n’a pas de titre : ajoutez #titre, ou une ligne qui commence par « = ».'],
    ['= Un\n=== Trois\n#motif', 'Un niveau de titre est sauté : après « = » vient « == », puis « === ».'],
    ['#motif\n学', 'Nos polices ne dessinent pas « 学 » : écrivez-le autrement.'],
    ['#motif $x^2$', 'Une formule demande un texte de remplacement : écrivez-la en toutes lettres.'],
  ] as const)
    test(`sa faute se dit en français : ${phrase.slice(0, 50)}`, async () => {
      assert.deepEqual(direRefus(await refus(texte), texte), { phrase, moteur: null })
    })

  test('une faute sans traduction garde sa ligne et les mots du moteur', async () => {
    const texte = '#motif\n#("a" + 1)'
    const dite = direRefus(await refus(texte), texte)
    assert.deepEqual(dite, {
      phrase: 'Le modèle ne se compose pas à la ligne 2 (« #("a" + 1) »).',
      moteur: 'cannot add string and integer',
    })
  })

  test('rien d’un gabarit ne reste pour le suivant', async () => {
    await composer('#motif #let reste = 1')
    assert.match((await refus('#motif #reste')).fautes[0]?.message ?? '', /unknown variable/)
    const un = await composer('#motif')
    await composer('#set page(fill: red)\n#motif')
    assert.deepEqual(await composer('#motif'), un)
  })

  test('sa bibliothèque est sous la racine', async () => {
    await assert.rejects(ordinaire.composer({ texte: '', bibliotheque: '/etc/x.typ' }, {}), /hors du dossier/)
  })
})
