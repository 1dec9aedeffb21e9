import { fichier, formulaire, type Route, type Vue } from '#socle/http/route.ts'
import type { Imprimerie } from '../modeles.ts'
import { consignerSuite } from './consigner-suite.cas.ts'
import { valeursDe } from './contenu.ts'
import { adresseDe, type SignalementAffiche } from './piece.vue.tsx'
import { PageNouveau, PageRedaction } from './redaction.vue.tsx'
import { commencerSignalement, enregistrerSignalement, lireSignalement, preparerSignalement } from './rediger-signalement.cas.ts'
import { creerApercuSignalement, creerCopieSignalement, remettreSignalement } from './remettre-signalement.cas.ts'
import { peutSuivreSignalement, peutTransmettreSignalement } from './signalement.politique.ts'
import { PageSuivi } from './suivi.vue.tsx'
import { PageTransmettre } from './transmettre.vue.tsx'
import { creerTransmettreSignalement } from './transmettre-signalement.cas.ts'

const REDACTEURS = ['assistant_social', 'stagiaire'] as const
const BASE = '/signalements/:id'

const afficher = (vue: Vue<SignalementAffiche>) =>
  vue.donnees.signalement.transmission === null ? (
    <PageRedaction donnees={vue.donnees} etat={vue.etat} />
  ) : (
    <PageSuivi {...vue} peutConsigner={peutSuivreSignalement(vue.agent, vue.donnees).permis} />
  )

const nouveau = formulaire({
  chemin: '/dossiers/:dossierId/signalements/nouveau',
  acces: REDACTEURS,
  titre: 'Signaler au procureur',
  preparer: preparerSignalement,
  cas: commencerSignalement,
  afficher: ({ donnees, etat }) => <PageNouveau donnees={donnees} etat={etat} />,
  apres: ({ signalementId }) => adresseDe(signalementId),
})

const SUITES = { brouillon: '?fait=1', transmettre: '/transmettre' } as const
const redaction = formulaire({
  chemin: BASE,
  acces: REDACTEURS,
  titre: 'Signalement',
  preparer: lireSignalement,
  cas: enregistrerSignalement,
  initiales: ({ signalement }) => valeursDe(signalement.contenu),
  afficher,
  apres: ({ signalementId, suite }) => `${adresseDe(signalementId)}${SUITES[suite]}`,
})

const transmission = (imprimerie: Imprimerie) =>
  formulaire({
    chemin: `${BASE}/transmettre`,
    acces: REDACTEURS,
    titre: 'Transmettre',
    preparer: lireSignalement,
    cas: creerTransmettreSignalement(imprimerie),
    afficher: (vue) => {
      if (vue.donnees.signalement.transmission !== null) return afficher(vue)
      const decision = peutTransmettreSignalement(vue.agent, vue.donnees)
      return <PageTransmettre {...vue} refus={decision.permis ? null : decision.explication} />
    },
    apres: ({ signalementId }) => `${adresseDe(signalementId)}?fait=1`,
  })

const etapes = formulaire({
  chemin: `${BASE}/etapes`,
  acces: ['assistant_social'],
  titre: 'Signalement',
  preparer: lireSignalement,
  cas: consignerSuite,
  afficher,
  apres: ({ signalementId }) => `${adresseDe(signalementId)}?fait=1`,
})

export const routesSignalement = (imprimerie: Imprimerie): Route[] => [
  nouveau,
  redaction,
  transmission(imprimerie),
  etapes,
  fichier({ chemin: `${BASE}/apercu.pdf`, acces: REDACTEURS, cas: creerApercuSignalement(imprimerie) }),
  fichier({ chemin: `${BASE}/document.pdf`, acces: REDACTEURS, cas: remettreSignalement }),
  fichier({ chemin: `${BASE}/copie.pdf`, acces: REDACTEURS, cas: creerCopieSignalement(imprimerie) }),
]
