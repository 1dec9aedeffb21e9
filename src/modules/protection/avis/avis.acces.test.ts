import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { CANTAL, unAgent, uneAssistante, unTerritoire } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { informer, transmettreIp, unBrouillon, unDossierAvecParents, versionDe } from '#essais/fabriques/protection.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import { findDossier } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { enregistrerBrouillon, lireInformation } from '../information-preoccupante/rediger-information.cas.ts'
import { demanderAvis, lireAvis, listerAvis, preparerAvis, rendreAvis } from './avis.cas.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())

let [assistante, collegue, conseillere, autreConseillere]: Agent[] = []
const qui = (agent: Agent | undefined): Agent => {
  assert.ok(agent)
  return agent
}
before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
  const academie = await unTerritoire(essai, 'academie', (await territoireNational()) ?? null)
  autreConseillere = await unAgent(essai, 'ctss_departement', [await unTerritoire(essai, 'departement', academie)])
})
const territoireNational = async () =>
  (await essai.proprietaire.selectFrom('referentiels.territoire').select('id').where('niveau', '=', 'national').executeTakeFirst())?.id

async function unEcrit() {
  const { dossierId, titulaires, eleve } = await unDossierAvecParents(essai, qui(assistante))
  const id = await unBrouillon(essai, qui(assistante), dossierId)
  await lancer(essai.moteur, qui(assistante), enregistrerBrouillon, {
    id,
    jetonVersion: String(await versionDe(essai, qui(assistante), id)),
    'motif.evenement': `${eleve.prenom} DUPONT, né le 05/03/2013, est venu avec Aïcha Lefèvre.`,
  })
  return { id, dossierId, titulaires, eleve }
}
const demander = (id: string, conseillerId: string, extrait = 'Faut-il transmettre ?', agent = qui(assistante)) =>
  lancer(essai.moteur, agent, demanderAvis, { cleIdempotence: randomUUID(), id, conseillerId, extrait })
const recus = async (agent = qui(conseillere)) => lancer(essai.moteur, agent, listerAvis, {})
const introuvable = (promesse: Promise<unknown>) => assert.rejects(promesse, (e) => e instanceof ErreurMetier && e.genre === 'introuvable')

describe('un second regard', () => {
  test('part sans nom, se rend, revient à l’assistante et à ses collègues ; l’écrit se transmet quand elle veut', async () => {
    const { id, titulaires } = await unEcrit()
    const { extrait, conseillers } = await lancer(essai.moteur, qui(assistante), preparerAvis, { id })
    assert.ok(conseillers.some((c) => c.id === qui(conseillere).id))
    assert.doesNotMatch(extrait, /DUPONT|Lefèvre|Aïcha|2013/)
    await demander(id, qui(conseillere).id, 'Léo Dupont dit « non ». Et Jérôme Œillet, né le 5 mars 2013 ?')
    const [avis] = await recus()
    assert.ok(avis)
    assert.doesNotMatch(avis.extrait, /Dupont|Œillet|2013/i)
    await lancer(essai.moteur, qui(conseillere), rendreAvis, { avisId: avis.id, texte: 'Transmettez sans attendre.' })
    const lus = await Promise.all([qui(assistante), qui(collegue)].map((a) => lancer(essai.moteur, a, lireInformation, { id })))
    for (const { avis: siens } of lus) assert.equal(siens[0]?.rendu?.texte, 'Transmettez sans attendre.')
    await refuse(lancer(essai.moteur, qui(conseillere), rendreAvis, { avisId: avis.id, texte: 'Non.' }), 'protection.avis_rendu')
    await informer(essai, qui(assistante), id, titulaires)
    await transmettreIp(essai, qui(assistante), pdf, id)
    await refuse(demander(id, qui(conseillere).id), 'protection.deja_transmise')
  })

  test('un avis attendu, ou contraire, ne retient rien : l’écrit part', async () => {
    const { id, titulaires } = await unEcrit()
    await demander(id, qui(conseillere).id)
    await informer(essai, qui(assistante), id, titulaires)
    await transmettreIp(essai, qui(assistante), pdf, id)
    assert.ok((await lancer(essai.moteur, qui(assistante), lireInformation, { id })).ip.transmission)
  })
})

describe('la conseillère ne voit que l’extrait', () => {
  test('ni le dossier, ni l’information, ni le lien entre eux', async () => {
    const { id, dossierId } = await unEcrit()
    await demander(id, qui(conseillere).id)
    await introuvable(lancer(essai.moteur, qui(conseillere), lireInformation, { id }))
    await enTantQue(essai, qui(conseillere), async (c) => {
      await introuvable(findDossier(c, dossierId))
      await introuvable(c.coffre.ouvrirCle(c.tx, dossierId))
      assert.deepEqual(await c.tx.selectFrom('protection.avis_information').select('avis_id').execute(), [])
      assert.deepEqual(await c.tx.selectFrom('protection.information_preoccupante').select('id').execute(), [])
    })
  })

  test('une autre conseillère n’en voit rien, et on ne demande pas hors de son territoire', async () => {
    const { id } = await unEcrit()
    await refuse(demander(id, qui(autreConseillere).id), 'protection.conseiller')
    await demander(id, qui(conseillere).id)
    assert.deepEqual(await recus(qui(autreConseillere)), [])
    const [avis] = await recus()
    await introuvable(lancer(essai.moteur, qui(autreConseillere), lireAvis, { avisId: avis?.id ?? '' }))
    await enTantQue(essai, qui(autreConseillere), async ({ tx }) => {
      assert.deepEqual(await tx.selectFrom('protection.avis').select('id').execute(), [])
      assert.deepEqual(await tx.selectFrom('coffre.cle').select('id').where('nature', '=', 'avis').execute(), [])
    })
  })

  test('troisième anneau : la base refuse d’écrire l’avis d’une autre, et de demander hors du territoire', async () => {
    const { id } = await unEcrit()
    await demander(id, qui(conseillere).id)
    const autre = await enTantQue(essai, qui(autreConseillere), ({ tx }) =>
      tx
        .updateTable('protection.avis')
        .set({ rendu_le: new Date(), avis_chiffre: Buffer.alloc(1) })
        .executeTakeFirst(),
    )
    assert.equal(Number(autre.numUpdatedRows), 0)
    await assert.rejects(
      enTantQue(essai, qui(assistante), async ({ tx, coffre, agent }) => {
        const avisId = randomUUID()
        await coffre.creerCle(tx, 'avis', avisId)
        await tx
          .insertInto('protection.avis')
          .values({ id: avisId, demandeur_id: agent.id, conseiller_id: qui(autreConseillere).id, extrait_chiffre: Buffer.alloc(1) })
          .execute()
      }),
      /row-level security/,
    )
  })

  test('la liste de ses avis passe par son index', async () => {
    const plan = await essai.proprietaire.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      return JSON.stringify(
        (
          await sql`explain select id from protection.avis where conseiller_id = ${randomUUID()} order by demande_le desc limit 50`.execute(
            tx,
          )
        ).rows,
      )
    })
    assert.match(plan, /Index/)
  })
})
