import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { nomenclatures } from '#modules/referentiels/index.ts'
import { sql } from '#socle/db.ts'
import { SCHEMAS } from '../src/engendrer/schemas.ts'
import { ouvrirEssai } from './fabriques/base.ts'

/** Ce qu'un fichier peut importer de son propre module, d'après son suffixe (docs/recettes.md). */
const PEUT_IMPORTER: Readonly<Record<string, readonly string[]>> = {
  domaine: ['domaine'],
  politique: ['domaine'],
  requetes: ['domaine', 'requetes', 'tache'],
  cas: ['domaine', 'politique', 'requetes', 'tache', 'cas'],
  tache: ['domaine', 'requetes', 'tache'],
  vue: ['domaine', 'vue', 'politique'],
  route: ['domaine', 'politique', 'requetes', 'cas', 'vue', 'route'],
  module: ['route', 'tache', 'domaine', 'cas', 'requetes'],
  index: ['domaine', 'politique', 'requetes', 'cas', 'tache', 'vue', 'route', 'module'],
}

/** Les parties techniques qu'un rôle ignore. */
const INTERDIT: Readonly<Record<string, RegExp>> = {
  domaine: /^(kysely|pg|fastify)$|#socle\/(db|http)/,
  politique: /^(kysely|pg|fastify)$|#socle\/(db|http)|#ui\//,
  vue: /^(kysely|pg|fastify)$|#socle\/db/,
}

const tous = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.tsx?$/.test(f) && !f.includes('.test.'))
  .map((f) => f.replaceAll('\\', '/'))
