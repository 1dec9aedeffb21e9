import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { sql } from '#socle/db.ts'
import { tuerServeur } from '#socle/postgres/fils-essai.ts'
import { demarrerPostgres, type Grappe } from '#socle/postgres/lanceur.ts'
import { Hasard } from '../../src/demonstration/fictif-hasard.ts'
import { jusqua } from './attente.ts'
import { auServeur, MODELE, ouvrirEssai, preparerModele, vers } from './base.ts'

/** Deux vrais serveurs : celui des académies (PostgreSQL 15 s'il est installé, la version la plus ancienne admise), celui de la nation. */
const DEBIAN = '/usr/lib/postgresql/15/bin'
export const SERVEURS = {
  academies: {
    dossier: mkdtempSync(join(tmpdir(), 'egide-lanceur-')),
    reglages: { fsync: 'off', wal_level: 'logical', wal_retrieve_retry_interval: '200ms' },
    ...(existsSync(DEBIAN) ? { binaires: DEBIAN } : {}),
  },
  nation: {
    dossier: mkdtempSync(join(tmpdir(), 'egide-lanceur-')),
    reglages: { fsync: 'off', wal_level: 'logical', wal_retrieve_retry_interval: '200ms' },
  },
} as const
/** Deux académies, deux bases, deux départements chacune. */
const ACADEMIES = { lyon: { code: '10', departements: ['69', '01'] }, versailles: { code: '25', departements: ['78', '91'] } } as const
type Base = keyof typeof ACADEMIES
export const BASES = Object.keys(ACADEMIES) as Base[]
export const academieDe = (base: Base) => ({ code: ACADEMIES[base].code, id: idTerritoire('academie', ACADEMIES[base].code) })
const departementsDe = (base: Base) => ACADEMIES[base].departements.map((d) => idTerritoire('departement', d))
const NATION = idTerritoire('national', 'FR')

export const grappes = {} as Record<keyof typeof SERVEURS, Grappe>
const clients = new Map<string, pg.Client>()
const demarrer = async (serveur: keyof typeof SERVEURS) => {
  grappes[serveur] = await demarrerPostgres({ ...SERVEURS[serveur], surMort: () => undefined })
}
export async function sur(base: string): Promise<pg.Client> {
  const deja = clients.get(base)
  if (deja) return deja
  const grappe = grappes[base === MODELE ? 'nation' : 'academies']
  const client = new pg.Client({ connectionString: grappe.url(base) })
  client.on('error', () => clients.delete(base))
  await client.connect()
  clients.set(base, client)
  return client
}
export const lire = async <T extends pg.QueryResultRow>(base: string, requete: string, valeurs: unknown[] = []): Promise<T[]> =>
  (await (await sur(base)).query<T>(requete, valeurs)).rows

/** Le nombre `n` que rend une requête. */
export const nombre = async (base: string, requete: string, valeurs: unknown[] = []): Promise<number> =>
  (await lire<{ n: number }>(base, requete, valeurs))[0]?.n ?? 0

/** Coupe le courant d'un serveur, et le rallume. */
export async function couper(serveur: keyof typeof SERVEURS): Promise<void> {
  for (const base of serveur === 'nation' ? [MODELE] : BASES) clients.delete(base)
  tuerServeur(SERVEURS[serveur].dossier)
  await demarrer(serveur)
}

export const adresse = (base: Base) => vers(grappes.academies.url('postgres'), base, 'egide_nation')
const hasard = new Hasard(36)
/** Trois établissements réels par département, et ce qui est au-dessus d'eux : la France entière n'est pas utile ici. */
export const essai = await ouvrirEssai()
const { rows: retenus } = await sql<{ id: string; departement: string }>`
  select id, departement from (
    select h.descendant_id as id, h.ancetre_id as departement, row_number() over (partition by h.ancetre_id order by h.descendant_id) as n
      from referentiels.ascendance h join referentiels.etablissement e on e.territoire_id = h.descendant_id
     where h.ancetre_id = any (${BASES.flatMap(departementsDe)})) x where n <= 3`.execute(essai.proprietaire)
const etablissementsDe = (base: Base) => retenus.filter((e) => departementsDe(base).includes(e.departement)).map((e) => e.id)
export const etablissements: Record<Base, string[]> = { lyon: etablissementsDe('lyon'), versailles: etablissementsDe('versailles') }

/** Une base Égide, avec ces seuls territoires. */
async function planter(url: string): Promise<void> {
  const arbre = await sql<{ territoires: string; etablissements: string }>`
    select (select json_agg(t)::text from referentiels.territoire t
             where t.id in (select ancetre_id from referentiels.ascendance where descendant_id = any (${retenus.map((e) => e.id)}))) as territoires,
           (select json_agg(e)::text from referentiels.etablissement e where e.territoire_id = any (${retenus.map((e) => e.id)})) as etablissements`.execute(
    essai.proprietaire,
  )
  await preparerModele(url, async (client) => {
    for (const [table, colonnes, lignes] of [
      ['territoire', 'id, niveau, code, libelle, parent_id, niveau_parent', arbre.rows[0]?.territoires],
      ['etablissement', 'territoire_id, uai, nom, type, secteur, source', arbre.rows[0]?.etablissements],
    ])
      await client.query(
        `insert into referentiels.${table} (${colonnes}) select ${colonnes} from json_populate_recordset(null::referentiels.${table}, $1)`,
        [lignes],
      )
  })
}

