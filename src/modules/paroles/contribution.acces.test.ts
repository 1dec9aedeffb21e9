import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { desParoles, unRecit } from '#essais/fabriques/paroles.ts'
import { findDossier } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { contributionParoles } from './contribution.cas.ts'

const essai: Essai = await ouvrirEssai()
let assistante: Agent
before(async () => {
  assistante = await uneAssistante(essai)
})

const apport = (dossierId: string) =>
  enTantQue(essai, assistante, async (c: Contexte) => {
    const dossier = await findDossier(c, dossierId)
    return {
      ...(await contributionParoles.apporter(c, dossier)),
      rappels: await contributionParoles.rappels?.(c, dossier),
      clos: (await contributionParoles.apporter(c, { ...dossier, statut: 'clos' })).actions,
    }
  })

describe('sur la page du dossier', () => {
  test('rien de raconté : l’action seule', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    assert.deepEqual(await apport(dossierId), {
      etapes: [],
      actions: [{ libelle: 'Paroles…', href: `/dossiers/${dossierId}/paroles/nouvelle` }],
      rappels: [],
      clos: [],
    })
  })

  test('chaque fois se voit, à qui et quand ; l’action et le rappel disent combien', async () => {
    const { dossierId } = await unDossier(essai, assistante)
    await desParoles(essai, assistante, dossierId)
    await unRecit(essai, assistante, dossierId, { le: '2025-11-10' })
    await unRecit(essai, assistante, dossierId, { aQui: 'parent' })
    const { etapes, actions, rappels } = await apport(dossierId)
    assert.deepEqual(
      etapes.map((e) => e.precision),
      ['L’enfant a raconté à : Camille Essai', 'À : Infirmière ou infirmier', 'À : Parent. Jour inconnu, consigné ce jour-là'],
    )
    assert.deepEqual(
      etapes.slice(0, 2).map((e) => e.jour),
      ['2025-11-12', '2025-11-10'],
    )
    assert.equal(actions[0]?.libelle, 'Paroles… (a déjà raconté : 3 fois)')
    assert.equal(rappels?.[0]?.titre, 'A déjà raconté : 3 fois')
  })
})
