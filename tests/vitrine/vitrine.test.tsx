import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { debordement, sansNavigateur, toutDeplier, violations } from '#essais/fabriques/navigateur.ts'
import { DOSSIER_ACTIFS } from '#ui/actifs.ts'
import { ouvrirVitrine } from './navigateur.ts'
import { PAGES_VITRINE } from './vitrine.tsx'

const { surPage } = await ouvrirVitrine()

describe('la vitrine dans un navigateur', { skip: sansNavigateur }, () => {
  const HABITS: readonly (readonly [nom: string, options: BrowserContextOptions])[] = [
    ['à 1 280 px', { viewport: { width: 1280, height: 800 } }],
    ['à 1 280 px, thème sombre', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }],
    ['à 320 px', { viewport: { width: 320, height: 640 } }],
  ]
  for (const nom of Object.keys(PAGES_VITRINE))
    for (const [habit, options] of HABITS)
      test(`« ${nom} » ${habit} : accessible, sans défilement latéral, tout déplié`, () =>
        surPage(
          nom,
          async (page) => {
            await toutDeplier(page)
            assert.deepEqual(await violations(page), [])
            assert.equal(await debordement(page), 0)
          },
          options,
        ))

  test('à 320 px et sans script : le menu s’ouvre, tout est visible, rien ne défile de côté', () =>
    surPage(
      'saisie',
      async (page) => {
        await page.getByText('Menu', { exact: true }).click()
        assert.ok(await page.getByRole('link', { name: 'Chiffres' }).isVisible())
        assert.ok(await page.getByLabel('Qui').isVisible())
        assert.equal(await page.locator('#verrou').isVisible(), false)
        assert.equal(await debordement(page), 0)
      },
      { viewport: { width: 320, height: 640 }, javaScriptEnabled: false },
    ))
})

describe('le poids de la première page', () => {
  const peser = (motif: RegExp): number => {
    const manifeste = JSON.parse(readFileSync(join(DOSSIER_ACTIFS, 'manifeste.json'), 'utf8')) as {
      style: string
      script: string
      icone: string
      polices: string[]
    }
    const fichiers = [`${manifeste.style}.br`, `${manifeste.script}.br`, `${manifeste.icone}.br`, ...manifeste.polices]
    return fichiers.filter((f) => motif.test(f)).reduce((total, f) => total + readFileSync(join(DOSSIER_ACTIFS, f)).length, 0)
  }

  test('feuille, script et polices tiennent dans leur budget', () => {
    assert.ok(peser(/css/) < 40 * 1024, `CSS : ${peser(/css/)} octets`)
    assert.ok(peser(/js/) < 10 * 1024, `JS : ${peser(/js/)} octets`)
    assert.ok(peser(/./) < 120 * 1024, `Tout : ${peser(/./)} octets`)
  })
})
