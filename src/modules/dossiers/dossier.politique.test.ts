import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Fonction, type Niveau, unAgentDe } from '#socle/agent.ts'
import { peutEcrire, peutLire, peutLister, peutOrganiser, peutOuvrir } from './dossier.politique.ts'

const [ICI, AILLEURS] = ['college-ici', 'college-ailleurs']
const agent = (fonction: Fonction, territoireId: string, niveau: Niveau = 'etablissement') =>
  unAgentDe('a', 'Agent', 's', [{ fonction, territoireId, niveau, libelle: '', permanences: [] }])
const dossier = (statut: 'ouvert' | 'clos', estAdmis = false) => ({ etablissementId: ICI, statut, estAdmis })

const QUI = {
  'l’assistante du secteur': agent('assistant_social', ICI),
  'une assistante d’un autre secteur': agent('assistant_social', AILLEURS),
  'une assistante affectée au département': agent('assistant_social', ICI, 'departement'),
  'le stagiaire admis': agent('stagiaire', ICI),
  'le CTSS de bassin': agent('ctss_bassin', 'bassin', 'bassin'),
  'le CTSS départemental': agent('ctss_departement', 'dept', 'departement'),
  'l’administrateur': agent('administrateur', 'dept', 'departement'),
  'le chef d’établissement': agent('autorite', ICI),
  'le secrétariat': agent('secretariat', ICI),
}
type Qui = keyof typeof QUI

// Qui · dossier · lire · écrire · organiser
const CAS: readonly [Qui, ReturnType<typeof dossier>, string, string, string][] = [
  ['l’assistante du secteur', dossier('ouvert'), 'oui', 'oui', 'oui'],
  ['l’assistante du secteur', dossier('clos'), 'oui', 'dossiers.clos', 'dossiers.clos'],
  ['une assistante d’un autre secteur', dossier('ouvert'), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
  [
    'une assistante affectée au département',
    dossier('ouvert'),
    'dossiers.hors_perimetre',
    'dossiers.hors_perimetre',
    'dossiers.hors_perimetre',
  ],
  ['le stagiaire admis', dossier('ouvert', true), 'oui', 'oui', 'dossiers.stagiaire'],
  ['le stagiaire admis', dossier('clos', true), 'oui', 'dossiers.clos', 'dossiers.clos'],
  ['le stagiaire admis', dossier('ouvert', false), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
  ['le CTSS de bassin', dossier('ouvert'), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
  ['le CTSS départemental', dossier('ouvert'), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
  ['l’administrateur', dossier('ouvert', true), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
  ['le chef d’établissement', dossier('ouvert'), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
  ['le secrétariat', dossier('ouvert'), 'dossiers.hors_perimetre', 'dossiers.hors_perimetre', 'dossiers.hors_perimetre'],
]

const dit = (d: ReturnType<typeof peutLire>) => (d.permis ? 'oui' : d.motif)

describe('politiques du dossier', () => {
  for (const [qui, cible, lire, ecrire, organiser] of CAS)
    test(`${qui}, dossier ${cible.statut}${cible.estAdmis ? ' où il est admis' : ''}`, () => {
      const verdicts = [peutLire, peutEcrire, peutOrganiser].map((p) => dit(p(QUI[qui], cible)))
      assert.deepEqual(verdicts, [lire, ecrire, organiser])
    })

  test('ouvrir : l’assistante de l’établissement de l’élève, et personne d’autre', () => {
    const permis = Object.entries(QUI).filter(([, a]) => peutOuvrir(a, { etablissementId: ICI }).permis)
    assert.deepEqual(
      permis.map(([nom]) => nom),
      ['l’assistante du secteur'],
    )
  })

  test('lister : les fonctions qui peuvent avoir des dossiers', () => {
    const permis = Object.entries(QUI).filter(([, a]) => peutLister(a).permis)
    assert.deepEqual(
      permis.map(([nom]) => nom),
      ['l’assistante du secteur', 'une assistante d’un autre secteur', 'une assistante affectée au département', 'le stagiaire admis'],
    )
  })
})
