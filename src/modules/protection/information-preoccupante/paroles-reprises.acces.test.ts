import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { desParoles, PROPOS } from '#essais/fabriques/paroles.ts'
import { unBrouillon } from '#essais/fabriques/protection.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { lireInformation } from './rediger-information.cas.ts'

const essai: Essai = await ouvrirEssai()
let assistante: Agent
before(async () => {
  assistante = await uneAssistante(essai)
})

const parolesDe = async (dossierId: string) =>
  (await lancer(essai.moteur, assistante, lireInformation, { id: await unBrouillon(essai, assistante, dossierId) })).ip.ecrit.contenu
    .paroles

test('un brouillon reprend mot pour mot les paroles scellées, dans l’ordre où elles ont été dites', async () => {
  const { dossierId, eleve } = await unDossier(essai, assistante)
  await desParoles(essai, assistante, dossierId, { propos: 'La suite.', le: '2025-11-14', entenduPar: 'L’infirmière' })
  await desParoles(essai, assistante, dossierId, { heure: '10:15', lieu: 'Bureau', question: 'posee', motsQuestion: 'Raconte ?' })
  const de = `${eleve.prenom} ${eleve.nomUsage ?? eleve.nomFamille}`
  assert.deepEqual(await parolesDe(dossierId), [
    {
      propos: PROPOS,
      de,
      a: 'Camille Essai',
      le: '2025-11-12',
      lieu: 'Bureau',
      circonstances: 'À 10 h 15.\nQuestion posée : « Raconte ? »',
    },
    { propos: 'La suite.', de, a: 'L’infirmière', le: '2025-11-14', lieu: null, circonstances: null },
  ])
})

test('sans parole consignée, la rubrique reste vide', async () => {
  const { dossierId } = await unDossier(essai, assistante)
  assert.deepEqual(await parolesDe(dossierId), [])
})
