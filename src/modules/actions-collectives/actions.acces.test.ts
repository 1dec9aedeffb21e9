import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { UN_JOUR } from '#essais/fabriques/dossiers.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { compterMesActions, listActions } from './action.requetes.ts'
import { consignerAction } from './consigner-action.cas.ts'
import { annulerAction, corrigerAction, preparerCorrection } from './corriger-action.cas.ts'
import { lireActions } from './lire-actions.cas.ts'

const essai = await ouvrirEssai()
const { moteur, proprietaire } = essai
const marie = await uneAssistante(essai, LA_JORDANNE)
const collegue = await uneAssistante(essai, LA_JORDANNE)
const conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])

const COLLECTIVE = { nature: 'action_collective', etablissementId: LA_JORDANNE, dateAction: UN_JOUR, theme: 'HARC' }
const CONSEIL = { nature: 'conseil', etablissementId: LA_JORDANNE, dateAction: UN_JOUR, motif: 'ABS' }
const INSTANCE = { nature: 'instance', etablissementId: LA_JORDANNE, dateAction: UN_JOUR, instance: 'GPDS' }

const consigner = (agent: Agent, saisie: object, cleIdempotence: string = randomUUID()) =>
  lancer(moteur, agent, consignerAction, { ...saisie, cleIdempotence })
const ligne = (auteurId: string, reste: object = {}) => ({
  id: randomUUID(),
  auteur_id: auteurId,
  etablissement_id: LA_JORDANNE,
  nature: 'action_collective',
  date_action: UN_JOUR,
  theme: 'HARC',
  ...reste,
})
const inserer = (agent: Agent, valeurs: ReturnType<typeof ligne>) =>
  enTantQue(essai, agent, ({ tx }) => tx.insertInto('actions_collectives.action').values(valeurs).execute())
/** Ce que la boîte de dépôt additionne, par type et objet. */
const deposes = async () =>
  Object.fromEntries(
    (
      await sql<{ quoi: string; n: number; eleves: number | null }>`
        select type || ' ' || coalesce(motif, instance, theme, '') as quoi, sum(sens)::int as n, sum(sens * eleves)::int as eleves
          from observation.depot where type in ('conseil', 'instance', 'action_collective') group by 1 having sum(sens) <> 0`.execute(
        proprietaire,
      )
    ).rows.map((r) => [r.quoi, [r.n, r.eleves]]),
  )

describe('consigner sans nom', () => {
  test('trois champs suffisent à chaque nature ; le reste se laisse, ou se dit inconnu', async () => {
    const avant = await lancer(moteur, marie, lireActions, { annee: 2025 })
    await consigner(marie, CONSEIL)
    await consigner(marie, INSTANCE)
    const { actionId } = await consigner(marie, { ...COLLECTIVE, classes: '2', inconnus: 'eleves', partenaires: ['INF', 'ASSO'] })
    const { actions, total } = await lancer(moteur, marie, lireActions, { annee: 2025 })
    assert.equal(total, avant.total + 3)
    const a = actions.find((x) => x.id === actionId)
    assert.deepEqual([a?.classes, a?.eleves, a?.parents, a?.inconnus, a?.partenaires], [2, null, null, ['eleves'], ['INF', 'ASSO']])
  })

  test('un champ requis qui manque, un nombre dit et dit inconnu, une date à venir : l’envoi se corrige', async () => {
    for (const [saisie, champ] of [
      [{ ...COLLECTIVE, theme: '' }, 'theme'],
      [{ ...INSTANCE, instance: undefined }, 'instance'],
      [{ ...CONSEIL, motif: 'INVENTE' }, 'motif'],
      [{ ...CONSEIL, origine: 'ELEVE' }, 'origine'],
      [{ ...COLLECTIVE, eleves: '-1' }, 'eleves'],
      [{ ...COLLECTIVE, eleves: '25', inconnus: ['eleves'] }, 'eleves'],
    ] as const)
      await assert.rejects(consigner(marie, saisie), (e: { issues?: { path: string[] }[] }) => e.issues?.[0]?.path[0] === champ, champ)
    await refuse(consigner(marie, { ...CONSEIL, dateAction: '2999-01-01' }), 'actions_collectives.date_future')
  })

  test('un double envoi ne compte qu’une fois', async () => {
    const cle = randomUUID()
    const [avant, premier, second] = [await deposes(), await consigner(marie, INSTANCE, cle), await consigner(marie, INSTANCE, cle)]
    assert.equal(premier.actionId, second.actionId)
    assert.equal((await deposes())['instance GPDS']?.[0], (avant['instance GPDS']?.[0] ?? 0) + 1)
  })

  test('le fait ne dit ni l’agent, ni l’action, ni le jour', async () => {
    const { actionId } = await consigner(marie, CONSEIL)
    const { rows } = await sql<{ tout: string }>`select to_jsonb(d)::text as tout from observation.depot d where type = 'conseil'`.execute(
      proprietaire,
    )
    assert.ok(rows.length > 0)
    for (const { tout } of rows) for (const trace of [actionId, marie.id, UN_JOUR]) assert.ok(!tout.includes(trace), trace)
  })
})

