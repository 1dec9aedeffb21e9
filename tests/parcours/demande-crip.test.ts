import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { identifiantsDe } from '#essais/fabriques/identifiants.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur, toutDeplier } from '#essais/fabriques/navigateur.ts'
import { appuyer, lireDocument, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { COMPTES, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { jourDeParis } from '#socle/cas-usage.ts'

/** La CRIP pose une question : elle s'enregistre, attend à l'accueil, reçoit un extrait exact du dossier. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const QUESTION = 'L’élève est-il assidu ? Que dit-il de son quotidien ?'
const COMPTE_RENDU = 'Il arrive en retard le lundi.\nSa mère élève seule trois enfants.\nIl dit dormir peu.'
const GARDE = 'Il arrive en retard le lundi.\nIl dit dormir peu.'

describe('une question de la CRIP', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      let dossier = ''
      let traiter = ''
      before(async () => {
        dossier = `/dossiers/${(await identifiantsDe(serveur.essai, COMPTES.assistant_social)).dossierId}`
        f = await ouvrirPour(navigateur, serveur.adresse, 'assistant_social', options)
      })
      after(() => f?.contexte.close())

      test('un compte rendu est versé, puis la question enregistrée', async () => {
        await f.page.goto(`${dossier}/consigner`)
        await f.page.locator('input[name="motif"]').first().check()
        await f.page.getByLabel('Compte rendu, versé au dossier').fill(COMPTE_RENDU)
        await appuyer(f.page, 'Enregistrer')
        await f.page.waitForURL(/fait=1/)
        await suivre(f.page, 'Demande reçue')
        await f.page.locator('input[name="nature"][value="renseignement"]').check()
        await f.page.locator('select[name="demandeur"]').selectOption('crip')
        await f.page.locator('input[name="intitule"]').fill('Mme Fictive, CRIP du Cantal')
        await f.page.locator('select[name="canal"]').selectOption('TELEPHONE')
        await f.page.locator('input[name="recueLe"]').fill(jourDeParis(new Date()))
        await f.page.locator('textarea[name="question"]').fill(QUESTION)
        await appuyer(f.page, 'Enregistrer la demande')
        await f.page.waitForURL('**/demandes/*')
        traiter = `a[href="${new URL(f.page.url()).pathname}"]`
      })

      test('elle attend à l’accueil, reçoit un extrait exact, et n’attend plus', async () => {
        await f.page.goto('/')
        await f.page.locator(traiter).click()
        await f.page.waitForURL('**/demandes/*')
        await f.page.locator('input[name="issue"][value="repondue"]').check()
        await f.page.locator('input[name="fondement"][value="L226_2_2"]').check()
        await toutDeplier(f.page)
        const cite = f.page.locator('textarea[name^="cite."]').first()
        await cite.fill('Il arrive toujours en retard.')
        await f.page.locator('input[name="familleInformee"][value="oui"]').check()
        await f.page.locator('main form select[name="canal"]').selectOption('MESSAGERIE')
        await appuyer(f.page, 'Figer et obtenir le document')
        await f.page.locator('#resume-erreurs').waitFor()
        assert.equal(await cite.inputValue(), 'Il arrive toujours en retard.')
        await toutDeplier(f.page)
        await cite.fill(GARDE)
        await appuyer(f.page, 'Figer et obtenir le document')
        await f.page.getByRole('heading', { name: 'Répondue' }).waitFor()
        const lu = await lireDocument(f.contexte, new URL(f.page.url()).pathname)
        for (const mots of [QUESTION, ...GARDE.split('\n'), 'L226-2-2']) assert.ok(lu.includes(mots), mots)
        assert.doesNotMatch(lu, /élève seule trois enfants/)
        await f.page.goto('/')
        assert.equal(await f.page.locator(traiter).count(), 0)
        assert.deepEqual(f.heurts, [])
      })
    })
})
