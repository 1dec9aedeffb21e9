import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { poppler, sansPoppler } from '#essais/fabriques/poppler.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import type { DonneesInformationPreoccupante } from '../information-preoccupante/donnees-ip.ts'
import { ouvrirModele } from '../modeles.ts'
import { donneesExemple, donneesVides, enfantExemple } from './donnees-exemple.ts'

const { national } = ouvrirModele('information', resolve(import.meta.dirname, '../../../../..'))
const fabrique = ouvrirFabriquePdf({ immediat: true })
after(() => fabrique.fermer())

const composer = (donnees: DonneesInformationPreoccupante) => fabrique.composer(national, donnees)

const mots = (texte: string): string[] =>
  texte
    .normalize('NFC')
    .replaceAll('\u200b', '')
    .split(/[\s\u00a0\u202f]+/)
    .filter(Boolean)
/** Tous les mots donnés, dans l’ordre ; en-têtes et pieds de page peuvent s’y glisser. */
function assertLu(pdf: Uint8Array, texte: string): void {
  const lus = mots(poppler('pdftotext', pdf, '-layout', '-enc', 'UTF-8'))
  let rang = 0
  for (const mot of mots(texte)) {
    const trouve = lus.indexOf(mot, rang)
    assert.notEqual(trouve, -1, `mot absent ou déplacé : ${mot}`)
    rang = trouve + 1
  }
}
const avecHistorique = (historique: string) => composer({ ...donneesExemple, historique })

/** Toutes les phrases d’une donnée, sauf les codes techniques que le gabarit n’imprime pas. */
function phrases(donnee: unknown, cle = ''): string[] {
  if (typeof donnee === 'string') return /^(statut|empreinte|sexe|reponse|preoccupe|code)$|[lL]e$/.test(cle) ? [] : [donnee]
  if (typeof donnee !== 'object' || donnee === null) return []
  return Object.entries(donnee).flatMap(([c, valeur]) => phrases(valeur, Array.isArray(donnee) ? cle : c))
}

