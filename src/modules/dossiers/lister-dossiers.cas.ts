import { z } from 'zod'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { sql, type Tx } from '#socle/db.ts'
import { peutLister } from './dossier.politique.ts'
import { dossiersVisibles, identitesLues, versDossier } from './dossier.requetes.ts'
import type { Dossier } from './dossier.ts'
import type { FiltreDossiers, PageDossiers } from './dossier-affiche.ts'

const PAR_PAGE = 25
const FORME_CURSEUR = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/

const saisie = z.object({
  statut: z.enum(['ouvert', 'clos', 'tous']).catch('ouvert'),
  etablissementId: z.uuid().nullish().catch(null),
  apres: z.string().regex(FORME_CURSEUR).nullish().catch(null),
})
const curseurDe = (dossier: Dossier): string => `${dossier.dernierActeLe}_${dossier.id}`

async function compter(tx: Tx, { statut, etablissementId }: FiltreDossiers): Promise<number> {
  const { n } = await tx
    .selectFrom('dossiers.dossier as d')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .$if(statut !== 'tous', (q) => q.where('d.statut', '=', statut))
    .$if(Boolean(etablissementId), (q) => q.where('d.etablissement_id', '=', etablissementId ?? ''))
    .executeTakeFirstOrThrow()
  return n
}

async function lirePage(contexte: Contexte, filtre: FiltreDossiers, taille: number): Promise<PageDossiers> {
  const { statut, etablissementId } = filtre
  const [, jour, dossierId] = FORME_CURSEUR.exec(filtre.apres ?? '') ?? []
  const rows = await dossiersVisibles(contexte)
    .$if(statut !== 'tous', (q) => q.where('d.statut', '=', statut))
    .$if(Boolean(etablissementId), (q) => q.where('d.etablissement_id', '=', etablissementId ?? ''))
    .$if(jour === undefined, (q) => q.select(sql<number>`count(*) over ()`.as('total')))
    .$if(jour !== undefined, (q) => q.where(sql<boolean>`(d.dernier_acte_le, d.id) < (${jour ?? null}::date, ${dossierId ?? null}::uuid)`))
    .orderBy('d.dernier_acte_le', 'desc')
    .orderBy('d.id', 'desc')
    .limit(taille + 1)
    .execute()
  const dossiers = rows.slice(0, taille).map(versDossier)
  const identites = await identitesLues(contexte, dossiers)
  const dernier = dossiers.at(-1)
  return {
    lignes: dossiers.map((dossier) => ({ dossier, identite: identites.get(dossier.id) ?? null })),
    total: jour === undefined ? (rows[0]?.total ?? 0) : await compter(contexte.tx, filtre),
    suite: rows.length > taille && dernier ? curseurDe(dernier) : null,
    filtre,
  }
}

/** Mes dossiers ouverts, du dernier acte au plus ancien, `nombre` au plus ; `total` les compte tous. */
export const listRecents = (contexte: Contexte, nombre: number): Promise<PageDossiers> => lirePage(contexte, { statut: 'ouvert' }, nombre)

/** Mes dossiers, du dernier acte au plus ancien, 25 par page ; seuls les noms de la page sont déchiffrés. */
export const listerDossiers = casUsage({
  nom: 'dossiers.lister',
  saisie,
  charger: sansCible,
  autoriser: peutLister,
  executer: (contexte, filtre) => lirePage(contexte, filtre, PAR_PAGE),
  sujet: sansSujet,
})
