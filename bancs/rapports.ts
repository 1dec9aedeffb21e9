import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { compterForet } from '#essais/fabriques/secret.ts'
import { type Masque, partager, type Tables } from '#modules/rapports/secret/index.ts'
import { idTerritoire, VERSION_GRILLE } from '#modules/referentiels/index.ts'
import { installer } from '../src/installation.ts'
import { attendreCalme } from './calme.ts'
import { configDe, copierSansVerifier, dossierDe, executerSeul, imprimer, nombre } from './commun.ts'
import { type Conseiller, creerConseillers } from './conseillers.ts'
import { mesurerPages, type PageMesuree } from './page-seule.ts'
import type { BilanRapports } from './rapports-fil.ts'
import { lireSecondDegrePublic, MULTIPLES, TYPES, territoiresDe } from './secret-comptes.ts'

/**
 * Les rapports du pays, par le service : tous les établissements ont figé cinq années, chaque bassin, département et académie a consolidé. On
 * mesure le rapport national, puis les pages des cinq niveaux.
 */
const ANNEE = 2026
const ANNEES = 5
const LECTEURS: readonly Conseiller[] = [
  { fonction: 'assistant_social', niveau: 'etablissement', code: '0590002G' },
  { fonction: 'ctss_bassin', niveau: 'bassin', code: '59 bassin 0' },
  { fonction: 'ctss_departement', niveau: 'departement', code: '59' },
  { fonction: 'ctss_academie', niveau: 'academie', code: '09' },
  { fonction: 'ctss_national', niveau: 'national', code: 'FR' },
]
const SEUIL = 5
const dossier = dossierDe('rapports')
const academies = new Map<string, string>()

const fabrication = existsSync(join(dossier, 'bancs.json')) ? null : await fabriquer()
await attendreCalme()
presenter(await executerSeul<BilanRapports>(new URL('./rapports-fil.js', import.meta.url), [dossier, String(ANNEE)]))
imprimer('Pages des rapports, cinq années nationales', await mesurerPages(dossier, LECTEURS, pagesDe))

/** Les rapports figés du pays, masqués comme ils l'auraient été, mais pas le national. Rend la durée, en secondes. */
async function fabriquer(): Promise<number> {
  const depart = performance.now()
  const etablissements = await lireSecondDegrePublic()
  const forets = TYPES.map((type) => compterForet(territoiresDe(etablissements, 'pays', type), MULTIPLES))
  const aPublier = new Set(forets[0]?.territoires.map((t) => t.id).filter((id) => id !== 'pays'))
  const masques = await partager(forets, (foret, fil) => fil({ ...foret, seuil: SEUIL, tablesTues: true, aPublier }))
  const i = await installer(configDe(dossier), console.log)
  const client = new pg.Client({ connectionString: i.urlProprietaire })
  await client.connect()
  await client.query('set role none')
  try {
    const { rows } = await client.query<{ code: string; parent_id: string }>(
      `select code, parent_id from referentiels.territoire where niveau = 'departement'`,
    )
    const academieDe = new Map(rows.map((r) => [r.code, r.parent_id]))
    for (const { academie, departement } of etablissements)
      if (!academies.has(academie)) academies.set(academie, academieDe.get(departement) ?? '')
    const arbre = (forets[0]?.territoires ?? []).filter((t) => t.id !== 'pays')
    const ids = new Map(arbre.map((t) => [t.id, randomUUID()]))
    const bassins = arbre.filter((t) => t.id.includes(' bassin '))
    await client.query(
      `insert into referentiels.territoire (id, niveau, code, libelle, parent_id) select x.id, 'bassin', x.code, x.code, x.parent
         from unnest($1::uuid[], $2::text[], $3::uuid[]) x (id, code, parent)`,
      [bassins.map((b) => territoireDe(b.id)), bassins.map((b) => b.id), bassins.map((b) => territoireDe(b.parentId ?? ''))],
    )
    const tues = (id: string) =>
      TYPES.flatMap((type, rang) =>
        [...(masques[rang]?.masques.get(id) ?? [])].flatMap((c) => (c.endsWith('/*') ? [`${type}/${c.slice(0, -2)}`] : [])),
      )
    await copier(
      client,
      'rapports.instantane (id, territoire_id, annee, numero, etat, seuil, grille, perimetre, attendus, recus, retenus, fige_le, textes, empreinte)',
      function* () {
        for (const t of arbre)
          yield [
            ids.get(t.id),
            territoireDe(t.id),
            ANNEE,
            1,
            'fige',
            SEUIL,
            VERSION_GRILLE,
            '{"etablissementsComptes": 1, "elevesComptes": 500}',
            1,
            1,
            `{${tues(t.id).join(',')}}`,
            '2027-07-10',
            '{}',
            '\\\\x00',
          ]
      },
    )
    await copier(client, 'rapports.source (instantane_id, source_id)', function* () {
      for (const t of arbre) if (t.parentId !== 'pays' && t.parentId !== null) yield [ids.get(t.parentId), ids.get(t.id)]
    })
    await copier(client, 'rapports.ligne (instantane_id, type, dimension, code, nombre, masque)', function* () {
      for (const t of arbre)
        for (const [rang, type] of TYPES.entries())
          for (const l of lignesDe(forets[rang]?.tables.get(t.id), masques[rang]?.masques.get(t.id) ?? new Set()))
            yield [ids.get(t.id), type, ...l]
    })
    for (const [rang, type] of TYPES.entries())
      for (const [id, gardees] of masques[rang]?.preuves ?? [])
        await client.query('insert into rapports.preuve (instantane_id, famille, contenu) values ($1, $2, $3)', [
          ids.get(id),
          type,
          gzipSync(JSON.stringify({ ...gardees, rapports: gardees.rapports.map((r) => ids.get(r)) })),
        ])
    await recopier(client)
    await creerConseillers(i.urlProprietaire, LECTEURS)
    await client.query('vacuum (analyze)')
    writeFileSync(join(dossier, 'bancs.json'), JSON.stringify({ fabrique: new Date() }))
  } finally {
    await client.end()
    await i.fermer()
  }
  return (performance.now() - depart) / 1000
}

