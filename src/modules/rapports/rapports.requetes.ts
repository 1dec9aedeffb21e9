import { findTerritoire } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql, type Tx } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Brouillon, EtatInstantane, Instantane, Perimetre, RapportListe, TerritoireDuRapport, Textes } from './rapport.ts'
import { type CaseComptee, TOUTES } from './table.ts'

export const introuvable = (): ErreurMetier =>
  new ErreurMetier('introuvable', 'rapports.introuvable', 'Cette page n’existe pas ou ne vous est pas accessible.')

/** Le territoire d'un rapport, et son lien avec ceux de l'agent. @throws ErreurMetier introuvable */
export async function chargerTerritoire({ tx, agent }: Contexte, territoireId: string): Promise<TerritoireDuRapport> {
  const territoire = await findTerritoire(tx, territoireId)
  if (territoire === undefined) throw introuvable()
  const siens = agent.affectations.map((a) => a.territoireId)
  const liens =
    siens.length === 0
      ? []
      : await tx
          .selectFrom('referentiels.ascendance')
          .select(['descendant_id as bas', 'ancetre_id as haut'])
          .where((o) =>
            o.or([
              o('descendant_id', '=', territoireId).and('ancetre_id', 'in', siens),
              o('ancetre_id', '=', territoireId).and('descendant_id', 'in', siens),
            ]),
          )
          .execute()
  if (liens.length === 0) throw introuvable()
  return {
    ...territoire,
    dessous: new Set(liens.filter((l) => l.haut === territoireId).map((l) => l.bas)),
    dessus: new Set(liens.filter((l) => l.bas === territoireId).map((l) => l.haut)),
  }
}

// ── Le brouillon ──

/** Les mots déjà écrits. */
export async function findBrouillon(tx: Tx, territoireId: string, annee: number): Promise<Brouillon> {
  const row = await tx
    .selectFrom('rapports.brouillon')
    .select(['textes', 'version'])
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .executeTakeFirst()
  return row === undefined ? { textes: {}, version: 0 } : { textes: row.textes as Textes, version: row.version }
}

