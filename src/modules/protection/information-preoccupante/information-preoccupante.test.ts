import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { suitesIp } from '#modules/referentiels/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { codesDe } from '#socle/nomenclature.ts'
import {
  attenteDe,
  avancer,
  type Brouillon,
  type DestinataireFige,
  type Envoi,
  type Etape,
  exigerBrouillon,
  type InformationPreoccupante,
  referenceDe,
  type StatutInformation,
  suitesReponse,
  transmettre,
} from './information-preoccupante.ts'

const MAINTENANT = new Date('2026-06-15T10:00:00Z')
const CRIP: DestinataireFige = { intitule: 'CRIP fictive', adresse: null, courriel: null, telephone: null, protocole: null, copies: [] }
const FAITE: StatutInformation = { statut: 'faite', le: '2026-06-14', mode: 'ENTRETIEN', par: 'Camille', reaction: null }
const NON_FAITE: StatutInformation = { statut: 'non_faite', motif: 'FUITE', explication: 'Départ annoncé.' }
const brouillon = (titulaires: readonly (StatutInformation | null)[], sansTitulaire: string | null = null): Brouillon => ({
  statut: 'brouillon',
  id: 'ip-1',
  informations: { titulaires: new Map(titulaires.map((s, rang) => [`t${rang}`, s])), sansTitulaire },
})
const ENVOI: Envoi = { destinataire: CRIP, canal: 'MESSAGERIE', transmiseLe: MAINTENANT }
const codeDe = (action: () => unknown): string => {
  try {
    action()
    return 'accord'
  } catch (erreur) {
    assert.ok(erreur instanceof ErreurMetier)
    return erreur.code
  }
}

describe('transmettre', () => {
  for (const [cas, ip, envoi, attendu] of [
    ['sans destinataire', brouillon([FAITE]), { ...ENVOI, destinataire: null }, 'protection.destinataire'],
    ['destinataire blanc', brouillon([FAITE]), { ...ENVOI, destinataire: { ...CRIP, intitule: '  ' } }, 'protection.destinataire'],
    ['sans canal', brouillon([FAITE]), { ...ENVOI, canal: null }, 'protection.canal'],
    ['date illisible', brouillon([FAITE]), { ...ENVOI, transmiseLe: new Date(Number.NaN) }, 'protection.transmission_future'],
    [
      'date à venir',
      brouillon([FAITE]),
      { ...ENVOI, transmiseLe: new Date(MAINTENANT.getTime() + 60_000) },
      'protection.transmission_future',
    ],
    ['un parent sur deux sans statut', brouillon([FAITE, null]), ENVOI, 'protection.information_titulaire'],
    ['aucun titulaire connu, sans le dire', brouillon([]), ENVOI, 'protection.titulaires'],
    ['aucun titulaire, motif blanc', brouillon([], ' '), ENVOI, 'protection.titulaires'],
    ['aucun titulaire connu, en le disant', brouillon([], 'Mineur non accompagné.'), ENVOI, 'accord'],
    ['deux parents, l’un informé, l’autre non', brouillon([FAITE, NON_FAITE]), ENVOI, 'accord'],
    ['date passée', brouillon([FAITE]), { ...ENVOI, transmiseLe: new Date('2025-01-01') }, 'accord'],
  ] as const)
    test(cas, () =>
      assert.equal(
        codeDe(() => transmettre(ip, envoi, MAINTENANT)),
        attendu,
      ),
    )

  test('date la transmission et l’échéance', () => {
    const transmise = transmettre(brouillon([FAITE]), ENVOI, MAINTENANT)
    assert.equal(transmise.statut, 'transmise')
    assert.equal(transmise.retourAttenduLe, '2026-09-15')
  })

  test('une seconde transmission est un conflit', () => {
    const transmise = transmettre(brouillon([FAITE]), ENVOI, MAINTENANT)
    assert.equal(
      codeDe(() => exigerBrouillon(transmise)),
      'protection.deja_transmise',
    )
  })
})

