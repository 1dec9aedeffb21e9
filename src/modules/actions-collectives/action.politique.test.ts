import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import type { Decision } from '#socle/decision.ts'
import { peutConsignerSansNom, peutCorriger, peutRemplacer } from './action.politique.ts'
import { faitDe, PUBLICS, professionnels, SANS_PRECISION } from './action.ts'

const ICI = 'college-ici'
const agent = (fonction: Fonction, territoireId = ICI) =>
  unAgentDe('moi', 'Agent', 's', [{ fonction, territoireId, niveau: 'etablissement', libelle: '', permanences: [] }])
const dit = (d: Decision) => (d.permis ? 'oui' : d.motif)
const la = (auteurId: string, etablissementId = ICI) => ({ auteurId, etablissementId })

describe('politiques des actions sans nom', () => {
  test('consigner : l’assistant de service social, dans un de ses établissements', () => {
    assert.equal(dit(peutConsignerSansNom(agent('assistant_social'), { etablissementId: ICI })), 'oui')
    assert.equal(dit(peutConsignerSansNom(agent('assistant_social'), { etablissementId: null })), 'oui')
    assert.equal(dit(peutConsignerSansNom(agent('assistant_social'), { etablissementId: 'ailleurs' })), 'actions_collectives.hors_secteur')
    for (const fonction of FONCTIONS.filter((f) => f !== 'assistant_social'))
      assert.equal(dit(peutConsignerSansNom(agent(fonction), { etablissementId: null })), 'actions_collectives.fonction', fonction)
  })

  test('corriger : la sienne, tant que l’établissement est l’un des siens', () => {
    assert.equal(dit(peutCorriger(agent('assistant_social'), la('moi'))), 'oui')
    assert.equal(dit(peutCorriger(agent('assistant_social'), la('collegue'))), 'actions_collectives.d_autrui')
    assert.equal(dit(peutCorriger(agent('assistant_social', 'ailleurs'), la('moi'))), 'actions_collectives.hors_secteur')
    assert.equal(dit(peutCorriger(agent('ctss_departement'), la('collegue'))), 'actions_collectives.d_autrui')
  })

  test('remplacer : corriger l’ancienne, et consigner la nouvelle là où elle se passe', () => {
    const ancienne = la('moi')
    assert.equal(dit(peutRemplacer(agent('assistant_social'), { ancienne, etablissementId: ICI })), 'oui')
    assert.equal(
      dit(peutRemplacer(agent('assistant_social'), { ancienne, etablissementId: 'ailleurs' })),
      'actions_collectives.hors_secteur',
    )
    assert.equal(
      dit(peutRemplacer(agent('assistant_social'), { ancienne: la('collegue'), etablissementId: ICI })),
      'actions_collectives.d_autrui',
    )
  })
})

describe('une action sans nom', () => {
  test('on donne conseil à un professionnel, jamais à un élève ni à une famille', () => {
    assert.ok(professionnels.includes('CPE') && professionnels.includes('CD'))
    for (const code of ['ELEVE', 'PAIR', 'RESP', 'FAMILLE', 'INIT', 'INSTANCE'] as const) assert.ok(!professionnels.includes(code), code)
  })

  test('son fait et celui qui le retire ne diffèrent que du sens', () => {
    const action = {
      ...SANS_PRECISION,
      nature: 'action_collective',
      etablissementId: ICI,
      dateAction: '2026-11-12',
      theme: 'HARC',
    } as const
    const fait = faitDe({ ...action, eleves: 54, inconnus: ['parents'] })
    assert.deepEqual({ ...faitDe({ ...action, eleves: 54, inconnus: ['parents'] }, -1), sens: 1 }, fait)
    assert.deepEqual([fait.type, fait.le, fait.eleves, fait.inconnus], ['action_collective', '2026-11-12', 54, ['parents']])
    assert.equal(PUBLICS.length, 3)
  })
})
