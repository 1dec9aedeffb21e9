import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { balayages, type Lecture, relever } from '#essais/fabriques/balayages.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import type { Agent } from '#socle/agent.ts'
import { sql } from '#socle/db.ts'
import { listDuDossier, listEnAttente } from './signalement.requetes.ts'

/*
 * Six mille signalements ailleurs, soixante ici : une liste qui balaierait la table se verrait.
 */
const essai: Essai = await ouvrirEssai()
let assistante: Agent
let dossierId: string

before(async () => {
  assistante = await uneAssistante(essai)
  const autre = await uneAssistante(essai, BLAISE_PASCAL)
  dossierId = (await unDossier(essai, assistante)).dossierId
  await remplir(BLAISE_PASCAL, autre.id, 6_000)
  await remplir(LA_JORDANNE, assistante.id, 60)
  await sql`analyze protection.signalement, protection.signalement_etape, dossiers.dossier`.execute(essai.proprietaire)
})

/** Autant de dossiers que de signalements transmis ; la plupart ont leur copie consignée. */
const remplir = (etablissement: string, agent: string, combien: number) =>
  sql`
  with cle as (
    insert into coffre.cle (id, nature, enveloppe) select gen_random_uuid(), 'dossier', '\\x00' from generate_series(1, ${combien}::int) returning id
  ), dossier as (
    insert into dossiers.dossier (id, etablissement_id, eleve_aveugle, identite_chiffree, motif, origine, ouvert_par)
    select id, ${etablissement}::uuid, uuid_send(id), '\\x00', 'MALETRE', 'ELEVE', ${agent}::uuid from cle returning id
  ), numerote as (
    select id, row_number() over ()::int as n from dossier
  ), signalement as (
    insert into protection.signalement
      (id, dossier_id, etablissement_id, auteur_id, modifie_par, contenu_chiffre, statut, signataire_id, canal, destinataire_chiffre,
       transmis_le, fige_chiffre, empreinte, document_chiffre, document_empreinte)
    select gen_random_uuid(), id, ${etablissement}::uuid, ${agent}::uuid, ${agent}::uuid, '\\x00', 'transmis', ${agent}::uuid, 'COURRIER', '\\x00',
           timestamptz '2025-01-01 12:00+01' + n * interval '1 minute', '\\x00', sha256('x'), '\\x00', sha256('x')
      from numerote
    returning id, dossier_id, auteur_id
  )
  insert into protection.signalement_etape (signalement_id, dossier_id, rang, nature, le, copiee_le, canal, contenu_chiffre, auteur_id)
  select id, dossier_id, 1, 'copie', '2026-06-01', '2026-06-01', 'COURRIER', '\\x00', auteur_id from signalement where get_byte(uuid_send(id), 0) < 200`.execute(
    essai.proprietaire,
  )

describe('les listes ne balaient pas', () => {
  const lectures: Readonly<Record<string, Lecture>> = {
    'ce qui attend': listEnAttente,
    'signalements du dossier': (c) => listDuDossier(c, dossierId),
  }
  for (const [nom, lire] of Object.entries(lectures))
    test(nom, () =>
      enTantQue(essai, assistante, async (contexte) => {
        assert.equal((await relever(contexte, lire)).length, 1)
        assert.deepEqual(await balayages(contexte, lire, ['signalement', 'signalement_etape']), [])
      }),
    )
})
