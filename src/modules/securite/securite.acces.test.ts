import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { sql } from '#socle/db.ts'
import { listEquipe } from './comptes.requetes.ts'
import { condenser } from './condense.ts'
import { empreinteDuJeton } from './jeton.ts'

const REFUSE = /row-level security|permission denied|réservé à un autre/

describe('PostgreSQL refuse seul', async () => {
  const essai = await ouvrirEssai()
  let admin: Agent
  let ctssd: Agent
  let ass: Agent
  let autre: Agent
  before(async () => {
    admin = await unAgent(essai, 'administrateur', [CANTAL])
    ctssd = await unAgent(essai, 'ctss_departement', [CANTAL])
    ass = await uneAssistante(essai, LA_JORDANNE)
    autre = await uneAssistante(essai, JULES_FERRY)
    const mot_de_passe = await condenser('essai')
    for (const { id } of [admin, ctssd, ass, autre]) {
      await essai.proprietaire.insertInto('securite.identification').values({ agent_id: id, mot_de_passe, a_changer: false }).execute()
      await essai.proprietaire
        .insertInto('securite.session')
        .values({ id: randomUUID(), agent_id: id, jeton_empreinte: empreinteDuJeton(id), expire_le: new Date(Date.now() + 3_600_000) })
        .execute()
      await essai.proprietaire
        .insertInto('securite.code_secours')
        .values({ agent_id: id, empreinte: empreinteDuJeton(id) })
        .execute()
    }
  })

  const affecter = (agent: Agent, agentId: string, fonction: string, territoireId: string) =>
    enTantQue(essai, agent, ({ tx }) =>
      tx
        .insertInto('securite.affectation')
        .values({ id: randomUUID(), agent_id: agentId, fonction, territoire_id: territoireId, du: '2026-09-01', cree_par: agent.id })
        .execute(),
    )
  const clore = (agent: Agent, agentId: string) =>
    enTantQue(
      essai,
      agent,
      async ({ tx }) =>
        (await tx.updateTable('securite.affectation').set({ au: '2030-01-01' }).where('agent_id', '=', agentId).executeTakeFirst())
          .numUpdatedRows,
    )

  test('nul ne lit que ses propres secrets, codes et sessions, administrateur compris', async () => {
    for (const agent of [admin, ctssd, ass]) {
      const vus = await enTantQue(essai, agent, async ({ tx }) => [
        ...(await tx.selectFrom('securite.identification').select('agent_id').execute()),
        ...(await tx.selectFrom('securite.code_secours').select('agent_id').execute()),
        ...(await tx.selectFrom('securite.session').select('agent_id').execute()),
      ])
      assert.deepEqual([...new Set(vus.map((v) => v.agent_id))], [agent.id])
      assert.equal(vus.length, 3)
    }
  })

  test('ni l’empreinte d’un jeton, même la sienne', async () => {
    await assert.rejects(
      enTantQue(essai, ass, ({ tx }) => tx.selectFrom('securite.session').select('jeton_empreinte').execute()),
      REFUSE,
    )
  })

  test('sans identité, on ne voit personne', async () => {
    assert.deepEqual(await essai.app.selectFrom('securite.agent').select('id').execute(), [])
  })

  test('l’administrateur n’écrit ni le mot de passe ni la session d’un autre', async () => {
    const touches = await enTantQue(essai, admin, async ({ tx }) => [
      (await tx.updateTable('securite.identification').set({ mot_de_passe: 'x' }).where('agent_id', '=', ass.id).executeTakeFirst())
        .numUpdatedRows,
      (await tx.updateTable('securite.session').set({ fermee_le: new Date() }).where('agent_id', '=', ass.id).executeTakeFirst())
        .numUpdatedRows,
    ])
    assert.deepEqual(touches, [0n, 0n])
    await assert.rejects(
      enTantQue(essai, admin, ({ tx }) =>
        tx
          .insertInto('securite.session')
          .values({ id: randomUUID(), agent_id: ass.id, jeton_empreinte: Buffer.alloc(32), expire_le: new Date() })
          .execute(),
      ),
      REFUSE,
    )
  })

  test('réinitialiser et fermer : un autre administrateur, jamais soi, jamais un conseiller ni une assistante', async () => {
    const reinitialiser = (agent: Agent, cible: string) =>
      enTantQue(essai, agent, ({ tx }) => sql`select securite.reinitialiser(${cible}, 'x')`.execute(tx))
    const fermer = (agent: Agent, cible: string) =>
      enTantQue(essai, agent, ({ tx }) => sql`select securite.fermer_compte(${cible})`.execute(tx))
    for (const porte of [reinitialiser, fermer]) {
      await assert.rejects(porte(admin, admin.id), REFUSE)
      await assert.rejects(porte(ctssd, ass.id), REFUSE)
      await assert.rejects(porte(ass, autre.id), REFUSE)
      await porte(admin, ass.id)
    }
  })

  test('la réinitialisation ferme les sessions, retire la double vérification et laisse une trace que l’agent lit', async () => {
    await essai.app.transaction().execute(async (tx) => {
      await sql`select set_config('egide.agent_id', ${admin.id}, true)`.execute(tx)
      await sql`select securite.reinitialiser(${autre.id}, 'condense')`.execute(tx)
    })
    const vu = await enTantQue(essai, autre, async ({ tx }) => ({
      ouvertes: await tx.selectFrom('securite.session').select('id').where('fermee_le', 'is', null).execute(),
      codes: await tx.selectFrom('securite.code_secours').select('empreinte').execute(),
      traces: await tx.selectFrom('securite.reinitialisation').select('faite_par').execute(),
    }))
    assert.deepEqual(vu, { ouvertes: [], codes: [], traces: [{ faite_par: admin.id }] })
    const parLeConseiller = await enTantQue(essai, ctssd, ({ tx }) =>
      tx.selectFrom('securite.reinitialisation').select('agent_id').execute(),
    )
    assert.deepEqual(parLeConseiller, [{ agent_id: autre.id }])
    assert.deepEqual(await enTantQue(essai, ass, ({ tx }) => tx.selectFrom('securite.reinitialisation').select('id').execute()), [])
  })

  test('l’administrateur n’affecte ni lui-même, ni une fonction qui ouvre des dossiers', async () => {
    await assert.rejects(affecter(admin, admin.id, 'ctss_departement', CANTAL), REFUSE)
    await assert.rejects(affecter(admin, autre.id, 'assistant_social', LA_JORDANNE), REFUSE)
    await assert.rejects(affecter(admin, autre.id, 'stagiaire', LA_JORDANNE), REFUSE)
    await affecter(admin, autre.id, 'ctss_departement', CANTAL)
  })

  test('le conseiller affecte son équipe, sur son territoire, et nul autre', async () => {
    await affecter(ctssd, autre.id, 'assistant_social', LA_JORDANNE)
    await assert.rejects(affecter(ctssd, autre.id, 'assistant_social', idTerritoire('etablissement', '0690026D')), REFUSE)
    await assert.rejects(affecter(ctssd, autre.id, 'ctss_departement', CANTAL), REFUSE)
    await assert.rejects(affecter(ctssd, ctssd.id, 'assistant_social', BLAISE_PASCAL), REFUSE)
    await assert.rejects(affecter(ass, autre.id, 'assistant_social', LA_JORDANNE), REFUSE)
  })

  test('personne ne change ses propres affectations', async () => {
    for (const agent of [admin, ctssd, ass]) assert.equal(await clore(agent, agent.id), 0n)
    assert.equal(await clore(ctssd, ass.id), 1n)
  })

  test('le conseiller lit son équipe par l’index des territoires', async () => {
    const equipe = await enTantQue(essai, ctssd, ({ tx }) => listEquipe(tx, '2026-11-22'))
    assert.deepEqual(new Set(equipe.map((m) => m.agentId)), new Set([admin.id, ctssd.id, ass.id, autre.id]))
    assert.deepEqual(await enTantQue(essai, ass, ({ tx }) => listEquipe(tx, '2026-11-22')), [])
    const plan = await enTantQue(essai, ctssd, async ({ tx }) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } = await sql<
        Record<'QUERY PLAN', string>
      >`explain select id from securite.affectation where territoire_id = any ((select securite.territoires_de(array['ctss_departement']))::uuid[])`.execute(
        tx,
      )
      return rows.map((r) => r['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /affectation_territoire_id_idx/)
  })

  test('la liste des comptes se lit dans l’ordre de son index, sans tri', async () => {
    const plan = await enTantQue(essai, admin, async ({ tx }) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } = await sql<
        Record<'QUERY PLAN', string>
      >`explain select id from securite.agent order by lower(nom_affiche), id limit 50`.execute(tx)
      return rows.map((r) => r['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /agent_lower_id_idx/)
    assert.doesNotMatch(plan, /Sort/)
  })

  test('un compte de démonstration ne s’ouvre pas hors démonstration, et l’application n’en crée pas', async () => {
    await essai.proprietaire.updateTable('securite.agent').set({ demonstration: true }).where('id', '=', ass.id).execute()
    const lire = async (demonstration: boolean) =>
      (
        await sql`select * from securite.lire_session(${empreinteDuJeton(ass.id)}, interval '15 minutes', ${demonstration})`.execute(
          essai.app,
        )
      ).rows.length
    const tenter = async (demonstration: boolean) =>
      (await sql`select * from securite.tenter_identification(null, ${ass.id}, ${demonstration})`.execute(essai.app)).rows.length
    assert.deepEqual([await lire(true), await lire(false), await tenter(true), await tenter(false)], [1, 0, 1, 0])
    await assert.rejects(
      enTantQue(essai, admin, ({ tx }) =>
        sql`insert into securite.agent (id, identifiant, nom_affiche, demonstration) values (gen_random_uuid(), 'x.y', 'X', true)`.execute(
          tx,
        ),
      ),
      REFUSE,
    )
  })

  test('cent essais simultanés comptent cent fois : après cinq, plus aucun secret n’est rendu', async () => {
    await essai.proprietaire
      .updateTable('securite.identification')
      .set({ echecs: 0, bloque_jusqu_au: null })
      .where('agent_id', '=', ctssd.id)
      .execute()
    const rendus = await Promise.all(
      Array.from(
        { length: 100 },
        async () => (await sql`select * from securite.tenter_identification(null, ${ctssd.id}, false)`.execute(essai.app)).rows.length,
      ),
    )
    assert.equal(rendus.filter((n) => n === 1).length, 5)
  })
})
