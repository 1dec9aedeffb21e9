import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { texteDuPdf } from '#essais/fabriques/poppler.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { listDemandesEnAttente } from './demande.requetes.ts'
import { enregistrerDemande } from './enregistrer-demande.cas.ts'
import { GABARIT_DEMANDE } from './module.ts'
import { creerRepondre, preparerReponse, remettreReponse } from './repondre.cas.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const repondre = creerRepondre({ pdf, gabarit: resolve(GABARIT_DEMANDE) })
const COMPTE_RENDU = 'Il arrive en retard le lundi.\nIl dit avoir faim le matin.\nSa mère traverse une période difficile.'

let [assistante, collegue, ailleurs, stagiaire, conseillere]: Agent[] = []
const qui = (agent: Agent | undefined): Agent => {
  assert.ok(agent)
  return agent
}

before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
})

const RECUE = {
  nature: 'renseignement',
  demandeur: 'crip',
  intitule: 'Mme Fictive, CRIP du Cantal',
  canal: 'MESSAGERIE',
  recueLe: '2025-11-14',
  question: 'Que savez-vous de l’assiduité de cet élève ?',
}

async function uneDemande(champs: Record<string, string> = {}, agent = qui(assistante)) {
  const { dossierId } = await unDossier(essai, agent)
  const acteId = await unActe(essai, agent, dossierId, {
    compteRendu: COMPTE_RENDU,
    noteTravail: 'Ne regarde que moi.',
    surTiers: 'Le voisin boit.',
  })
  const { demandeId } = await lancer(essai.moteur, agent, enregistrerDemande, {
    cleIdempotence: randomUUID(),
    dossierId,
    ...RECUE,
    ...champs,
  })
  return { dossierId, acteId, demandeId }
}

const envoyer = (demandeId: string, champs: Record<string, string>, agent = qui(assistante)) =>
  lancer(essai.moteur, agent, repondre, { cleIdempotence: randomUUID(), demandeId, le: '2025-11-15T10:00', canal: 'MESSAGERIE', ...champs })
const REPONSE = { issue: 'repondue', fondement: 'L411_3' }
const lireDocument = async (demandeId: string): Promise<string> =>
  texteDuPdf((await lancer(essai.moteur, qui(assistante), remettreReponse, { demandeId })).octets)
const aucune = (promesse: Promise<unknown>) => assert.rejects(promesse, (e) => e instanceof ErreurMetier && e.genre === 'introuvable')

describe('répondre par un extrait', () => {
  test('remet, mot pour mot, ce qui est gardé ; ni note de travail, ni tiers, ni le reste', async () => {
    const { demandeId, acteId } = await uneDemande()
    const { citables } = await lancer(essai.moteur, qui(assistante), preparerReponse, { demandeId })
    assert.deepEqual(
      citables.map((c) => c.compteRendu),
      [COMPTE_RENDU],
    )
    await envoyer(demandeId, { ...REPONSE, [`cite.${acteId}`]: 'Il arrive en retard le lundi.\nIl dit avoir faim' })
    const lu = await lireDocument(demandeId)
    for (const mots of ['Il arrive en retard le lundi.', 'Il dit avoir faim', RECUE.question, RECUE.intitule, 'L411-3'])
      assert.ok(lu.includes(mots), mots)
    assert.doesNotMatch(lu, /période difficile|Ne regarde que moi|voisin/)
  })

  test('ce qui n’est pas dans le compte rendu est refusé, au champ de l’acte', async () => {
    const { demandeId, acteId } = await uneDemande()
    await assert.rejects(
      envoyer(demandeId, { ...REPONSE, [`cite.${acteId}`]: 'Il arrive souvent en retard.' }),
      (e) => e instanceof ErreurMetier && e.champ === `cite.${acteId}` && /Il arrive souvent/.test(e.message),
    )
    await refuse(envoyer(demandeId, { ...REPONSE, [`cite.${randomUUID()}`]: 'Autre.' }), 'demandes.mot')
  })

  test('le partage du secret dit si la famille est informée, et pourquoi sinon', async () => {
    const { demandeId } = await uneDemande()
    const partage = { issue: 'repondue', fondement: 'L226_2_2', mot: 'Assiduité en baisse.' }
    await refuse(envoyer(demandeId, partage), 'demandes.familleInformee')
    await refuse(envoyer(demandeId, { ...partage, familleInformee: 'non' }), 'demandes.familleExplication')
    await envoyer(demandeId, { ...partage, familleInformee: 'non', familleExplication: 'Menaces.' })
    assert.match(await lireDocument(demandeId), /contraire à l’intérêt de l’enfant Menaces\./)
  })

  test('ni fondement d’un refus, ni fondement absent, ni réponse vide, ni dans l’avenir', async () => {
    const { demandeId } = await uneDemande()
    await refuse(envoyer(demandeId, { issue: 'repondue', mot: 'Oui.' }), 'demandes.fondement')
    await refuse(envoyer(demandeId, { issue: 'repondue', fondement: 'CP_226_13', mot: 'Oui.' }), 'demandes.fondement')
    await refuse(envoyer(demandeId, REPONSE), 'demandes.mot')
    await refuse(envoyer(demandeId, { ...REPONSE, mot: 'Oui.', le: '2999-01-01T10:00' }), 'demandes.le')
    await refuse(envoyer(demandeId, { ...REPONSE, mot: 'Oui.', canal: '' }), 'demandes.canal')
  })
})

