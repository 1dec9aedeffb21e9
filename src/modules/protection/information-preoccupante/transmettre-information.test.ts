import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { BLAISE_PASCAL, uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { sansPoppler, texteDuPdf } from '#essais/fabriques/poppler.ts'
import {
  ENVOI,
  imprimerie,
  informer,
  NON_INFORME,
  transmettreIp,
  unBrouillon,
  unDossierAvecParents,
  uneIpTransmise,
  unProtocole,
  versionDe,
} from '#essais/fabriques/protection.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { commencerInformation } from './commencer-information.cas.ts'
import { enregistrerBrouillon, lireInformation } from './rediger-information.cas.ts'
import { creerApercu, remettreDocument } from './remettre-document.cas.ts'
import { creerTransmettre } from './transmettre-information.cas.ts'

const essai: Essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
let assistante: Agent
let collegue: Agent
before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
})

const ligneDe = (id: string) =>
  essai.proprietaire.selectFrom('protection.information_preoccupante').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const document = async (id: string, agent = assistante) => Buffer.from((await lancer(essai.moteur, agent, remettreDocument, { id })).octets)
const enregistrer = async (id: string, champs: Record<string, string>, version?: number) =>
  lancer(essai.moteur, assistante, enregistrerBrouillon, {
    id,
    jetonVersion: String(version ?? (await versionDe(essai, assistante, id))),
    ...champs,
  })

const serre = (texte: string) =>
  texte
    .normalize('NFC')
    .replaceAll('\u200b', '')
    .replace(/[\s\u00a0\u202f]+/g, '')

describe('transmettre', () => {
  test('fige l’écrit, le document et leurs empreintes, et date la réponse due', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    const ligne = await ligneDe(id)
    assert.equal(ligne.statut, 'transmise')
    assert.equal(ligne.retour_attendu_le, '2026-02-15')
    assert.equal(ligne.signataire_id, assistante.id)
    assert.equal(ligne.transmise_le?.toISOString(), '2025-11-15T15:45:00.000Z')
    const octets = await document(id)
    assert.deepEqual(createHash('sha256').update(octets).digest(), ligne.document_empreinte)
    assert.deepEqual(await document(id, collegue), octets)
    assert.deepEqual((await ligneDe(id)).document_chiffre, ligne.document_chiffre)
  })

  test('un octet changé dans la base ne se remet pas', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    await essai.proprietaire
      .updateTable('protection.information_preoccupante')
      .set({ document_empreinte: Buffer.alloc(32) })
      .where('id', '=', id)
      .execute()
    await assert.rejects(document(id), /altéré/)
  })

  test('tant qu’un titulaire est sans statut, rien ne part', async () => {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await informer(essai, assistante, id, titulaires.slice(0, 1), NON_INFORME)
    await refuse(transmettreIp(essai, assistante, pdf, id), 'protection.information_titulaire')
    assert.equal((await ligneDe(id)).statut, 'brouillon')
    await informer(essai, assistante, id, titulaires.slice(1))
    await transmettreIp(essai, assistante, pdf, id)
  })

  for (const [cas, sauf, code] of [
    ['sans nom de destinataire', { intitule: ' ' }, 'protection.destinataire'],
    ['destinataire d’un protocole qui n’existe pas', { destinataire: 'protocole-9' }, 'protection.destinataire'],
    ['sans canal', { canal: '' }, 'protection.canal'],
    ['dans l’avenir', { transmiseLe: '2999-01-01T10:00' }, 'protection.transmission_future'],
  ] as const)
    test(`${cas} : refusé, le brouillon intact`, async () => {
      const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
      const id = await unBrouillon(essai, assistante, dossierId)
      await informer(essai, assistante, id, titulaires)
      await refuse(transmettreIp(essai, assistante, pdf, id, { ...ENVOI, ...sauf }), code)
      assert.equal((await ligneDe(id)).document_chiffre, null)
    })

  test('dépose un fait et un seul, à l’établissement, sans rien qui désigne', async () => {
    const compter = async () =>
      Number(
        (
          await essai.proprietaire
            .selectFrom('observation.depot')
            .select((eb) => eb.fn.countAll().as('n'))
            .where('type', '=', 'ip')
            .executeTakeFirstOrThrow()
        ).n,
      )
    const avant = await compter()
    await uneIpTransmise(essai, assistante, pdf)
    assert.equal((await compter()) - avant, 1)
  })
})

