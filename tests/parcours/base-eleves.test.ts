import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { jusqua } from '#essais/fabriques/attente.ts'
import { exportsFictifs, UAI_FERRY, UAI_JORDANNE } from '#essais/fabriques/imports.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur, violations } from '#essais/fabriques/navigateur.ts'
import { appuyer } from '#essais/fabriques/navigateur-travail.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { sql } from '#socle/db.ts'

/** Les exports d'un établissement déposés ensemble : on voit où ils en sont, ce qui est entré, et pourquoi un autre est refusé. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()

/** Tant que `corps` dure, aucun fichier de La Jordanne ne fusionne. */
const retenir = (corps: () => Promise<void>) =>
  serveur.essai.proprietaire.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('eleves.import ' || ${LA_JORDANNE}, 0))`.execute(tx)
    await corps()
  })

describe('la base élèves', { skip: sansNavigateur }, () => {
  for (const [rang, [mode, options]] of MODES.entries())
    describe(mode, () => {
      let f: Fenetre
      before(async () => {
        const { compte } = await compteAssistante(serveur, `base-${randomUUID().slice(0, 6)}`, 'Claire Base')
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
      })
      after(() => f?.contexte.close())

      test('se dépose d’un coup, se suit, et dit ce qui est refusé', async () => {
        const siens = await exportsFictifs(UAI_JORDANNE, 60, 61 + rang)
        const ailleurs = await exportsFictifs(UAI_FERRY, 20, 71 + rang)
        const choix = f.page.locator('input[type="file"]')
        const barre = f.page.locator('main progress')
        await f.page.goto('/imports')
        await choix.setInputFiles([siens.responsables, siens.structures, siens.eleves, ailleurs.eleves])
        await retenir(async () => {
          await appuyer(f.page, 'Importer')
          await f.page.getByText(/^[0-2] sur 4 fichiers terminés/).waitFor()
          await barre.waitFor()
          if (mode === 'sans JavaScript') return
          assert.deepEqual(await violations(f.page), [])
          // Ce qu'on choisit pendant ce temps n'est pas perdu quand tout est fini.
          await choix.setInputFiles(siens.structures)
        })
        if (mode === 'avec JavaScript') {
          await f.page.getByText('Tous les fichiers sont terminés.').waitFor()
          assert.equal(await choix.evaluate((champ: HTMLInputElement) => champ.files?.length), 1)
          await f.page.goto('/imports')
        }
        const finis = await jusqua(true, async () => {
          if ((await barre.count()) === 0) return true
          await f.page.getByRole('link', { name: 'Actualiser l’avancement' }).click()
          return false
        })
        assert.ok(finis, 'dépôt sans fin')
        const rangees = (await f.page.locator('main tbody tr').allInnerTexts()).slice(0, 4)
        assert.match(rangees[0] ?? '', /Jules Ferry.*on attendait.*refusé/s)
        for (const [i, nature] of ['Élèves', 'Responsables', 'Structures'].entries())
          assert.match(rangees[i + 1] ?? '', new RegExp(`^${nature}.*La Jordanne.*terminé`, 's'))
        assert.deepEqual(f.heurts, [])
      })
    })
})
