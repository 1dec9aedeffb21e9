import { CsvError, parse } from 'csv-parse/sync'
import type { ClientBase } from 'pg'
import { ErreurMetier } from '#socle/erreur.ts'

/** Bien au-dessus des 35 000 communes. */
export const RURALITE_OCTETS_MAX = 10 * 2 ** 20

const RURAL: Readonly<Record<string, boolean>> = { oui: true, non: false }

/**
 * Remplace d'un coup ce qu'on sait des communes rurales. Aucune définition n'est livrée : celle du fichier est celle de sa source, que les
 * rapports nomment.
 *
 * @param octets CSV en UTF-8, colonnes `code_commune` (Insee) et `rural` (oui, non), séparées par « ; » ou « , »
 * @returns combien d'établissements sont dans une commune rurale, dans une autre, ou dans aucune du fichier
 * @throws ErreurMetier invalide : rien ne change
 */
export async function chargerRuralite(client: ClientBase, octets: Buffer, source: string, aujourdHui: string) {
  const communes = lireCommunes(octets)
  await client.query('begin')
  try {
    await client.query('delete from referentiels.ruralite')
    await client.query('insert into referentiels.ruralite select * from unnest($1::text[], $2::boolean[])', [
      [...communes.keys()],
      [...communes.values()],
    ])
    await client.query(
      `insert into referentiels.source_chargee values ('ruralite', $1, $2)
         on conflict (cle) do update set source = excluded.source, chargee_le = excluded.chargee_le`,
      [source, aujourdHui],
    )
    const { rows } = await client.query<{ ruraux: number; autres: number; inconnus: number }>(
      `select count(*) filter (where r.rural)::int as ruraux, count(*) filter (where not r.rural)::int as autres,
              count(*) filter (where r.rural is null)::int as inconnus
         from referentiels.etablissement e left join referentiels.ruralite r using (code_commune)`,
    )
    await client.query('commit')
    return rows[0] as { ruraux: number; autres: number; inconnus: number }
  } catch (erreur) {
    await client.query('rollback')
    throw erreur
  }
}

function lireCommunes(octets: Buffer): Map<string, boolean> {
  const invalide = (phrase: string) => new ErreurMetier('invalide', 'referentiels.ruralite', `${phrase} Rien n’a changé.`)
  if (octets.length > RURALITE_OCTETS_MAX) throw invalide('Ce fichier dépasse 10 Mo : ce n’est pas une liste de communes.')
  let lignes: { record: Record<string, string>; info: { lines: number } }[]
  try {
    lignes = parse(octets, { columns: true, bom: true, trim: true, delimiter: [';', ','], skip_empty_lines: true, info: true })
  } catch (erreur) {
    if (erreur instanceof CsvError)
      throw invalide('Ce fichier n’est pas un CSV lisible : enregistrez-le en CSV, séparé par des points-virgules.')
    throw erreur
  }
  const premiere = lignes[0]?.record
  if (premiere === undefined || !('code_commune' in premiere) || !('rural' in premiere))
    throw invalide('La première ligne doit nommer les colonnes « code_commune » et « rural », et une ligne au moins doit suivre.')
  const communes = new Map<string, boolean>()
  for (const { record, info } of lignes) {
    const { code_commune: code = '', rural = '' } = record
    const valeur = RURAL[rural.toLowerCase()]
    if (!/^(\d{2}|2[AB])\d{3}$/.test(code)) throw invalide(`Ligne ${info.lines} : écrivez le code Insee de la commune, cinq caractères.`)
    if (valeur === undefined) throw invalide(`Ligne ${info.lines} : écrivez « oui » ou « non » dans la colonne « rural ».`)
    if (communes.has(code)) throw invalide(`Ligne ${info.lines} : cette commune est déjà plus haut.`)
    communes.set(code, valeur)
  }
  return communes
}
