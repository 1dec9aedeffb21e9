import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Dossier } from '#modules/dossiers/index.ts'
import { type Fonction, unAgentDe } from '#socle/agent.ts'
import { peutConsigner, peutDetruireNote, peutRectifier, peutVoirSonActivite } from './acte.politique.ts'

const ICI = 'college-ici'
const agent = (fonction: Fonction, territoireId = ICI) =>
  unAgentDe('moi', 'Agent', 's', [{ fonction, territoireId, niveau: 'etablissement', libelle: '', permanences: [] }])
const dossier = (statut: 'ouvert' | 'clos', estAdmis = false) => ({
  genre: 'dossier' as const,
  dossier: { etablissementId: ICI, statut, estAdmis } as Dossier,
})
const eleve = { genre: 'eleve' as const, eleve: { etablissementId: ICI } }
const dit = (d: ReturnType<typeof peutConsigner>) => (d.permis ? 'oui' : d.motif)

describe('politiques des actes', () => {
  test('consigner : qui écrit dans le dossier, tant qu’il est ouvert', () => {
    assert.equal(dit(peutConsigner(agent('assistant_social'), dossier('ouvert'))), 'oui')
    assert.equal(dit(peutConsigner(agent('assistant_social'), dossier('clos'))), 'dossiers.clos')
    assert.equal(dit(peutConsigner(agent('assistant_social', 'ailleurs'), dossier('ouvert'))), 'dossiers.hors_perimetre')
    assert.equal(dit(peutConsigner(agent('stagiaire'), dossier('ouvert', true))), 'oui')
    assert.equal(dit(peutConsigner(agent('stagiaire'), dossier('ouvert', false))), 'dossiers.hors_perimetre')
    assert.equal(dit(peutConsigner(agent('administrateur'), dossier('ouvert', true))), 'dossiers.hors_perimetre')
  })

  test('consigner pour un élève sans dossier demande le droit d’ouvrir : le stagiaire ne l’a pas', () => {
    assert.equal(dit(peutConsigner(agent('assistant_social'), eleve)), 'oui')
    assert.equal(dit(peutConsigner(agent('stagiaire'), eleve)), 'dossiers.hors_secteur')
    assert.equal(dit(peutConsigner(agent('ctss_departement'), eleve)), 'dossiers.hors_secteur')
  })

  test('rectifier : son auteur, ou l’assistant de l’établissement ; le stagiaire ne corrige pas sa tutrice', () => {
    const acteDe = (auteurId: string, statut: 'ouvert' | 'clos' = 'ouvert') => ({ ...dossier(statut, true), acte: { auteurId } })
    for (const [qui, cible, attendu] of [
      [agent('assistant_social'), acteDe('moi'), 'oui'],
      [agent('assistant_social'), acteDe('stagiaire'), 'oui'],
      [agent('assistant_social', 'ailleurs'), acteDe('moi'), 'dossiers.hors_perimetre'],
      [agent('assistant_social'), acteDe('moi', 'clos'), 'dossiers.clos'],
      [agent('stagiaire'), acteDe('moi'), 'oui'],
      [agent('stagiaire'), acteDe('tutrice'), 'actes.acte_d_autrui'],
      [agent('ctss_departement'), acteDe('moi'), 'dossiers.hors_perimetre'],
    ] as const)
      assert.equal(dit(peutRectifier(qui, cible)), attendu)
  })

  test('détruire une note : son auteur seul', () => {
    assert.equal(dit(peutDetruireNote(agent('assistant_social'), { auteurId: 'moi' })), 'oui')
    assert.equal(dit(peutDetruireNote(agent('assistant_social'), { auteurId: 'collegue' })), 'actes.note_d_autrui')
  })

  test('voir son activité : qui consigne des actes', () => {
    assert.equal(dit(peutVoirSonActivite(agent('stagiaire'))), 'oui')
    assert.equal(dit(peutVoirSonActivite(agent('ctss_departement'))), 'actes.fonction')
  })
})
