import { join } from 'node:path'
import type { Tx } from '#socle/db.ts'
import type { Module } from '#socle/module.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { GABARIT_RAPPORT } from './export/document.ts'
import { routesExport } from './export/export.route.tsx'
import { exporter, type Fichier, type Format, type Imprimerie } from './export/fichier.ts'
import { lirePublie, type RapportDemande } from './export/publie.requetes.ts'
import { masquerInstantane } from './masquer.tache.ts'
import { routesRapports } from './rapports.route.tsx'

type Reglages = { readonly pdf: FabriquePdf; readonly racine: string }
const imprimerie = ({ pdf, racine }: Reglages): Imprimerie => ({ pdf, gabarit: join(racine, GABARIT_RAPPORT) })

/** Le module, avec la fabrique qui compose ses documents. `racine` : dossier du projet, chemin absolu. */
export const creerRapports = (reglages: Reglages): Module => ({
  nom: 'rapports',
  dependDe: ['referentiels', 'securite', 'pilotage'],
  routes: [...routesRapports, ...routesExport(imprimerie(reglages))],
  taches: [masquerInstantane],
})

/** Exporte hors de toute session, pour la ligne de commande : sous le rôle des tâches, et seulement ce qui se publie. */
export const creerExportPublie =
  (reglages: Reglages) =>
  async (tx: Tx, demande: RapportDemande, format: Format): Promise<Fichier> =>
    exporter(imprimerie(reglages), await lirePublie(tx, demande), format)
