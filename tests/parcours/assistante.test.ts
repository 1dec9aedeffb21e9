import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { type ClientHttp, connecter } from '#essais/fabriques/client-http.ts'
import { entrer, type Fenetre, ouvrirFenetre, ouvrirNavigateur, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import {
  consignerEntretien,
  consignerRetours,
  direQuiEstInforme,
  MOTS,
  ouvrirDossier,
  redigerInformation,
  transmettre,
} from '#essais/fabriques/navigateur-travail.ts'
import { poppler, texteDuPdf } from '#essais/fabriques/poppler.ts'
import { COMPTES, MOT_DE_PASSE_DEMONSTRATION, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { echeanceRetour } from '#modules/protection/echeance-retour.ts'
import { creerAgent } from '#modules/securite/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'

/** Le travail principal, par une personne, dans un navigateur ordinaire. Les essais se suivent. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const aujourdHui = jourDeParis(new Date())
const COLLEGUE = { identifiant: 'maud.collegue', nomAffiche: 'Maud Collègue', motDePasse: MOT_DE_PASSE_DEMONSTRATION, demonstration: true }

/** « Cette année : 412 actes consignés, 38 dossiers ouverts, 5 informations… » */
const chiffresLus = (html: string): number[] =>
  [...(/Cette année.*?<\/p>/s.exec(html)?.[0] ?? '').replaceAll(/[\s\u202f\u00a0]/g, '').matchAll(/\d+/g)].map(Number)

describe('l’assistante de service social', { skip: sansNavigateur }, () => {
  let f: Fenetre
  let conseillere: ClientHttp
  let avant: number[]
  const adresses = { eleve: '', dossier: '', information: '', pdf: '' }

  before(async () => {
    await creerAgent(serveur.essai.proprietaire, {
      ...COLLEGUE,
      affectations: [{ fonction: 'assistant_social', territoireId: LA_JORDANNE, du: '2020-09-01' }],
    })
    conseillere = await connecter(serveur.adresse, 'ctss_departement')
    avant = chiffresLus((await conseillere.lire('/chiffres')).corps)
    f = await ouvrirFenetre(navigateur, serveur.adresse)
  })
  after(() => f?.contexte.close())

  test('entre et voit sa journée', async () => {
    await entrer(f.page, COMPTES.assistant_social)
    for (const titre of ['Aujourd’hui', 'Attendent de moi', 'N’ont pas répondu', 'Mes élèves récents'])
      await f.page.getByRole('heading', { name: titre }).waitFor()
  })

  test('trouve l’élève malgré la faute de frappe, sans qu’une adresse le nomme', async () => {
    await f.page.keyboard.press('/')
    await f.page.keyboard.type('leo dupon', { delay: 20 })
    await f.page.getByRole('option', { name: /Léo DUPONT/i }).waitFor()
    await f.page.keyboard.press('ArrowDown')
    await f.page.keyboard.press('Enter')
    await f.page.getByRole('heading', { level: 1, name: /Léo DUPONT/i }).waitFor()
    adresses.eleve = new URL(f.page.url()).pathname
    assert.equal(await f.page.title(), 'Fiche d’élève — Égide')
  })

  test('ouvre le dossier et consigne un entretien', async (t) => {
    adresses.dossier = await ouvrirDossier(f.page)
    const debut = performance.now()
    await consignerEntretien(f.page)
    t.diagnostic(`entretien consigné en ${Math.round(performance.now() - debut)} ms de machine`)
  })

  test('sa note de travail n’est lue de personne, collègue du même établissement comprise', async () => {
    const collegue = await connecter(serveur.adresse, COLLEGUE)
    const { statut, corps } = await collegue.lire(adresses.dossier)
    assert.equal(statut, 200)
    assert.ok(corps.includes('ne pas vouloir parler de ses soirées'))
    assert.doesNotMatch(corps, /question du trajet/)
  })

  test('rédige, dit qui est informé, transmet à la CRIP du protocole', async () => {
    await redigerInformation(f.page)
    assert.ok((await direQuiEstInforme(f.page, aujourdHui)) >= 1)
    adresses.information = await transmettre(f.page)
    const lu = await f.page.locator('main').innerText()
    assert.match(lu, /CRIP fictive de démonstration/)
    const due = echeanceRetour(new Date())
    assert.ok((await f.page.locator(`main time[datetime="${due}"]`).count()) > 0, `date due ${due}`)
  })

  test('télécharge le document à signer : ses mots y sont, et il se lit à la voix', async () => {
    adresses.pdf = `${adresses.information}/document.pdf`
    const [telechargement] = await Promise.all([
      f.page.waitForEvent('download'),
      f.page.getByRole('link', { name: /Télécharger le document/ }).click(),
    ])
    const document = readFileSync(await telechargement.path())
    assert.doesNotMatch(telechargement.suggestedFilename(), /dupont|léo/i)
    assert.equal(document.subarray(0, 5).toString(), '%PDF-')
    const lu = texteDuPdf(document)
    for (const mots of [MOTS.evenement, MOTS.constat, MOTS.demande, 'DUPONT'])
      assert.ok(lu.includes(mots.replaceAll(/\s+/g, ' ')), `${mots}\n${lu.slice(0, 3000)}`)
    assert.match(poppler('pdfinfo', document), /Tagged:\s+yes/)
  })

  test('consigne l’accusé puis la réponse', () => consignerRetours(f.page))

  test('aucune adresse demandée par son navigateur ne nommait l’élève, aucune politique n’a été heurtée', () => {
    assert.deepEqual(
      f.adresses.filter((a) => /dupon|l%C3%A9o|leo/i.test(a)),
      [],
    )
    assert.deepEqual(f.heurts, [])
  })

  test('la conseillère départementale voit les chiffres bouger, et rien d’autre', async () => {
    await serveur.verser()
    const apres = chiffresLus((await conseillere.lire('/chiffres')).corps)
    assert.equal(apres.length, avant.length)
    const [actes = 0, dossiers = 0, ip = 0] = apres.map((n, rang) => n - (avant[rang] ?? 0))
    assert.ok(actes >= 1 && dossiers === 1 && ip === 1, `${avant} puis ${apres}`)
    for (const chemin of Object.values(adresses)) assert.equal((await conseillere.lire(chemin)).statut, 404, chemin)
    assert.equal((await conseillere.poster('/recherche', { q: 'dupont' })).statut, 404)
  })
})