describe('troisième anneau, seul : la base', () => {
  test('nul ne lit que les siennes : ni la collègue, ni la conseillère du département', async () => {
    const { actionId } = await consigner(marie, CONSEIL)
    await lancer(moteur, marie, annulerAction, { actionId })
    for (const [agent, vues] of [
      [marie, 1],
      [collegue, 0],
      [conseillere, 0],
    ] as const)
      await enTantQue(essai, agent, async ({ tx }) => {
        const actions = await tx.selectFrom('actions_collectives.action').select('id').where('id', '=', actionId).execute()
        const retirees = await tx
          .selectFrom('actions_collectives.annulation')
          .select('action_id')
          .where('action_id', '=', actionId)
          .execute()
        assert.deepEqual([actions.length, retirees.length], [vues, vues])
      })
  })

  test('on n’écrit ni au nom d’une autre, ni dans un établissement qui n’est pas le sien, ni sans y être affecté', async () => {
    await assert.rejects(inserer(marie, ligne(collegue.id)), /row-level security/)
    await assert.rejects(inserer(marie, ligne(marie.id, { etablissement_id: JULES_FERRY })), /row-level security/)
    await assert.rejects(inserer(conseillere, ligne(conseillere.id)), /row-level security/)
    await inserer(marie, ligne(marie.id))
  })

  test('on n’annule que les siennes, et rien ne se modifie ni ne s’efface', async () => {
    const { actionId } = await consigner(marie, CONSEIL)
    const { actionId: sienne } = await consigner(collegue, CONSEIL)
    const annuler = (agent: Agent, valeurs: { action_id: string; remplacante_id?: string }) =>
      enTantQue(essai, agent, ({ tx }) => tx.insertInto('actions_collectives.annulation').values(valeurs).execute())
    await assert.rejects(annuler(collegue, { action_id: actionId }), /row-level security/)
    await assert.rejects(annuler(marie, { action_id: actionId, remplacante_id: sienne }), /row-level security/)
    await annuler(marie, { action_id: actionId })
    for (const ordre of [sql`update actions_collectives.action set classes = 3`, sql`delete from actions_collectives.action`])
      await assert.rejects(
        enTantQue(essai, marie, ({ tx }) => ordre.execute(tx)),
        /permission denied/,
      )
  })

  test('chaque nature porte les siens et rien d’autre', async () => {
    for (const faux of [
      { theme: null },
      { motif: 'ABS' },
      { role: 'MEMBRE' },
      { nature: 'conseil', theme: null, motif: 'ABS', eleves: 12 },
      { nature: 'instance', theme: null, instance: 'GPDS', partenaires: ['INF'] },
      { eleves: 12, inconnus: ['eleves'] },
      { inconnus: ['autre'] },
      { eleves: -1 },
    ])
      await assert.rejects(inserer(marie, ligne(marie.id, faux)), /check constraint/, JSON.stringify(faux))
  })
})

