import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, lireDocument, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { uneIpTransmise } from '#essais/fabriques/protection.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'

/** Une information restée sans réponse : elle se voit, se relance par lettre, reçoit enfin sa réponse. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()

describe('une information sans réponse', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      before(async () => {
        const { agent, compte } = await compteAssistante(serveur, `relance-${randomUUID().slice(0, 6)}`, 'Claire Relance')
        const pdf = ouvrirFabriquePdf({ immediat: true })
        await uneIpTransmise(serveur.essai, agent, pdf)
        await pdf.fermer()
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
      })
      after(() => f?.contexte.close())

      test('se relance d’une lettre prête à signer, puis reçoit sa réponse', async () => {
        await f.page.goto('/')
        await f.page.getByRole('link', { name: 'Relancer' }).first().click()
        await f.page.getByText('Toujours sans réponse').waitFor()
        const information = new URL(f.page.url()).pathname
        await suivre(f.page, 'Relance, départ, bordereau…')
        await appuyer(f.page, 'Préparer la lettre de relance')
        const texte = await f.page.locator('textarea[name="sections.corps"]').inputValue()
        assert.match(texte, /L226-5/)
        await appuyer(f.page, 'Enregistrer, puis remettre')
        await f.page.locator('select[name="canal"]').selectOption('COURRIER_AR')
        await appuyer(f.page, 'Figer et obtenir le document')
        await f.page.getByText('Figée').waitFor()
        const lu = await lireDocument(f.contexte, new URL(f.page.url()).pathname)
        for (const phrase of texte.split('\n').filter(Boolean)) assert.ok(lu.includes(phrase.replaceAll(/\s+/g, ' ').trim()), phrase)
        await f.page.goto(information)
        await f.page.getByText('dernière relance le').waitFor()
        await f.page.locator('#consigner input[value="reponse"]').check()
        await f.page.locator('#consigner select[name="suite"]').selectOption({ index: 1 })
        await appuyer(f.page, 'Consigner')
        await f.page.getByText('Réponse reçue').waitFor()
        assert.deepEqual(f.heurts, [])
      })
    })
})
