import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Agent, type Fonction, unAgentDe } from '#socle/agent.ts'
import {
  peutConsignerEtape,
  peutLireInformation,
  peutListerInformations,
  peutRediger,
  peutTransmettre,
} from './information-preoccupante.politique.ts'

const [COLLEGE, AUTRE] = ['college', 'autre']
const agent = (fonction: Fonction, territoireId = COLLEGE, niveau: 'etablissement' | 'departement' = 'etablissement'): Agent =>
  unAgentDe('a', 'Camille', 's', [{ fonction, territoireId, niveau, libelle: territoireId, permanences: [] }])
const dossier = (statut: 'ouvert' | 'clos', estAdmis = false) => ({ dossier: { etablissementId: COLLEGE, statut, estAdmis } })

const QUI = {
  'ASS du secteur': [agent('assistant_social'), false],
  'ASS d’un autre secteur': [agent('assistant_social', AUTRE), false],
  'ASS affectée au département, non à l’établissement': [agent('assistant_social', COLLEGE, 'departement'), false],
  'stagiaire admis': [agent('stagiaire'), true],
  'stagiaire non admis': [agent('stagiaire'), false],
  'CTSS de bassin': [agent('ctss_bassin', COLLEGE, 'departement'), false],
  'CTSS de département': [agent('ctss_departement', COLLEGE, 'departement'), false],
  administrateur: [agent('administrateur'), false],
  secrétariat: [agent('secretariat'), false],
  'chef d’établissement': [agent('autorite'), false],
} as const satisfies Record<string, readonly [Agent, boolean]>

// Colonnes : lire, rédiger, transmettre, consigner une étape ; dossier ouvert puis clos.
const ATTENDU: Readonly<Record<keyof typeof QUI, readonly [ouvert: string, clos: string]>> = {
  'ASS du secteur': ['oui oui oui oui', 'oui non non oui'],
  'ASS d’un autre secteur': ['non non non non', 'non non non non'],
  'ASS affectée au département, non à l’établissement': ['non non non non', 'non non non non'],
  'stagiaire admis': ['oui oui non non', 'oui non non non'],
  'stagiaire non admis': ['non non non non', 'non non non non'],
  'CTSS de bassin': ['non non non non', 'non non non non'],
  'CTSS de département': ['non non non non', 'non non non non'],
  administrateur: ['non non non non', 'non non non non'],
  secrétariat: ['non non non non', 'non non non non'],
  'chef d’établissement': ['non non non non', 'non non non non'],
}

describe('qui lit, rédige, transmet, consigne', () => {
  for (const [nom, [qui, admis]] of Object.entries(QUI))
    for (const [rang, statut] of (['ouvert', 'clos'] as const).entries())
      test(`${nom}, dossier ${statut}`, () => {
        const decisions = [peutLireInformation, peutRediger, peutTransmettre, peutConsignerEtape].map((politique) =>
          politique(qui, dossier(statut, admis)),
        )
        assert.equal(decisions.map((d) => (d.permis ? 'oui' : 'non')).join(' '), ATTENDU[nom as keyof typeof QUI][rang])
        for (const d of decisions) if (!d.permis) assert.match(d.motif, /^(dossiers|protection)\.[a-z_]+$/)
      })

  test('le stagiaire qui ne peut pas transmettre apprend pourquoi', () => {
    const d = peutTransmettre(agent('stagiaire'), dossier('ouvert', true))
    assert.equal(!d.permis && d.motif, 'protection.stagiaire')
  })

  test('la liste est à qui suit des dossiers', () => {
    const FONCTIONS = ['assistant_social', 'stagiaire', 'ctss_bassin', 'administrateur', 'equipe_educative'] as const
    assert.deepEqual(
      FONCTIONS.map((f) => peutListerInformations(agent(f)).permis),
      [true, true, false, false, false],
    )
  })
})
