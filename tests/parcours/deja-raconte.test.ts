import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, lirePdf, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { jourDeParis } from '#socle/cas-usage.ts'

/** Un enfant déjà entendu deux fois : cela se dit avant de le recevoir de nouveau, et ses mots se reprennent sans les lui redemander. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const MOTS = 'J’ai pas envie de rentrer, lui y crie tout le temps.'

describe('un enfant déjà entendu deux fois', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      let dossier = ''
      before(async () => {
        const { agent, compte } = await compteAssistante(serveur, `raconte-${randomUUID().slice(0, 6)}`, 'Dominique Écoute')
        dossier = `/dossiers/${(await unDossier(serveur.essai, agent)).dossierId}`
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
      })
      after(() => f?.contexte.close())

      test('ses mots sont scellés ; une autre fois est notée sans eux', async () => {
        await f.page.goto(dossier)
        await suivre(f.page, 'Paroles…')
        await f.page.locator('[name="propos"]').fill(MOTS)
        await f.page.locator('[name="le"]').fill(jourDeParis(new Date()))
        await appuyer(f.page, 'Sceller ces paroles')
        await suivre(f.page, 'L’enfant a raconté à quelqu’un d’autre')
        await f.page.locator('input[name="aQui"]').first().check()
        await appuyer(f.page, 'Enregistrer')
        await f.page.getByText('A raconté ailleurs').waitFor()
      })

      test('avant un nouvel entretien, Égide le dit, et pourquoi s’abstenir', async () => {
        await f.page.goto(dossier)
        await f.page.getByText('a déjà raconté : 2 fois').waitFor()
        await f.page.goto(`${dossier}/consigner`)
        await f.page.getByText('A déjà raconté : 2 fois').waitFor()
      })

      test('l’information préoccupante et le signalement reprennent ses mots, mot pour mot', async () => {
        await f.page.goto(dossier)
        await suivre(f.page, /^Protéger/)
        await appuyer(f.page, /^Commencer/)
        assert.equal(await f.page.locator('textarea[name="paroles.0.propos"]').inputValue(), MOTS)
        const ip = await lirePdf(f.contexte, `${new URL(f.page.url()).pathname}/apercu.pdf`)
        assert.ok(ip.includes(MOTS))
        await f.page.goto(`${dossier}/signalements/nouveau`)
        await appuyer(f.page, 'Commencer le signalement')
        assert.ok((await f.page.locator('textarea[name="paroles"]').inputValue()).includes(`«\u00a0${MOTS}\u00a0»`))
        const signalement = await lirePdf(f.contexte, `${new URL(f.page.url()).pathname}/apercu.pdf`)
        assert.ok(signalement.includes(`« ${MOTS} »`), signalement)
        assert.deepEqual(f.heurts, [])
      })
    })
})
