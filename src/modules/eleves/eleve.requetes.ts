import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Adresse, Complement, Eleve, FicheEleve, SourceFiche } from './eleve.ts'
import { empreinteCle, lieu } from './empreintes.ts'

const MAX = 500

const eleveIntrouvable = (eleveId: string) =>
  new ErreurMetier('introuvable', 'eleves.introuvable', 'Cet élève n’existe pas ou ne vous est pas accessible.', { eleveId })

/** Pas de filtre de périmètre : la politique de ligne `eleves.eleve.lire` le porte. */
async function listRows({ tx }: Contexte, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('eleves.eleve as e')
    .innerJoin('referentiels.territoire as t', 't.id', 'e.etablissement_id')
    .select([
      'e.id',
      'e.etablissement_id',
      't.libelle',
      'e.cle_aveugle',
      'e.fiche_chiffree',
      'e.division_chiffree',
      'e.complement_chiffre',
      'e.present',
      'e.absent_depuis',
      'e.source',
      'e.remplace_par',
      'e.version',
    ])
    .where('e.id', 'in', ids)
    .limit(MAX)
    .execute()
}
type EleveRow = Awaited<ReturnType<typeof listRows>>[number]

/** Les adresses des fiches, par clé aveugle ; celles qu'un export n'a pas données manquent. */
export async function listAdresses(
  { tx }: Contexte,
  cles: ReadonlyMap<string, Cle>,
  clesAveugles: readonly Buffer[],
): Promise<Map<string, Adresse>> {
  if (clesAveugles.length === 0) return new Map()
  const rows = await tx
    .selectFrom('eleves.adresse')
    .select(['cle_aveugle', 'etablissement_id', 'contenu_chiffre'])
    .where('cle_aveugle', 'in', clesAveugles)
    .limit(MAX)
    .execute()
  return new Map(
    rows.flatMap((r) => {
      const cle = cles.get(r.etablissement_id)
      return cle
        ? [
            [
              r.cle_aveugle.toString('hex'),
              JSON.parse(cle.dechiffrer(lieu('eleves.adresse.contenu_chiffre', r.cle_aveugle), r.contenu_chiffre)) as Adresse,
            ] as const,
          ]
        : []
    }),
  )
}

const cleAdresse = ({ coffre }: Contexte, etablissementId: string, fiche: FicheEleve) =>
  fiche.adresseCle === null ? null : empreinteCle(coffre.empreinte, etablissementId, 'adresse.eleves', fiche.adresseCle)

function dechiffrer(row: EleveRow, cle: Cle) {
  const fiche = JSON.parse(cle.dechiffrer(lieu('eleves.eleve.fiche_chiffree', row.cle_aveugle), row.fiche_chiffree)) as FicheEleve
  const classe = row.division_chiffree && cle.dechiffrer(lieu('eleves.eleve.division_chiffree', row.cle_aveugle), row.division_chiffree)
  const complement = row.complement_chiffre
    ? (JSON.parse(cle.dechiffrer({ colonne: 'eleves.eleve.complement_chiffre', ligneId: row.id }, row.complement_chiffre)) as Complement)
    : { telephone: null, courriel: null, adresse: null }
  return { fiche, classe, complement }
}

function versEleve(row: EleveRow, lu: ReturnType<typeof dechiffrer>, adresseImportee: Adresse | null): Eleve {
  const { adresseCle: _, ...fiche } = lu.fiche
  return {
    ...fiche,
    ...lu.complement,
    id: row.id,
    etablissementId: row.etablissement_id,
    etablissement: row.libelle,
    source: row.source as SourceFiche,
    classe: lu.classe,
    present: row.present,
    absentDepuis: row.absent_depuis,
    adresseImportee,
    remplacePar: row.remplace_par,
    version: row.version,
  }
}

/** Fiches sans leur adresse : ce qu'il faut à une liste. */
export async function listFiches(contexte: Contexte, ids: readonly string[]): Promise<Eleve[]> {
  return (await lire(contexte, ids)).map(({ row, lu }) => versEleve(row, lu, null))
}

/** Les élèves de ces identifiants qui sont dans mes établissements, dans l'ordre demandé ; 500 au plus. Les autres manquent. */
export async function findEleves(contexte: Contexte, ids: readonly string[]): Promise<Eleve[]> {
  const lus = await lire(contexte, ids)
  const cles = new Map(lus.map(({ row, cle }) => [row.etablissement_id, cle]))
  const adresses = await listAdresses(
    contexte,
    cles,
    lus.flatMap(({ row, lu }) => cleAdresse(contexte, row.etablissement_id, lu.fiche) ?? []),
  )
  return lus.map(({ row, lu }) =>
    versEleve(row, lu, adresses.get(cleAdresse(contexte, row.etablissement_id, lu.fiche)?.toString('hex') ?? '') ?? null),
  )
}

async function lire(contexte: Contexte, ids: readonly string[]) {
  const rows = await listRows(contexte, ids.slice(0, MAX))
  const cles = await contexte.coffre.ouvrirCles(contexte.tx, [...new Set(rows.map((r) => r.etablissement_id))])
  const parId = new Map(rows.map((r) => [r.id, r]))
  return ids.flatMap((id) => {
    const row = parId.get(id)
    const cle = row && cles.get(row.etablissement_id)
    return row && cle ? [{ row, cle, lu: dechiffrer(row, cle) }] : []
  })
}

/** @throws ErreurMetier introuvable s'il n'existe pas ou n'est pas dans mes établissements. */
export async function findEleve(contexte: Contexte, eleveId: string): Promise<Eleve> {
  const [eleve] = await findEleves(contexte, [eleveId])
  if (!eleve) throw eleveIntrouvable(eleveId)
  return eleve
}

/** Toutes les fiches du même élève, la sienne comprise : celles qu'un rapprochement confirmé a réunies, même ailleurs. */
export async function identitesEquivalentes({ tx }: Contexte, eleveId: string): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select eleves.identites_equivalentes(${eleveId}) as ids`.execute(tx)
  const ids = rows[0]?.ids ?? []
  if (ids.length === 0) throw eleveIntrouvable(eleveId)
  return ids
}
