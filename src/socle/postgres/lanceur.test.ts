import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import pg from 'pg'
import { jusqua } from '#essais/fabriques/attente.ts'
import { ErreurMetier } from '../erreur.ts'
import { tuerServeur, unDossier, unMaitre } from './fils-essai.ts'
import { choisirIdentite } from './identite.ts'
import { demarrerPostgres, type Grappe } from './lanceur.ts'
import { lireTemoin, tourne } from './pid.ts'

const root = process.getuid?.() === 0
const RAPIDE = { fsync: 'off' }

async function demander(grappe: Grappe, requete: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: grappe.url('postgres') })
  // Coupée par un serveur qui se rétablit : la requête échoue, et c'est elle qui le dit.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return Object.values((await client.query<Record<string, unknown>>(requete)).rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

/** Attend que le serveur, rétabli, ait de nouveau une connexion de garde. */
const attendreGarde = (grappe: Grappe) =>
  jusqua(1, () => demander(grappe, "select count(*)::int from pg_locks where locktype = 'advisory' and granted"))

const pidDe = (dossier: string) => lireTemoin(path.join(dossier, 'grappe'))?.pid ?? -1
const refuse = (code: string) => (erreur: unknown) => erreur instanceof ErreurMetier && erreur.code === code

describe('le PostgreSQL embarqué', () => {
  test('démarre fermé : dossier 0700, aucune écoute réseau, fsync, et s’arrête proprement', async () => {
    const dossier = unDossier()
    const grappe = await demarrerPostgres({ dossier })
    assert.equal(grappe.reprise, false)
    assert.equal(statSync(dossier).mode & 0o777, 0o700)
    assert.equal(await demander(grappe, 'show listen_addresses'), '')
    assert.equal(await demander(grappe, 'show fsync'), 'on')
    const pid = pidDe(dossier)
    await Promise.all([grappe.arreter(), grappe.arreter()])
    assert.equal(existsSync(path.join(dossier, 'grappe', 'postmaster.pid')), false)
    assert.equal(tourne(pid, path.join(dossier, 'grappe')), false)
    assert.match(readFileSync(path.join(dossier, 'postgres.log'), 'utf8'), /database system is shut down/)
  })

  test('reprend le serveur d’un processus tué, et sait l’arrêter', async () => {
    const dossier = unDossier()
    const maitre = await unMaitre(dossier)
    assert.deepEqual(maitre.lignes, ['pret false'])
    const pid = pidDe(dossier)
    maitre.processus.kill('SIGKILL')
    await maitre.fin()
    const grappe = await demarrerPostgres({ dossier })
    assert.equal(grappe.reprise, true)
    assert.equal(pidDe(dossier), pid)
    assert.equal(await demander(grappe, 'select 1'), 1)
    await grappe.arreter()
    assert.equal(tourne(pid, path.join(dossier, 'grappe')), false)
  })

  test('refuse un second Égide sur le même dossier, sans déranger le premier', async () => {
    const dossier = unDossier()
    const grappe = await demarrerPostgres({ dossier, reglages: RAPIDE })
    const second = await unMaitre(dossier)
    await second.fin()
    assert.match(second.lignes.join(), /^refus postgres\.deja_ouvert Une autre Égide est déjà ouverte/)
    assert.equal(await demander(grappe, 'select 1'), 1)
    await grappe.arreter()
  })

  test('de deux Égide partis ensemble sur un dossier vide, un seul l’emporte', async () => {
    const dossier = unDossier()
    const maitres = await Promise.all([unMaitre(dossier), unMaitre(dossier)])
    const dits = maitres.map(({ lignes }) => lignes[0]?.split(' ')[0]).sort()
    assert.deepEqual(dits, ['pret', 'refus'])
    for (const { processus } of maitres) processus.kill('SIGKILL')
    await Promise.all(maitres.map(({ fin }) => fin()))
  })

  test('un témoin laissé par un serveur mort, au numéro recyclé, n’empêche pas de démarrer', async () => {
    const dossier = unDossier()
    await (await demarrerPostgres({ dossier, reglages: RAPIDE })).arreter()
    const temoin = path.join(dossier, 'grappe', 'postmaster.pid')
    writeFileSync(temoin, `${process.pid}\n${path.dirname(temoin)}\n1\n5432\n${dossier}\n\n  1 1\nready   \n`)
    const grappe = await demarrerPostgres({ dossier, reglages: RAPIDE })
    assert.equal(grappe.reprise, false)
    await grappe.arreter()
  })

  test('un chemin trop long pour une prise passe par un dossier court et fermé', async () => {
    const dossier = path.join(unDossier(), 'a'.repeat(60), 'b'.repeat(60))
    const grappe = await demarrerPostgres({ dossier, reglages: RAPIDE })
    const prise = new URL(grappe.url('postgres')).searchParams.get('host') ?? ''
    assert.equal(await demander(grappe, 'select 1'), 1)
    assert.ok(prise.length < 90 && !prise.startsWith(dossier), prise)
    assert.equal(statSync(prise).mode & 0o777, 0o700)
    await grappe.arreter()
  })

  test('dit que le serveur est mort tout seul, et pas quand on l’arrête', async () => {
    const dossier = unDossier()
    const phrases: string[] = []
    const grappe = await demarrerPostgres({ dossier, reglages: RAPIDE, surMort: (phrase) => phrases.push(phrase) })
    tuerServeur(dossier)
    await jusqua(1, () => phrases.length)
    assert.match(phrases.join(), /PostgreSQL s’est arrêté sans qu’Égide le lui demande/)
    await grappe.arreter()
    const suivante = await demarrerPostgres({ dossier, reglages: RAPIDE, surMort: (phrase) => phrases.push(phrase) })
    await suivante.arreter()
    assert.equal(phrases.length, 1)
  })

  test('quand un de ses processus meurt, le serveur se rétablit et le verrou reste au même maître', async () => {
    const dossier = unDossier()
    const grappe = await demarrerPostgres({ dossier, reglages: RAPIDE })
    const garde = Number(await demander(grappe, "select pid from pg_stat_activity where application_name = 'egide-garde'"))
    process.kill(garde, 'SIGKILL')
    await attendreGarde(grappe)
    const second = await unMaitre(dossier)
    await second.fin()
    assert.match(second.lignes.join(), /^refus postgres\.deja_ouvert/)
    await grappe.arreter()
  })

  test('dit clairement qu’un dossier n’est pas un PostgreSQL', async () => {
    await assert.rejects(demarrerPostgres({ dossier: unDossier(), binaires: '/usr' }), refuse('postgres.binaires'))
  })

  test('en root sans espace de noms, s’exécute sous un utilisateur ordinaire, puis revient', { skip: !root }, async () => {
    const dossier = unDossier()
    const grappe = await demarrerPostgres({ dossier, reglages: RAPIDE, mode: 'utilisateur' })
    assert.equal(statSync(path.join(dossier, 'grappe')).uid, choisirIdentite('utilisateur').uid)
    assert.notEqual(statSync(`/proc/${pidDe(dossier)}`).uid, 0)
    await grappe.arreter()
    const suivante = await demarrerPostgres({ dossier, reglages: RAPIDE })
    assert.equal(await demander(suivante, 'select 1'), 1)
    await suivante.arreter()
  })

  test('sous un dossier fermé aux autres, l’utilisateur ordinaire est refusé par une phrase', { skip: !root }, async () => {
    const dossier = path.join(unDossier(), 'donnees')
    await assert.rejects(demarrerPostgres({ dossier, mode: 'utilisateur' }), refuse('postgres.root'))
  })
})
