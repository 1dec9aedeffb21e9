import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { debordement, type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur, violations } from '#essais/fabriques/navigateur.ts'
import { appuyer, lireDocument, suivre, transmettre } from '#essais/fabriques/navigateur-travail.ts'
import { texteDuPdf } from '#essais/fabriques/poppler.ts'
import { informer, unBrouillon, unDossierAvecParents } from '#essais/fabriques/protection.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { sql } from '#socle/db.ts'

/** Le conseiller range la fiche de son département ; l'écrit transmis ensuite la suit, celui d'avant garde la sienne. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const { proprietaire } = serveur.essai

/** La version publiée aujourd'hui commence hier : le mode suivant peut publier la sienne aujourd'hui. */
const vieillir = () =>
  sql`update referentiels.protocole set en_vigueur_du = en_vigueur_du - (en_vigueur_du = current_date)::int,
        en_vigueur_au = en_vigueur_au - (en_vigueur_au = current_date)::int`.execute(proprietaire)

async function telecharger(page: Page, presser: () => Promise<void>): Promise<string> {
  const [remis] = await Promise.all([page.waitForEvent('download'), presser()])
  assert.match(remis.suggestedFilename(), /^apercu-information\.pdf$/)
  return texteDuPdf(readFileSync(await remis.path()))
}

describe('le modèle d’un département', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, () => {
      const titre = `Fiche locale ${randomUUID().slice(0, 4)}`
      let c: Fenetre
      let f: Fenetre
      let ancienne = ''
      let nouvelle = ''
      before(async () => {
        serveur.essai.fixerHeure(new Date())
        await vieillir()
        const { agent, compte } = await compteAssistante(serveur, `modele-${randomUUID().slice(0, 6)}`, 'Claire Modèle')
        const prete = async () => {
          const { dossierId, titulaires } = await unDossierAvecParents(serveur.essai, agent)
          const id = await unBrouillon(serveur.essai, agent, dossierId)
          await informer(serveur.essai, agent, id, titulaires)
          return `/informations-preoccupantes/${id}`
        }
        ancienne = await prete()
        nouvelle = await prete()
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
        await f.page.goto(`${ancienne}/transmettre`)
        await transmettre(f.page)
        c = await ouvrirPour(navigateur, serveur.adresse, 'ctss_departement', options)
      })
      after(async () => {
        await c?.contexte.close()
        await f?.contexte.close()
      })
      const texte = () => c.page.locator('textarea[name="source"]')

      test('se range depuis le brouillon ; une faute se dit à sa ligne sans rien perdre', async () => {
        await c.page.goto('/protocole')
        await appuyer(c.page, /Préparer une nouvelle version/)
        await suivre(c.page, /Modifier le modèle.*Information préoccupante/)
        const propre = (await texte().inputValue()).replace(/^(#titre|= Fiche locale .*)$/m, `= ${titre}`)
        await texte().fill(`${propre}\n#inconnu`)
        await appuyer(c.page, /Voir l’aperçu/)
        await c.page.getByRole('link', { name: /^Ligne \d+.*inconnu.* n’est pas connu/ }).waitFor()
        assert.equal(await texte().inputValue(), `${propre}\n#inconnu`)
        // axe attend des minuteries : sans script, il ne rend jamais la main.
        if (options.javaScriptEnabled !== false) assert.deepEqual(await violations(c.page), [])
        await c.page.setViewportSize({ width: 320, height: 800 })
        assert.equal(await debordement(c.page), 0)
        await c.page.setViewportSize({ width: 1280, height: 800 })
        await texte().fill(propre)
      })

      test('l’aperçu se lit, rempli de données fictives ; puis l’on enregistre et l’on publie', async () => {
        const lu = await telecharger(c.page, () => appuyer(c.page, /Voir l’aperçu/))
        assert.ok(lu.includes(titre) && lu.includes('Lefèvre-Œillet') && lu.includes('CONFIDENTIEL'))
        await appuyer(c.page, 'Enregistrer')
        await c.page.getByText('C’est enregistré').waitFor()
        await suivre(c.page, 'Revenir au protocole')
        await suivre(c.page, 'Relire et publier')
        await c.page.getByText('Modèle du département').first().waitFor()
        await appuyer(c.page, 'Publier cette version')
        await c.page.getByText('C’est enregistré').waitFor()
        assert.deepEqual(c.heurts, [])
      })

      test('l’écrit transmis ensuite le suit, et se lit ; celui d’avant garde le sien', async () => {
        await f.page.goto(`${nouvelle}/transmettre`)
        await transmettre(f.page)
        const lu = await lireDocument(f.contexte, nouvelle)
        assert.ok(lu.includes(titre))
        assert.doesNotMatch(lu, /modèle national/)
        assert.ok(!(await lireDocument(f.contexte, ancienne)).includes(titre))
        await f.page.goto('/protocole')
        await suivre(f.page, /Lire le modèle.*Information préoccupante/)
        await f.page.getByText(`= ${titre}`).waitFor()
        assert.deepEqual(f.heurts, [])
      })
    })
})
