import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Module } from '#socle/module.ts'
import { habilitations } from './habilitations.ts'
import { SCHEMAS } from './schemas.ts'
import { sourcesJuridiques } from './sources-juridiques.ts'

/** Les documents engendrés, par nom de fichier : de la base réelle, des routes composées, des sources citées, des fautes commises. */
export async function documentsEngendres(client: pg.Client, modules: readonly Module[], racine: string): Promise<[string, string][]> {
  return [
    ['schema.md', await schema(client)],
    ['droits-sql.md', await droits(client)],
    ['habilitations.md', EN_TETE + habilitations(modules)],
    ['sources-juridiques.md', EN_TETE + sourcesJuridiques(join(racine, 'src'))],
    ['fautes.md', EN_TETE + fautes(join(racine, 'tests', 'fautes', 'fautes.json'))],
  ]
}

const EN_TETE = '<!-- Engendré par « npm run engendrer » ; ne pas modifier à la main. -->\n'

async function schema(client: pg.Client): Promise<string> {
  const tables = await client.query<{ oid: number; nom: string; commentaire: string | null }>(`
    select c.oid, c.oid::regclass::text as nom, obj_description(c.oid) as commentaire
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ${SCHEMAS} order by 2`)
  const colonnes = await client.query<{ oid: number; ligne: string }>(`
    select a.attrelid::int as oid, format('| %s | %s | %s |', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'oui' else '' end) as ligne
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attnum > 0 and not a.attisdropped and c.relkind = 'r' and n.nspname in ${SCHEMAS} order by a.attrelid, a.attnum`)
  const politiques = await client.query<{ oid: number; ligne: string }>(`
    select p.polrelid::int as oid, format('- \`%s\` (%s, %s)', p.polname,
           case p.polcmd when 'r' then 'lecture' when 'a' then 'ajout' when 'w' then 'mise à jour' when 'd' then 'effacement' else 'tout' end,
           array_to_string(array(select rolname from pg_roles where oid = any (p.polroles) order by 1), ', ')) as ligne
      from pg_policy p order by p.polrelid, p.polname`)
  const de = (lignes: { oid: number; ligne: string }[], oid: number) =>
    lignes
      .filter((l) => Number(l.oid) === Number(oid))
      .map((l) => l.ligne)
      .join('\n')
  const sections = tables.rows.map(
    (t) =>
      `## ${t.nom}\n\n${t.commentaire ?? ''}\n\n| Colonne | Type | Obligatoire |\n|---|---|---|\n${de(colonnes.rows, t.oid)}\n\nVisibilité :\n\n${de(politiques.rows, t.oid) || '- aucune : réservée au propriétaire'}\n`,
  )
  return `${EN_TETE}\n# Schéma de la base\n\n${sections.join('\n')}`
}

async function droits(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ ligne: string }>(`
    select format('| %s | %s | %s | %s |', grantee, table_schema || '.' || table_name, lower(privilege_type), string_agg(column_name::text, ', ' order by column_name)) as ligne
      from information_schema.column_privileges where grantee in ('egide_app', 'egide_tache') and table_schema in ${SCHEMAS}
     group by grantee, table_schema, table_name, privilege_type order by grantee, table_schema, table_name, privilege_type`)
  return `${EN_TETE}\n# Droits SQL des rôles, colonne par colonne\n\n| Rôle | Table | Droit | Colonnes |\n|---|---|---|---|\n${rows.map((r) => r.ligne).join('\n')}\n`
}

type Faute = { readonly nom: string; readonly fichier: string; readonly essais: readonly string[] }

/** Le numéro est le rang : c'est lui que prend « npm run fautes ». */
function fautes(chemin: string): string {
  const lues = JSON.parse(readFileSync(chemin, 'utf8')) as readonly Faute[]
  const lignes = lues.map(({ nom, fichier, essais }, rang) => `| ${rang + 1} | ${nom} | \`${fichier}\` | \`${essais.join('`, `')}\` |`)
  return `\n# Les fautes volontaires\n\n| | Faute | Où | Essais qui l’attrapent |\n|---|---|---|---|\n${lignes.join('\n')}\n`
}
