import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { type ClientHttp, connecter } from '#essais/fabriques/client-http.ts'
import { debordement, type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { sql } from '#socle/db.ts'

/** Ce qui ne nomme personne se consigne d'un seul écran, en quelques touches, et se compte aussitôt. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()

/** Ce que l'écran exige : les champs requis, et combien sont encore vides. */
const exigences = (page: Page) =>
  page.evaluate(() => {
    const requis = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('main [required]')]
    const noms = [...new Set(requis.map((e) => e.name))]
    const rempli = (nom: string) =>
      requis.some((e) => e.name === nom && (e instanceof HTMLInputElement && e.type === 'radio' ? e.checked : e.value !== ''))
    return { noms, vides: noms.filter((nom) => !rempli(nom)) }
  })

describe('une action sans nom', { skip: sansNavigateur }, () => {
  let client: ClientHttp
  let agentId = ''
  before(async () => {
    const { compte, agent } = await compteAssistante(serveur, 'odette.sansnom', 'Odette Sansnom')
    agentId = agent.id
    client = await connecter(serveur.adresse, compte)
  })

  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      before(async () => {
        f = await ouvrirPour(navigateur, serveur.adresse, client, { ...options, viewport: { width: 320, height: 900 } })
      })
      after(() => f?.contexte.close())

      test('un conseil : de l’accueil, un seul champ à remplir, un écran, puis on recommence', async () => {
        await f.page.goto('/')
        await suivre(f.page, 'Action sans nom')
        await f.page.waitForURL('**/sans-nom/consigner/conseil')
        const { noms, vides } = await exigences(f.page)
        assert.deepEqual([noms.length, vides], [3, ['motif']])
        assert.equal(await debordement(f.page), 0)
        await f.page.locator('input[name="motif"][value="LOGT"]').check()
        await appuyer(f.page, 'Enregistrer et recommencer')
        await f.page.waitForURL(/sans-nom\/consigner\/conseil\?fait=1/)
        assert.deepEqual((await exigences(f.page)).vides, ['motif'])
      })

      test('une instance, puis une action collective dont on ignore le nombre d’élèves', async () => {
        await suivre(f.page, 'Instance')
        await f.page.locator('select[name="instance"]').selectOption('VEILLE')
        await appuyer(f.page, /^Enregistrer$/)
        await f.page.waitForURL(/\/sans-nom\?fait=1/)
        await suivre(f.page, 'Action collective')
        await f.page.locator('input[name="theme"][value="HARC"]').check()
        await f.page.getByLabel('Classes', { exact: true }).fill('2')
        await f.page.locator('input[name="inconnus"][value="eleves"]').check()
        await appuyer(f.page, /^Enregistrer$/)
        await f.page.waitForURL(/\/sans-nom\?fait=1/)
        const liste = (await f.page.locator('main').textContent()) ?? ''
        for (const mots of [/Cellule de veille/, /classes\s:\s2/, /élèves\s:\sinconnu/]) assert.match(liste, mots)
      })

      test('elle se corrige et s’annule ; mon activité le suit', async () => {
        await suivre(f.page, /^Corriger\s:\sAction collective/)
        await f.page.locator('input[name="inconnus"][value="eleves"]').uncheck()
        await f.page.getByLabel('Élèves', { exact: true }).fill('51')
        await appuyer(f.page, 'Enregistrer la correction')
        await f.page.waitForURL(/\/sans-nom\?fait=1/)
        await f.page.getByText('Remplacée').first().waitFor()
        await appuyer(f.page, /^Annuler\s:\sConseil technique/)
        await f.page.waitForURL(/\/sans-nom\?fait=1/)
        await f.page.getByText('Annulée').first().waitFor()
        await f.page.goto('/mon-activite')
        const rang = MODES.findIndex(([nom]) => nom === mode) + 1
        const attendu = rang === 1 ? '1 participation à une instance, 1 action' : '2 participations à des instances, 2 actions'
        const lue = ((await f.page.locator('main').textContent()) ?? '').replaceAll(/[\u00a0\u202f]/g, ' ')
        assert.ok(lue.includes(`aucun conseil technique, ${attendu}`), lue.slice(-900))
        assert.deepEqual(f.heurts, [])
        for (const adresse of f.adresses) assert.doesNotMatch(adresse, /sansnom|odette/i)
      })
    })

  test('un conseil se consigne au clavier seul, en une douzaine de touches', async () => {
    const f = await ouvrirPour(navigateur, serveur.adresse, client)
    await f.page.goto('/')
    let touches = 0
    const taper = async (touche: string) => {
      touches++
      await f.page.keyboard.press(touche)
    }
    await taper('n')
    await f.page.waitForURL('**/sans-nom/consigner/conseil')
    const nom = () => f.page.evaluate(() => document.activeElement?.getAttribute('name') ?? '')
    for (let pas = 0; pas < 20 && (await nom()) !== 'motif'; pas++) await taper('Tab')
    await taper('Space')
    await taper('Enter')
    await f.page.waitForURL(/\/sans-nom\?fait=1/)
    assert.ok(touches <= 12, `${touches} touches`)
    assert.deepEqual(f.heurts, [])
    await f.contexte.close()
  })

  test('les faits déposés disent le lieu, le mois, le thème et le public ; jamais l’agent', async () => {
    await serveur.verser()
    const { rows } = await sql<{ tout: string }>`
      select to_jsonb(f)::text as tout from observation.fait f where type = 'action_collective' and etablissement_id = ${LA_JORDANNE} and eleves = 51`.execute(
      serveur.essai.proprietaire,
    )
    assert.equal(rows.length, 2)
    for (const { tout } of rows) assert.ok(!tout.includes(agentId))
  })
})
