import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Moteur } from '#socle/cas-usage.ts'
import { creerApplication } from '#socle/http/application.ts'
import type { Route } from '#socle/http/route.ts'
import { type JournalTechnique, ouvrirJournalTechnique } from '#socle/journal-technique.ts'
import { composer } from './composition.ts'
import type { Installation } from './installation.ts'
import { RACINE } from './racine.ts'
import { sante } from './sante.ts'
import { demarrerTaches, type Ouvrier } from './taches.ts'

export type Serveur = { readonly adresse: string; readonly routes: readonly Route[]; readonly arreter: () => Promise<void> }

/** Démarre le web et les tâches sur une installation ouverte. `parties` sépare les deux processus en production. */
export async function servir(
  i: Installation,
  parties: { readonly web: boolean; readonly taches: boolean },
  journal: JournalTechnique = ouvrirJournalTechnique(),
): Promise<Serveur> {
  const moteur: Moteur = { db: i.app, coffre: i.coffre, maintenant: () => new Date(), identifiant: randomUUID }
  const composition = composer({ config: i.config, moteur, urlTache: i.urlTache })
  const ouvrier: Ouvrier | null = parties.taches ? await demarrerTaches(i, composition.taches, journal) : null
  const routes = [...composition.routes, sante({ installation: i, ouvrier, pdf: composition.pdf })]
  const app = await creerApplication({
    moteur,
    routes,
    identifier: composition.identifier,
    habiller: composition.habiller,
    pageErreur: composition.pageErreur,
    retenir: composition.retenir,
    journal,
    dossierStatique: resolve(RACINE, 'public'),
    adresse: i.config.adresse,
    mesures: i.config.mesures,
    depotMax: i.config.importMaxMo * 1024 * 1024,
  })
  if (parties.web) await app.listen({ port: i.config.port, host: i.config.hote })
  const port = (app.server.address() as AddressInfo | null)?.port ?? i.config.port
  if (parties.web) journal({ type: 'demarrage', port, base: i.base })
  return {
    adresse: `http://${i.config.hote === '127.0.0.1' ? 'localhost' : i.config.hote}:${port}`,
    routes,
    arreter: async () => {
      await app.close()
      await ouvrier?.arreter()
      await composition.fermer()
    },
  }
}
