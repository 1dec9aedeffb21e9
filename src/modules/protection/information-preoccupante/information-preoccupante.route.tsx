import { aplatir } from '#socle/champs.ts'
import type { Route, Vue } from '#socle/http/route.ts'
import { fichier, formulaire, page } from '#socle/http/route.ts'
import type { Imprimerie } from '../modeles.ts'
import { commencerInformation, preparerProtection } from './commencer-information.cas.ts'
import { consignerEtape } from './consigner-etape.cas.ts'
import { copiesPrevues } from './destinataires.vue.tsx'
import { peutConsignerEtape, peutTransmettre } from './information-preoccupante.politique.ts'
import { informerTitulaires } from './informer-titulaires.cas.ts'
import { PageListe } from './liste.vue.tsx'
import { listerInformations } from './lister-informations.cas.ts'
import { adresseDe, type InformationAffichee } from './piece.vue.tsx'
import { PageProteger } from './proteger.vue.tsx'
import { PageRedaction } from './redaction.vue.tsx'
import { enregistrerBrouillon, lireInformation } from './rediger-information.cas.ts'
import { creerApercu, remettreDocument } from './remettre-document.cas.ts'
import { PageSuivi } from './suivi.vue.tsx'
import { PageTitulaires, valeursTitulaires } from './titulaires.vue.tsx'
import { PageTransmettre } from './transmettre.vue.tsx'
import { creerTransmettre } from './transmettre-information.cas.ts'

const REDACTEURS = ['assistant_social', 'stagiaire'] as const
const TITRE = 'Information préoccupante'
const BASE = '/informations-preoccupantes/:id'

/** Un brouillon s'écrit, une information transmise se suit : la même adresse, selon son état. */
function afficher({ donnees, etat, aujourdHui, agent }: Vue<InformationAffichee>) {
  const { transmission } = donnees.ip
  if (transmission === null) return <PageRedaction donnees={donnees} etat={etat} aujourdHui={aujourdHui} />
  return (
    <PageSuivi
      donnees={donnees}
      transmission={transmission}
      etat={etat}
      aujourdHui={aujourdHui}
      peutConsigner={peutConsignerEtape(agent, donnees).permis}
    />
  )
}

export const protegerLEnfant = formulaire({
  chemin: '/dossiers/:dossierId/informations-preoccupantes/nouvelle',
  acces: REDACTEURS,
  titre: 'Protéger',
  preparer: preparerProtection,
  cas: commencerInformation,
  afficher: ({ donnees, etat }) => <PageProteger donnees={donnees} etat={etat} />,
  apres: ({ informationId }) => adresseDe(informationId),
})

const SUITES = { brouillon: '?fait=1', titulaires: '/titulaires' } as const

export const informationPreoccupante = formulaire({
  chemin: BASE,
  acces: REDACTEURS,
  titre: TITRE,
  preparer: lireInformation,
  cas: enregistrerBrouillon,
  initiales: ({ ip }) => aplatir(ip.ecrit.contenu),
  afficher,
  apres: ({ informationId, suite }) => `${adresseDe(informationId)}${SUITES[suite]}`,
})

export const informationDesTitulaires = formulaire({
  chemin: `${BASE}/titulaires`,
  acces: REDACTEURS,
  titre: 'Information des parents',
  preparer: lireInformation,
  cas: informerTitulaires,
  initiales: (donnees) => valeursTitulaires(donnees),
  afficher: (vue) =>
    vue.donnees.ip.transmission === null ? (
      <PageTitulaires donnees={vue.donnees} etat={vue.etat} aujourdHui={vue.aujourdHui} />
    ) : (
      afficher(vue)
    ),
  apres: ({ informationId, suite }) => `${adresseDe(informationId)}/${suite}${suite === 'titulaires' ? '?fait=1' : ''}`,
})

export const transmission = (imprimerie: Imprimerie) =>
  formulaire({
    chemin: `${BASE}/transmettre`,
    acces: REDACTEURS,
    titre: 'Transmettre',
    preparer: lireInformation,
    cas: creerTransmettre(imprimerie),
    initiales: ({ protocole }) => copiesPrevues(protocole),
    afficher: (vue) => {
      if (vue.donnees.ip.transmission !== null) return afficher(vue)
      const decision = peutTransmettre(vue.agent, vue.donnees)
      return <PageTransmettre {...vue} refus={decision.permis ? null : decision.explication} />
    },
    apres: ({ informationId }) => `${adresseDe(informationId)}?fait=1`,
  })

export const etapes = formulaire({
  chemin: `${BASE}/etapes`,
  acces: ['assistant_social'],
  titre: TITRE,
  preparer: lireInformation,
  cas: consignerEtape,
  afficher,
  apres: ({ informationId }) => `${adresseDe(informationId)}?fait=1`,
})

export const apercu = (imprimerie: Imprimerie) => fichier({ chemin: `${BASE}/apercu.pdf`, acces: REDACTEURS, cas: creerApercu(imprimerie) })
export const documentFige = fichier({ chemin: `${BASE}/document.pdf`, acces: REDACTEURS, cas: remettreDocument })

export const listeInformations = page({
  chemin: '/informations-preoccupantes',
  acces: REDACTEURS,
  titre: 'Informations préoccupantes',
  cas: listerInformations,
  afficher: ({ donnees, aujourdHui }) => <PageListe donnees={donnees} aujourdHui={aujourdHui} />,
})

export const routesInformation = (imprimerie: Imprimerie): Route[] => [
  protegerLEnfant,
  listeInformations,
  informationPreoccupante,
  informationDesTitulaires,
  transmission(imprimerie),
  etapes,
  apercu(imprimerie),
  documentFige,
]
