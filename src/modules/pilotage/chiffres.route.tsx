import { casUsage } from '#socle/cas-usage.ts'
import { fichier, page } from '#socle/http/route.ts'
import { FONCTIONS_CHIFFRES } from './chiffres.politique.ts'
import { PageChiffres } from './chiffres.vue.tsx'
import { exporterCsv } from './chiffres-csv.ts'
import { PageCouverture } from './couverture.vue.tsx'
import { lireChiffres } from './lire-chiffres.cas.ts'
import { lireCouverture } from './lire-couverture.cas.ts'
import { exporterRetours, lireRetours } from './lire-retours.cas.ts'
import { PageRetours } from './retours.vue.tsx'

export const pageChiffres = page({
  chemin: '/chiffres',
  acces: FONCTIONS_CHIFFRES,
  titre: 'Chiffres du service',
  cas: lireChiffres,
  afficher: (vue) => <PageChiffres {...vue.donnees} />,
})

const exporterChiffres = casUsage({
  nom: 'pilotage.exporter_chiffres',
  saisie: lireChiffres.saisie,
  charger: lireChiffres.charger,
  autoriser: lireChiffres.autoriser,
  async executer(contexte, saisie, territoire) {
    const { chiffres } = await lireChiffres.executer(contexte, saisie, territoire)
    return { type: 'text/csv; charset=utf-8', nom: `chiffres-${chiffres.annee}.csv`, octets: exporterCsv(chiffres) }
  },
  sujet: ({ territoireId }) => ({ cibleId: territoireId }),
})

export const pageRetours = page({
  chemin: '/chiffres/retours',
  acces: FONCTIONS_CHIFFRES,
  titre: 'Réponses du département',
  cas: lireRetours,
  afficher: (vue) => <PageRetours {...vue.donnees} />,
})

export const pageCouverture = page({
  chemin: '/chiffres/couverture',
  acces: FONCTIONS_CHIFFRES,
  titre: 'Couverture des établissements',
  cas: lireCouverture,
  afficher: (vue) => <PageCouverture {...vue.donnees} />,
})

export const exportRetours = fichier({ chemin: '/chiffres/retours.csv', acces: FONCTIONS_CHIFFRES, cas: exporterRetours })

export const exportChiffres = fichier({ chemin: '/chiffres/export.csv', acces: FONCTIONS_CHIFFRES, cas: exporterChiffres })
