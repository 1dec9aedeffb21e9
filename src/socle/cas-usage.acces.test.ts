import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { uneAssistante } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { type Contexte, casUsage, lancer, sansCible } from './cas-usage.ts'
import { ACCORD, refus } from './decision.ts'
import { ErreurMetier } from './erreur.ts'

const essai = await ouvrirEssai()
const agent = await uneAssistante(essai)
const lignes = () =>
  essai.proprietaire
    .selectFrom('socle.journal')
    .select(['action', 'resultat', 'motif', 'cible_id', 'cible_aveugle'])
    .where('agent_id', '=', agent.id)
    .orderBy('id', 'desc')
    .execute()

const ordre: string[] = []
const modele = (
  decision: () => typeof ACCORD | ReturnType<typeof refus>,
  executer: (c: Contexte) => Promise<{ id: string }> = async () => ({ id: randomUUID() }),
) =>
  casUsage({
    nom: 'essai.agir',
    saisie: z.object({ cibleId: z.uuid() }),
    charger: async () => ordre.push('charger'),
    autoriser: () => {
      ordre.push('autoriser')
      return decision()
    },
    executer: async (c) => {
      ordre.push('executer')
      return executer(c)
    },
    sujet: ({ cibleId }) => ({ cibleId }),
    creation: true,
  })

const saisie = () => ({ cibleId: randomUUID(), cleIdempotence: randomUUID() })

describe('moteur des cas d’usage', () => {
  it('charge, autorise, exécute, journalise, dans cet ordre', async () => {
    ordre.length = 0
    const s = saisie()
    await lancer(
      essai.moteur,
      agent,
      modele(() => ACCORD),
      s,
    )
    assert.deepEqual(ordre, ['charger', 'autoriser', 'executer'])
    assert.deepEqual((await lignes())[0], {
      action: 'essai.agir',
      resultat: 'accord',
      motif: null,
      cible_id: s.cibleId,
      cible_aveugle: null,
    })
  })

  it('refusé : rien n’est exécuté, le refus est journalisé', async () => {
    ordre.length = 0
    await assert.rejects(
      lancer(
        essai.moteur,
        agent,
        modele(() => refus('essai.non', 'Non.')),
        saisie(),
      ),
      /Non\./,
    )
    assert.deepEqual(ordre, ['charger', 'autoriser'])
    assert.deepEqual((await lignes()).map((l) => [l.resultat, l.motif])[0], ['refus', 'essai.non'])
  })

  it('introuvable en cours de route : tout est défait, le refus reste', async () => {
    const avant = (await lignes()).length
    const cas = modele(
      () => ACCORD,
      () => Promise.reject(new ErreurMetier('introuvable', 'essai.introuvable', 'Introuvable.')),
    )
    await assert.rejects(lancer(essai.moteur, agent, cas, saisie()))
    const apres = await lignes()
    assert.equal(apres.length, avant + 1)
    assert.equal(apres[0]?.motif, 'essai.introuvable')
  })

  it('une panne défait tout et n’écrit rien', async () => {
    const avant = (await lignes()).length
    await assert.rejects(
      lancer(
        essai.moteur,
        agent,
        modele(
          () => ACCORD,
          () => Promise.reject(new Error('panne')),
        ),
        saisie(),
      ),
      /panne/,
    )
    assert.equal((await lignes()).length, avant)
  })

  it('le même envoi, deux fois ou cinq à la fois, ne crée qu’une fois et répond pareil', async () => {
    let executions = 0
    const cas = modele(
      () => ACCORD,
      async () => {
        executions += 1
        return { id: randomUUID() }
      },
    )
    const s = saisie()
    const resultats = await Promise.all(Array.from({ length: 5 }, () => lancer(essai.moteur, agent, cas, s)))
    assert.equal(executions, 1)
    assert.equal(new Set(resultats.map((r) => r.id)).size, 1)
    assert.equal((await lancer(essai.moteur, agent, cas, s)).id, resultats[0]?.id)
  })

  it('une clé ne sert pas à deux actions, et son absence se dit', async () => {
    const s = saisie()
    await lancer(
      essai.moteur,
      agent,
      modele(() => ACCORD),
      s,
    )
    await assert.rejects(lancer(essai.moteur, agent, { ...modele(() => ACCORD), nom: 'essai.autre' }, s), /a déjà servi/)
    await assert.rejects(
      lancer(
        essai.moteur,
        agent,
        modele(() => ACCORD),
        { cibleId: randomUUID() },
      ),
      /périmé/,
    )
  })

  it('un élève n’entre au journal que par son empreinte', async () => {
    const eleveId = randomUUID()
    const cas = casUsage({
      nom: 'essai.lire',
      saisie: z.object({}),
      charger: sansCible,
      autoriser: () => ACCORD,
      executer: async () => null,
      sujet: () => ({ eleveId }),
    })
    await lancer(essai.moteur, agent, cas, {})
    const [derniere] = await lignes()
    assert.equal(derniere?.cible_id, null)
    assert.deepEqual(derniere?.cible_aveugle, essai.coffre.empreinte('journal.eleve', eleveId))
  })

  it('le journal ne s’écrit pas au nom d’un autre, ne se relit ni ne se corrige', async () => {
    const enTant = (corps: (tx: Contexte['tx']) => Promise<unknown>) =>
      essai.app.transaction().execute(async (tx) => {
        await tx.executeQuery((await import('kysely')).sql`select set_config('egide.agent_id', ${agent.id}, true)`.compile(tx))
        return corps(tx)
      })
    await assert.rejects(
      enTant((tx) => tx.insertInto('socle.journal').values({ agent_id: randomUUID(), action: 'essai.agir', resultat: 'accord' }).execute()),
      /row-level security/,
    )
    await assert.rejects(
      enTant((tx) => tx.selectFrom('socle.journal').selectAll().execute()),
      /permission denied/,
    )
    await assert.rejects(
      enTant((tx) => tx.updateTable('socle.journal').set({ action: 'essai.x' }).execute()),
      /permission denied/,
    )
    await assert.rejects(
      enTant((tx) => tx.deleteFrom('socle.journal').execute()),
      /permission denied/,
    )
  })
})
