import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { poppler } from '#essais/fabriques/poppler.ts'
import { unProtocole } from '#essais/fabriques/protection.ts'
import { findDossier } from '#modules/dossiers/index.ts'
import { contributionProtection } from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { ouvrirModele } from '../modeles.ts'
import { consignerSuite } from './consigner-suite.cas.ts'
import { listSignalementsEnAttente } from './lister-signalements.cas.ts'
import { commencerSignalement, enregistrerSignalement, lireSignalement } from './rediger-signalement.cas.ts'
import { remettreSignalement } from './remettre-signalement.cas.ts'
import { creerTransmettreSignalement } from './transmettre-signalement.cas.ts'

const essai: Essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const transmettre = creerTransmettreSignalement({ pdf, modele: ouvrirModele('signalement', resolve()) })

const CONTENU = {
  article40: 'oui',
  articleL2264: 'oui',
  gravite: 'Coups répétés, crainte de rentrer.',
  urgence: 'oui',
  recueilliesPar: 'Dominique Fictif, infirmier',
  faitsLe: '12 novembre 2025 vers 8 h 10',
  faitsLieu: 'Domicile',
  faits: 'Révélation à l’infirmerie #let x = 1 $ * _ <b>',
  paroles: 'Il m’a tapé avec la ceinture.',
  question: 'Que s’est-il passé ?',
  presents: 'L’infirmier seul',
  constat: 'Trace rouge au bras gauche',
  misEnCause: 'Un oncle, adresse inconnue',
  infractionFamille: 'oui',
  enfantOu: 'Chez sa grand-mère ce soir',
  mesures: 'Appel au 17',
  appelLe: '12 novembre 2025, 9 h 30',
  magistrat: 'Substitut de permanence',
  consigne: 'Ne pas informer',
  parentsInformes: 'oui',
  parentsPourquoi: 'Avant l’appel',
}
const ENVOI = { destinataire: 'autre', intitule: 'Parquet fictif d’Aurillac', canal: 'COURRIER_AR', transmisLe: '2025-11-12T10:15' }

const commencer = async (agent: Agent, dossierId: string) =>
  (await lancer(essai.moteur, agent, commencerSignalement, { cleIdempotence: randomUUID(), dossierId })).signalementId
const lu = (agent: Agent, id: string) => lancer(essai.moteur, agent, lireSignalement, { id })
const jetonVersion = async (agent: Agent, id: string) => String((await lu(agent, id)).signalement.version)
const enregistrer = async (agent: Agent, id: string, champs: Record<string, string> = CONTENU) =>
  lancer(essai.moteur, agent, enregistrerSignalement, { id, jetonVersion: await jetonVersion(agent, id), ...champs })
const envoyer = async (agent: Agent, id: string, champs: Record<string, string> = {}) =>
  lancer(essai.moteur, agent, transmettre, {
    cleIdempotence: randomUUID(),
    id,
    jetonVersion: await jetonVersion(agent, id),
    ...ENVOI,
    ...champs,
  })
const consigner = (agent: Agent, id: string, etapesLues: number, champs: Record<string, string>) =>
  lancer(essai.moteur, agent, consignerSuite, { cleIdempotence: randomUUID(), id, etapesLues: String(etapesLues), ...champs })
const refuse = (promesse: Promise<unknown>, code: RegExp) =>
  assert.rejects(promesse, (e: unknown) => e instanceof ErreurMetier && code.test(e.code))

let [assistante, ailleurs, stagiaire, conseillere]: Agent[] = []
let dossierId: string
const qui = (a: Agent | undefined): Agent => a ?? assert.fail()
before(async () => {
  assistante = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
  ;({ dossierId } = await unDossier(essai, assistante))
  await unActe(essai, assistante, dossierId, { dateActe: '2025-10-05', motif: 'DANGER' })
  await admettre(essai, dossierId, stagiaire, assistante, '2020-01-01', '2099-01-01')
})

