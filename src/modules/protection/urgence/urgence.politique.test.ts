import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Agent, FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import { FONCTIONS_URGENCE, peutLireUrgence, peutNoterUrgence } from './urgence.politique.ts'

const agent = (fonction: Fonction, territoireId = 'college'): Agent =>
  unAgentDe('a', 'Camille', 's', [{ fonction, territoireId, niveau: 'etablissement', libelle: '', permanences: [] }])
const dossier = (estAdmis: boolean) => ({ dossier: { etablissementId: 'college', estAdmis } })

describe('lire les numéros', () => {
  for (const fonction of FONCTIONS)
    test(fonction, () =>
      assert.equal(peutLireUrgence(agent(fonction)).permis, (FONCTIONS_URGENCE as readonly Fonction[]).includes(fonction)),
    )
})

describe('noter, relire, compléter', () => {
  for (const [nom, qui, admis, attendu] of [
    ['ASS du secteur', agent('assistant_social'), false, true],
    ['ASS d’un autre secteur', agent('assistant_social', 'autre'), false, false],
    ['stagiaire admis', agent('stagiaire'), true, true],
    ['stagiaire non admis', agent('stagiaire'), false, false],
    ['CTSS de département', agent('ctss_departement'), false, false],
    ['administrateur', agent('administrateur'), false, false],
    ['chef d’établissement', agent('autorite'), false, false],
  ] as const)
    test(nom, () => assert.equal(peutNoterUrgence(qui, dossier(admis)).permis, attendu))
})
