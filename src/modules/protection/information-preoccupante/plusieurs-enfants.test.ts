import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { JULES_FERRY, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { texteDuPdf } from '#essais/fabriques/poppler.ts'
import { informer, transmettreIp, unBrouillon, unDossierAvecParents, uneIpTransmise, versionDe } from '#essais/fabriques/protection.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { commencerInformation } from './commencer-information.cas.ts'
import { listInformationsDuDossier } from './lister-informations.cas.ts'
import { enregistrerBrouillon, lireInformation } from './rediger-information.cas.ts'
import { remettreDocument } from './remettre-document.cas.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
let assistante: Agent
before(async () => {
  assistante = await uneAssistante(essai)
})

const enregistrer = async (id: string, champs: Record<string, string>) =>
  lancer(essai.moteur, assistante, enregistrerBrouillon, { id, jetonVersion: String(await versionDe(essai, assistante, id)), ...champs })

const lirePdf = async (id: string): Promise<string> => texteDuPdf((await lancer(essai.moteur, assistante, remettreDocument, { id })).octets)

const FRERE = {
  'autresEnfants.0.prenom': 'Noé',
  'autresEnfants.0.nom': 'Fictif',
  'autresEnfants.0.neLe': '2016-02-29',
  'autresEnfants.0.concerne': 'oui',
  'autresEnfants.0.enPropre': 'Il dort en classe depuis la Toussaint.',
  'autresEnfants.0.avisRecueilli': 'oui',
  'autresEnfants.0.avisTexte': 'Il dit « je veux dormir ».',
  'autresEnfants.1.prenom': 'Zoé',
  'autresEnfants.1.nom': 'Absente',
  'autresEnfants.1.concerne': 'non',
  'enfant.enPropre': 'Elle ne mange plus le midi.',
  'pointsDeVue.0.de': 'La mère',
  'pointsDeVue.0.texte': 'Elle demande de l’aide.',
  'pointsDeVue.1.de': 'Le père',
  'pointsDeVue.1.texte': 'Il ne voit pas de difficulté.',
}

describe('un écrit pour plusieurs enfants', () => {
  test('chacun a sa part et son avis ; ne paraît que celui que l’écrit concerne ; les parents ne sont pas mêlés', async () => {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const frere = await unDossier(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await enregistrer(id, { ...FRERE, 'autresEnfants.0.dossierId': frere.dossierId })
    await informer(essai, assistante, id, titulaires)
    await transmettreIp(essai, assistante, pdf, id)
    const lu = await lirePdf(id)
    for (const mots of [
      'Enfants concernés (2)',
      'Noé',
      'Il dort en classe',
      'je veux dormir',
      'Elle ne mange plus',
      'Il ne voit pas de difficulté',
    ])
      assert.ok(lu.includes(mots), mots)
    assert.doesNotMatch(lu, /Absente/)
    const chezLeFrere = await enTantQue(essai, assistante, (c) => listInformationsDuDossier(c, frere.dossierId))
    assert.deepEqual(
      chezLeFrere.map((i) => [i.id, i.statut]),
      [[id, 'transmise']],
    )
  })

  test('un dossier d’enfant hors de mon périmètre n’est pas rattaché, et rien ne part', async () => {
    const ailleurs = await uneAssistante(essai, JULES_FERRY)
    const etranger = await unDossier(essai, ailleurs)
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await enregistrer(id, { ...FRERE, 'autresEnfants.0.dossierId': etranger.dossierId })
    await informer(essai, assistante, id, titulaires)
    await assert.rejects(transmettreIp(essai, assistante, pdf, id), (e: unknown) => e instanceof ErreurMetier && e.genre === 'introuvable')
    assert.equal((await lancer(essai.moteur, assistante, lireInformation, { id })).ip.transmission, null)
  })

  test('le rattachement ne s’ajoute ni ne s’ôte après coup', async () => {
    const { id, dossierId } = await uneIpTransmise(essai, assistante, pdf)
    const frere = await unDossier(essai, assistante)
    const ligne = { information_id: id, dossier_id: dossierId, enfant_dossier_id: frere.dossierId }
    await assert.rejects(
      enTantQue(essai, assistante, ({ tx }) => tx.insertInto('protection.information_enfant').values(ligne).execute()),
      /row-level security/,
    )
    await assert.rejects(
      enTantQue(essai, assistante, ({ tx }) => tx.deleteFrom('protection.information_enfant').execute()),
      /permission denied/,
    )
  })
})

describe('un complément', () => {
  const completer = (dossierId: string, completeId: string) =>
    lancer(essai.moteur, assistante, commencerInformation, { cleIdempotence: randomUUID(), dossierId, completeId })

  test('nomme l’écrit qu’il complète, et ne le change pas', async () => {
    const { id, dossierId, titulaires } = await uneIpTransmise(essai, assistante, pdf)
    const avant = await lirePdf(id)
    const { informationId } = await completer(dossierId, id)
    await informer(essai, assistante, informationId, titulaires)
    await transmettreIp(essai, assistante, pdf, informationId)
    assert.match(
      await lirePdf(informationId),
      /Complément à l’information préoccupante IP-15-\d{4}-[0-9A-F]{8}, transmise le 15 novembre 2025/,
    )
    assert.equal(await lirePdf(id), avant)
  })

  test('ne complète ni un brouillon, ni l’écrit d’un autre dossier', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const brouillon = await unBrouillon(essai, assistante, dossierId)
    for (const autre of [id, brouillon, randomUUID()])
      await assert.rejects(completer(dossierId, autre), (e: unknown) => e instanceof ErreurMetier && e.genre === 'introuvable')
  })
})
