import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { lire as lireDans, uneApplicationPour } from '#essais/fabriques/application.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { eleves as fichierEleves, UAI_FERRY, UAI_JORDANNE } from '#essais/fabriques/imports.ts'
import { champsCaches } from '#essais/fabriques/navigateur-http.ts'
import type { Agent } from '#socle/agent.ts'
import { sql } from '#socle/db.ts'
import type { ContexteTache } from '#socle/tache.ts'
import { eleveXml, fichier } from '../lecture/fichier-essai.ts'
import { moduleEleves } from '../module.ts'

const TAILLE_MAX = 1_000_000
const essai = await ouvrirEssai()
const dossier = mkdtempSync(join(tmpdir(), 'egide-depots-'))
after(() => rmSync(dossier, { recursive: true, force: true }))
const module = moduleEleves({ depots: dossier, urlTache: essai.url('egide_tache'), tailleMax: TAILLE_MAX, marquer: async () => new Map() })
const claire = await uneAssistante(essai, LA_JORDANNE)
const admin = await unAgent(essai, 'administrateur', [LA_JORDANNE])
let agent: Agent = claire
const app = await uneApplicationPour(essai.moteur, module.routes, () => agent, { depotMax: TAILLE_MAX })
const lire = (url: string) => lireDans(app, url)

async function deposer(champs: Record<string, string>, chemins: readonly string[], nomFichier = 'DUPONT.xml') {
  const corps = new FormData()
  for (const [nom, valeur] of Object.entries(champs)) corps.append(nom, valeur)
  for (const chemin of chemins) corps.append('fichiers', new Blob([readFileSync(chemin)]), nomFichier)
  const envoi = new Response(corps)
  return app.inject({
    method: 'POST',
    url: '/imports',
    headers: { host: 'egide.test', origin: 'http://egide.test', 'content-type': envoi.headers.get('content-type') ?? '' },
    payload: Buffer.from(await envoi.arrayBuffer()),
  })
}
const cle = async () => champsCaches((await lire('/imports')).body).cleIdempotence ?? ''
const contexteTache: ContexteTache = {
  db: essai.tache,
  coffre: essai.coffre,
  maintenant: essai.moteur.maintenant,
  identifiant: essai.moteur.identifiant,
  signal: new AbortController().signal,
}
const executer = async (importIds: string[]) =>
  module.taches.find((t) => t.nom === 'eleves.importer')?.executer(contexteTache, { importIds })
const reprendre = async () => module.taches.find((t) => t.nom === 'eleves.reprendre_imports')?.executer(contexteTache, {})
const jobs = async () =>
  (await essai.proprietaire.selectFrom('eleves.import').select('id').where('etat', '=', 'depose').execute()).map((r) => r.id)

