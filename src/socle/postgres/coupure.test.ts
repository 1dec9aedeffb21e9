import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as attendre } from 'node:timers/promises'
import pg from 'pg'
import { tuerServeur, unDossier, unMaitre } from './fils-essai.ts'
import { demarrerPostgres } from './lanceur.ts'
import { lireTemoin } from './pid.ts'

const COUPURES = 12
/** Au moins tant d'écritures acquittées avant chaque coupure. */
const ECRITURES = 20

async function numerosEcrits(url: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ numero: string }>('select numero::text from ecriture')
  await client.end()
  return new Set(rows.map(({ numero }) => numero))
}

test('aucune écriture acquittée ne manque après des coupures en pleine écriture', async () => {
  const dossier = unDossier()
  const acquittes: string[] = []
  for (let i = 0; i < COUPURES; i++) {
    const maitre = await unMaitre(dossier, 'ecrire')
    assert.match(maitre.lignes[0] ?? '', /^pret/)
    // Des écritures d'abord, si lent que soit le disque ; puis un instant qui change, pour couper ailleurs.
    while (maitre.lignes.length <= ECRITURES && maitre.processus.exitCode === null) await attendre(5)
    await attendre(17 * (i % 5))
    // Tour à tour : Égide seule (le serveur est repris), puis Égide et tous les processus de PostgreSQL.
    maitre.processus.kill('SIGKILL')
    if (i % 2 === 1) tuerServeur(dossier)
    await maitre.fin()
    acquittes.push(...maitre.lignes.filter((l) => l.startsWith('acquitte ')).map((l) => l.slice('acquitte '.length)))
    assert.ok(lireTemoin(path.join(dossier, 'grappe')), 'le serveur n’a pas été arrêté proprement')
  }
  const grappe = await demarrerPostgres({ dossier })
  const ecrits = await numerosEcrits(grappe.url('postgres'))
  await grappe.arreter()
  assert.ok(acquittes.length >= COUPURES * ECRITURES, `trop peu d’écritures pour conclure : ${acquittes.length}`)
  assert.deepEqual(
    acquittes.filter((numero) => !ecrits.has(numero)),
    [],
  )
})
