import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CONTACTS_MAX, DELAIS_MAX, saisieBrouillon } from './brouillon.ts'
import { changementsDe, precedenteDe } from './changements.ts'
import { manquesPourPublier, premierJourPossible } from './protocole.ts'
import { couverture, differences, type EtablissementRange, filtrer, jourEffet, type Secteur } from './territoires.ts'

const saisie = saisieBrouillon({})
const base = { definitionIp: 'Définition.', delaiLocalJours: '', voie: 'directe' }
const crip = { nature: 'crip', intitule: 'CRIP', adresse: '1 rue\r\nAurillac', courriel: '', telephone: '', canal: 'COURRIER_AR' }
const champs = (rang: number, d: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(d).map(([c, v]) => [`destinataires.${rang}.${c}`, v]))

describe('le formulaire du brouillon', () => {
  test('un bloc vide ne compte pas, l’ordre est celui de la page, la voie préférée vient en tête', () => {
    const lu = saisie.parse({
      ...base,
      ...champs(0, { nature: 'autre', intitule: ' ', canal: '' }),
      ...champs(1, { ...crip, canaux: ['COURRIEL', 'COURRIER_AR'] }),
      ...champs(2, { ...crip, intitule: 'Parquet', nature: 'parquet', canaux: 'TELEPHONE' }),
      principal: '1',
    })
    assert.deepEqual(
      lu.destinataires.map((d) => [d.ordre, d.intitule, d.principal, d.canaux, d.adresse]),
      [
        [1, 'CRIP', true, ['COURRIER_AR', 'COURRIEL'], '1 rue\nAurillac'],
        [2, 'Parquet', false, ['COURRIER_AR', 'TELEPHONE'], '1 rue\nAurillac'],
      ],
    )
    assert.equal(lu.delaiLocalJours, null)
  })

  test('une case retire, une erreur retrouve son champ', () => {
    assert.equal(saisie.parse({ ...base, ...champs(0, { ...crip, retirer: 'oui' }) }).destinataires.length, 0)
    const lu = saisie.safeParse({ ...base, ...champs(0, crip), ...champs(1, { ...crip, canal: '', courriel: 'pas un courriel' }) })
    assert.deepEqual(
      lu.error?.issues.map((i) => i.path.join('.')),
      ['destinataires.1.courriel', 'destinataires.1.canal'],
    )
  })

  test('un corps hostile est refusé sans panne', () => {
    for (const corps of [
      null,
      'texte',
      { ...base, 'destinataires.99.intitule': 'x' },
      { ...base, destinataires: 'x' },
      { ...base, 'etapes.0.__proto__': 'x' },
    ])
      assert.doesNotThrow(() => saisie.safeParse(corps))
    assert.equal(saisie.safeParse({ ...base, 'destinataires.99.intitule': 'x' }).success, false)
    assert.equal(saisie.safeParse({ ...base, delaiLocalJours: '0' }).success, false)
    assert.equal(saisie.safeParse({ ...base, delaiLocalJours: '1e9' }).success, false)
  })
})

