import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur, toutDeplier } from '#essais/fabriques/navigateur.ts'
import { appuyer, lireDocument, suivre, transmettre } from '#essais/fabriques/navigateur-travail.ts'
import { unTitulaire } from '#essais/fabriques/protection.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import type { Agent } from '#socle/agent.ts'
import { jourDeParis } from '#socle/cas-usage.ts'

/** Une information préoccupante pour deux enfants d'un foyer, parents séparés, chacun informé à sa façon. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const aujourdHui = jourDeParis(new Date())

const FRERE = {
  prenom: 'Noé',
  nom: 'SÉPARÉ',
  neLe: '2016-02-29',
  enPropre: 'Il s’endort en classe depuis la Toussaint.',
  avisTexte: 'Il dit : « je veux dormir chez maman ».',
}
const SOEUR = { enPropre: 'Elle ne mange plus le midi depuis trois semaines.' }
const VUES = { mere: 'Elle demande une aide éducative.', pere: 'Il ne voit pas de difficulté.' }

describe('deux enfants, parents séparés', { skip: sansNavigateur }, () => {
  let agent: Agent
  let compte: { readonly identifiant: string }

  before(async () => {
    const ouvert = await compteAssistante(serveur, 'rose.fratrie', 'Rose Fratrie')
    agent = ouvert.agent
    compte = ouvert.compte
  })

  /** Un dossier neuf, ses deux titulaires séparés : la mère, et le père dont l'adresse ne se communique pas. */
  async function uneFratrie(): Promise<string> {
    const eleve = await unEleve(serveur.essai, LA_JORDANNE, {
      nomFamille: 'SÉPARÉ',
      prenom: 'Lina',
      sexe: 'F',
      dateNaissance: '2012-05-31',
    })
    const { dossierId } = await unDossier(serveur.essai, agent, eleve)
    await unTitulaire(serveur.essai, agent, dossierId, 'Séparé', 'Maud', '10')
    await unTitulaire(serveur.essai, agent, dossierId, 'Autre', 'Paul', '20')
    return dossierId
  }

  for (const [mode, options] of MODES)
    describe(mode, () => {
      let f: Fenetre
      let dossierId: string
      before(async () => {
        dossierId = await uneFratrie()
        f = await ouvrirPour(navigateur, serveur.adresse, compte, options)
      })
      after(() => f?.contexte.close())

      test('un seul écrit, à chacun sa part ; le document dit ce qui fut tapé et rien du reste', async () => {
        await f.page.goto(`/dossiers/${dossierId}`)
        await suivre(f.page, /^Protéger/)
        await appuyer(f.page, /^Commencer/)
        await rediger(f.page)
        await informerChacun(f.page)
        const information = await transmettre(f.page)
        const lu = await lireDocument(f.contexte, information)
        for (const mots of ['Enfants concernés (2)', ...Object.values(SOEUR), FRERE.enPropre, FRERE.prenom, ...Object.values(VUES)])
          assert.ok(lu.includes(mots), mots)
        assert.match(lu, /29 février 2016/)
        assert.match(lu, /Menaces rapportées/)
        assert.deepEqual(f.heurts, [])
      })
    })
})

async function rediger(page: Page): Promise<void> {
  const textes = {
    'motif.evenement': 'Deux retards, puis une confidence à l’infirmière.',
    'enfant.enPropre': SOEUR.enPropre,
    'autresEnfants.0.enPropre': FRERE.enPropre,
    'autresEnfants.0.avisTexte': FRERE.avisTexte,
    'pointsDeVue.0.texte': VUES.mere,
    'pointsDeVue.1.texte': VUES.pere,
    demande: 'Une évaluation pour les deux enfants.',
  }
  await toutDeplier(page)
  for (const [nom, texte] of Object.entries(textes)) await page.locator(`textarea[name="${nom}"]`).fill(texte)
  for (const champ of ['prenom', 'nom', 'neLe'] as const) await page.locator(`input[name="autresEnfants.0.${champ}"]`).fill(FRERE[champ])
  await page.locator('input[name="autresEnfants.0.concerne"][value="oui"]').check()
  await page.locator('input[name="autresEnfants.0.avisRecueilli"][value="oui"]').check()
  await page.locator('input[name="pointsDeVue.0.de"]').fill('La mère')
  await page.locator('input[name="pointsDeVue.1.de"]').fill('Le père')
  await appuyer(page, /puis l’information des parents/)
}

/** La mère est informée ; le père ne l'est pas, et l'écrit dit pourquoi. */
async function informerChacun(page: Page): Promise<void> {
  const carte = (nom: string) => page.locator('main form section.eg-carte', { hasText: nom })
  const mere = carte('Maud')
  await mere.locator('input[value="faite"]').check()
  await mere.locator('input[name$=".le"]').fill(aujourdHui)
  await mere.locator('select[name$=".mode"]').selectOption({ index: 1 })
  await mere.locator('input[name$=".par"]').fill('Rose Fratrie')
  const pere = carte('Paul')
  await pere.locator('input[value="non_faite"]').check()
  await pere.locator('select[name$=".motif"]').selectOption({ index: 1 })
  await pere.locator('textarea[name$=".explication"]').fill('Menaces rapportées par l’aînée.')
  await appuyer(page, 'Enregistrer, puis transmettre')
}
