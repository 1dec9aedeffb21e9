import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Hasard } from '../../demonstration/fictif-hasard.ts'
import { nomDeFamille, prenomAdulte, prenomEnfant, voie } from '../../demonstration/fictif-noms.ts'
import { desidentifier, type PersonneATaire } from './desidentifier.ts'

const LEO: PersonneATaire = {
  noms: ['DUPONT-PETIT', 'de La Tour', 'Léo', 'Noël'],
  neLe: '2013-03-05',
  adresses: ['12 bis rue des Lilas\n15000 Aurillac'],
}
const taire = (texte: string, ...personnes: PersonneATaire[]) => desidentifier(texte, personnes.length > 0 ? personnes : [LEO])

describe('ôter les noms d’un texte', () => {
  for (const [texte, attendu] of [
    ['Léo est en retard.', 'L. est en retard.'],
    ['LEO DUPONT-PETIT, LÉO Dupont', 'L. D.-P., L. D.'],
    ['la mère de Dupont', 'la mère de D.'],
    ['Le\u0301o, L\u00adéo, Lé\u200bo', 'L., L., L.'],
    ['leodupont et Dupontléo', 'L. et D.'],
    ['il habite 12 bis, rue des Lilas, Aurillac', 'il habite [adresse], Aurillac'],
    ['vu rue des lilas', 'vu [adresse]'],
    ['né le 05/03/2013, le 5.3.13, le 2013-03-05, le 5 mars 2013', `né le ${Array(4).fill('[date de naissance]').join(', le ')}`],
    ['joindre leo.d@exemple.fr ou 06 12 34 56 78 ou +33 6.12.34.56.78', 'joindre [courriel] ou [téléphone] ou [téléphone]'],
    ['INE 123456789AB', 'INE [identifiant]'],
    ['Il marche le 6 mars 2013.', 'Il marche le 6 mars 2013.'],
  ] as const)
    test(texte, () => assert.equal(taire(texte), attendu))

  test('dans le doute, on tait : une élève nommée Rose fait taire les roses', () =>
    assert.equal(taire('Une rose et des roses.', { noms: ['Rose'] }), 'Une r. et des roses.'.replace('r.', 'R.')))
})

/** Ce qui se lit pareil : sans accent ni casse. */
const lisible = (texte: string): string => texte.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
/** Les seuls mots d'un nom qui peuvent passer : la liste est redite ici pour que l'élargir fasse échouer l'essai. */
const PASSENT = ['de', 'du', 'des', 'la', 'le', 'les', 'd', 'l', 'et', 'en', 'sur', 'rue']
const motsLisibles = (texte: string): string[] => lisible(texte).split(/[^\p{L}\p{N}]+/u)

const personne = fc.integer().chain((graine) => {
  const hasard = new Hasard(graine)
  const noms = [nomDeFamille(hasard), prenomAdulte(hasard, 'F'), prenomEnfant(hasard, 'M')]
  return fc
    .date({ min: new Date('2000-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
    .map((ne) => ({ noms, neLe: ne.toISOString().slice(0, 10), adresses: [`${voie(hasard)}\n15000 Aurillac`] }))
})
const deguiser = (mot: string): fc.Arbitrary<string> =>
  fc.constantFrom(mot, mot.toUpperCase(), mot.toLowerCase(), mot.normalize('NFD'), lisible(mot), `${mot.slice(0, 2)}\u200b${mot.slice(2)}`)
const formesDate = (neLe: string): fc.Arbitrary<string> => {
  const [a = '', m = '', j = ''] = neLe.split('-')
  return fc.constantFrom(neLe, `${j}/${m}/${a}`, `${Number(j)}/${Number(m)}/${a.slice(2)}`, `${j}.${m}.${a}`, `${j} ${m} ${a}`)
}

describe('quel que soit le registre', () => {
  test('un nom qui n’est qu’un mot ordinaire se tait sous sa majuscule, le mot reste', () => {
    const famille = [{ noms: ['LÊ', 'Minh'] }, { noms: ['Sur'] }]
    assert.equal(
      desidentifier('Lê Minh et LE père ; le frère, sur le banc, Sur.', famille),
      'L. M. et L. père ; le frère, sur le banc, S..',
    )
  })

  test('tout nom court se tait, sauf ces mots-là', () => {
    const lettres = [...'abcdefghijklmnopqrstuvwxyz']
    const courts = lettres.flatMap((a) => lettres.flatMap((b) => [a + b, ...lettres.map((c) => a + b + c)]))
    const noms = [...courts, 'saint', 'sainte', 'notre', 'place', 'avenue', 'chemin']
    const restes = motsLisibles(desidentifier(noms.join(' '), [{ noms }])).filter((mot) => mot.length >= 2)
    assert.deepEqual(restes.toSorted(), PASSENT.filter((mot) => mot.length >= 2).toSorted())
  })

  test('aucun nom, aucune date de naissance, aucune adresse ne passe, sous aucune forme', () =>
    fc.assert(
      fc.property(
        fc.array(personne, { minLength: 1, maxLength: 5 }).chain((registre) =>
          fc.tuple(
            fc.constant(registre),
            fc.array(
              fc.constantFrom(...registre).chain((p) =>
                fc.oneof(
                  fc.constantFrom(...p.noms).chain(deguiser),
                  formesDate(p.neLe),
                  fc.constantFrom(...p.adresses).map((a) => a.split('\n')[0] ?? ''),
                  fc.constantFrom('se plaint', 'dit que', 'et', 'l’an dernier', 'à'),
                ),
              ),
              { maxLength: 20 },
            ),
            fc.constantFrom(' ', ', ', ' - ', '’', '\n'),
          ),
        ),
        ([registre, morceaux, entre]) => {
          const sorti = desidentifier(morceaux.join(entre), registre)
          const mots = new Set(motsLisibles(sorti))
          for (const p of registre) {
            for (const nom of p.noms.flatMap(motsLisibles))
              if (nom.length >= 2 && !PASSENT.includes(nom)) assert.ok(!mots.has(nom), `${nom} dans ${sorti}`)
            const [a = '', m = '', j = ''] = p.neLe.split('-')
            for (const forme of [p.neLe, `${j}/${m}/${a}`, `${j}.${m}.${a}`]) assert.ok(!sorti.includes(forme), `${forme} dans ${sorti}`)
            for (const adresse of p.adresses)
              assert.ok(
                !motsLisibles(sorti)
                  .join(' ')
                  .includes(motsLisibles(adresse.split('\n')[0] ?? '').join(' ')),
                sorti,
              )
          }
        },
      ),
      { numRuns: 400 },
    ))

  test('le refaire n’y change rien, et un texte sans eux reste ce qu’il est', () =>
    fc.assert(
      fc.property(personne, fc.array(fc.constantFrom('élève', 'retard', 'classe', 'hier', 'seul')), (p, mots) => {
        const sorti = desidentifier(`${p.noms.join(' ')} ${mots.join(' ')}`, [p])
        assert.equal(desidentifier(sorti, [p]), sorti)
        assert.ok(sorti.endsWith(mots.join(' ')))
      }),
    ))
})
