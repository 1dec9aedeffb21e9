import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fonction, unAgentDe } from '#socle/agent.ts'
import { peutLireSignalement, peutRedigerSignalement, peutSuivreSignalement, peutTransmettreSignalement } from './signalement.politique.ts'

const ICI = 'etablissement-ici'
const agent = (fonction: Fonction, territoireId = ICI) =>
  unAgentDe('a', 'Camille', 's', [{ fonction, territoireId, niveau: 'etablissement', libelle: '', permanences: [] }])
const ouvert = { dossier: { etablissementId: ICI, statut: 'ouvert', estAdmis: true } } as const
const clos = { dossier: { ...ouvert.dossier, statut: 'clos' } } as const
const droits = (a: ReturnType<typeof agent>, vise: typeof ouvert | typeof clos) =>
  [peutLireSignalement, peutRedigerSignalement, peutTransmettreSignalement, peutSuivreSignalement]
    .map((peut) => (peut(a, vise).permis ? 'oui' : 'non'))
    .join(' ')

// lire, rédiger, transmettre, suivre
for (const [nom, qui, vise, attendu] of [
  ['assistante de l’établissement', agent('assistant_social'), ouvert, 'oui oui oui oui'],
  ['assistante, dossier clos', agent('assistant_social'), clos, 'oui non non oui'],
  ['stagiaire admis', agent('stagiaire'), ouvert, 'oui oui non non'],
  [
    'conseillère du département',
    agent('ctss_departement'),
    { dossier: { ...ouvert.dossier, estAdmis: false } } as unknown as typeof ouvert,
    'non non non non',
  ],
  [
    'administrateur',
    agent('administrateur'),
    { dossier: { ...ouvert.dossier, estAdmis: false } } as unknown as typeof ouvert,
    'non non non non',
  ],
] as const)
  test(`${nom} : ${attendu}`, () => assert.equal(droits(qui, vise), attendu))
