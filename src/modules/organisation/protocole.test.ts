import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { champsBrouillon, deplier, manquesPourPublier, premierJourPossible } from './protocole.ts'
import { couverture, differences, type EtablissementRange, filtrer, jourEffet, type Secteur } from './territoires.ts'

const saisie = z.preprocess(deplier, z.object(champsBrouillon))
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

describe('publier', () => {
  const principal = { ...saisie.parse({ ...base, ...champs(0, crip), principal: '0' }).destinataires[0] } as never
  test('demande un principal joignable et une étape', () => {
    assert.equal(manquesPourPublier({ destinataires: [], circuit: { voie: 'directe', etapes: [] } }).length, 2)
    const joignable = { destinataires: [principal], circuit: { voie: 'directe' as const, etapes: [{ qui: 'a', quoi: 'b' }] } }
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
