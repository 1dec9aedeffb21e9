import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { jusqua } from '#essais/fabriques/attente.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { type COMPTES, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'

/** Les cinq rapports dans leur ordre : valider, consolider, figer, faire redescendre ; l'ouvrier calcule le secret pour de bon. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const NIVEAUX = ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national'] as const
const ANNEES = ['2025', '2026']

describe('les rapports d’activité', { skip: sansNavigateur }, () => {
  for (const [rang, [mode, options]] of MODES.entries())
    describe(mode, () => {
      const annee = ANNEES[rang] ?? ''
      const fenetres = new Map<string, Fenetre>()
      const page = (fonction: keyof typeof COMPTES): Page => {
        const f = fenetres.get(fonction)
        assert.ok(f)
        return f.page
      }
      before(async () => {
        await serveur.verser()
        for (const fonction of ['assistant_social', ...NIVEAUX] as const) {
          const f = await ouvrirPour(navigateur, serveur.adresse, fonction, options)
          fenetres.set(fonction, f)
        }
      })
      after(() => Promise.all([...fenetres.values()].map((f) => f.contexte.close())))

      /** Ouvre le rapport à faire, le premier de la liste. */
      const ouvrir = async (p: Page) => {
        await p.goto(`/rapports?annee=${annee}`)
        await p.locator('main .eg-lignes').first().getByRole('link').first().click()
        await p.getByRole('heading', { name: 'Vos mots' }).waitFor()
      }
      const preparerEtFiger = async (p: Page) => {
        await appuyer(p, /^Préparer/)
        const pret = p.getByRole('heading', { name: /prêt à figer$/ })
        const prepare = await jusqua(true, async () => {
          if (mode !== 'avec JavaScript') await p.reload()
          return pret.isVisible()
        })
        assert.ok(prepare, 'le rapport n’est jamais prêt à figer')
        await appuyer(p, 'Figer le rapport')
        await p.getByText('Figé', { exact: true }).first().waitFor()
      }

      test('l’assistante corrige, écrit, relit et fige celui de son établissement', async () => {
        const p = page('assistant_social')
        await ouvrir(p)
        await p.getByText('De vrais chiffres, pour vous').waitFor()
        await suivre(p, /^Corriger un chiffre/)
        await p.locator('select[name="type"]').selectOption('acte')
        await p.locator('input[name="nombre"]').fill('6')
        await p.locator('select[name="mois"]').selectOption({ index: 3 })
        await p.locator('select[name="typeActe"]').selectOption('VAD')
        await p.locator('input[name="explication"]').fill('Visites notées sur papier pendant la panne.')
        await appuyer(p, 'Corriger')
        await p.getByText('Visites notées sur papier').waitFor()
        await suivre(p, 'Revenir au rapport')
        await p.locator('textarea[name="textes.missions"]').fill('Permanence le mardi et le jeudi.')
        await appuyer(p, 'Enregistrer les mots')
        assert.equal(await p.locator('textarea[name="textes.missions"]').inputValue(), 'Permanence le mardi et le jeudi.')
        await preparerEtFiger(p)
        await p.getByText('Permanence le mardi et le jeudi.').waitFor()
      })

      for (const fonction of NIVEAUX)
        test(`${fonction} consolide et fige`, async () => {
          const p = page(fonction)
          await ouvrir(p)
          await p.locator('textarea[name="textes.bilan"]').fill(`Bilan écrit par ${fonction}.`)
          await appuyer(p, 'Enregistrer les mots')
          await preparerEtFiger(p)
          await p.getByText(/rapports? reçus? sur/).waitFor()
        })

      test('le rapport de la nation redescend jusqu’à l’assistante, à côté du sien', async () => {
        const p = page('assistant_social')
        await p.goto(`/rapports?annee=${annee}`)
        const recus = p.locator('main .eg-lignes').last().getByRole('link')
        assert.ok((await recus.count()) >= 3)
        await recus.last().click()
        await p.getByText('Bilan écrit par ctss_national.').waitFor()
        await ouvrir(p)
        await suivre(p, 'Rapport n° 1')
        await p.getByRole('heading', { name: 'Dans son contexte' }).waitFor()
        for (const f of fenetres.values()) assert.deepEqual(f.heurts, [])
      })

      test('le sien s’emporte en trois fichiers, et le dictionnaire en dit les mots', async () => {
        const p = page('assistant_social')
        for (const [lien, fin] of [
          ['Télécharger (PDF)', 'pdf'],
          ['Tableur (ODS)', 'ods'],
          ['Données (CSV)', 'csv'],
        ] as const) {
          const [descente] = await Promise.all([p.waitForEvent('download'), p.getByRole('link', { name: lien }).click()])
          assert.equal(descente.suggestedFilename(), `rapport-${annee}-${Number(annee) + 1}-n1.${fin}`)
          assert.equal(await descente.failure(), null)
        }
        await suivre(p, 'Dictionnaire des données')
        await p.getByRole('heading', { name: 'Ce qui se compte' }).waitFor()
      })
    })
})
