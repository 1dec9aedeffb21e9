import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { lireConfig } from '#socle/config.ts'
import { migrer } from '#socle/migrer.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { demarrerPostgres } from '#socle/postgres/lanceur.ts'
import { modulesDe } from './composition.ts'
import { documentsEngendres } from './engendrer/documents.ts'
import { schemas } from './engendrer/schemas.ts'

/**
 * Engendre depuis une base neuve ce que personne ne doit écrire à la main : les types SQL (src/socle/schema-base.ts) et
 * docs/engendre/*. Avec --verifier, ne change rien et sort en 1 si un fichier n'est pas à jour.
 */
const verifier = process.argv.includes('--verifier')
const dossier = mkdtempSync(join(tmpdir(), 'egide-engendrer-'))
const grappe = await demarrerPostgres({ dossier, reglages: { fsync: 'off' } })
const perimes: string[] = []
const pdf = ouvrirFabriquePdf()
const modules = modulesDe({ config: lireConfig({}), pdf, urlTache: '' })
try {
  const url = grappe.url('postgres')
  await migrer({ url, dossier: resolve('db'), cleMaitresse: Buffer.alloc(32) })
  const types = join(dossier, 'schema-base.ts')
  execFileSync(
    process.execPath,
    [
      'node_modules/kysely-codegen/dist/cli/bin.js',
      '--url',
      url,
      '--out-file',
      types,
      '--dialect',
      'postgres',
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
      '--include-pattern',
      `(${schemas.join('|')}).*`,
      '--no-domains',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  poser(
    'src/socle/schema-base.ts',
    readFileSync(types, 'utf8').replaceAll(
      'Int8 = ColumnType<string, bigint | number | string, bigint | number | string>',
      'Int8 = ColumnType<number, bigint | number | string, bigint | number | string>',
    ),
  )
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const [nom, texte] of await documentsEngendres(client, modules, resolve())) poser(join('docs/engendre', nom), texte)
  await client.end()
} finally {
  await pdf.fermer()
  await grappe.arreter()
  rmSync(dossier, { recursive: true, force: true })
}
if (perimes.length > 0) {
  console.error(`À refaire par « npm run engendrer » : ${perimes.join(', ')}.`)
  process.exitCode = 1
}

function poser(chemin: string, texte: string): void {
  const actuel = lire(chemin)
  if (actuel === texte) return
  if (verifier) perimes.push(chemin)
  else writeFileSync(chemin, texte)
}

function lire(chemin: string): string | null {
  try {
    return readFileSync(chemin, 'utf8')
  } catch {
    return null
  }
}
