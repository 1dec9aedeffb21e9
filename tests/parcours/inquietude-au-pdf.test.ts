import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { identifiantsDe } from '#essais/fabriques/identifiants.ts'
import { type Fenetre, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { lireDocument } from '#essais/fabriques/navigateur-travail.ts'
import { COMPTES, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'

/** De la première inquiétude au PDF transmis, au clavier seul : ce que le logiciel coûte se compte. */

const ECRANS_AU_PLUS = 5
const CHAMPS_AU_PLUS = 12
/** Une frappe lente, corrections comprises. */
const SIGNES_A_LA_MINUTE = 120
const MINUTES_AU_PLUS = 15

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()

const TEXTES = {
  'motif.evenement':
    'Trois absences du lundi, puis une blessure au poignet montrée à l’infirmière ; il dit ne pas vouloir rentrer chez lui.',
  'constats.0.faits': 'Un hématome au poignet gauche, de la taille d’une pièce, vu à l’infirmerie lundi à dix heures.',
  'paroles.0.propos': '« Je préfère rester au collège jusqu’à la fermeture. »',
  demande: 'Une évaluation de la situation de l’enfant.',
} as const

describe('de l’inquiétude au PDF, sans souris', { skip: sansNavigateur }, () => {
  let f: Fenetre
  let dossier = ''
  const compte = { ecrans: 0, champs: 0, signes: 0 }

  before(async () => {
    dossier = `/dossiers/${(await identifiantsDe(serveur.essai, COMPTES.assistant_social)).dossierId}`
    f = await ouvrirPour(navigateur, serveur.adresse, 'assistant_social')
    await f.page.goto(dossier)
    f.page.on('load', () => compte.ecrans++)
  })
  after(() => f?.contexte.close())

  const saisir = async (nom: string, texte: string) => {
    await tabulerJusqua(f.page, `[name="${nom}"]`)
    await f.page.keyboard.press('Control+a')
    await f.page.keyboard.insertText(texte)
    compte.champs++
    compte.signes += texte.length
  }
  /** Appuie sur le bouton ou le lien qui porte le focus, et attend la page suivante. */
  const valider = async (selecteur: string) => {
    await tabulerJusqua(f.page, selecteur)
    await Promise.all([f.page.waitForEvent('load'), f.page.keyboard.press('Enter')])
  }

  test('protéger, rédiger, dire qui est informé, transmettre', async () => {
    await valider('main a[href$="/informations-preoccupantes/nouvelle"]')
    await valider('main form button:not([value])')
    for (const [nom, texte] of Object.entries(TEXTES)) await saisir(nom, texte)
    await valider('main button[value="titulaires"]')
    await direNonInformes()
    await valider('main button[value="transmettre"]')
    await tabulerJusqua(f.page, 'select[name="canal"]')
    await f.page.keyboard.press('ArrowDown')
    compte.champs++
    await valider('main form button[type="submit"], main form button:not([type])')
    await f.page.getByRole('heading', { name: 'Information préoccupante transmise' }).waitFor()
    const lu = await lireDocument(f.contexte, new URL(f.page.url()).pathname)
    for (const mots of Object.values(TEXTES)) assert.ok(lu.includes(mots), mots)
  })

  /** Pour chaque titulaire : le statut, le motif, l'explication. */
  async function direNonInformes(): Promise<void> {
    const ids = await f.page
      .locator('main form section.eg-carte')
      .evaluateAll((cartes) => cartes.map((c) => c.id.slice('titulaire-'.length)))
    for (const id of ids) {
      await tabulerJusqua(f.page, `[name="titulaires.${id}.statut"]`)
      await f.page.keyboard.press('Space')
      await f.page.keyboard.press('ArrowDown')
      await tabulerJusqua(f.page, `[name="titulaires.${id}.motif"]`)
      await f.page.keyboard.press('ArrowDown')
      compte.champs += 2
      await saisir(`titulaires.${id}.explication`, 'Des menaces ont été rapportées par l’élève.')
    }
  }

  test('cinq écrans, douze champs, quinze minutes de frappe au plus', (t) => {
    const minutes = compte.signes / SIGNES_A_LA_MINUTE
    t.diagnostic(`${compte.ecrans} écrans, ${compte.champs} champs, ${compte.signes} signes`)
    assert.ok(compte.ecrans <= ECRANS_AU_PLUS, `${compte.ecrans} écrans`)
    assert.ok(compte.champs <= CHAMPS_AU_PLUS, `${compte.champs} champs`)
    assert.ok(minutes <= MINUTES_AU_PLUS, `${minutes} minutes`)
  })

  test('rien n’a heurté', () => assert.deepEqual(f.heurts, []))
})

/** Avance de tabulation en tabulation ; un champ que le clavier n'atteint pas fait échouer. */
async function tabulerJusqua(page: Page, selecteur: string): Promise<void> {
  for (let pas = 0; pas < 400; pas++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selecteur)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`au clavier, on n’atteint pas ${selecteur}`)
}