describe('Déposer un fichier', () => {
  test('il est reçu, lisible d’Égide seule, importé, puis effacé ; la page dit ce qui a changé', async () => {
    const depot = await deposer({ genre: 'siecle', etablissementId: '', cleIdempotence: await cle() }, [
      fichierEleves(UAI_JORDANNE, eleveXml('1', { NOM_DE_FAMILLE: 'DEPOSE' })),
    ])
    assert.equal(depot.statusCode, 303)
    const [nom = ''] = readdirSync(dossier)
    assert.match(nom, /^[0-9a-f-]{36}$/)
    assert.equal(statSync(join(dossier, nom)).mode & 0o777, 0o600)
    const page = depot.headers.location ?? ''
    assert.match((await lire(page)).body, /data-progression-url="\/imports\/[0-9a-f-]{36}\/avancement"/)
    await executer(await jobs())
    assert.deepEqual(readdirSync(dossier), [])
    const fini = (await lire(`${page}/avancement`)).json()
    assert.deepEqual([fini.fini, fini.suite], [true, page])
    const { body } = await lire(page)
    assert.match(body, /<dt>Créés<\/dt><dd>1<\/dd>/)
    assert.doesNotMatch(body, /DEPOSE/)
  })
  test('le même envoi reçu deux fois n’importe qu’une fois et ne laisse rien', async () => {
    const cleIdempotence = await cle()
    const xml = fichierEleves(UAI_JORDANNE, eleveXml('1', { NOM_DE_FAMILLE: 'DEPOSE' }))
    const [a, b] = [await deposer({ genre: 'siecle', cleIdempotence }, [xml]), await deposer({ genre: 'siecle', cleIdempotence }, [xml])]
    assert.equal(a.headers.location, b.headers.location)
    assert.equal(readdirSync(dossier).length, 1)
    await executer(await jobs())
  })
  test('sans fichier, ou d’ONDE sans école : la page revient et dit quoi faire', async () => {
    assert.match((await deposer({ genre: 'siecle', cleIdempotence: await cle() }, [])).body, /Choisissez au moins un fichier/)
    const sansNom = await deposer({ genre: 'siecle', cleIdempotence: await cle() }, [fichier('')], '')
    assert.match(sansNom.body, /Choisissez au moins un fichier/)
    const trop = await deposer({ genre: 'siecle', etablissementId: LA_JORDANNE, cleIdempotence: await cle() }, Array(31).fill(fichier('x')))
    assert.deepEqual([trop.statusCode, readdirSync(dossier)], [422, []])
    assert.match(trop.body, /30 fichiers au plus/)
    assert.match(trop.body, new RegExp(`<option value="${LA_JORDANNE}" selected`))
    const gros = fichier('x'.repeat(600_000))
    const lourds = await deposer({ genre: 'siecle', cleIdempotence: await cle() }, [gros, gros])
    assert.deepEqual([lourds.statusCode, readdirSync(dossier)], [422, []])
    assert.match(lourds.body, /dépassent ensemble la taille admise/)
    const onde = await deposer({ genre: 'onde', cleIdempotence: await cle() }, [fichierEleves(UAI_JORDANNE, '')])
    assert.deepEqual([onde.statusCode, readdirSync(dossier)], [422, []])
    assert.match(onde.body, /de quelle école/)
  })
  test('plusieurs fichiers à la fois : leur avancement à tous, puis ce qui est entré et pourquoi le reste est refusé', async () => {
    const fichiers = [fichierEleves(UAI_JORDANNE, eleveXml('1')), fichier('')]
    const { headers } = await deposer({ genre: 'siecle', cleIdempotence: await cle() }, fichiers)
    assert.equal(headers.location, '/imports')
    assert.match((await lire('/imports')).body, /data-progression-url="\/imports\/avancement".*0 sur 2 fichiers terminés/s)
    const avancement = async () => (await lire('/imports/avancement')).json()
    assert.deepEqual(await avancement(), {
      faites: 0,
      total: fichiers.reduce((t, f) => t + statSync(f).size, 0),
      libelle: '0 sur 2 fichiers terminés.',
      fini: false,
      suite: '/imports',
    })
    await executer(await jobs())
    assert.equal((await avancement()).fini, true)
    const { body } = await lire('/imports')
    assert.doesNotMatch(body, /data-progression-url|pas encore lu/)
    assert.match(body, /Le fichier est vide/)
  })
  test('l’assistante n’importe pas le fichier d’un établissement qu’elle ne suit pas', async () => {
    const depot = await deposer({ genre: 'siecle', cleIdempotence: await cle() }, [fichierEleves(UAI_FERRY, eleveXml('1'))])
    await executer(await jobs())
    assert.match((await lire(depot.headers.location ?? '')).body, /Fichier refusé/)
    assert.equal(
      (
        await deposer({ genre: 'siecle', etablissementId: JULES_FERRY, cleIdempotence: await cle() }, [
          fichierEleves(UAI_FERRY, eleveXml('1')),
        ])
      ).statusCode,
      403,
    )
    assert.deepEqual(readdirSync(dossier), [])
  })
  test('l’administrateur importe partout, voit tous les imports et aucun nom', async () => {
    agent = admin
    const depot = await deposer({ genre: 'siecle', uai: UAI_FERRY, cleIdempotence: await cle() }, [
      fichierEleves(
        UAI_FERRY,
        `${eleveXml('1', { NOM_DE_FAMILLE: 'DEPOSE' })}${eleveXml('2', { NOM_DE_FAMILLE: 'DEPOSE', DATE_NAISS: '99/99/2013' })}`,
      ),
    ])
    await executer(await jobs())
    const pages = (await lire(depot.headers.location ?? '')).body + (await lire('/imports')).body
    assert.match(pages, /DATE_NAISS/)
    assert.doesNotMatch(pages, /DEPOSE|DUPONT/)
    agent = claire
  })
  test('un import que son processus a laissé en plan est repris ; celui de la ligne de commande est déclaré interrompu', async () => {
    await deposer({ genre: 'siecle', cleIdempotence: await cle() }, [fichierEleves(UAI_JORDANNE, eleveXml('1'))])
    const [laisse = ''] = await jobs()
    const ilYA = (secondes: number) => new Date(Date.now() - secondes * 1000)
    await essai.proprietaire
      .updateTable('eleves.import')
      .set({ etat: 'en_cours', vivant_le: ilYA(40) })
      .where('id', '=', laisse)
      .execute()
    const [perdu, lent] = [essai.moteur.identifiant(), essai.moteur.identifiant()]
    await essai.proprietaire
      .insertInto('eleves.import')
      .values([
        { id: perdu, genre: 'siecle', etat: 'en_cours', vivant_le: ilYA(150) },
        { id: lent, genre: 'siecle', etat: 'en_cours', vivant_le: ilYA(40) },
      ])
      .execute()
    await reprendre()
    const repris = await sql<{ payload: unknown }>`select payload from graphile_worker._private_jobs where key = 'eleves.importer'`.execute(
      essai.proprietaire,
    )
    assert.deepEqual(
      repris.rows.map((r) => r.payload),
      [{ importIds: [laisse] }],
    )
    const { etat: vivant } = await essai.proprietaire
      .selectFrom('eleves.import')
      .select('etat')
      .where('id', '=', lent)
      .executeTakeFirstOrThrow()
    assert.equal(vivant, 'en_cours')
    const { refus } = await essai.proprietaire.selectFrom('eleves.import').select('refus').where('id', '=', perdu).executeTakeFirstOrThrow()
    assert.match(refus ?? '', /interrompu/)
    await executer([laisse])
    const { etat } = await essai.proprietaire.selectFrom('eleves.import').select('etat').where('id', '=', laisse).executeTakeFirstOrThrow()
    assert.equal(etat, 'fini')
  })
})