/** Les mêmes rapports, les années d'avant : une page montre cinq ans, et le secret d'une année se calcule parmi les autres. */
async function recopier(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica')
  for (let annee = ANNEE - ANNEES + 1; annee < ANNEE; annee++) {
    await client.query(
      `create temp table copie on commit preserve rows as select id as ancien, gen_random_uuid() as neuf from rapports.instantane where annee = ${ANNEE}`,
    )
    await client.query(`insert into rapports.instantane (id, territoire_id, annee, numero, etat, seuil, grille, perimetre, attendus, recus, retenus, fige_le, textes, empreinte)
      select c.neuf, i.territoire_id, ${annee}, 1, i.etat, i.seuil, i.grille, i.perimetre, i.attendus, i.recus, i.retenus, i.fige_le, i.textes, i.empreinte
        from copie c join rapports.instantane i on i.id = c.ancien`)
    await client.query(
      'insert into rapports.source (instantane_id, source_id) select c.neuf, d.neuf from rapports.source s join copie c on c.ancien = s.instantane_id join copie d on d.ancien = s.source_id',
    )
    await client.query(
      'insert into rapports.ligne (instantane_id, type, dimension, code, nombre, masque) select c.neuf, l.type, l.dimension, l.code, l.nombre, l.masque from rapports.ligne l join copie c on c.ancien = l.instantane_id',
    )
    await client.query('drop table copie')
  }
  await client.query('reset session_replication_role')
}

/** Ce que lit chacun, de son propre territoire : la liste, le rapport en cours, le dernier figé, la couverture. */
function pagesDe({ niveau, code }: Conseiller): PageMesuree[] {
  const rapport = `/rapports/${idTerritoire(niveau, code)}/${ANNEE}`
  return [
    { nom: 'Rapports', chemin: `/rapports?annee=${ANNEE}`, attendu: 'Rapport' },
    { nom: 'Rapport en cours', chemin: rapport, attendu: 'Préparer' },
    { nom: 'Rapport figé', chemin: `${rapport}/1`, attendu: 'Motif' },
    ...(niveau === 'etablissement' ? [] : [{ nom: 'Couverture', chemin: '/chiffres/couverture', attendu: 'ouverture' }]),
  ]
}

/** L'arbre nomme les académies, et code les autres territoires. */
function territoireDe(id: string): string {
  if (id.startsWith('académie ')) return academies.get(id.slice('académie '.length)) ?? ''
  return idTerritoire(id.includes(' bassin ') ? 'bassin' : /^\d{7}/.test(id) ? 'etablissement' : 'departement', id)
}

function* lignesDe(tables: Tables | undefined, masque: Masque): Generator<[string, string, number, boolean | null]> {
  if (!tables || tables.total === 0) return
  yield ['total', 'tous', tables.total, masque.has('total')]
  for (const [d, codes] of Object.entries(tables.dimensions))
    for (const [code, n] of Object.entries(codes)) if (n > 0) yield [d, code, n, masque.has(`${d}/*`) ? null : masque.has(`${d}/${code}`)]
}

function copier(client: pg.Client, cible: string, lignes: () => Iterable<readonly unknown[]>): Promise<void> {
  return copierSansVerifier(client, cible, enTexte(lignes()))
}

function* enTexte(lignes: Iterable<readonly unknown[]>): Generator<string> {
  for (const l of lignes) yield `${l.map((v) => v ?? '\\N').join('\t')}\n`
}

function presenter(b: BilanRapports): void {
  imprimer('Rapport national, par le service', [
    ...(fabrication === null ? [] : [{ exigence: 'Fabrication', mesure: `${nombre(fabrication, 0)} s`, tenu: null }]),
    {
      exigence: 'Le secret du pays ≤ 5 min',
      mesure: `${nombre(b.secretMs / 1000)} s : lire ${nombre(b.lignes, 0)} lignes de ${nombre(b.rapports, 0)} rapports, masquer, écrire ; ${nombre(b.masquees, 0)} cases nationales masquées sur ${nombre(b.cases, 0)}`,
      tenu: b.secretMs <= 300_000,
    },
    { exigence: 'Consolider trente académies', mesure: `${nombre(b.preparerMs)} ms`, tenu: null },
    { exigence: 'Figer', mesure: `${nombre(b.figerMs)} ms`, tenu: null },
    { exigence: 'Mémoire du processus, au plus haut', mesure: `${nombre((b.memoireMaxKo * 1024) / 1e6, 0)} Mo`, tenu: null },
    {
      exigence: `Inscrire ce qu’une académie envoie à la nation (la plus grande : ${nombre(b.envoyes, 0)} rapports)`,
      mesure: `${nombre(b.envoyerMs / 1000, 2)} s, ${nombre(b.octetsEnvoyes / 1e6)} Mo`,
      tenu: null,
    },
  ])
}