describe('corriger, annuler', () => {
  test('corriger remplace : l’ancienne reste, hors des comptes, et le fait se compense', async () => {
    const anne = await uneAssistante(essai, LA_JORDANNE)
    const avant = await deposes()
    const { actionId } = await consigner(anne, { ...COLLECTIVE, theme: 'SOLID', eleves: '30' })
    await lancer(moteur, anne, corrigerAction, { ...COLLECTIVE, theme: 'DELEG', eleves: '12', actionId, cleIdempotence: randomUUID() })
    const apres = await deposes()
    assert.deepEqual([apres['action_collective SOLID'], apres['action_collective DELEG']], [avant['action_collective SOLID'], [1, 12]])
    const { actions } = await lancer(moteur, anne, lireActions, { annee: 2025 })
    assert.deepEqual(actions.map((a) => [a.theme, a.annuleeLe !== null, a.remplacee]).sort(), [
      ['DELEG', false, false],
      ['SOLID', true, true],
    ])
    const comptes = await enTantQue(essai, anne, (c) => compterMesActions(c, '2025-09-01', '2026-09-01'))
    assert.deepEqual(
      [comptes.natures.action_collective, [...comptes.objets.action_collective], comptes.publics.eleves],
      [1, [['DELEG', 1]], { somme: 12, dits: 1, inconnus: 0 }],
    )
  })

  test('annuler deux fois ne compense qu’une fois ; corriger ce qui est retiré se refuse', async () => {
    const avant = await deposes()
    const { actionId } = await consigner(marie, INSTANCE)
    await lancer(moteur, marie, annulerAction, { actionId })
    await lancer(moteur, marie, annulerAction, { actionId })
    assert.deepEqual(await deposes(), avant)
    await refuse(
      lancer(moteur, marie, corrigerAction, { ...INSTANCE, actionId, cleIdempotence: randomUUID() }),
      'actions_collectives.deja_retiree',
    )
    assert.deepEqual(await deposes(), avant)
  })

  test('celle d’une autre n’existe pas ; après une mutation, la sienne se lit mais ne se corrige plus', async () => {
    const { actionId } = await consigner(marie, CONSEIL)
    await refuse(lancer(moteur, collegue, preparerCorrection, { actionId }), 'actions_collectives.introuvable')
    await refuse(lancer(moteur, collegue, annulerAction, { actionId }), 'actions_collectives.introuvable')
    const partie = await uneAssistante(essai, LA_JORDANNE)
    const { actionId: avant } = await consigner(partie, CONSEIL)
    await proprietaire.updateTable('securite.affectation').set({ au: '2025-12-01' }).where('agent_id', '=', partie.id).execute()
    const mutee = { ...partie, etablissementsSuivis: new Set([JULES_FERRY]) }
    assert.equal((await lancer(moteur, mutee, lireActions, { annee: 2025 })).total, 1)
    await refuse(lancer(moteur, mutee, annulerAction, { actionId: avant }), 'actions_collectives.hors_secteur')
  })
})

describe('la liste', () => {
  test('se pagine et passe par son index', async () => {
    await sql`
      insert into actions_collectives.action (id, auteur_id, etablissement_id, nature, date_action, motif)
        select gen_random_uuid(), case when i % 100 = 0 then ${marie.id}::uuid else ${collegue.id}::uuid end, ${LA_JORDANNE}, 'conseil', date '2024-10-01' + (i % 200), 'ABS'
          from generate_series(1, 6000) i`.execute(proprietaire)
    await sql`analyze actions_collectives.action, actions_collectives.annulation`.execute(proprietaire)
    const { total, pages, actions } = await lancer(moteur, marie, lireActions, { annee: 2024, page: 2 })
    assert.deepEqual([total, pages, actions.length], [60, 3, 25])
    assert.equal((await lancer(moteur, marie, lireActions, { annee: 2024, page: 99 })).page, 3)
    const plan = await enTantQue(essai, marie, async ({ tx }) => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain
        select a.id from actions_collectives.action a left join actions_collectives.annulation x on x.action_id = a.id
         where a.date_action >= '2024-09-01' and a.date_action < '2025-09-01' order by a.date_action desc, a.saisi_le desc, a.id desc limit 25`.execute(
        tx,
      )
      return rows.map((r) => r['QUERY PLAN']).join('\n')
    })
    assert.match(plan, /action_auteur_id_date_action_saisi_le_id_idx/)
    assert.doesNotMatch(plan, /Seq Scan on action\b/)
    assert.equal((await enTantQue(essai, collegue, (c) => listActions(c, '2024-09-01', '2025-09-01', 1))).total, 5940)
  })
})
