import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { uneAssistante } from '#essais/fabriques/agents.ts'
import { lire, poster, uneApplicationPour } from '#essais/fabriques/application.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossierAvecParents } from '#essais/fabriques/protection.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { creerProtection } from '../module.ts'

const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const { routes } = creerProtection({ pdf, racine: resolve('.') })

describe('sans script, de « Signaler » aux suites', async () => {
  const essai: Essai = await ouvrirEssai()
  let app: FastifyInstance
  before(async () => {
    const assistante = await uneAssistante(essai)
    app = await uneApplicationPour(essai.moteur, routes, () => assistante)
  })
  const champ = (html: string, nom: string) => new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  const cle = (html: string) => ({ cleIdempotence: champ(html, 'cleIdempotence') })
  const texte = (html: string) => html.replace(/<[^>]+>/g, ' ')

  test('tout le parcours', async () => {
    const agent = await uneAssistante(essai)
    const { dossierId } = await unDossierAvecParents(essai, agent)
    const proteger = await lire(app, `/dossiers/${dossierId}/informations-preoccupantes/nouvelle`)
    const nouveau = `/dossiers/${dossierId}/signalements/nouveau`
    assert.ok(proteger.body.includes(nouveau))
    const commence = await poster(app, nouveau, cle((await lire(app, nouveau)).body))
    const adresse = String(commence.headers.location)
    assert.match(adresse, /^\/signalements\/[0-9a-f-]+$/)

    const redaction = (await lire(app, adresse)).body
    const ecrit = await poster(app, adresse, {
      ...cle(redaction),
      jetonVersion: champ(redaction, 'jetonVersion'),
      suite: 'transmettre',
      parentsInformes: 'oui',
      infractionFamille: 'oui',
      paroles: 'Mots fictifs.',
    })
    assert.equal(ecrit.headers.location, `${adresse}/transmettre`)
    assert.match((await lire(app, adresse)).body, /Mots fictifs/)
    assert.equal((await lire(app, `${adresse}/apercu.pdf`)).statusCode, 200)
    assert.equal((await lire(app, `${adresse}/document.pdf`)).statusCode, 409)

    const page = (await lire(app, `${adresse}/transmettre`)).body
    const envoi = { destinataire: 'autre', intitule: 'Parquet fictif', canal: 'COURRIER_AR', transmisLe: '2025-11-15T16:45' }
    const corps = { ...cle(page), jetonVersion: champ(page, 'jetonVersion'), ...envoi }
    const arret = await poster(app, `${adresse}/transmettre`, corps)
    assert.equal(arret.statusCode, 422)
    assert.match(texte(arret.body), /art\. 11 du CPP/)
    const transmis = await poster(app, `${adresse}/transmettre`, { ...corps, ...cle(arret.body), parentsConfirmes: 'oui' })
    assert.equal(transmis.headers.location, `${adresse}?fait=1`)

    const suivi = (await lire(app, adresse)).body
    assert.match(texte(suivi), /Copie au président du conseil départemental à adresser/)
    assert.equal((await lire(app, `${adresse}/document.pdf`)).statusCode, 200)
    const copie = { nature: 'copie', etapesLues: '0', aQui: 'Président', canal: 'COURRIER_AR', copieeLe: '2025-11-15T17:00' }
    assert.equal((await poster(app, `${adresse}/etapes`, { ...cle(suivi), ...copie })).statusCode, 303)
    const fini = (await lire(app, adresse)).body
    assert.doesNotMatch(texte(fini), /conseil départemental à adresser/)
    assert.doesNotMatch(/<title>(.*?)<\/title>/.exec(fini)?.[1] ?? '', /Mots|Parquet/)
  })
})