describe('une seule transmission, quoi qu’il arrive', () => {
  async function pret() {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await informer(essai, assistante, id, titulaires)
    const jetonVersion = String(await versionDe(essai, assistante, id))
    return {
      id,
      envoi: (agent: Agent, cleIdempotence: string) =>
        lancer(essai.moteur, agent, creerTransmettre(imprimerie(pdf)), { ...ENVOI, id, jetonVersion, cleIdempotence }),
    }
  }

  test('le même formulaire envoyé deux fois répond deux fois pareil', async () => {
    const { id, envoi } = await pret()
    const cle = randomUUID()
    const reponses = await Promise.all([envoi(assistante, cle), envoi(assistante, cle)])
    assert.deepEqual(reponses, [{ informationId: id }, { informationId: id }])
  })

  test('deux personnes à la fois : l’une transmet, l’autre l’apprend', async () => {
    const { id, envoi } = await pret()
    const issues = await Promise.allSettled([envoi(assistante, randomUUID()), envoi(collegue, randomUUID())])
    assert.deepEqual(issues.map((i) => i.status).sort(), ['fulfilled', 'rejected'])
    const rejet = issues.find((i) => i.status === 'rejected')
    assert.ok(rejet?.reason instanceof ErreurMetier)
    assert.match(rejet.reason.code, /^protection\.(deja_transmise|version_perimee)$/)
    const { document_empreinte } = await ligneDe(id)
    assert.deepEqual(
      createHash('sha256')
        .update(await document(id))
        .digest(),
      document_empreinte,
    )
  })

  test('ce qui a changé depuis la relecture ne part pas', async () => {
    const { id, envoi } = await pret()
    await enregistrer(id, { demande: 'Ajout de dernière minute.' })
    await refuse(envoi(assistante, randomUUID()), 'protection.version_perimee')
  })

  test('après la transmission, le brouillon ne s’enregistre plus', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    await refuse(enregistrer(id, { demande: 'Trop tard.' }), 'protection.deja_transmise')
  })
})

describe('le brouillon', () => {
  test('s’enregistre vide, puis se relit mot pour mot', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await enregistrer(id, { 'constats.0.faits': 'Un fait.', 'natureDanger.SANTE': 'nsp', demande: 'Une évaluation.' })
    const { ip } = await lancer(essai.moteur, collegue, lireInformation, { id })
    assert.equal(ip.ecrit.contenu.constats[0]?.faits, 'Un fait.')
    assert.equal(ip.ecrit.contenu.natureDanger.SANTE, 'nsp')
    assert.equal(ip.ecrit.contenu.natureDanger.SECURITE, null)
  })

  test('deux onglets ne s’écrasent pas', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    const lue = await versionDe(essai, assistante, id)
    const issues = await Promise.allSettled([enregistrer(id, { demande: 'Premier.' }, lue), enregistrer(id, { demande: 'Second.' }, lue)])
    assert.deepEqual(issues.map((i) => i.status).sort(), ['fulfilled', 'rejected'])
    assert.equal(await versionDe(essai, assistante, id), lue + 1)
  })

  test('commencé deux fois d’un même clic, n’existe qu’une fois', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const cleIdempotence = randomUUID()
    const [a, b] = await Promise.all(
      [1, 2].map(() => lancer(essai.moteur, assistante, commencerInformation, { cleIdempotence, dossierId })),
    )
    assert.equal(a?.informationId, b?.informationId)
  })

  test('hors secteur, il n’existe pas', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    const ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
    await refuse(lancer(essai.moteur, ailleurs, lireInformation, { id }), 'protection.introuvable')
    await refuse(lancer(essai.moteur, ailleurs, lireInformation, { id: randomUUID() }), 'protection.introuvable')
  })
})