const importsDe = (f: string): string[] =>
  [...readFileSync(join('src', f), 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map((m) => m[1] ?? '')
const roleDe = (chemin: string): string => {
  const nom = chemin.split('/').at(-1) ?? ''
  if (nom === 'index.ts' || nom === 'module.ts' || nom === 'module.tsx') return nom.split('.')[0] ?? ''
  return /\.([a-z]+)\.tsx?$/.exec(nom)?.[1] ?? 'domaine'
}
const moduleDe = (f: string): string => f.split('/')[1] ?? ''
const modules = [...new Set(tous.filter((f) => f.startsWith('modules/')).map(moduleDe))]

/** Les dépendances déclarées, lues dans module.ts. */
const dependances = new Map(
  modules.map((m) => {
    const chemin = ['module.ts', 'module.tsx'].map((n) => join('src/modules', m, n)).find(existsSync)
    const declaree = chemin ? /dependDe: \[([^\]]*)\]/.exec(readFileSync(chemin, 'utf8'))?.[1] : undefined
    return [m, declaree === undefined ? null : [...declaree.matchAll(/'([^']+)'/g)].map((x) => x[1] ?? '')]
  }),
)

describe('frontières', () => {
  it('chaque module déclare de quoi il dépend, sans cycle', () => {
    const visiter = (m: string, chemin: readonly string[]): void => {
      assert.ok(!chemin.includes(m), `cycle : ${[...chemin, m].join(' → ')}`)
      const siennes = dependances.get(m)
      assert.ok(siennes, `${m} n’a pas de dependDe`)
      for (const d of siennes) visiter(d, [...chemin, m])
    }
    for (const m of modules) visiter(m, [])
  })

  it('un module n’entre chez un autre que par sa façade, et seulement s’il le déclare', () => {
    const fautes = tous
      .filter((f) => f.startsWith('modules/'))
      .flatMap((f) =>
        importsDe(f).flatMap((cible) => {
          const m = /^#modules\/([^/]+)\/(.+)$/.exec(cible)
          if (!m) return []
          const declaree = dependances.get(moduleDe(f))?.includes(m[1] ?? '') ?? false
          return declaree && /^index\.tsx?$/.test(m[2] ?? '') ? [] : [`${f} → ${cible}`]
        }),
      )
    assert.deepEqual(fautes, [])
  })

  it('aucun fichier ne sort de son module par un chemin relatif', () => {
    const fautes = tous
      .filter((f) => f.startsWith('modules/'))
      .flatMap((f) => {
        const profondeur = f.split('/').length - 3
        return importsDe(f)
          .filter((c) => c.startsWith('../'.repeat(profondeur + 1)))
          .map((c) => `${f} → ${c}`)
      })
    assert.deepEqual(fautes, [])
  })

  it('le suffixe d’un fichier dit ce qu’il peut importer', () => {
    const fautes = tous
      .filter((f) => f.startsWith('modules/'))
      .flatMap((f) => {
        const role = roleDe(f)
        const permis = PEUT_IMPORTER[role]
        assert.ok(permis, `${f} : suffixe inconnu « ${role} »`)
        return importsDe(f).flatMap((c) => {
          if (c.startsWith('.') && !permis.includes(roleDe(c))) return [`${f} (${role}) → ${c}`]
          return INTERDIT[role]?.test(c) ? [`${f} (${role}) → ${c}`] : []
        })
      })
    assert.deepEqual(fautes, [])
  })

  it('le socle et l’interface ignorent le métier', () => {
    const fautes = tous
      .filter((f) => /^(socle|ui|client)\//.test(f))
      .flatMap((f) =>
        importsDe(f)
          .filter((c) => c.includes('modules'))
          .map((c) => `${f} → ${c}`),
      )
    assert.deepEqual(fautes, [])
  })

  it('le domaine et les politiques ne lisent ni l’horloge ni le hasard', () => {
    const fautes = tous
      .filter((f) => f.startsWith('modules/') && ['domaine', 'politique'].includes(roleDe(f)))
      .filter((f) => /new Date\(\)|Date\.now\(|randomUUID|Math\.random/.test(readFileSync(join('src', f), 'utf8')))
    assert.deepEqual(fautes, [])
  })

  it('aucun fichier de plus de 250 lignes', () => {
    const longs = tous.filter((f) => f !== 'socle/schema-base.ts' && readFileSync(join('src', f), 'utf8').split('\n').length > 251)
    assert.deepEqual(longs, [])
  })
})

const NOTRE = sql`n.nspname in ${sql.raw(SCHEMAS)}`

describe('base', async () => {
  const essai = await ouvrirEssai()
  const interroger = async (requete: ReturnType<typeof sql<{ x: string }>>): Promise<string[]> =>
    (await requete.execute(essai.proprietaire)).rows.map((r) => r.x)

  it('toute table a sa protection de ligne, et une politique si l’application y a un droit', async () => {
    assert.deepEqual(
      await interroger(sql`
        select c.oid::regclass::text as x from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p') and ${NOTRE}
           and (not c.relrowsecurity
                or (not exists (select 1 from pg_policy p where p.polrelid = c.oid)
                    and exists (select 1 from information_schema.column_privileges v where v.grantee in ('egide_app', 'egide_tache')
                                 and v.table_schema = n.nspname and v.table_name = c.relname)))`),
      [],
    )
  })

  it('l’application ne possède rien et ne contourne rien', async () => {
    assert.deepEqual(
      await interroger(sql`
        select rolname as x from pg_roles r where rolname in ('egide_app', 'egide_tache')
           and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or exists (select 1 from pg_class c where c.relowner = r.oid))`),
      [],
    )
  })

  it('aucun droit d’ajout ou de mise à jour sur une table entière : les colonnes sont énumérées', async () => {
    assert.deepEqual(
      await interroger(sql`
        select c.oid::regclass::text || ' ' || a.privilege_type as x
          from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) a
          join pg_roles r on r.oid = a.grantee
         where ${NOTRE} and c.relkind in ('r', 'p') and r.rolname in ('egide_app', 'egide_tache', 'public') and a.privilege_type in ('INSERT', 'UPDATE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')`),
      [],
    )
  })

  it('rien d’accordé à tout le monde', async () => {
    assert.deepEqual(
      await interroger(sql`
        select p.oid::regprocedure::text as x from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where ${NOTRE} and (p.proacl is null or exists (select 1 from aclexplode(p.proacl) a where a.grantee = 0))`),
      [],
    )
  })

  it('toute fonction à droits élevés fige son chemin de recherche', async () => {
    assert.deepEqual(
      await interroger(sql`
        select p.oid::regprocedure::text as x from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where ${NOTRE} and p.prosecdef and not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)`),
      [],
    )
  })

  it('le journal n’offre que l’ajout', async () => {
    assert.deepEqual(
      await interroger(sql`
        select distinct grantee || ' ' || privilege_type as x from information_schema.column_privileges
         where table_schema = 'socle' and table_name = 'journal' and grantee in ('egide_app', 'egide_tache') and privilege_type <> 'INSERT'`),
      [],
    )
  })

  it('toute table et toute clé étrangère disent leur intention', async () => {
    assert.deepEqual(
      await interroger(sql`
      select c.oid::regclass::text as x from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and ${NOTRE} and obj_description(c.oid) is null and c.relname not in ('migration', 'ascendance')`),
      [],
    )
    assert.deepEqual(
      await interroger(sql`
      select k.conrelid::regclass::text || '.' || k.conname as x from pg_constraint k join pg_namespace n on n.oid = k.connamespace
       where ${NOTRE} and k.contype = 'f' and k.confdeltype = 'a'`),
      [],
    )
  })

  it('la nomenclature du code et celle de la base sont identiques', async () => {
    for (const n of nomenclatures) {
      const { rows } = await sql<{
        code: string
        libelle: string
        du: string
      }>`select code, libelle, valide_du as du from ${sql.table(n.table)} order by code`.execute(essai.proprietaire)
      const enCode = Object.entries(n.entrees).map(([code, e]) => ({ code, libelle: e.libelle, du: e.du }))
      assert.deepEqual(
        rows,
        enCode.sort((a, b) => (a.code < b.code ? -1 : 1)),
        n.table,
      )
    }
  })
})
