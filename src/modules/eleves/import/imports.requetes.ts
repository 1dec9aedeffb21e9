import type { Contexte } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { NatureFichier } from '../lecture/enregistrement.ts'
import type { EtatImport, ImportAffiche, ImportDetaille } from './import-affiche.ts'
import type { GenreFichier } from './rapport.ts'

const MAX = 50
const REJETS_AFFICHES = 200

const lignes = ({ tx }: Contexte) =>
  tx
    .selectFrom('eleves.import as i')
    .leftJoin('referentiels.territoire as t', 't.id', 'i.etablissement_id')
    .select([
      'i.id',
      'i.genre',
      'i.nature',
      'i.etat',
      't.libelle',
      'i.depose_le',
      'i.fini_le',
      'i.annee_scolaire',
      'i.date_export',
      'i.octets_lus',
      'i.octets_total',
      'i.crees',
      'i.modifies',
      'i.inchanges',
      'i.partis',
      'i.ecartes',
      'i.rejetes',
      'i.a_confirmer',
      'i.avertissements',
      'i.refus',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof lignes>['execute']>>[number]

const versImport = (r: Row): ImportAffiche => ({
  id: r.id,
  genre: r.genre as GenreFichier,
  nature: r.nature as NatureFichier | null,
  etat: r.etat as EtatImport,
  etablissement: r.libelle,
  deposeLe: new Date(r.depose_le),
  finiLe: r.fini_le === null ? null : new Date(r.fini_le),
  anneeScolaire: r.annee_scolaire,
  dateExport: r.date_export,
  octetsLus: r.octets_lus,
  octetsTotal: r.octets_total,
  compteurs: {
    crees: r.crees,
    modifies: r.modifies,
    inchanges: r.inchanges,
    partis: r.partis,
    ecartes: r.ecartes,
    rejetes: r.rejetes,
    aConfirmer: r.a_confirmer,
  },
  avertissements: r.avertissements,
  refus: r.refus,
})

/** Les imports que je vois (les miens, ceux de mes établissements ; tous pour l'administrateur), du plus récent ; 50 au plus. D'un même dépôt, les refusés d'abord, puis par établissement. */
export async function listImports(contexte: Contexte): Promise<ImportAffiche[]> {
  const rangees = lignes(contexte)
    .orderBy('i.depose_le', 'desc')
    .orderBy('t.libelle', (ordre) => ordre.asc().nullsFirst())
    .orderBy('i.nature')
    .orderBy('i.id')
  return (await rangees.limit(MAX).execute()).map(versImport)
}

/** @throws ErreurMetier introuvable hors de ce que je vois. */
export async function findImport(contexte: Contexte, importId: string): Promise<ImportDetaille> {
  const row = await lignes(contexte).where('i.id', '=', importId).executeTakeFirst()
  if (!row)
    throw new ErreurMetier('introuvable', 'eleves.import_introuvable', 'Cet import n’existe pas ou ne vous est pas accessible.', {
      importId,
    })
  const rejets = await contexte.tx
    .selectFrom('eleves.import_rejet')
    .select(['ligne', 'motif'])
    .where('import_id', '=', importId)
    .orderBy('rang')
    .limit(REJETS_AFFICHES)
    .execute()
  return { ...versImport(row), rejets }
}
