import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Affectation, type Fonction, type Niveau, unAgentDe } from '#socle/agent.ts'
import type { Decision } from '#socle/decision.ts'
import {
  peutAdministrerComptes,
  peutAffecter,
  peutChangerSesSecrets,
  peutClore,
  peutReinitialiser,
  peutVoirComptes,
} from './comptes.politique.ts'

const exercant = (fonction: Fonction, territoireId = 'cantal', niveau: Niveau = 'departement') =>
  unAgentDe('moi', 'Moi', 's', [{ fonction, territoireId, niveau, libelle: '', permanences: [] } satisfies Affectation])

const admin = exercant('administrateur')
const ctssd = exercant('ctss_departement')
const bassin = exercant('ctss_bassin', 'aurillac', 'bassin')
const ass = exercant('assistant_social', 'jordanne', 'etablissement')
const motifDe = (d: Decision) => (d.permis ? 'accord' : d.motif)
const compte = (r: { id?: string; fermeLe?: Date | null; demonstration?: boolean } = {}) => ({
  id: 'autre',
  fermeLe: null,
  demonstration: false,
  ...r,
})
const visee = (fonction: Fonction, ancetres: string[], r: { agentId?: string; ferme?: boolean } = {}) => ({
  agentId: 'autre',
  ferme: false,
  fonction,
  ancetres,
  ...r,
})

const JORDANNE = ['jordanne', 'aurillac', 'cantal', 'clermont', 'france']
const LYON = ['college-lyon', 'rhone', 'lyon', 'france']

describe('politiques des comptes', () => {
  const cas: readonly (readonly [string, Decision, string])[] = [
    ['l’administrateur gère les comptes', peutAdministrerComptes(admin), 'accord'],
    ['le conseiller départemental ne gère pas les comptes', peutAdministrerComptes(ctssd), 'securite.administrateur'],
    ['l’assistante ne voit pas les comptes', peutVoirComptes(ass), 'securite.organiser'],
    ['le conseiller de bassin voit les comptes', peutVoirComptes(bassin), 'accord'],

    ['l’administrateur réinitialise un autre compte', peutReinitialiser(admin, compte()), 'accord'],
    ['jamais le sien', peutReinitialiser(admin, compte({ id: 'moi' })), 'securite.soi_meme'],
    ['ni un compte fermé', peutReinitialiser(admin, compte({ fermeLe: new Date(0) })), 'securite.compte_ferme'],
    ['ni un compte de démonstration', peutReinitialiser(admin, compte({ demonstration: true })), 'securite.compte_partage'],
    ['le conseiller ne réinitialise pas', peutReinitialiser(ctssd, compte()), 'securite.administrateur'],

    ['le conseiller départemental affecte une assistante chez lui', peutAffecter(ctssd, visee('assistant_social', JORDANNE)), 'accord'],
    ['le conseiller de bassin aussi', peutAffecter(bassin, visee('stagiaire', JORDANNE)), 'accord'],
    ['pas hors de son territoire', peutAffecter(ctssd, visee('assistant_social', LYON)), 'securite.hors_territoire'],
    ['pas une fonction d’encadrement', peutAffecter(ctssd, visee('ctss_bassin', JORDANNE)), 'securite.fonction_hors_equipe'],
    ['ni l’administration', peutAffecter(bassin, visee('administrateur', JORDANNE)), 'securite.fonction_hors_equipe'],
    ['jamais soi-même', peutAffecter(ctssd, visee('assistant_social', JORDANNE, { agentId: 'moi' })), 'securite.soi_meme'],
    ['l’administrateur pas davantage', peutAffecter(admin, visee('ctss_departement', JORDANNE, { agentId: 'moi' })), 'securite.soi_meme'],
    ['l’administrateur nomme un conseiller', peutAffecter(admin, visee('ctss_departement', ['cantal'])), 'accord'],
    [
      'l’administrateur ne donne pas une fonction qui ouvre des dossiers',
      peutAffecter(admin, visee('assistant_social', JORDANNE)),
      'securite.fonction_du_secret',
    ],
    ['ni celle de stagiaire', peutAffecter(admin, visee('stagiaire', JORDANNE)), 'securite.fonction_du_secret'],
    [
      'personne n’affecte un compte fermé',
      peutAffecter(ctssd, visee('assistant_social', JORDANNE, { ferme: true })),
      'securite.compte_ferme',
    ],
    ['l’assistante n’affecte personne', peutAffecter(ass, visee('assistant_social', JORDANNE)), 'securite.hors_territoire'],

    ['l’administrateur clôt toute affectation', peutClore(admin, visee('assistant_social', JORDANNE)), 'accord'],
    ['le conseiller clôt chez lui', peutClore(ctssd, visee('secretariat', JORDANNE)), 'accord'],
    ['personne ne clôt la sienne', peutClore(admin, visee('administrateur', JORDANNE, { agentId: 'moi' })), 'securite.soi_meme'],

    ['un compte partagé ne change pas de secret', peutChangerSesSecrets(ass, { demonstration: true }), 'securite.compte_partage'],
    ['un compte ordinaire le peut', peutChangerSesSecrets(ass, { demonstration: false }), 'accord'],
  ]
  for (const [phrase, decision, attendu] of cas) test(phrase, () => assert.equal(motifDe(decision), attendu))
})
