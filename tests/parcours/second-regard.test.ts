import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, lireDocument, suivre, transmettre } from '#essais/fabriques/navigateur-travail.ts'
import { unTitulaire } from '#essais/fabriques/protection.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'

/** Une information où les parents ne sont pas informés, après un second regard qui ne retient rien. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()

describe('des parents non informés, un avis demandé', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      let conseillere: Fenetre
      let dossier = ''
      before(async () => {
        const { agent, compte } = await compteAssistante(serveur, `regard-${randomUUID().slice(0, 6)}`, 'Sacha Regard')
        const eleve = await unEleve(serveur.essai, LA_JORDANNE, { nomFamille: 'QUENTINEAU', prenom: 'Maxence' })
        const { dossierId } = await unDossier(serveur.essai, agent, eleve)
        for (const [nom, prenom, lien] of [
          ['Quentineau', 'Léonie', '10'],
          ['Quentineau', 'Baudouin', '20'],
        ] as const)
          await unTitulaire(serveur.essai, agent, dossierId, nom, prenom, lien)
        dossier = `/dossiers/${dossierId}`
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
        conseillere = await ouvrirPour(navigateur, serveur.adresse, 'ctss_departement', options)
      })
      after(async () => {
        await f?.contexte.close()
        await conseillere?.contexte.close()
      })

      test('l’extrait part sans nom, l’avis revient', async () => {
        await f.page.goto(dossier)
        await suivre(f.page, /^Protéger/)
        await appuyer(f.page, /^Commencer/)
        await f.page.locator('textarea[name="motif.evenement"]').fill('Maxence Quentineau dit craindre son père, Baudouin.')
        await appuyer(f.page, 'Enregistrer le brouillon')
        await suivre(f.page, 'Demander un avis')
        const extrait = await f.page.locator('textarea[name="extrait"]').inputValue()
        assert.doesNotMatch(extrait, /Maxence|Quentineau|Baudouin/i)
        await f.page.locator('select[name="conseillerId"]').selectOption({ label: 'Françoise Peyrat' })
        await f.page.locator('textarea[name="extrait"]').fill(`${extrait} Informer les parents, dont Léonie ?`)
        await appuyer(f.page, 'Demander cet avis')
        await f.page.getByText('avis attendu').waitFor()
        await conseillere.page.goto('/')
        await conseillere.page.getByText('Avis demandé par').first().waitFor()
        await conseillere.page.getByRole('link', { name: 'Lire et répondre' }).first().click()
        const lu = (await conseillere.page.locator('main').textContent()) ?? ''
        assert.doesNotMatch(lu, /Maxence|Quentineau|Baudouin|Léonie/i)
        await conseillere.page.locator('textarea[name="texte"]').fill('Ne les informez pas : il y a un risque de représailles.')
        await appuyer(conseillere.page, 'Rendre cet avis')
        await conseillere.page.getByText('Votre avis').waitFor()
        await f.page.reload()
        await f.page.getByText('risque de représailles').waitFor()
      })

      test('l’écrit dit pourquoi aucun parent n’est informé, et part', async () => {
        await suivre(f.page, 'Revenir au brouillon')
        await appuyer(f.page, /puis l’information des parents/)
        const cartes = f.page.locator('main form section.eg-carte')
        for (let rang = 0; rang < (await cartes.count()); rang++) {
          await cartes.nth(rang).locator('input[value="non_faite"]').check()
          await cartes.nth(rang).locator('select[name$=".motif"]').selectOption('REPRESAILLES')
          await cartes
            .nth(rang)
            .locator('textarea[name$=".explication"]')
            .fill(`Menaces rapportées (${rang + 1}).`)
        }
        await appuyer(f.page, 'Enregistrer, puis transmettre')
        const lu = await lireDocument(f.contexte, await transmettre(f.page))
        for (const mots of ['Non faite', 'Menaces rapportées (1).', 'Menaces rapportées (2).']) assert.ok(lu.includes(mots), mots)
        assert.doesNotMatch(lu, /risque de représailles\. ?Ne les informez/)
        assert.deepEqual([...f.heurts, ...conseillere.heurts], [])
      })
    })
})
