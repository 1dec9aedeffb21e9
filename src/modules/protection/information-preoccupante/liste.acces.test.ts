import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { balayages, type Lecture, relever } from '#essais/fabriques/balayages.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import type { Agent } from '#socle/agent.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { compterInformations, listDuDossier, listEnAttente, listInformations } from './liste.requetes.ts'
import { ETATS_LISTE, PAR_PAGE } from './liste.ts'

/*
 * Six mille informations ailleurs, soixante ici : une liste qui balaierait la table se verrait.
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
  await sql`analyze protection.information_preoccupante, protection.etape, dossiers.dossier`.execute(essai.proprietaire)
})

/** Autant de dossiers que d'informations transmises ; une sur trois environ a sa réponse. */
const remplir = (etablissement: string, agent: string, combien: number) =>
  sql`
  with cle as (
    insert into coffre.cle (id, nature, enveloppe) select gen_random_uuid(), 'dossier', '\\x00' from generate_series(1, ${combien}::int) returning id
  ), dossier as (
    insert into dossiers.dossier (id, etablissement_id, eleve_aveugle, identite_chiffree, motif, origine, ouvert_par)
    select id, ${etablissement}::uuid, uuid_send(id), '\\x00', 'MALETRE', 'ELEVE', ${agent}::uuid from cle returning id
  ), numerote as (
    select id, row_number() over ()::int as n from dossier
  ), ip as (
    insert into protection.information_preoccupante
      (id, dossier_id, etablissement_id, auteur_id, modifiee_par, contenu_chiffre, statut, signataire_id, canal, destinataire_chiffre,
       transmise_le, retour_attendu_le, fige_chiffre, empreinte, document_chiffre, document_empreinte)
    select gen_random_uuid(), id, ${etablissement}::uuid, ${agent}::uuid, ${agent}::uuid, '\\x00', 'transmise', ${agent}::uuid, 'COURRIER', '\\x00',
           timestamptz '2025-01-01 12:00+01' + n * interval '1 minute', date '2026-01-01' + n % 365, '\\x00', sha256('x'), '\\x00', sha256('x')
      from numerote
    returning id, dossier_id, auteur_id, retour_attendu_le
  )
  insert into protection.etape (information_id, dossier_id, rang, nature, le, suite, auteur_id)
  select id, dossier_id, 1, 'reponse', '2026-06-01', 'CLASSEE', auteur_id from ip where extract(day from retour_attendu_le)::int % 3 = 0`.execute(
    essai.proprietaire,
  )

describe('les listes ne balaient pas', () => {
  const lectures: Readonly<Record<string, Lecture>> = {
    ...Object.fromEntries(ETATS_LISTE.map((etat) => [`liste « ${etat} »`, (c: Contexte) => listInformations(c, etat, 1)])),
    comptes: compterInformations,
    'ce qui attend': (c) => listEnAttente(c, '2026-06-15'),
    'informations du dossier': (c) => listDuDossier(c, dossierId),
  }
  for (const [nom, lire] of Object.entries(lectures))
    test(nom, () =>
      enTantQue(essai, assistante, async (contexte) => {
        assert.equal((await relever(contexte, lire)).length, 1)
        assert.deepEqual(await balayages(contexte, lire, ['information_preoccupante', 'etape']), [])
      }),
    )

  test('chaque page est bornée, les échéances les plus anciennes d’abord, sans doublon d’une page à l’autre', () =>
    enTantQue(essai, assistante, async (c) => {
      const { attente } = await compterInformations(c)
      const pages = await Promise.all([1, 2, 3].map((p) => listInformations(c, 'attente', p)))
      const lues = pages.flat()
      assert.equal(pages[0]?.length, PAR_PAGE)
      assert.equal(lues.length, attente)
      assert.equal(new Set(lues.map((l) => l.id)).size, attente)
      const dues = lues.map((l) => l.retourAttenduLe ?? '')
      assert.deepEqual(dues, dues.toSorted())
    }))
})