describe('du brouillon aux suites', () => {
  let id: string
  test('le brouillon s’enregistre vide, puis plein ; une version périmée est refusée', async () => {
    id = await commencer(qui(stagiaire), dossierId)
    await enregistrer(qui(stagiaire), id, {})
    await enregistrer(qui(assistante), id)
    assert.equal((await lu(qui(assistante), id)).signalement.contenu.paroles, CONTENU.paroles)
    await refuse(lancer(essai.moteur, qui(assistante), enregistrerSignalement, { id, jetonVersion: '1', ...CONTENU }), /version_perimee/)
  })
  test('le stagiaire ne transmet pas ; sans confirmation, l’arrêt nomme la pratique ; confirmé, rien ne bloque', async () => {
    await refuse(envoyer(qui(stagiaire), id, { parentsConfirmes: 'oui' }), /stagiaire/)
    await refuse(envoyer(qui(assistante), id), /parents_informes/)
    await envoyer(qui(assistante), id, { parentsConfirmes: 'oui' })
    await refuse(envoyer(qui(assistante), id, { parentsConfirmes: 'oui' }), /deja_transmis/)
  })
  test('dépose un fait et un seul : le mois, et la classe du délai depuis la première inquiétude', async () => {
    const faits = await essai.proprietaire
      .selectFrom('observation.depot')
      .select(['mois', 'delai_inquietude'])
      .where('type', '=', 'signalement')
      .execute()
    assert.deepEqual(faits, [{ mois: '2025-11-01', delai_inquietude: 'MOIS_2' }])
  })
  test('transmis, il ne change plus : ni par l’application, ni en SQL', async () => {
    await refuse(enregistrer(qui(assistante), id), /deja_transmis/)
    for (const colonne of [
      'contenu_chiffre',
      'fige_chiffre',
      'document_chiffre',
      'empreinte',
      'document_empreinte',
      'destinataire_chiffre',
    ]) {
      const r = await enTantQue(essai, qui(assistante), ({ tx }) =>
        sql`update protection.signalement set ${sql.ref(colonne)} = sha256('x') where id = ${id}`.execute(tx),
      )
      assert.equal(Number(r.numAffectedRows ?? 0n), 0, colonne)
    }
    await assert.rejects(
      enTantQue(essai, qui(assistante), ({ tx }) => sql`delete from protection.signalement where id = ${id}`.execute(tx)),
      /permission denied/,
    )
  })
  test('le PDF remis a l’empreinte gardée et dit tout ce qui est écrit', async () => {
    const { octets } = await lancer(essai.moteur, qui(assistante), remettreSignalement, { id })
    const ligne = await essai.proprietaire
      .selectFrom('protection.signalement')
      .select('document_empreinte')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    assert.deepEqual(createHash('sha256').update(octets).digest(), ligne.document_empreinte)
    const plat = (s: string) =>
      s
        .normalize('NFC')
        .replaceAll('\u200b', '')
        .replace(/[\s\u00a0\u202f]+/g, ' ')
    const texte = plat(poppler('pdftotext', octets, '-enc', 'UTF-8'))
    const { article40: _, articleL2264: __, urgence: ___, infractionFamille: ____, parentsInformes: _____, ...ecrits } = CONTENU
    for (const ecrit of Object.values(ecrits)) assert.ok(texte.includes(plat(ecrit)), `absent du document : ${ecrit}`)
    for (const mention of [
      'URGENCE',
      'COPIE',
      '« Il m’a tapé avec la ceinture. »',
      'Parquet fictif d’Aurillac',
      'sans protocole',
      '226-13',
      'L226-4 II',
    ])
      assert.ok(texte.includes(mention), `mention absente : ${mention}`)
    assert.ok(!texte.includes('BROUILLON'))
    assert.match(poppler('pdfinfo', octets), /Tagged:\s+yes/)
  })
  test('la copie due se voit au dossier et à l’accueil jusqu’à ce qu’elle soit consignée', async () => {
    const vu = () =>
      enTantQue(essai, qui(assistante), async (c) => ({
        attentes: (await listSignalementsEnAttente(c)).map((a) => a.genre),
        etapes: (await contributionProtection.apporter(c, await findDossier(c, dossierId))).etapes.map((e) => e.precision ?? ''),
      }))
    const avant = await vu()
    assert.deepEqual(avant.attentes, ['copie_due'])
    assert.match(avant.etapes.join(), /L226-4 II/)
    const copie = { nature: 'copie', aQui: 'Président du conseil départemental', copieeLe: '2025-11-12T11:00', canal: 'COURRIER_AR' }
    await refuse(consigner(qui(stagiaire), id, 0, copie), /suivi/)
    await consigner(qui(assistante), id, 0, { nature: 'accuse', le: '2025-11-13', texte: 'Reçu.' })
    await refuse(consigner(qui(assistante), id, 0, copie), /etape_simultanee/)
    await consigner(qui(assistante), id, 1, { nature: 'suite', le: '2025-11-20', texte: 'Enquête ouverte.' })
    await refuse(consigner(qui(assistante), id, 2, { nature: 'accuse', le: '2025-11-21' }), /accuse_apres_suites/)
    await consigner(qui(assistante), id, 2, copie)
    await refuse(consigner(qui(assistante), id, 3, copie), /deja_copie/)
    const apres = await vu()
    assert.deepEqual(apres.attentes, [])
    assert.doesNotMatch(apres.etapes.join(), /L226-4 II/)
    const { etapes } = await lu(qui(assistante), id)
    assert.deepEqual(
      etapes.map((e) => [e.rang, e.nature, e.aQui ?? e.texte]),
      [
        [1, 'accuse', 'Reçu.'],
        [2, 'suite', 'Enquête ouverte.'],
        [3, 'copie', 'Président du conseil départemental'],
      ],
    )
  })
})

describe('qui voit', () => {
  test('ni l’autre secteur, ni la conseillère : introuvable, et rien en base', async () => {
    const id = await commencer(qui(assistante), dossierId)
    for (const agent of [ailleurs, conseillere]) {
      await refuse(lu(qui(agent), id), /introuvable/)
      for (const table of ['protection.signalement', 'protection.signalement_etape']) {
        const { rows } = await enTantQue(essai, qui(agent), ({ tx }) => sql`select 1 from ${sql.table(table)}`.execute(tx))
        assert.equal(rows.length, 0)
      }
    }
  })
  test('le parquet du protocole se choisit, sa voie comprise ; la CRIP n’est pas un parquet', async () => {
    await unProtocole(essai)
    const id = await commencer(qui(assistante), dossierId)
    const { protocole } = await lu(qui(assistante), id)
    const ordre = (nature: string) => protocole?.destinataires.find((d) => d.nature === nature)?.ordre
    await refuse(envoyer(qui(assistante), id, { destinataire: `protocole-${ordre('crip')}` }), /destinataire/)
    const parquet = protocole?.destinataires.find((d) => d.nature === 'parquet')
    await envoyer(qui(assistante), id, { destinataire: `protocole-${parquet?.ordre}`, canal: parquet?.canaux[0] ?? '' })
    const { transmission } = (await lu(qui(assistante), id)).signalement
    assert.match(transmission?.destinataire.protocole ?? '', /version 3/)
  })
})