describe('Fiche d’information préoccupante', () => {
  test('tout ce qui est donné est imprimé', { skip: sansPoppler }, async () => {
    const lu = mots(poppler('pdftotext', await composer(donneesExemple), '-raw'))
      .join('')
      .toLowerCase()
    for (const phrase of phrases(donneesExemple)) {
      for (const ligne of phrase.split('\n')) assert.ok(lu.includes(mots(ligne).join('').toLowerCase()), ligne)
    }
  })

  test('les dates, l’échéance, les mentions et l’empreinte courte sont imprimées', { skip: sansPoppler }, async () => {
    const lu = mots(poppler('pdftotext', await composer(donneesExemple), '-raw')).join(' ')
    for (const attendu of [
      '21 novembre 2026 à 16 h 45',
      '21 février 2027',
      '1er mars 2013',
      'CONFIDENTIEL — secret professionnel (articles 226-13 et 226-14 du code pénal)',
      'L226-2-1 et L226-2-2 du code de l’action sociale et des familles',
      'empreinte 9f86 d081 884c 7d65',
      'page 1/',
      'Coordonnées à ne pas communiquer',
      '« Il m’a attrapée par le bras',
    ]) {
      assert.ok(lu.includes(attendu), attendu)
    }
    assert.ok(!lu.includes('BROUILLON'))
  })

  test('« ne sait pas », « non » et « non renseigné » restent distincts', { skip: sansPoppler }, async () => {
    const lu = poppler('pdftotext', await composer(donneesExemple), '-layout')
    assert.match(lu, /VIOLSEX\s+Ne sait pas/)
    assert.match(lu, /VIOLPHYS\s+Oui/)
    assert.match(lu, /NEGLIG\s+Non\n/)
    assert.match(lu, /CONDEDUC\s+non renseigné/)
  })

  test('les titulaires sont imprimés de la même façon, quel que soit leur ordre', { skip: sansPoppler }, async () => {
    const familles = donneesExemple.familles.map((f) => ({ ...f, titulaires: [...f.titulaires].reverse() }))
    const trier = (pdf: Uint8Array) => mots(poppler('pdftotext', pdf, '-raw')).sort()
    assert.deepEqual(trier(await composer({ ...donneesExemple, familles })), trier(await composer(donneesExemple)))
  })

  test('un brouillon vide se compose, se dit brouillon et non renseigné', { skip: sansPoppler }, async () => {
    const lu = mots(poppler('pdftotext', await composer(donneesVides), '-raw')).join(' ')
    assert.match(lu, /BROUILLON : document préparatoire/)
    assert.match(lu, /non transmise/)
    assert.match(lu, /non renseigné/)
    assert.doesNotMatch(lu, /empreinte/i)
  })

  test('quatre enfants, deux situations familiales : un feuillet par enfant', { skip: sansPoppler }, async () => {
    const prenoms = ['Maëlys', 'Noé', 'Éloïse', 'Tom']
    const [premier, ...autres] = prenoms.map((prenom) => ({ ...enfantExemple, prenom }))
    const familles = donneesExemple.familles.flatMap((f) => [
      { ...f, enfants: ['Maëlys', 'Noé'] },
      { ...f, enfants: ['Éloïse', 'Tom'] },
    ])
    const pdf = await composer({ ...donneesExemple, enfants: [premier ?? enfantExemple, ...autres], familles })
    const lu = mots(poppler('pdftotext', pdf, '-raw')).join(' ')
    for (const [rang, prenom] of prenoms.entries()) assert.ok(lu.includes(`Feuillet ${rang + 1} : ${prenom}`), prenom)
    assert.ok(lu.includes('Situation de Éloïse et Tom'))
  })

  test('est déclaré PDF/UA-1, en français, sous un titre neutre, sans nom ni moteur', async () => {
    const octets = Buffer.from(await composer(donneesExemple)).toString('utf8')
    assert.match(octets, /<pdfuaid:part>1<\/pdfuaid:part>/)
    assert.match(octets, /<dc:title>.*Information préoccupante IP-015-2026-00042.*<\/dc:title>/)
    assert.match(octets, /\/Lang \(fr-FR\)/)
    assert.match(octets, /\/Marked true/)
    assert.doesNotMatch(octets, /dc:creator|\/Author|typst \d|Lefèvre|Roux/i)
  })

  test('est balisé : titres, tableaux à en-têtes, paragraphes', { skip: sansPoppler }, async () => {
    const pdf = await composer(donneesExemple)
    assert.match(poppler('pdfinfo', pdf), /Tagged:\s+yes/)
    const structure = poppler('pdfinfo', pdf, '-struct')
    for (const balise of ['H1', 'H2', 'H3', 'Table', 'TH', 'TD', 'P']) assert.match(structure, new RegExp(`^\\s*${balise}\\b`, 'm'), balise)
    assert.equal(structure.match(/^\s*H1\b/gm)?.length, 1)
  })

  test('même entrée, mêmes octets', async () => {
    const un = await composer(donneesExemple)
    await composer(donneesVides)
    assert.deepEqual(await composer(donneesExemple), un)
  })

  test('dix pages de texte sortent mot à mot', { skip: sansPoppler }, async () => {
    const texte = Array.from({ length: 900 }, (_, n) => `Phrase n° ${n} : l’élève dit « j’ai ${n} ans ».${n % 9 === 8 ? '\n\n' : ''}`).join(
      ' ',
    )
    const pdf = await avecHistorique(texte)
    assertLu(pdf, texte)
    assert.ok(Number(/Pages:\s+(\d+)/.exec(poppler('pdfinfo', pdf))?.[1]) >= 10)
  })

  test('un constat de plusieurs pages tient dans son tableau', { skip: sansPoppler }, async () => {
    const faits = Array.from({ length: 1500 }, (_, n) => `mot${n}`).join(' ')
    assertLu(await composer({ ...donneesExemple, constats: [{ le: null, lieu: null, faits }] }), faits)
  })

  for (const hostile of [
    '#read("/etc/passwd") #panic("x") #import "@preview/x:1.0.0" #set page(width: 1pt)',
    '$x^2$ *gras* _souligné_ `code` @ref <etiquette> = Titre // pas un commentaire /* ni ceci */ \\ \\u{41} ~ -- --- ...',
    '<script>alert(1)</script> &amp; %PDF-1.7 %%EOF endobj ) ( { } [ ] "guillemets droits" \'apostrophe\'',
    '{"enfants":[]} \\" \\n \x24{inject} `\x24{x}` \' or 1=1 --',
    'Émojis 😭 🔪 👍🏽 ❤️ 👩‍👧 fin',
    'Zoë Łukasz Şahin Đặng Ελένη Жанна fin',
    "L’apostrophe ’ et l'autre, « guillemets », “anglais”, … – — € n° 4ᵉ œuvre Œdipe",
  ]) {
    test(`imprime sans l’interpréter : ${hostile.slice(0, 40)}`, { skip: sansPoppler }, async () => {
      const pdf = await avecHistorique(hostile)
      const lu = mots(poppler('pdftotext', pdf, '-raw'))
        .join('')
        .replaceAll('\ufe0f', '')
      assert.ok(
        lu.includes(mots(hostile).join('').replaceAll('\ufe0f', '')),
        lu.slice(lu.indexOf('Historique'), lu.indexOf('Historique') + 400),
      )
    })
  }

  test('arabe et hébreu se composent avec leurs lettres', { skip: sansPoppler }, async () => {
    const lu = poppler('pdftotext', await avecHistorique('Elle a écrit سلام puis שלום ici.'), '-raw').normalize('NFKC')
    for (const lettre of 'سלוم') assert.ok(lu.includes(lettre), lettre)
  })

  test('caractères de contrôle, demi-caractères et renversements ne cassent rien', { skip: sansPoppler }, async () => {
    assertLu(
      await avecHistorique('avant\u0000\u0007\u001b[31m \ud800 \u202edroite\u202c \ufeffapres\u200b fin'),
      'avant[31m \ufffd droite apres fin',
    )
  })

  test('50 000 caractères sans espace tiennent dans la page', { skip: sansPoppler }, async () => {
    const mot = 'abcdefghij'.repeat(5000)
    const lignes = poppler('pdftotext', await avecHistorique(mot), '-layout')
      .split('\n')
      .map((l) => l.replaceAll('\u200b', '').trim())
    const imprimees = lignes.filter((l) => /^[a-j]{40,}$/.test(l))
    assert.ok(imprimees.every((l) => l.length < 130))
    assert.ok(
      lignes
        .filter((l) => /^[a-j]+$/.test(l))
        .join('')
        .includes(mot),
    )
  })

  test('chaque champ de texte accepte le pire ; rien ne sort de la page', { skip: sansPoppler }, async () => {
    const pire = `#read("/etc/passwd") $*@\\<_\`"'»«\u0000\u202e学😀\ud800${'W'.repeat(400)}\n\n\r\n=\n- a\n+ b\n/ c: d`
    const empirer = (donnee: unknown, cle = ''): unknown => {
      if (typeof donnee === 'string') return /^(statut|sexe|reponse|preoccupe|empreinte|reference|code)$|[lL]e$/.test(cle) ? donnee : pire
      if (Array.isArray(donnee)) return donnee.map((d) => empirer(d, cle))
      if (typeof donnee !== 'object' || donnee === null) return donnee
      return Object.fromEntries(Object.entries(donnee).map(([c, v]) => [c, empirer(v, c)]))
    }
    const pdf = await fabrique.composer(national, empirer(donneesExemple))
    const mots = [
      ...poppler('pdftotext', pdf, '-bbox').matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)/g),
    ]
    assert.ok(mots.length > 500)
    const dehors = mots.filter(([, x0, y0, x1, y1]) => Number(x0) < 50 || Number(y0) < 0 || Number(x1) > 546 || Number(y1) > 842)
    assert.deepEqual(
      dehors.map(([, , , , , mot]) => mot),
      [],
    )
  })
})
