import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import { ENVOI, informer, unBrouillon, unDossierAvecParents, uneIpTransmise, unProtocole, versionDe } from '#essais/fabriques/protection.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { unAgentDe } from '#socle/agent.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { creerProtection } from '../module.ts'

/** Ce que le protocole change à l'envoi, et ce qu'un envoi garde de la version du jour. */

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const reglages = { demonstration: true, inactiviteMinutes: 15, sessionHeures: 10 }
const app = await uneApplication(essai, reglages, creerProtection({ pdf, racine: resolve('.') }).routes)
const compte = { identifiant: 'essai.protocole', motDePasse: MOT_DE_PASSE_DEMONSTRATION }
const affectation = { fonction: 'assistant_social', territoireId: LA_JORDANNE } as const
const { agentId } = await creerAgent(essai.proprietaire, {
  ...compte,
  nomAffiche: 'Camille Essai',
  demonstration: true,
  affectations: [{ ...affectation, du: '2020-09-01' }],
})
const assistante = unAgentDe(agentId, 'Camille Essai', randomUUID(), [
  { ...affectation, niveau: 'etablissement', libelle: 'Collège fictif', permanences: [] },
])
const n = unNavigateur(app)
const SELON_PROTOCOLE = { ...ENVOI, destinataire: 'protocole-1', canal: 'MESSAGERIE' }
/** La page, espaces ramenées à une. */
const lire = async (url: string) => (await n.lire(url)).body.replaceAll(/[\s\u00a0\u202f]+/g, ' ')
const COPIE = /<input type="checkbox"[^>]*name="copies"[^>]*value="2"[^>]*>/

async function pretAPartir(): Promise<string> {
  const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
  const id = await unBrouillon(essai, assistante, dossierId)
  await informer(essai, assistante, id, titulaires)
  return id
}

describe('le protocole à l’envoi', () => {
  let partie = ''
  before(async () => {
    await n.poster('/connexion', compte)
    await unProtocole(essai)
    partie = (await uneIpTransmise(essai, assistante, pdf, SELON_PROTOCOLE)).id
  })

  test('la copie prévue est cochée, la voie et les délais locaux se disent à côté de la loi', async () => {
    const page = await lire(`/informations-preoccupantes/${await pretAPartir()}/transmettre`)
    assert.match(COPIE.exec(page)?.[0] ?? '', / checked/)
    assert.match(page, /par la voie hiérarchique/)
    assert.match(page, /Délai local, protocole du 1er sept\. 2020\. Accusé : 8 jours/)
    assert.match(page, /au plus tard le/)
  })

  test('décochée, la copie le reste après un refus', async () => {
    const id = await pretAPartir()
    const jetonVersion = String(await versionDe(essai, assistante, id))
    const refus = await n.poster(`/informations-preoccupantes/${id}/transmettre`, { jetonVersion, destinataire: 'protocole-1', canal: '' })
    assert.equal(refus.statusCode, 422)
    assert.doesNotMatch(COPIE.exec(refus.body)?.[0] ?? 'absente checked', / checked/)
  })

  test('en retard, la relance s’adresse à qui le protocole le dit', async () =>
    assert.match(await lire(`/informations-preoccupantes/${partie}`), /la relance s’adresse à : CRIP fictive du Cantal/))

  test('une information partie garde les délais de sa version quand une autre est publiée', async () => {
    const avant = await lire(`/informations-preoccupantes/${partie}`)
    assert.match(avant, /protocole du 1er sept\. 2020.*Retour : 45 jours à compter de la transmission, soit le/)
    const demande = await pretAPartir()
    await unProtocole(essai, CANTAL, 10, { version: 4, du: '2026-01-01' })
    const apres = await lire(`/informations-preoccupantes/${partie}`)
    assert.match(apres, /Retour : 45 jours/)
    assert.doesNotMatch(apres, /Retour : 10 jours/)
    assert.match(apres, /datetime="2026-02-15"/, 'l’échéance de la loi ne bouge pas')
    assert.match(await lire(`/informations-preoccupantes/${demande}/transmettre`), /protocole du 1er janv\. 2026\. Retour : 10 jours/)
  })

  test('partie sans protocole, elle n’en montre aucun délai', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    assert.doesNotMatch(await lire(`/informations-preoccupantes/${id}`), /Délai local/)
  })

  test('la copie d’un signalement va à qui le protocole le dit', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const cree = await n.poster(`/dossiers/${dossierId}/signalements/nouveau`, { cleIdempotence: randomUUID() })
    const adresse = String(cree.headers.location)
    const envoi = { destinataire: 'autre', intitule: 'Parquet fictif', canal: 'COURRIER_AR', transmisLe: '2025-11-12T10:15' }
    await n.poster(`${adresse}/transmettre`, { cleIdempotence: randomUUID(), jetonVersion: '1', ...envoi })
    assert.match(await lire(adresse), /la copie du signalement va à : DSDEN fictive, conseillère technique\./)
  })

  test('la page d’urgence donne les permanences', async () =>
    assert.match(await lire('/urgence'), /Permanence fictive.*la nuit.*tel:0199000001/))
})
