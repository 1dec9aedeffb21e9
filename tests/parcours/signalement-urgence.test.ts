import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, lirePdf, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { unTitulaire } from '#essais/fabriques/protection.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'

/** Des violences sexuelles dans la famille, dites un soir : l'urgence d'abord, puis le signalement, puis la copie au département. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const MOTS = 'Il vient dans ma chambre quand maman travaille.'
const TEXTES = {
  gravite: 'Des faits répétés, un retour au domicile ce soir.',
  faits: 'Elle a demandé à parler à la fin du cours, seule.',
  enfantOu: 'À l’infirmerie, avec l’infirmière ; sa tante vient la chercher.',
  consigne: 'Ne pas informer les parents avant l’audition.',
  parentsPourquoi: 'Sur instruction du parquet.',
}

describe('un signalement de violences dans la famille, en urgence', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      let dossier = ''
      before(async () => {
        const { agent, compte } = await compteAssistante(serveur, `urgence-${randomUUID().slice(0, 6)}`, 'Alix Urgence')
        const { dossierId } = await unDossier(serveur.essai, agent)
        await unTitulaire(serveur.essai, agent, dossierId, 'Fictif', 'Paul', '20')
        dossier = `/dossiers/${dossierId}`
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
      })
      after(() => f?.contexte.close())

      test('en trois gestes, ce qui est fait est noté et s’imprime, rien n’étant exigé', async () => {
        await f.page.goto(dossier)
        await suivre(f.page, 'Urgence…')
        await f.page.locator('select[name="appels.0.qui"]').selectOption({ index: 1 })
        await f.page.locator('[name="ouMaintenant"]').fill('À l’infirmerie')
        await appuyer(f.page, /^Enregistrer$/)
        await f.page.waitForURL('**/urgences/*')
        const lu = await lirePdf(f.contexte, `${new URL(f.page.url()).pathname}/note.pdf`)
        assert.match(lu, /À l’infirmerie/)
      })

      test('l’écrit part au procureur sans attendre, la copie se rappelle puis se consigne', async () => {
        await f.page.goto(`${dossier}/signalements/nouveau`)
        await appuyer(f.page, 'Commencer le signalement')
        await f.page.locator('input[name="article40"]').check()
        await f.page.locator('input[name="articleL2264"]').check()
        await f.page.locator('input[name="urgence"][value="oui"]').check()
        await f.page.locator('input[name="infractionFamille"]').check()
        await f.page.locator('input[name="parentsInformes"][value="non"]').check()
        await f.page.locator('[name="recueilliesPar"]').fill('Alix Urgence')
        await f.page.locator('[name="paroles"]').fill(MOTS)
        for (const [nom, texte] of Object.entries(TEXTES)) await f.page.locator(`[name="${nom}"]`).fill(texte)
        await appuyer(f.page, /transmettre/i)
        await f.page.waitForURL('**/transmettre')
        await f.page.getByLabel(/^Parquet fictif/).check()
        await f.page.locator('select[name="canal"]').selectOption('MESSAGERIE')
        await appuyer(f.page, 'Transmettre et figer')
        await f.page.waitForURL('**?fait=*')
        const signalement = new URL(f.page.url()).pathname
        const lu = await lirePdf(f.contexte, `${signalement}/document.pdf`)
        for (const mots of [MOTS, ...Object.values(TEXTES), 'URGENCE']) assert.ok(lu.includes(mots), mots)
        const copie = await lirePdf(f.contexte, `${signalement}/copie.pdf`)
        assert.match(copie, /COPIE, pour le président du conseil départemental/)
        for (const mots of [MOTS, ...Object.values(TEXTES)]) assert.ok(copie.includes(mots), mots)
        await f.page.goto('/')
        await f.page.getByRole('link', { name: 'Consigner la copie' }).first().click()
        await f.page.locator('form select[name="canal"]').first().selectOption({ index: 1 })
        await appuyer(f.page, 'Consigner la copie')
        await f.page.goto('/')
        assert.equal(await f.page.getByRole('link', { name: 'Consigner la copie' }).count(), 0)
        assert.deepEqual(f.heurts, [])
      })
    })
})