describe('les contacts, les délais, les noms locaux, ce que chacun reçoit', () => {
  const issues = (corps: object) => saisie.safeParse({ ...base, ...corps }).error?.issues.map((i) => i.path.join('.')) ?? []
  const delai = { 'delais.0.quoi': 'Accusé', 'delais.0.nombre': '8', 'delais.0.unite': 'jours', 'delais.0.origine': 'transmission' }

  test('se lisent ; les lignes vides s’oublient', () => {
    const lu = saisie.parse({
      ...base,
      ...champs(0, { ...crip, recoit: ['information', 'relance', 'information'] }),
      'contacts.0.qui': '',
      'contacts.0.telephone': '',
      'contacts.1.qui': 'Permanence',
      'contacts.1.courriel': '',
      'contacts.1.quand': 'la nuit',
      ...delai,
      'delais.1.quoi': '',
      'delais.1.nombre': '',
      'delais.1.unite': 'jours',
      'delais.1.origine': 'transmission',
      'alias.0.mesure': 'AEMO',
      'alias.0.nom': 'Mesure locale',
      'alias.1.mesure': '',
      'alias.1.nom': '',
    })
    assert.deepEqual(lu.destinataires[0]?.recoit, ['information', 'relance'])
    assert.deepEqual(lu.contacts, [{ qui: 'Permanence', telephone: null, courriel: null, quand: 'la nuit' }])
    assert.deepEqual(lu.delais, [{ quoi: 'Accusé', nombre: 8, unite: 'jours', origine: 'transmission' }])
    assert.deepEqual(lu.alias, { AEMO: 'Mesure locale' })
  })

  test('une erreur retrouve son champ', () => {
    assert.deepEqual(issues({ 'contacts.0.telephone': '04' }), ['contacts.0.qui'])
    assert.deepEqual(issues({ ...delai, 'delais.0.nombre': '0', 'delais.0.origine': 'ailleurs' }), ['delais.0.nombre', 'delais.0.origine'])
    assert.deepEqual(issues({ 'alias.0.mesure': 'INCONNUE', 'alias.0.nom': 'x' }), ['alias.0.mesure'])
    assert.deepEqual(issues({ ...champs(0, { ...crip, recoit: 'tout' }) }), ['destinataires.0.recoit.0'])
    const deux = { 'alias.0.mesure': 'AEMO', 'alias.0.nom': 'a', 'alias.1.mesure': 'AEMO', 'alias.1.nom': 'b' }
    assert.deepEqual(issues(deux), ['alias.1.mesure'])
  })

  test('chaque chose a son plus', () => {
    const rangs = (n: number, ligne: (i: number) => object) => Object.assign({}, ...Array.from({ length: n }, (_, i) => ligne(i)))
    const contacts = (n: number) => issues(rangs(n, (i) => ({ [`contacts.${i}.qui`]: 'Permanence' })))
    assert.deepEqual([contacts(CONTACTS_MAX), contacts(CONTACTS_MAX + 1)], [[], ['contacts']])
    const delais = (n: number) =>
      issues(rangs(n, (i) => Object.fromEntries(Object.entries(delai).map(([nom, v]) => [nom.replace('.0.', `.${i}.`), v]))))
    assert.deepEqual([delais(DELAIS_MAX), delais(DELAIS_MAX + 1)], [[], ['delais']])
    const nom = (n: number) => issues({ 'alias.0.mesure': 'AEMO', 'alias.0.nom': 'x'.repeat(n) })
    assert.deepEqual([nom(120), nom(121)], [[], ['alias.0.nom']])
  })
})

describe('ce qui change d’une version à la suivante', () => {
  const lu = saisie.parse({ ...base, ...champs(0, crip), 'etapes.0.qui': 'A', 'etapes.0.quoi': 'transmet', principal: '0' })
  const { voie, etapes, contacts, delais, alias, ...reste } = lu
  const v1 = { ...reste, circuit: { voie, etapes, contacts, delais }, aliasMesures: alias, modeles: {} }

  test('rien si rien n’est écrit autrement', () => assert.deepEqual(changementsDe(v1, structuredClone(v1)), []))

  test('les seules rubriques et lignes qui diffèrent, l’avant et l’après', () => {
    const v2 = {
      ...v1,
      delaiLocalJours: 45,
      aliasMesures: { AEMO: 'Mesure locale' },
      destinataires: v1.destinataires.map((d) => ({ ...d, recoit: ['information' as const] })),
    }
    assert.deepEqual(
      changementsDe(v1, v2).map((c) => [c.rubrique, c.avant.length, c.apres.length]),
      [
        ['À qui l’on transmet', 1, 1],
        ['Les délais convenus localement', 0, 1],
        ['Les noms locaux des mesures', 0, 1],
      ],
    )
    assert.match(changementsDe(v2, v1)[1]?.avant[0] ?? '', /45 jours à compter de la transmission/)
  })

  test('un modèle réécrit se voit, sans que son texte s’affiche', () => {
    const avec = (empreinte: string) => ({ ...v1, modeles: { information: empreinte } })
    assert.deepEqual(
      [changementsDe(v1, avec('aa')), changementsDe(avec('aa'), avec('bb'))].map(([c]) => [c?.rubrique, c?.avant.length, c?.apres.length]),
      [
        ['Les modèles de documents', 1, 1],
        ['Les modèles de documents', 1, 1],
      ],
    )
    assert.deepEqual(changementsDe(avec('aa'), avec('aa')), [])
  })

  test('l’ordre des étapes compte', () => {
    const [a, b] = [
      { qui: 'A', quoi: 'écrit' },
      { qui: 'B', quoi: 'vise' },
    ]
    const avec = (liste: (typeof a)[]) => ({ ...v1, circuit: { ...v1.circuit, etapes: liste } })
    assert.deepEqual(
      changementsDe(avec([a, b]), avec([b, a])).map((c) => c.rubrique),
      ['Les étapes'],
    )
  })

  test('la précédente est la dernière publiée avant elle, jamais un brouillon', () => {
    const publieLe = new Date(0)
    const versions = [
      { version: 4, publieLe: null },
      { version: 3, publieLe },
      { version: 1, publieLe },
    ]
    assert.deepEqual(
      versions.map((v) => precedenteDe(versions, v)?.version),
      [3, 1, undefined],
    )
    assert.equal(precedenteDe([{ version: 2, publieLe: null }], { version: 3, publieLe }), null)
  })
})