describe('une seule suite', () => {
  test('refuser dit son fondement ; la seconde suite, quelle qu’elle soit, est refusée', async () => {
    const { demandeId } = await uneDemande()
    await envoyer(demandeId, { issue: 'refusee', fondement: 'CP_226_13', mot: 'Adressez-vous à la famille.' })
    assert.match(await lireDocument(demandeId), /Refus de communiquer.*226-13.*Adressez-vous/)
    await refuse(envoyer(demandeId, { ...REPONSE, mot: 'Oui.' }), 'demandes.deja_close')
    await refuse(envoyer(demandeId, { issue: 'sans_objet' }, qui(collegue)), 'demandes.deja_close')
  })

  test('deux collègues à la fois : une seule suite, un seul document', async () => {
    const { demandeId } = await uneDemande()
    const issues = await Promise.allSettled([
      envoyer(demandeId, { ...REPONSE, mot: 'L’une.' }),
      envoyer(demandeId, { issue: 'refusee', fondement: 'EXCEDE', mot: 'L’autre.' }, qui(collegue)),
    ])
    assert.deepEqual(issues.map((i) => i.status).sort(), ['fulfilled', 'rejected'])
  })

  test('en base, une suite ne se change ni ne s’efface ; une demande non plus', async () => {
    const { demandeId } = await uneDemande()
    await envoyer(demandeId, { issue: 'sans_objet' })
    for (const ordre of [
      sql`update demandes.suite set issue = 'refusee'`,
      sql`delete from demandes.suite`,
      sql`update demandes.demande set demandeur = 'autre'`,
      sql`delete from demandes.demande`,
    ])
      await assert.rejects(
        enTantQue(essai, qui(assistante), ({ tx }) => ordre.execute(tx)),
        /permission denied/,
      )
  })
})

describe('qui', () => {
  test('l’assistante de l’établissement ; le stagiaire admis lit sans répondre ; les autres, rien', async () => {
    const { demandeId, dossierId } = await uneDemande()
    await admettre(essai, dossierId, qui(stagiaire), qui(assistante), '2020-01-01', '2099-01-01')
    const lu = await lancer(essai.moteur, qui(stagiaire), preparerReponse, { demandeId })
    assert.equal(lu.peutRepondre, false)
    await refuse(envoyer(demandeId, { ...REPONSE, mot: 'Oui.' }, qui(stagiaire)), 'demandes.fonction')
    for (const agent of [qui(ailleurs), qui(conseillere)]) {
      await aucune(lancer(essai.moteur, agent, preparerReponse, { demandeId }))
      await aucune(lancer(essai.moteur, agent, remettreReponse, { demandeId }))
      await aucune(envoyer(demandeId, { ...REPONSE, mot: 'Oui.' }, agent))
      assert.deepEqual(await enTantQue(essai, agent, listDemandesEnAttente), [])
    }
  })

  test('troisième anneau : la base n’accepte ni la demande ni la suite d’un autre établissement', async () => {
    const { demandeId, dossierId } = await uneDemande()
    const vide = Buffer.alloc(32)
    await assert.rejects(
      enTantQue(essai, qui(ailleurs), ({ tx, identifiant }) =>
        tx
          .insertInto('demandes.demande')
          .values({
            id: identifiant(),
            dossier_id: dossierId,
            etablissement_id: LA_JORDANNE,
            auteur_id: qui(ailleurs).id,
            nature: 'renseignement',
            demandeur: 'crip',
            canal: 'MESSAGERIE',
            recue_le: '2025-11-14',
            contenu_chiffre: vide,
          })
          .execute(),
      ),
      /row-level security/,
    )
    await assert.rejects(
      enTantQue(essai, qui(ailleurs), ({ tx }) =>
        tx
          .insertInto('demandes.suite')
          .values({
            demande_id: demandeId,
            dossier_id: dossierId,
            auteur_id: qui(ailleurs).id,
            issue: 'sans_objet',
            le: new Date(),
            fige_chiffre: vide,
            empreinte: vide,
            document_chiffre: vide,
            document_empreinte: vide,
          })
          .execute(),
      ),
      /row-level security/,
    )
  })

  test('attend à l’accueil de celles de l’établissement, puis n’attend plus', async () => {
    const { demandeId } = await uneDemande({ attendueLe: '2025-11-20' })
    const attente = async () => (await enTantQue(essai, qui(collegue), listDemandesEnAttente)).find((d) => d.id === demandeId)
    assert.equal((await attente())?.attendueLe, '2025-11-20')
    await envoyer(demandeId, { issue: 'sans_objet' })
    assert.equal(await attente(), undefined)
  })

  test('elle se compte, sans rien qui la relie', async () => {
    const compter = async () =>
      Number(
        (await sql<{ n: string }>`select count(*) as n from observation.depot where type = 'demande'`.execute(essai.proprietaire)).rows[0]
          ?.n,
      )
    const avant = await compter()
    await uneDemande()
    assert.equal(await compter(), avant + 1)
  })
})

test('la liste du dossier et celle de l’accueil passent par un index', async () => {
  for (const requete of [
    sql`explain select id from demandes.demande where dossier_id = ${randomUUID()} order by recue_le desc, id desc limit 100`,
    sql`explain select id from demandes.demande where etablissement_id = any (${[LA_JORDANNE]}) order by recue_le limit 50`,
  ]) {
    const plan = await essai.proprietaire.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      return (await requete.execute(tx)).rows.map((r) => JSON.stringify(r)).join('\n')
    })
    assert.match(plan, /Index/)
  }
})
