import { join } from 'node:path'
import type { Module } from '#socle/module.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { documentDemande, nouvelleDemande, pageDemande } from './demandes.route.tsx'

/** Le gabarit, sous la racine du projet. */
export const GABARIT_DEMANDE = 'src/modules/demandes/gabarits/reponse.typ'

/** Le module, avec la fabrique qui compose ses documents. `racine` : dossier du projet, chemin absolu. */
export const creerDemandes = ({ pdf, racine }: { readonly pdf: FabriquePdf; readonly racine: string }): Module => ({
  nom: 'demandes',
  dependDe: ['referentiels', 'securite', 'eleves', 'dossiers', 'actes', 'pilotage'],
  routes: [nouvelleDemande, pageDemande({ pdf, gabarit: join(racine, GABARIT_DEMANDE) }), documentDemande],
  taches: [],
})
