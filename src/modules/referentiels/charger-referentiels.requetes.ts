import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { from as copierDepuis } from 'pg-copy-streams'
import { colonnesEtablissement, lireEtablissementsCsv, lireTerritoires } from './donnees.requetes.ts'
import { idTerritoire } from './territoire.ts'

// Deux collèges à ouvrir n'ont pas encore de nom : on le dit.
const NOM = "coalesce(nom, type || ' (nom inconnu)')"

const DEPARTEMENTS = `
  with d as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[]) as d (id, niveau, code, libelle, parent_id)
  )
  insert into referentiels.territoire as t (id, niveau, code, libelle, parent_id, niveau_parent)
  select d.id, d.niveau, d.code, d.libelle, d.parent_id, p.niveau from d left join d p on p.id = d.parent_id
  on conflict (id) do update set libelle = excluded.libelle, parent_id = excluded.parent_id
    where (t.libelle, t.parent_id) is distinct from (excluded.libelle, excluded.parent_id)`

// Dans un département, deux établissements de même nom se distinguent par leur commune.
const AJOUTER_TERRITOIRES = `
  insert into referentiels.territoire as t (id, niveau, code, libelle, parent_id, niveau_parent)
  select d.id, 'etablissement', d.uai,
         ${NOM} || case when count(*) over (partition by d.departement, d.nom) > 1 then coalesce(', ' || nullif(d.commune, ''), '') else '' end,
         p.id, 'departement'
    from depot d join referentiels.territoire p on p.niveau = 'departement' and p.code = d.departement
  on conflict (id) do update set libelle = excluded.libelle where t.libelle <> excluded.libelle`

// Un établissement qui a changé de département y va ; celui qu'un bassin de son département a pris y reste.
const RATTACHER = `
  update referentiels.territoire t set parent_id = p.id
    from depot d join referentiels.territoire p on p.niveau = 'departement' and p.code = d.departement
   where t.id = d.id
     and not exists (select 1 from referentiels.ascendance a where a.descendant_id = d.id and a.ancetre_id = p.id)`

const VALEURS: Readonly<Record<string, string>> = {
  territoire_id: 'id',
  uai: 'uai',
  nom: NOM,
  type: 'type',
  nature: 'nature',
  secteur: "case secteur when 'Public' then 'public' when 'Privé' then 'prive' end",
  adresse: 'adresse',
  code_postal: 'code_postal',
  commune: 'commune',
  code_commune: 'code_commune',
  education_prioritaire: 'education_prioritaire',
  internat: "internat = '1'",
  ulis: "ulis = '1'",
  segpa: "segpa = '1'",
  voie_generale: "voie_generale = '1'",
  voie_techno: "voie_techno = '1'",
  voie_pro: "voie_pro = '1'",
  effectif: 'effectif::integer',
  ips: 'ips::numeric',
  ips_annee: 'ips_annee',
  lat: 'lat::double precision',
  lon: 'lon::double precision',
  geo_precision: 'geo_precision',
  etat: "replace(lower(etat), ' ', '_')",
  siret: 'siret',
  source: 'source',
}

function requeteEtablissements(): string {
  const colonnes = Object.keys(VALEURS)
  const liste = (prefixe: string) => colonnes.map((c) => `${prefixe}${c}`).join(', ')
  return `
    insert into referentiels.etablissement as e (${colonnes.join(', ')})
    select ${Object.values(VALEURS).join(', ')} from depot
    on conflict (territoire_id) do update set (${colonnes.join(', ')}) = (${liste('excluded.')})
      where (${liste('e.')}) is distinct from (${liste('excluded.')})`
}

/** Chaque ligne précédée de l'identifiant de son territoire (il ne se calcule pas en SQL sans extension), par gros morceaux. */
function* lignesIdentifiees(csv: string): Generator<string> {
  let morceau = ''
  for (let debut = 0; debut < csv.length; ) {
    const fin = csv.indexOf('\n', debut) + 1 || csv.length
    morceau += `${idTerritoire('etablissement', csv.slice(debut, debut + 8))};${csv.slice(debut, fin)}`
    debut = fin
    if (morceau.length > 1 << 18) {
      yield morceau
      morceau = ''
    }
  }
  yield morceau
}

async function deposer(client: ClientBase, csv: string): Promise<number> {
  await client.query(`create temporary table depot (id uuid, ${colonnesEtablissement.join(' text, ')} text) on commit drop`)
  const flux = client.query(copierDepuis("copy depot from stdin with (format csv, delimiter ';')"))
  await pipeline(Readable.from(lignesIdentifiees(csv)), flux)
  await client.query('analyze depot (id, departement)')
  return flux.rowCount
}

export type BilanChargement = { readonly etablissements: number; readonly changes: number }

/**
 * Charge la France réelle : national, académies, départements, établissements. Rejouable : un second passage ne change rien, un
 * rattachement à un bassin se conserve, rien ne se supprime. Dans sa propre transaction ; l'ascendance suit par déclencheur.
 *
 * @param client connexion du propriétaire, hors transaction, nomenclatures déjà synchronisées
 */
export async function chargerReferentiels(client: ClientBase): Promise<BilanChargement> {
  const [territoires, csv] = await Promise.all([lireTerritoires(), lireEtablissementsCsv()])
  const colonne = <C extends 'id' | 'niveau' | 'code' | 'libelle' | 'parent'>(c: C) => territoires.map((t) => t[c])
  await client.query('begin')
  try {
    await client.query(DEPARTEMENTS, [colonne('id'), colonne('niveau'), colonne('code'), colonne('libelle'), colonne('parent')])
    const etablissements = await deposer(client, csv)
    await client.query(AJOUTER_TERRITOIRES)
    await client.query(RATTACHER)
    const { rowCount } = await client.query(requeteEtablissements())
    await client.query('commit')
    return { etablissements, changes: rowCount ?? 0 }
  } catch (erreur) {
    await client.query('rollback')
    throw erreur
  }
}
