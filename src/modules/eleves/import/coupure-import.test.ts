import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as attendre } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { eleves, empreinteBase, exportsFictifs, siecle, UAI_FERRY } from '#essais/fabriques/imports.ts'
import { sql } from '#socle/db.ts'
import { eleveXml } from '../lecture/fichier-essai.ts'

/** Quand couper, en parts de la durée d'un import : serré au début, pour qu'un import bien plus rapide que le premier soit coupé aussi. */
const COUPURES = [0, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 0.8, 1.1, 1.5]
const EFFECTIF = 6_000
const essai = await ouvrirEssai()

/** Importe dans un autre processus, tué sans prévenir `ms` millisecondes après son départ. */
async function importerPuisTuer(importId: string, chemin: string, ms: number): Promise<void> {
  const programme = fileURLToPath(import.meta.resolve('#essais/fabriques/importateur.ts'))
  const fils = spawn(process.execPath, [programme, essai.nom, importId, chemin], { stdio: ['ignore', 'pipe', 'inherit'] })
  const fin = once(fils, 'close')
  await once(fils.stdout, 'data')
  await attendre(ms)
  fils.kill('SIGKILL')
  await fin
  await sessionsMortes()
}

/** PostgreSQL s'aperçoit de la mort de son client à la lecture suivante : l'essai attend qu'il ait tout défait. */
async function sessionsMortes(): Promise<void> {
  const vivantes = sql`select 1 from pg_stat_activity where application_name = 'egide import' and datname = current_database()`
  while ((await vivantes.execute(essai.proprietaire)).rows.length > 0) await attendre(10)
}

const etatDe = (id: string) =>
  essai.proprietaire
    .selectFrom('eleves.import')
    .select('etat')
    .where('id', '=', id)
    .executeTakeFirst()
    .then((r) => r?.etat ?? 'jamais inscrit')

test('processus tué en plein import : rien du fichier n’est entré, et recommencer aboutit', async () => {
  await siecle(essai, eleves(UAI_FERRY, eleveXml('1')))
  const f = await exportsFictifs(UAI_FERRY, EFFECTIF, 9)
  const avant = await empreinteBase(essai)
  const temoin = await ouvrirEssai()
  const debut = performance.now()
  const [entier] = await siecle(temoin, f.eleves)
  const duree = performance.now() - debut
  const etats: string[] = []
  for (const part of COUPURES) {
    const importId = randomUUID()
    await importerPuisTuer(importId, f.eleves, duree * part)
    etats.push(await etatDe(importId))
    if (etats.at(-1) === 'fini') break
    assert.deepEqual(await empreinteBase(essai), avant, `coupure à ${part} : une partie du fichier est restée`)
  }
  assert.ok(etats.filter((etat) => etat === 'en_cours').length >= 3, `trop peu de coupures en plein import : ${etats.join(', ')}`)
  const [rapport] = await siecle(essai, f.eleves)
  assert.equal(rapport?.refus, null)
  const { crees, inchanges } = rapport.compteurs
  assert.equal(crees + inchanges, entier?.compteurs.crees)
})