describe('après la transmission', () => {
  const depart = () => transmettre(brouillon([FAITE]), ENVOI, MAINTENANT)
  const jouer = (...etapes: Etape[]) =>
    etapes.reduce<ReturnType<typeof avancer>>((ip, e) => avancer(ip, e, '2026-06-15', '2027-01-01'), depart())
  const accuse: Etape = { nature: 'accuse', le: '2026-06-20' }
  const reponse: Etape = { nature: 'reponse', le: '2026-09-01', suite: 'ADMIN' }
  const relance: Etape = { nature: 'relance', le: '2026-09-20' }

  test('accusée, puis répondue', () => {
    const ip = jouer(accuse, { nature: 'qualification', le: '2026-07-01' }, reponse)
    assert.equal(ip.statut, 'repondue')
    assert.equal(ip.statut === 'repondue' && ip.accuseeLe, '2026-06-20')
  })
  test('répondue sans accusé', () => assert.equal(jouer(reponse).statut, 'repondue'))
  test('une qualification ne vaut pas réponse', () =>
    assert.equal(jouer({ nature: 'qualification', le: '2026-07-01' }).statut, 'transmise'))
  test('ni la conclusion de l’évaluation ni le départ de la famille ne valent réponse ; ils se consignent aussi après elle', () => {
    const conclusion: Etape = { nature: 'evaluation', le: '2026-09-05', conclusion: 'ACTIONS' }
    const depart: Etape = { nature: 'depart', le: '2026-09-06' }
    assert.equal(jouer(conclusion, depart).statut, 'transmise')
    assert.equal(jouer(reponse, conclusion, depart).statut, 'repondue')
  })
  test('une seconde réponse rectifie la première', () => {
    const ip = jouer(reponse, { nature: 'reponse', le: '2026-09-10', suite: 'CLASSEE' })
    assert.equal(ip.statut === 'repondue' && ip.suite, 'CLASSEE')
  })
  for (const [cas, etapes, attendu] of [
    ['deux accusés', [accuse, accuse], 'protection.deja_accusee'],
    ['relancer après la réponse', [reponse, relance], 'protection.deja_repondue'],
    ['accuser après la réponse', [reponse, accuse], 'protection.deja_repondue'],
    ['une étape avant la transmission', [{ nature: 'accuse', le: '2026-06-14' }], 'protection.etape_anterieure'],
    ['une étape à venir', [{ nature: 'accuse', le: '2027-01-02' }], 'protection.etape_future'],
  ] as const)
    test(`${cas} : refusé`, () =>
      assert.equal(
        codeDe(() => jouer(...(etapes as readonly Etape[]))),
        attendu,
      ))

  test('le retard se calcule, il ne s’écrit pas', () => {
    const ip = { retourAttenduLe: '2026-09-15', repondueLe: null }
    assert.equal(attenteDe(ip, '2026-09-15'), 'en_attente')
    assert.equal(attenteDe(ip, '2026-09-16'), 'en_retard')
    assert.equal(attenteDe({ ...ip, repondueLe: '2026-10-01' }, '2027-01-01'), 'repondue')
  })
})

/*
 * Un modèle qui ne partage rien avec le code : il sait seulement ce que la loi exige pour qu'un écrit parte, et ce qui peut suivre.
 */
type Modele = { etat: 'brouillon' | 'transmise' | 'accusee' | 'repondue'; statuts: boolean[]; sans: boolean }
type Geste =
  | { type: 'statut'; rang: number }
  | { type: 'sans' }
  | { type: 'transmettre'; destinataire: boolean; canal: boolean; decalageMinutes: number }
  | { type: 'etape'; etape: Etape }

const geste: fc.Arbitrary<Geste> = fc.oneof(
  fc.record({ type: fc.constant('statut' as const), rang: fc.nat(2) }),
  fc.record({ type: fc.constant('sans' as const) }),
  fc.record({
    type: fc.constant('transmettre' as const),
    destinataire: fc.boolean(),
    canal: fc.boolean(),
    decalageMinutes: fc.integer({ min: -3000, max: 2 }),
  }),
  fc.record({
    type: fc.constant('etape' as const),
    etape: fc.oneof(
      fc.record({
        nature: fc.constantFrom('accuse' as const, 'qualification' as const, 'relance' as const, 'depart' as const),
        le: fc.constantFrom('2026-06-01', '2026-06-15'),
      }),
      fc.record({
        nature: fc.constant('evaluation' as const),
        le: fc.constantFrom('2026-06-15', '2026-06-16'),
        conclusion: fc.constantFrom(...codesDe(suitesIp)),
      }),
      fc.record({
        nature: fc.constant('reponse' as const),
        le: fc.constantFrom('2026-06-15', '2026-06-16'),
        suite: fc.constantFrom(...suitesReponse),
      }),
    ),
  }),
)