/** Verse `combien` faits au hasard dans la base d'une académie, sur ses établissements ou ceux d'une autre. */
export async function verser(base: Base, combien: number, siens: readonly string[] = etablissements[base]): Promise<void> {
  for (let i = 0; i < combien; i++)
    await lire(
      base,
      `insert into observation.depot (mois, etablissement_id, type, type_acte, motif, niveau, sexe, tranche_age) values ($1, $2, 'acte', $3, $4, '420', $5, '11_13')`,
      [
        hasard.choisir(['2026-09-01', '2026-10-01', '2027-03-01']),
        siens[hasard.entier(siens.length)],
        hasard.choisir(['ENT_ELEVE', 'VAD', 'TEL']),
        hasard.choisir(['ABS', 'FAM', 'FIN', null]),
        hasard.choisir(['1', '2']),
      ],
    )
  await lire(base, 'select observation.verser()')
}
export const arreter = (base: Base, mois: string) => nombre(base, 'select observation.preparer_envoi($1) as n', [mois])

type Compte = { territoire_id: string; cle: string; nombre: number }
const COMPTES = `select territoire_id, concat_ws(' ', annee, type, dimension, code) as cle, nombre from observation.compte
  where territoire_id = any ($1) and nombre <> 0`
const ranger = (comptes: readonly Compte[]): Record<string, number> => {
  const somme = new Map<string, number>()
  for (const c of comptes) somme.set(`${c.territoire_id} ${c.cle}`, (somme.get(`${c.territoire_id} ${c.cle}`) ?? 0) + c.nombre)
  return Object.fromEntries([...somme].sort())
}
/** Ce que la nation doit compter : les départements de chaque académie, sommés à la main dans l'académie et dans le pays. */
export async function attendus(bases: readonly Base[] = BASES): Promise<Record<string, number>> {
  const lus: Compte[] = []
  for (const base of bases)
    for (const c of await lire<Compte>(base, COMPTES, [departementsDe(base)]))
      lus.push(c, { ...c, territoire_id: academieDe(base).id }, { ...c, territoire_id: NATION })
  return ranger(lus)
}
export const recus = async (base: string = MODELE) =>
  ranger(await lire<Compte>(base, COMPTES, [[NATION, ...BASES.flatMap((b) => [academieDe(b).id, ...departementsDe(b)])]]))

/** Attend que la nation ait tout reçu ; rend ce qu'elle compte. */
export const rattrape = (attendu: Record<string, number>, base?: string) => jusqua(attendu, () => recus(base))
/**
 * Tient, dans la nation, une ligne où tout envoi doit écrire : la réception s'arrête au milieu de sa transaction, jusqu'à ce qu'on lâche
 * ou que le serveur tombe.
 */
export async function retenir(): Promise<() => Promise<void>> {
  const garde = new pg.Client({ connectionString: grappes.nation.url(MODELE) })
  garde.on('error', () => undefined)
  await garde.connect()
  await garde.query('begin')
  await garde.query(`select 1 from observation.compte where territoire_id = $1 and type = 'acte' and dimension = 'total' for update`, [
    NATION,
  ])
  return () => garde.end().catch(() => undefined)
}
export async function receptionBloquee(): Promise<void> {
  const bloquees = `select count(*)::int as n from pg_stat_activity where backend_type like 'logical replication%' and wait_event_type = 'Lock'`
  assert.ok(await jusqua(true, async () => (await nombre(MODELE, bloquees)) > 0), 'aucune réception en cours')
}
/** Attend que la nation n'ait plus que `combien` tables à copier. */
export async function copiesRestantes(combien: number): Promise<void> {
  const restantes = `select count(*)::int as n from pg_subscription_rel where srsubstate <> 'r'`
  assert.equal(await jusqua(combien, () => nombre(MODELE, restantes)), combien)
}

/** Démarre les deux serveurs, leurs bases et les deux académies. */
export async function ouvrirDeuxServeurs(): Promise<void> {
  await Promise.all(
    (['academies', 'nation'] as const).map(async (serveur) => {
      mkdirSync(SERVEURS[serveur].dossier, { recursive: true, mode: 0o700 })
      await demarrer(serveur)
      await planter(grappes[serveur].url('postgres'))
    }),
  )
  for (const base of BASES) await auServeur(grappes.academies.url('postgres'), `create database ${base} template ${MODELE}`)
}

export async function fermerDeuxServeurs(): Promise<void> {
  await Promise.all([...clients.values()].map((c) => c.end()))
  await Promise.all(Object.values(grappes).map((g) => g.arreter()))
  clients.clear()
  for (const { dossier } of Object.values(SERVEURS)) rmSync(dossier, { recursive: true, force: true })
}
