import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Agent, type Fonction, unAgentDe } from '#socle/agent.ts'
import { peutConsignerParoles, peutLireParoles } from './parole.politique.ts'

const [COLLEGE, AUTRE] = ['college', 'autre']
const agent = (fonction: Fonction, territoireId = COLLEGE, niveau: 'etablissement' | 'departement' = 'etablissement'): Agent =>
  unAgentDe('a', 'Camille', 's', [{ fonction, territoireId, niveau, libelle: territoireId, permanences: [] }])
const dossier = (statut: 'ouvert' | 'clos', estAdmis: boolean) => ({ dossier: { etablissementId: COLLEGE, statut, estAdmis } })

// Colonnes : lire puis consigner ; dossier ouvert, dossier clos.
const CAS: readonly (readonly [nom: string, qui: Agent, admis: boolean, ouvert: string, clos: string])[] = [
  ['ASS du secteur', agent('assistant_social'), false, 'oui oui', 'oui non'],
  ['ASS d’un autre secteur', agent('assistant_social', AUTRE), false, 'non non', 'non non'],
  ['ASS affectée au département', agent('assistant_social', COLLEGE, 'departement'), false, 'non non', 'non non'],
  ['stagiaire admis', agent('stagiaire'), true, 'oui oui', 'oui non'],
  ['stagiaire non admis', agent('stagiaire'), false, 'non non', 'non non'],
  ['CTSS de département', agent('ctss_departement', COLLEGE, 'departement'), false, 'non non', 'non non'],
  ['administrateur', agent('administrateur'), false, 'non non', 'non non'],
  ['chef d’établissement', agent('autorite'), false, 'non non', 'non non'],
]

describe('qui lit les paroles, qui en consigne', () => {
  for (const [nom, qui, admis, ouvert, clos] of CAS)
    test(nom, () => {
      const lu = (statut: 'ouvert' | 'clos') =>
        [peutLireParoles, peutConsignerParoles].map((p) => (p(qui, dossier(statut, admis)).permis ? 'oui' : 'non')).join(' ')
      assert.deepEqual([lu('ouvert'), lu('clos')], [ouvert, clos])
    })
})