function attendu(m: Modele, g: Geste): Modele | null {
  if (g.type === 'statut')
    return m.etat === 'brouillon' && g.rang < m.statuts.length ? { ...m, statuts: m.statuts.map((s, r) => s || r === g.rang) } : null
  if (g.type === 'sans') return m.etat === 'brouillon' ? { ...m, sans: true } : null
  if (g.type === 'transmettre') {
    const entier = g.destinataire && g.canal && g.decalageMinutes <= 0 && (m.statuts.length > 0 ? m.statuts.every(Boolean) : m.sans)
    return m.etat === 'brouillon' && entier ? { ...m, etat: 'transmise' } : null
  }
  if (m.etat === 'brouillon' || g.etape.le !== '2026-06-15') return null
  if (g.etape.nature === 'reponse') return { ...m, etat: 'repondue' }
  if (g.etape.nature === 'evaluation' || g.etape.nature === 'depart') return m
  if (m.etat === 'repondue' || (g.etape.nature === 'accuse' && m.etat === 'accusee')) return null
  return g.etape.nature === 'accuse' ? { ...m, etat: 'accusee' } : m
}

function faire(ip: InformationPreoccupante, g: Geste): InformationPreoccupante {
  if (g.type === 'etape') {
    if (ip.statut === 'brouillon') throw new ErreurMetier('conflit', 'essai.brouillon', 'brouillon')
    return avancer(ip, g.etape, '2026-06-15', '2026-06-15')
  }
  const { informations, ...b } = exigerBrouillon(ip)
  if (g.type === 'sans') return { ...b, informations: { ...informations, sansTitulaire: 'Inconnus.' } }
  if (g.type === 'statut') {
    if (!informations.titulaires.has(`t${g.rang}`)) throw new ErreurMetier('invalide', 'essai.rang', 'rang')
    return { ...b, informations: { ...informations, titulaires: new Map(informations.titulaires).set(`t${g.rang}`, NON_FAITE) } }
  }
  return transmettre(
    { ...b, informations },
    {
      destinataire: g.destinataire ? CRIP : null,
      canal: g.canal ? 'REMISE' : null,
      transmiseLe: new Date(MAINTENANT.getTime() + g.decalageMinutes * 60_000),
    },
    MAINTENANT,
  )
}

describe('propriété : la machine légale', () => {
  test('aucune suite de gestes ne sort du modèle, et rien n’est transmis sans destinataire, canal, date et statut de chacun', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.array(geste, { maxLength: 25 }), (combien, gestes) => {
        let ip: InformationPreoccupante = brouillon(Array.from({ length: combien }, () => null))
        let modele: Modele = { etat: 'brouillon', statuts: Array.from({ length: combien }, () => false), sans: false }
        for (const g of gestes) {
          const suivant = attendu(modele, g)
          let obtenu: InformationPreoccupante | null = null
          try {
            obtenu = faire(ip, g)
          } catch (erreur) {
            assert.ok(erreur instanceof ErreurMetier, String(erreur))
          }
          assert.equal(obtenu?.statut ?? null, suivant?.etat ?? null, JSON.stringify(g))
          if (obtenu && suivant) [ip, modele] = [obtenu, suivant]
          if (ip.statut !== 'brouillon')
            assert.ok(ip.destinataire.intitule && ip.canal && ip.transmiseLe <= MAINTENANT && ip.informations.size === combien)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('référence', () => {
  test('ne dit rien de personne', () =>
    assert.equal(referenceDe('3f9a12c4-0000-4000-8000-000000000000', '15', '2026'), 'IP-15-2026-3F9A12C4'))
})
