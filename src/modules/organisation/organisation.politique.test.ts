import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FONCTIONS, type Fonction, type Niveau, unAgentDe } from '#socle/agent.ts'
import type { DepartementVise } from './departement.ts'
import { peutLireProtocole, peutOrganiser } from './organisation.politique.ts'
import { peutLireSources } from './sources.politique.ts'

const CANTAL = 'cantal'
const visePar = (territoireId: string, apparente: boolean): DepartementVise => ({
  id: CANTAL,
  code: '15',
  libelle: 'Cantal',
  ancetres: [CANTAL, 'clermont', 'france'],
  apparentes: apparente ? [CANTAL, 'clermont', 'france', territoireId] : [CANTAL, 'clermont', 'france'],
})
const agent = (fonction: Fonction, territoireId: string, niveau: Niveau) =>
  unAgentDe('a', 'Camille Essai', 's', [{ fonction, territoireId, niveau, libelle: 'Lieu', permanences: [] }])

describe('organiser un département', () => {
  const cas: readonly [Fonction, string, boolean][] = [
    ['ctss_departement', CANTAL, true],
    ['ctss_departement', 'puy-de-dome', false],
    ['ctss_bassin', CANTAL, false],
    ['ctss_academie', 'clermont', false],
    ['ctss_national', 'france', false],
    ['administrateur', CANTAL, false],
    ['autorite', CANTAL, false],
    ['assistant_social', CANTAL, false],
  ]
  for (const [fonction, lieu, attendu] of cas)
    test(`${fonction} à ${lieu} : ${attendu ? 'oui' : 'non'}`, () => {
      assert.equal(peutOrganiser(agent(fonction, lieu, 'departement'), visePar(lieu, true)).permis, attendu)
    })

  test('cumuler une fonction ici et une autre ailleurs ne donne pas le droit', () => {
    const double = unAgentDe('a', 'Camille Essai', 's', [
      { fonction: 'ctss_departement', territoireId: 'puy-de-dome', niveau: 'departement', libelle: '', permanences: [] },
      { fonction: 'assistant_social', territoireId: 'la-jordanne', niveau: 'etablissement', libelle: '', permanences: [] },
    ])
    assert.equal(peutOrganiser(double, visePar('la-jordanne', true)).permis, false)
  })
})

describe('lire le protocole', () => {
  const lisent = ['assistant_social', 'stagiaire', 'ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national']
  for (const fonction of FONCTIONS)
    test(`${fonction} : ${lisent.includes(fonction) ? 'oui, là où il exerce' : 'jamais'}`, () => {
      assert.equal(peutLireProtocole(agent(fonction, 'ici', 'etablissement'), visePar('ici', true)).permis, lisent.includes(fonction))
      assert.equal(peutLireProtocole(agent(fonction, 'ailleurs', 'etablissement'), visePar('ailleurs', false)).permis, false)
    })
})

test('les sources se lisent de qui exerce quelque chose, pas d’un compte sans fonction', () => {
  assert.equal(peutLireSources(agent('secretariat', 'ici', 'etablissement')).permis, true)
  assert.equal(peutLireSources(unAgentDe('a', 'Camille Essai', 's', [])).permis, false)
})