describe('publier', () => {
  const principal = { ...saisie.parse({ ...base, ...champs(0, crip), principal: '0' }).destinataires[0] } as never
  test('demande un principal joignable et une étape', () => {
    assert.equal(manquesPourPublier({ destinataires: [], circuit: { etapes: [] } }).length, 2)
    const joignable = { destinataires: [principal], circuit: { etapes: [{ qui: 'a', quoi: 'b' }] } }
    assert.deepEqual(manquesPourPublier(joignable), [])
    const sansAdresse = { ...joignable, destinataires: [{ ...(principal as object), adresse: null, courriel: null } as never] }
    assert.equal(manquesPourPublier(sansAdresse).length, 1)
  })

  test('la première version se date librement, la suivante jamais dans le passé ni le jour même de la précédente', () => {
    assert.equal(premierJourPossible(undefined, '2026-11-22'), null)
    assert.equal(premierJourPossible({ enVigueurDu: '2024-09-01' }, '2026-11-22'), '2026-11-22')
    assert.equal(premierJourPossible({ enVigueurDu: '2026-11-22' }, '2026-11-22'), '2026-11-23')
    assert.equal(premierJourPossible({ enVigueurDu: '2026-12-31' }, '2026-11-22'), '2027-01-01')
  })
})

const unEtablissement = (e: Partial<EtablissementRange>): EtablissementRange => ({
  id: 'e',
  nom: 'Collège fictif',
  type: 'Collège',
  secteur: 'public',
  commune: 'Saint-Étienne',
  etat: null,
  bassinId: null,
  bassin: null,
  secteurIds: [],
  secteurs: [],
  ...e,
})
const TOUS = { type: 'tous', statut: 'tous', commune: '' } as const

describe('les établissements d’un département', () => {
  test('se filtrent par type, statut et commune, sans souci d’accent ni de casse', () => {
    const liste = [
      unEtablissement({}),
      unEtablissement({ type: 'Ecole' }),
      unEtablissement({ secteur: 'prive' }),
      unEtablissement({ commune: null }),
    ]
    assert.equal(filtrer(liste, { ...TOUS, commune: 'SAINT-etienne' }).length, 3)
    assert.equal(filtrer(liste, { type: 'second_degre', statut: 'public', commune: '' }).length, 2)
    assert.equal(filtrer(liste, { ...TOUS, type: 'Ecole' }).length, 1)
  })

  test('sans aucun secteur, la couverture est inconnue : ce n’est pas « non couvert »', () => {
    const liste = [
      unEtablissement({ id: 'a' }),
      unEtablissement({ id: 'b', secteurIds: ['s'] }),
      unEtablissement({ id: 'c', type: 'Ecole' }),
    ]
    assert.equal(couverture(liste, []).connue, false)
    const connue = couverture(liste, [{ id: 's' } as Secteur])
    assert.deepEqual([connue.connue, connue.total, connue.sans.map((e) => e.id)], [true, 2, ['a']])
  })

  test('ce que la page ne montrait pas ne bouge pas', () => {
    assert.deepEqual(differences(['a', 'b', 'c'], ['a', 'b'], ['b', 'c', 'z']), { inconnus: ['z'], aAjouter: ['c'], aRetirer: ['a'] })
    assert.deepEqual(differences(['a'], ['a', 'cache'], ['a']), { inconnus: [], aAjouter: [], aRetirer: [] })
  })

  test('un secteur à venir change à son premier jour, un secteur ouvert aujourd’hui', () => {
    assert.equal(jourEffet({ valideDu: '2027-09-01' }, '2026-11-22'), '2027-09-01')
    assert.equal(jourEffet({ valideDu: '2020-09-01' }, '2026-11-22'), '2026-11-22')
  })
})
