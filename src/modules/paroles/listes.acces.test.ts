import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, uneAssistante } from '#essais/fabriques/agents.ts'
import { balayages, type Lecture } from '#essais/fabriques/balayages.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import type { Agent } from '#socle/agent.ts'
import { cleEphemere } from '#socle/coffre.ts'
import { sql } from '#socle/db.ts'
import { parolesSous } from './parole.requetes.ts'
import { recitsSous } from './recit.requetes.ts'

/* Six mille paroles et récits ailleurs : une lecture d'un dossier qui balaierait la table se verrait. */
const essai: Essai = await ouvrirEssai()
let assistante: Agent
let dossierId: string

before(async () => {
  assistante = await uneAssistante(essai)
  dossierId = (await unDossier(essai, assistante)).dossierId
  const autre = await uneAssistante(essai, BLAISE_PASCAL)
  await sql`
    with cle as (
      insert into coffre.cle (id, nature, enveloppe) select gen_random_uuid(), 'dossier', '\\x00' from generate_series(1, 3000) returning id
    ), dossier as (
      insert into dossiers.dossier (id, etablissement_id, eleve_aveugle, identite_chiffree, motif, origine, ouvert_par)
      select id, ${BLAISE_PASCAL}::uuid, uuid_send(id), '\\x00', 'MALETRE', 'ELEVE', ${autre.id}::uuid from cle returning id
    ), parole as (
      insert into paroles.parole (id, dossier_id, auteur_id, le, scelle_chiffre, empreinte)
      select gen_random_uuid(), id, ${autre.id}::uuid, date '2025-01-01', '\\x00', sha256('x') from dossier, generate_series(1, 2)
      returning id, dossier_id, auteur_id
    ), annotation as (
      insert into paroles.annotation (id, parole_id, dossier_id, auteur_id, texte_chiffre)
      select gen_random_uuid(), id, dossier_id, auteur_id, '\\x00' from parole
    )
    insert into paroles.recit (id, dossier_id, auteur_id, a_qui) select gen_random_uuid(), dossier_id, auteur_id, 'cpe' from parole`.execute(
    essai.proprietaire,
  )
  await sql`analyze paroles.parole, paroles.annotation, paroles.recit, dossiers.dossier`.execute(essai.proprietaire)
})

describe('lire les paroles d’un dossier ne balaie pas celles des autres', () => {
  const LECTURES: Readonly<Record<string, Lecture>> = {
    paroles: (c) => parolesSous(c, cleEphemere(dossierId)),
    récits: (c) => recitsSous(c, cleEphemere(dossierId)),
  }
  for (const [nom, lire] of Object.entries(LECTURES))
    test(nom, () =>
      enTantQue(essai, assistante, async (contexte) => {
        assert.deepEqual(await balayages(contexte, lire, ['parole', 'annotation', 'recit']), [])
      }),
    )
})
