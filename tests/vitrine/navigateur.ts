import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { ouvrirFenetre, ouvrirNavigateur } from '#essais/fabriques/navigateur.ts'
import { servirVitrine } from './serveur.ts'

/** La vitrine servie, et de quoi ouvrir ses pages, pour la durée du fichier. */
export async function ouvrirVitrine() {
  const navigateur = await ouvrirNavigateur()
  const serveur = await servirVitrine()
  after(serveur.fermer)

  /** Ouvre une page, l’éprouve, puis vérifie qu’elle n’a rien heurté (CSP, erreur de script). */
  async function surPage(nom: string, eprouver: (page: Page) => Promise<void>, options?: BrowserContextOptions): Promise<void> {
    const { page, contexte, heurts } = await ouvrirFenetre(navigateur, serveur.adresse, options)
    try {
      await page.goto(`/${nom}`)
      await eprouver(page)
      assert.deepEqual(heurts, [])
    } finally {
      await contexte.close()
    }
  }
  return { serveur, surPage }
}
