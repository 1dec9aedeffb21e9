import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jourDeParis } from '#socle/cas-usage.ts'
import { type Db, sql } from '#socle/db.ts'
import { planifier, type Tache, tache } from '#socle/tache.ts'
import { importerDemandes } from './importer-fichiers.requetes.ts'
import type { GenreFichier } from './rapport.ts'
import { chargeImport, type ReglagesDepots, type TacheImporter } from './reglages.ts'

/** Importe des fichiers déposés, puis les efface. Rejouée après une panne : ce qui est fini n'est pas refait. */
export const tacheImporter = ({ depots, urlTache, tailleMax }: ReglagesDepots): TacheImporter =>
  tache({
    nom: 'eleves.importer',
    charge: chargeImport,
    async executer({ db, coffre, maintenant, identifiant, signal }, { importIds }) {
      const rows = await db
        .selectFrom('eleves.import')
        .select(['id', 'genre', 'depot', 'etablissements_admis'])
        .where('id', 'in', importIds)
        .where('etat', 'in', ['depose', 'en_cours'])
        .orderBy('id')
        .limit(500)
        .execute()
      const demandes = rows.flatMap((r) =>
        r.depot === null
          ? []
          : [{ importId: r.id, genre: r.genre as GenreFichier, chemin: join(depots, r.depot), admis: r.etablissements_admis }],
      )
      try {
        await importerDemandes(
          { urlTache, coffre, aujourdHui: () => jourDeParis(maintenant()), identifiant, signal, tailleMax },
          db,
          demandes,
        )
      } finally {
        await effacerDepots(db, depots, importIds)
      }
    },
  })

/** Un fichier ne survit pas à son import. */
async function effacerDepots(db: Db, depots: string, importIds: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom('eleves.import')
    .select(['id', 'depot'])
    .where('id', 'in', importIds)
    .where('etat', 'in', ['fini', 'refuse'])
    .where('depot', 'is not', null)
    .limit(500)
    .execute()
  for (const { id, depot } of rows) {
    await unlink(join(depots, depot ?? '')).catch((erreur: NodeJS.ErrnoException) => {
      if (erreur.code !== 'ENOENT') throw erreur
    })
    await db.updateTable('eleves.import').set({ depot: null }).where('id', '=', id).execute()
  }
}

const INTERROMPU = 'L’import a été interrompu avant la fin : rien n’a changé. Recommencez-le.'

/**
 * Chaque minute : reprend les imports déposés qui ne donnent plus signe de vie depuis trente secondes (processus mort ; s'il vivait encore, son
 * verrou le protège), déclare interrompus ceux de la ligne de commande muets depuis deux minutes, et efface les fichiers oubliés
 * d'imports finis.
 */
export const tacheReprendre = (reglages: ReglagesDepots, importer: TacheImporter): Tache =>
  tache({
    nom: 'eleves.reprendre_imports',
    charge: z.unknown(),
    cron: '* * * * *',
    async executer({ db }) {
      const muets = await db
        .selectFrom('eleves.import')
        .select(['id', 'depot'])
        .where('etat', 'in', ['depose', 'en_cours'])
        .where(
          sql<boolean>`coalesce(vivant_le, depose_le) < now() - case when depot is null then interval '2 minutes' else interval '30 seconds' end`,
        )
        .orderBy('id')
        .limit(500)
        .execute()
      const deposes = muets.flatMap((m) => (m.depot === null ? [] : [m.id]))
      const perdus = muets.flatMap((m) => (m.depot === null ? [m.id] : []))
      if (perdus.length > 0)
        await db
          .updateTable('eleves.import')
          .set({ etat: 'refuse', refus: INTERROMPU, fini_le: sql`now()` })
          .where('id', 'in', perdus)
          .execute()
      if (deposes.length > 0)
        await db.transaction().execute((tx) => planifier(tx, importer, { importIds: deposes }, { cleUnique: importer.nom }))
      const finis = await db
        .selectFrom('eleves.import')
        .select('id')
        .where('etat', 'in', ['fini', 'refuse'])
        .where('depot', 'is not', null)
        .orderBy('id')
        .limit(500)
        .execute()
      if (finis.length > 0)
        await effacerDepots(
          db,
          reglages.depots,
          finis.map((f) => f.id),
        )
    },
  })
