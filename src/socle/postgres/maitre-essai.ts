import pg from 'pg'
import { demarrerPostgres } from './lanceur.ts'

/**
 * Processus fils des essais du lanceur : ouvre la grappe, dit « pret », puis attend ou écrit sans fin en disant chaque
 * écriture acquittée. Il est fait pour être tué.
 */
const [dossier = '', faire = ''] = process.argv.slice(2)
try {
  const grappe = await demarrerPostgres({ dossier })
  console.log(`pret ${grappe.reprise}`)
  if (faire === 'ecrire') await ecrireSansFin(grappe.url('postgres'))
  setInterval(() => undefined, 60_000)
} catch (erreur) {
  console.log(`refus ${(erreur as { code?: string }).code} ${(erreur as Error).message}`)
  process.exit(1)
}

async function ecrireSansFin(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => process.exit(1))
  await client.connect()
  await client.query('create table if not exists ecriture (numero bigint generated always as identity primary key)')
  for (;;) {
    const { rows } = await client.query<{ numero: string }>('insert into ecriture default values returning numero')
    process.stdout.write(`acquitte ${rows[0]?.numero}\n`)
  }
}
