import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CANTAL, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { texteDuPdf } from '#essais/fabriques/poppler.ts'
import { imprimerie, unBrouillon, unDossierAvecParents, uneIpTransmise, unProtocole } from '#essais/fabriques/protection.ts'
import type { NatureModele } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { GabaritRefuse, ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { donneesExemple } from './gabarits/donnees-exemple.ts'
import { parties } from './gabarits/parties.ts'
import { signalementExemple } from './gabarits/signalement-exemple.ts'
import { creerApercu, remettreDocument } from './information-preoccupante/remettre-document.cas.ts'
import { composerSelon, ouvrirModele } from './modeles.ts'
import { commencerSignalement, lireSignalement } from './signalement/rediger-signalement.cas.ts'
import { creerCopieSignalement, remettreSignalement } from './signalement/remettre-signalement.cas.ts'
import { creerTransmettreSignalement } from './signalement/transmettre-signalement.cas.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const exemples = { information: donneesExemple, signalement: signalementExemple }
const modele = (nature: NatureModele) => ouvrirModele(nature, resolve())

describe('Le modèle national', () => {
  for (const nature of ['information', 'signalement'] as const) {
    const { national } = modele(nature)
    test(`${nature} : range toutes les parties que l’aide décrit, dans le même ordre`, () => {
      assert.deepEqual(
        national.texte.split('\n').flatMap((l) => (l.startsWith('#') ? [l.slice(1)] : [])),
        parties[nature].map((p) => p.nom),
      )
    })

    test(`${nature} : une partie retirée est réclamée par son nom si elle est obligatoire, et elle seule`, async () => {
      for (const { nom, obligatoire } of parties[nature]) {
        const essaye = pdf.composer(
          { ...national, texte: national.texte.replace(`#${nom}\n`, obligatoire ? '' : '= Notre titre\n') },
          exemples[nature],
        )
        if (!obligatoire) await essaye
        else
          await assert.rejects(
            essaye,
            (e) => e instanceof GabaritRefuse && e.fautes[0]?.message.includes(`partie manquante : ${nom}"`) === true,
          )
      }
    })
  }
})

describe('Le modèle d’une version du protocole', () => {
  const NATIONAL = { information: modele('information').national.texte, signalement: modele('signalement').national.texte }
  let assistante: Agent
  let version1: string
  before(async () => {
    assistante = await uneAssistante(essai)
    version1 = await unProtocole(essai)
    await essai.proprietaire
      .insertInto('referentiels.protocole_modele')
      .values([
        { protocole_id: version1, nature: 'information', source: `En-tête de la première version.\n${NATIONAL.information}` },
        { protocole_id: version1, nature: 'signalement', source: `Au parquet, première version.\n${NATIONAL.signalement}` },
      ])
      .execute()
  })
  const fabriquer = () => imprimerie(pdf)
  const parProtocole = { destinataire: 'protocole-1', canal: 'MESSAGERIE', transmiseLe: '2025-11-15T16:45' }

  test('sert à l’aperçu du brouillon et à l’écrit transmis ; hors protocole, le modèle national', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    assert.match(
      texteDuPdf((await lancer(essai.moteur, assistante, creerApercu(fabriquer()), { id })).octets),
      /En-tête de la première version/,
    )
    const transmise = await uneIpTransmise(essai, assistante, pdf, parProtocole)
    const lue = texteDuPdf((await lancer(essai.moteur, assistante, remettreDocument, { id: transmise.id })).octets)
    assert.match(lue, /En-tête de la première version\..*CONFIDENTIEL — secret professionnel/)
    const hors = await uneIpTransmise(essai, assistante, pdf)
    assert.doesNotMatch(texteDuPdf((await lancer(essai.moteur, assistante, remettreDocument, { id: hors.id })).octets), /première version/)
  })

  test('un écrit garde la version sous laquelle il est parti, même recomposé après une autre', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const imprime = { pdf, modele: modele('signalement') }
    const cleIdempotence = randomUUID()
    const { signalementId: id } = await lancer(essai.moteur, assistante, commencerSignalement, { cleIdempotence, dossierId })
    const jetonVersion = String((await lancer(essai.moteur, assistante, lireSignalement, { id })).signalement.version)
    const envoi = { id, jetonVersion, destinataire: 'protocole-3', canal: 'TELEPHONE', transmisLe: '2025-11-15T16:45' }
    await lancer(essai.moteur, assistante, creerTransmettreSignalement(imprime), { ...envoi, cleIdempotence: randomUUID() })
    const ip = await uneIpTransmise(essai, assistante, pdf, parProtocole)

    await essai.proprietaire.updateTable('referentiels.protocole').set({ en_vigueur_au: '2021-01-01' }).where('id', '=', version1).execute()
    const version2 = randomUUID()
    const { circuit } = await essai.proprietaire
      .selectFrom('referentiels.protocole')
      .select('circuit')
      .where('id', '=', version1)
      .executeTakeFirstOrThrow()
    await essai.proprietaire
      .insertInto('referentiels.protocole')
      .values({
        id: version2,
        departement_id: CANTAL,
        version: 4,
        en_vigueur_du: '2021-01-01',
        publie_le: new Date('2021-01-01'),
        definition_ip: 'Définition fictive.',
        circuit: JSON.stringify(circuit),
        gabarit: 'information-preoccupante',
      })
      .execute()
    await essai.proprietaire
      .insertInto('referentiels.protocole_modele')
      .values({ protocole_id: version2, nature: 'signalement', source: `Seconde version.\n${NATIONAL.signalement}` })
      .execute()

    const copie = texteDuPdf((await lancer(essai.moteur, assistante, creerCopieSignalement(imprime), { id })).octets)
    assert.match(copie, /Au parquet, première version\./)
    assert.match(copie, /COPIE, pour le président/)
    assert.match(texteDuPdf((await lancer(essai.moteur, assistante, remettreSignalement, { id })).octets), /Au parquet, première version\./)
    assert.match(texteDuPdf((await lancer(essai.moteur, assistante, remettreDocument, { id: ip.id })).octets), /première version\./)
  })

  test('qui ne se compose pas ne retient jamais un écrit : le national le remplace, et le document le dit', async () => {
    for (const source of ['#inconnu', '#motif', '#while true {}']) {
      await essai.proprietaire
        .updateTable('referentiels.protocole_modele')
        .set({ source })
        .where('protocole_id', '=', version1)
        .where('nature', '=', 'information')
        .execute()
      const lu = texteDuPdf(await enTantQue(essai, assistante, (c) => composerSelon(c, fabriquer(), version1, donneesExemple)))
      assert.match(lu, /Composé selon le modèle national : celui du département n’a pas pu être utilisé\./)
      assert.match(lu, /Motif de la transmission/)
    }
  })
})
