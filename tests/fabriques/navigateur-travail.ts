import assert from 'node:assert/strict'
import type { BrowserContext, Page } from 'playwright-core'
import { texteDuPdf } from './poppler.ts'

/** Ce que l'assistante écrit : retrouvé au dossier, dans le PDF, et nulle part ailleurs. */
export const MOTS = {
  compteRendu: 'Il dit rentrer tard et ne pas vouloir parler de ses soirées.',
  note: 'Penser à revoir la question du trajet, sans insister.',
  evenement: 'Trois absences du lundi, puis une blessure au poignet.',
  constat: 'Un hématome au poignet gauche, vu à l’infirmerie.',
  propos: '« Je préfère rester au collège jusqu’à la fermeture. »',
  demande: 'Une évaluation de la situation de l’enfant.',
  nonInforme: 'Des menaces ont été rapportées par l’élève.',
  reponse: 'Le conseil départemental ouvre une mesure d’accompagnement.',
} as const

/** Tout le texte du contenu, replié compris. */
const texteDe = async (page: Page): Promise<string> => (await page.locator('main').textContent()) ?? ''
/** Le bouton du contenu : le bandeau a les siens. */
export const appuyer = (page: Page, nom: string | RegExp): Promise<void> =>
  page.locator('main').getByRole('button', { name: nom }).first().click()
export const suivre = (page: Page, nom: string | RegExp): Promise<void> =>
  page.locator('main').getByRole('link', { name: nom }).first().click()
const deplier = (page: Page, titre: string): Promise<void> => page.locator('summary', { hasText: titre }).first().click()
/** La première option qui porte un code. */
const choisirPremier = (page: Page, nom: string): Promise<string[]> => page.locator(`select[name="${nom}"]`).selectOption({ index: 1 })

/** Cherche malgré la faute et ouvre la fiche, comme le permet un navigateur sans script : une page de résultats. */
export async function chercherSansScript(page: Page, mots: string): Promise<void> {
  await page.goto('/recherche')
  await page.locator('main input[name="q"]').fill(mots)
  await appuyer(page, 'Rechercher')
  await suivre(page, /Léo DUPONT/i)
}

/** De la fiche au dossier ouvert. Rend l'adresse du dossier. */
export async function ouvrirDossier(page: Page): Promise<string> {
  await suivre(page, 'Ouvrir un dossier')
  await choisirPremier(page, 'motif')
  await choisirPremier(page, 'origine')
  await appuyer(page, 'Ouvrir le dossier')
  await page.locator('main').getByRole('link', { name: 'Consigner', exact: true }).waitFor()
  return new URL(page.url()).pathname
}

/** Trois champs suffisent ; le compte rendu et la note de travail s'y ajoutent. */
export async function consignerEntretien(page: Page): Promise<void> {
  await page.locator('main').getByRole('link', { name: 'Consigner', exact: true }).click()
  await page.locator('input[name="motif"]').first().check()
  await page.getByLabel('Compte rendu, versé au dossier').fill(MOTS.compteRendu)
  await deplier(page, 'Note de travail')
  await page.locator('textarea[name="noteTravail"]').fill(MOTS.note)
  await appuyer(page, 'Enregistrer')
  await page.getByText('C’est enregistré').waitFor()
  const lu = await texteDe(page)
  assert.ok(lu.includes(MOTS.compteRendu) && lu.includes(MOTS.note))
}

/** Du dossier au brouillon rédigé. */
export async function redigerInformation(page: Page): Promise<void> {
  await suivre(page, /^Protéger/)
  await appuyer(page, /^Commencer/)
  await page.locator('textarea[name="motif.evenement"]').fill(MOTS.evenement)
  await page.locator('textarea[name="constats.0.faits"]').fill(MOTS.constat)
  await page.locator('textarea[name="paroles.0.propos"]').fill(MOTS.propos)
  await page.locator('textarea[name="demande"]').fill(MOTS.demande)
  await appuyer(page, /puis l’information des parents/)
}

/** Le premier titulaire est informé ; le second ne l'est pas, et l'on dit pourquoi. Rend leur nombre. */
export async function direQuiEstInforme(page: Page, aujourdHui: string): Promise<number> {
  const cartes = page.locator('main form section.eg-carte')
  const nombre = await cartes.count()
  for (let rang = 0; rang < nombre; rang++) {
    const carte = cartes.nth(rang)
    if (rang === 0) {
      await carte.locator('input[value="faite"]').check()
      await carte.locator('input[name$=".le"]').fill(aujourdHui)
      await carte.locator('select[name$=".mode"]').selectOption({ index: 1 })
      await carte.locator('input[name$=".par"]').fill('Agnès Delcros')
      continue
    }
    await carte.locator('input[value="non_faite"]').check()
    await carte.locator('select[name$=".motif"]').selectOption({ index: 1 })
    await carte.locator('textarea[name$=".explication"]').fill(MOTS.nonInforme)
  }
  await appuyer(page, 'Enregistrer, puis transmettre')
  return nombre
}

/** Transmet à la CRIP que nomme le protocole. Rend l'adresse de l'information. */
export async function transmettre(page: Page): Promise<string> {
  assert.ok(
    await page
      .getByLabel(/CRIP fictive/)
      .first()
      .isChecked(),
  )
  await page.locator('select[name="canal"]').selectOption('MESSAGERIE')
  await appuyer(page, 'Transmettre et figer')
  await page.getByRole('heading', { name: 'Information préoccupante transmise' }).waitFor()
  return new URL(page.url()).pathname
}

/** Consigne l'accusé, puis la réponse. */
export async function consignerRetours(page: Page): Promise<void> {
  await page.locator('#consigner input[value="accuse"]').check()
  await appuyer(page, 'Consigner')
  await page.getByRole('heading', { name: 'Ce qui est revenu' }).waitFor()
  await page.locator('#consigner input[value="reponse"]').check()
  await page.locator('#consigner select[name="suite"]').selectOption({ index: 1 })
  await page.locator('#consigner textarea[name="texte"]').fill(MOTS.reponse)
  await appuyer(page, 'Consigner')
  await page.getByText('Réponse reçue').waitFor()
  assert.ok((await texteDe(page)).includes(MOTS.reponse))
}

/** Un document remis, relu : tout son texte, espaces ramenées à une. */
export async function lirePdf(contexte: BrowserContext, adresse: string): Promise<string> {
  const reponse = await contexte.request.get(adresse)
  assert.equal(reponse.status(), 200, adresse)
  return texteDuPdf(await reponse.body())
}

/** Le document figé d'un écrit, à son adresse. */
export const lireDocument = (contexte: BrowserContext, ecrit: string): Promise<string> => lirePdf(contexte, `${ecrit}/document.pdf`)