/** Écrit les mots si personne ne l'a fait depuis la version lue. @returns faux si quelqu'un l'a fait */
export async function ecrireBrouillon(tx: Tx, territoireId: string, annee: number, textes: Textes, version: number): Promise<boolean> {
  const json = JSON.stringify(textes)
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('rapports.brouillon')
      .values({ territoire_id: territoireId, annee, textes: json })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await tx
    .updateTable('rapports.brouillon')
    .set({ textes: json, version: version + 1 })
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function listVraisComptes(tx: Tx, territoireId: string, annee: number): Promise<CaseComptee[]> {
  const { rows } = await sql<CaseComptee>`
    select type, dimension, code, nombre from rapports.vrais_comptes(${territoireId}, ${annee}) limit 5000`.execute(tx)
  return rows
}

/** Les établissements assurés dont le rapport manque ; vide au-dessus du département. */
export async function listManquants(tx: Tx, territoireId: string, annee: number): Promise<string[]> {
  const { rows } = await sql<{ libelle: string }>`select libelle from rapports.manquants(${territoireId}, ${annee}) limit 2000`.execute(tx)
  return rows.map((r) => r.libelle)
}

/** Vrai si un rapport de ce territoire est déjà dans un rapport figé au-dessus. */
export async function estDejaCompte(tx: Tx, territoireId: string, annee: number): Promise<boolean> {
  const { rows } = await sql<{ deja: boolean }>`select rapports.deja_compte(${territoireId}, ${annee}) as deja`.execute(tx)
  return rows[0]?.deja === true
}

// ── L'instantané ──

const COLONNES = [
  'id',
  'annee',
  'numero',
  'etat',
  'seuil',
  'grille',
  'perimetre',
  'attendus',
  'recus',
  'retenus',
  'deduits',
  'prepare_le as prepareLe',
  'fige_le as figeLe',
  'textes',
  'empreinte',
] as const
type Rangee = Omit<Instantane, 'etat' | 'perimetre' | 'textes' | 'empreinte'> & {
  readonly etat: string
  readonly perimetre: unknown
  readonly textes: unknown
  readonly empreinte: Buffer | null
}
const enInstantane = (r: Rangee): Instantane => ({
  ...r,
  etat: r.etat as EtatInstantane,
  perimetre: r.perimetre as Perimetre,
  textes: r.textes as Textes | null,
  empreinte: r.empreinte?.toString('hex') ?? null,
})

const instantanesDe = (tx: Tx, territoireId: string, annee: number) =>
  tx
    .selectFrom('rapports.instantane')
    .select(COLONNES)
    .where('territoire_id', '=', territoireId)
    .where('annee', '=', annee)
    .orderBy('numero', 'desc')

/** Les instantanés d'un territoire pour une année, le dernier d'abord. */
export const listInstantanes = async (tx: Tx, territoireId: string, annee: number): Promise<Instantane[]> =>
  (await instantanesDe(tx, territoireId, annee).limit(100).execute()).map(enInstantane)

/** Un instantané figé ; `numero` null : le dernier. */
export async function findInstantaneFige(
  tx: Tx,
  territoireId: string,
  annee: number,
  numero: number | null,
): Promise<Instantane | undefined> {
  const figes = instantanesDe(tx, territoireId, annee).where('etat', '=', 'fige').limit(1)
  const row = await (numero === null ? figes : figes.where('numero', '=', numero)).executeTakeFirst()
  return row && enInstantane(row)
}

/** Les cases d'un instantané, masquées ; d'un type ou d'une table retenus, une seule, masquée, qui vaut pour toutes. */
export async function listCases(tx: Tx, { id, retenus }: Pick<Instantane, 'id' | 'retenus'>): Promise<CaseComptee[]> {
  const rows = await tx
    .selectFrom('rapports.ligne')
    .select(['type', 'dimension', 'code', 'publie as nombre', 'au_moins as auMoins'])
    .where('instantane_id', '=', id)
    .orderBy('type')
    .orderBy('dimension')
    .orderBy('code')
    .limit(5_000)
    .execute()
  return [
    ...rows,
    ...retenus.map((cle) => {
      const [type = '', dimension = 'total'] = cle.split('/')
      return { type, dimension, code: dimension === 'total' ? 'tous' : TOUTES, nombre: null }
    }),
  ]
}

/** Prépare un instantané, dont le secret reste à calculer. @returns faux si l'agent ne tient pas ce rapport */
export async function preparerInstantane(tx: Tx, id: string, territoireId: string, annee: number, grille: string): Promise<boolean> {
  const { rows } = await sql<{ fait: boolean }>`select rapports.preparer(${id}, ${territoireId}, ${annee}, ${grille}) as fait`.execute(tx)
  return rows[0]?.fait === true
}

export async function estAJour(tx: Tx, instantaneId: string): Promise<boolean> {
  const { rows } = await sql<{ oui: boolean | null }>`select rapports.est_a_jour(${instantaneId}) as oui`.execute(tx)
  return rows[0]?.oui === true
}

export async function figerInstantane(tx: Tx, id: string, le: Date, textes: Textes, empreinte: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('rapports.instantane')
    .set({ etat: 'fige', fige_le: le, textes: JSON.stringify(textes), empreinte })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Les rapports d'une année : ceux que l'agent tient, et ceux, figés, des territoires au-dessus et juste au-dessous. Au plus 500. */
export async function listRapports({ tx, agent }: Contexte, annee: number): Promise<RapportListe[]> {
  const siens = agent.affectations.map((a) => a.territoireId)
  const { rows } = await sql<RapportListe>`
    select t.id as "territoireId", t.libelle as territoire, t.niveau, s.tenu, i.numero, i.etat, i.fige_le as "figeLe"
      from (select v.id, bool_or(v.tenu) as tenu
              from (select unnest(${siens}::uuid[]) as id, true as tenu
                    union all
                    select h.ancetre_id, false from referentiels.ascendance h where h.descendant_id = any (${siens}::uuid[])
                    union all
                    select c.id, false from referentiels.territoire c where c.parent_id = any (${siens}::uuid[]) and c.niveau <> 'etablissement') v
             group by v.id) s
      join referentiels.territoire t on t.id = s.id
      left join lateral (
        select numero, etat, fige_le from rapports.instantane i
         where i.territoire_id = s.id and i.annee = ${annee} order by i.numero desc limit 1) i on true
     where s.tenu or i.etat = 'fige'
     order by s.tenu desc, array_position(array['etablissement', 'bassin', 'departement', 'academie', 'national'], t.niveau), t.libelle, t.id
     limit 500`.execute(tx)
  return rows
}
