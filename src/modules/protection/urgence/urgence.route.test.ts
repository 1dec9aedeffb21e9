import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { uneAssistante } from '#essais/fabriques/agents.ts'
import { lire as lireDe, poster, uneApplicationPour } from '#essais/fabriques/application.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { poppler, sansPoppler, texteDuPdf } from '#essais/fabriques/poppler.ts'
import { lireDossierAvec } from '#essais/fabriques/urgence.ts'
import type { Agent } from '#socle/agent.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { creerProtection } from '../module.ts'

const essai: Essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
let app: FastifyInstance
let assistante: Agent
after(() => pdf.fermer())
before(async () => {
  assistante = await uneAssistante(essai)
  app = await uneApplicationPour(essai.moteur, creerProtection({ pdf, racine: resolve('.') }).routes, () => assistante)
})

const lire = (url: string) => lireDe(app, url)
const envoyer = (url: string, corps: Readonly<Record<string, string>>) => poster(app, url, corps)
const champ = (html: string, nom: string) => new RegExp(`name="${nom.replaceAll('.', '\\.')}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? ''

describe('trois gestes, sans script', () => {
  test('Urgence, noter, le dossier : la page, où rien n’est obligatoire', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    assert.match((await lire('/urgence')).body, /href="\/urgence\/noter"/)
    assert.ok((await lire('/urgence/noter')).body.includes(`href="/dossiers/${dossierId}/urgence"`))
    const page = await lire(`/dossiers/${dossierId}/urgence`)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /<title>Urgence<\/title>/)
    assert.doesNotMatch(page.body, / required|\(obligatoire\)|type="(time|date|datetime-local|number)"/)
  })

  test('depuis « Protéger » et depuis le dossier', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    const proteger = await lire(`/dossiers/${dossierId}/informations-preoccupantes/nouvelle`)
    assert.ok(proteger.body.includes(`href="/dossiers/${dossierId}/urgence"`))
    await envoyer(`/dossiers/${dossierId}/urgence`, { faits: 'Vu.' })
    const { etapes, actions } = await lireDossierAvec(essai, assistante, dossierId)
    assert.ok(actions.some((a) => a.href === `/dossiers/${dossierId}/urgence`))
    assert.ok(etapes.some((e) => e.titre === 'Urgence : ce qui est fait'))
  })
})

describe('enregistrer, compléter, imprimer', () => {
  test('tout le parcours', { skip: sansPoppler }, async () => {
    const { dossierId, eleve } = await unDossier(essai, assistante)
    const vierge = (await lire(`/dossiers/${dossierId}/urgence`)).body
    const note = await envoyer(`/dossiers/${dossierId}/urgence`, {
      cleIdempotence: champ(vierge, 'cleIdempotence'),
      heureProposee: champ(vierge, 'heureProposee'),
      'appels.0.qui': '119',
      'appels.0.quand': 'vers 25 h 99',
      'appels.0.dit': '#read("/etc/passwd") rappelle à 18 h',
      'appels.1.quand': champ(vierge, 'appels.1.quand'),
      faits: 'Une trace au poignet.',
    })
    assert.equal(note.statusCode, 303)
    const adresse = String(note.headers.location).replace('?fait=1', '')

    const relue = (await lire(adresse)).body
    assert.match(relue, /vers 25 h 99/)
    assert.equal(relue.match(/Appel \d/g)?.length, 3)
    const complete = await envoyer(adresse, {
      rangLu: champ(relue, 'rangLu'),
      'appels.0.qui': '119',
      'appels.0.quand': 'vers 25 h 99',
      'appels.0.dit': '#read("/etc/passwd") rappelle à 18 h',
      faits: 'Une trace au poignet.',
      paroles: '« Je ne veux pas rentrer. »',
      suite: 'imprimer',
    })
    assert.equal(complete.headers.location, `${adresse}/note.pdf`)
    assert.match((await lire(adresse)).body, /Versions précédentes/)

    const remis = await lire(`${adresse}/note.pdf`)
    assert.equal(remis.statusCode, 200)
    assert.match(String(remis.headers['content-disposition']), /urgence\.pdf/)
    const lu = texteDuPdf(remis.rawPayload).replaceAll('\u200b', '')
    for (const attendu of [
      eleve.prenom,
      '119, Allô Enfance en danger',
      'vers 25 h 99',
      '#read("/etc/passwd")',
      'Je ne veux pas rentrer',
      'version 2',
      'non renseigné',
      'CONFIDENTIEL',
    ])
      assert.ok(lu.includes(attendu), attendu)
    assert.match(poppler('pdfinfo', remis.rawPayload), /Tagged:\s+yes/)
    const structure = poppler('pdfinfo', remis.rawPayload, '-struct')
    for (const balise of ['H1', 'H2', 'Table', 'TH', 'TD', 'P', 'L']) assert.match(structure, new RegExp(`^\\s*${balise}\\b`, 'm'), balise)
    const octets = remis.rawPayload.toString('latin1')
    assert.match(octets, /<pdfuaid:part>1<\/pdfuaid:part>/)
    assert.doesNotMatch(octets, new RegExp(`<dc:title>.*${eleve.nomFamille}`))
  })

  test('une note vide s’enregistre et s’imprime, sur une page', { skip: sansPoppler }, async () => {
    const { dossierId } = await unDossier(essai, assistante)
    const note = await envoyer(`/dossiers/${dossierId}/urgence`, { suite: 'imprimer' })
    assert.equal(note.statusCode, 303)
    const remis = await lire(String(note.headers.location))
    assert.equal(remis.statusCode, 200)
    assert.match(poppler('pdfinfo', remis.rawPayload), /Pages:\s+1\n/)
  })
})