const HOSTILE = '#read("/etc/passwd") $x^2$ *gras* <script>alert(1)</script> \\u{41} ${1+1} « J’ai peur 😭 » — œuvre'

describe('le document', { skip: sansPoppler }, () => {
  test('dit mot pour mot tout ce qui a été tapé, hostile ou non', async () => {
    await unProtocole(essai)
    const { dossierId, titulaires, eleve } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    const champs = {
      'motif.evenement': `Motif ${HOSTILE}`,
      'motif.lieuDuDanger': 'Lieu tapé.',
      'constats.0.faits': `Constat ${HOSTILE}`,
      'constats.1.faits': 'Second constat tapé.',
      'constats.1.lieu': 'Cour',
      'paroles.0.propos': 'Mots exacts tapés.',
      'paroles.0.de': 'Elle',
      'sources.0.de': 'Infirmière',
      'sources.0.rapporte': 'Elle indique que.',
      historique: 'Historique tapé.',
      environnement: 'Environnement tapé.',
      ressources: 'Ressources tapées.',
      'besoins.META.observe': 'Besoin observé tapé.',
      'avis.recueilli': 'non',
      'avis.texte': 'Absente ce jour.',
      'famille.composition': 'Composition tapée.',
      'concertation.0.avec': 'Médecin scolaire',
      'concertation.0.apport': 'Apport tapé.',
      'actions.0.action': 'Action tapée.',
      demande: 'Demande tapée.',
      'mesures.0.mesure': 'AEMO tapée',
      'anterieures.0.suites': 'Suites tapées.',
      pieces: 'Pièce une\nPièce deux',
      'enfant.classe': '4e fictive',
      'enfant.residenceActuelle': 'Chez sa tante.',
      'autresMineurs.0.nom': 'Noé Fictif',
      'emetteur.telephone': '04 71 00 00 00',
    }
    await enregistrer(id, champs)
    await informer(essai, assistante, id, titulaires.slice(0, 1))
    await informer(essai, assistante, id, titulaires.slice(1), NON_INFORME)
    const brouillon = texteDuPdf((await lancer(essai.moteur, assistante, creerApercu(imprimerie(pdf)), { id })).octets)
    assert.match(brouillon, /BROUILLON/)
    await transmettreIp(essai, assistante, pdf, id, {
      destinataire: 'protocole-1',
      canal: 'MESSAGERIE',
      copies: ['2'],
      transmiseLe: '2025-11-15T16:45',
    })
    const lu = texteDuPdf(await document(id))
    for (const texte of [
      ...Object.entries(champs).flatMap(([nom, v]) => (nom === 'avis.recueilli' ? [] : v.split('\n'))),
      eleve.prenom,
      'Lefèvre',
      'Œillet',
      'Menaces rapportées par l’élève.',
      'Soulagée.',
      'Camille Essai',
      'CRIP fictive du Cantal',
      'DSDEN fictive, conseillère technique',
      '15 novembre 2025 à 16 h 45',
      '15 février 2026',
      'version 3',
    ])
      assert.ok(serre(lu).includes(serre(texte)), texte)
    assert.doesNotMatch(lu, /BROUILLON/)
    const { empreinte } = await ligneDe(id)
    assert.ok(serre(lu).includes(empreinte?.toString('hex').slice(0, 16) ?? '?'))
  })

  test('avec un protocole, une voie qu’il ne prévoit pas est refusée', async () => {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await informer(essai, assistante, id, titulaires)
    await refuse(
      transmettreIp(essai, assistante, pdf, id, { ...ENVOI, destinataire: 'protocole-1', canal: 'COURRIEL' }),
      'protection.canal_hors_protocole',
    )
  })
})
