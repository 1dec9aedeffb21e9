import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unDossierAvecParents } from '#essais/fabriques/protection.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { desidentifierTexte, inscrireReference, lireSansDoublon } from './sans-doublon.cas.ts'

const essai = await ouvrirEssai()
let assistante: Agent
let ailleurs: Agent
before(async () => {
  assistante = await uneAssistante(essai, LA_JORDANNE)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
})

const inscrire = (dossierId: string, champs: Record<string, string> = {}, agent = assistante) =>
  lancer(essai.moteur, agent, inscrireReference, {
    cleIdempotence: randomUUID(),
    dossierId,
    application: 'faits_etablissement',
    reference: 'FE-2026-0042',
    le: '2025-11-12',
    niveau: '2',
    ...champs,
  })
const aucun = (promesse: Promise<unknown>) => assert.rejects(promesse, (e) => e instanceof ErreurMetier && e.genre === 'introuvable')
const refuse = (promesse: Promise<unknown>, champ: string) =>
  assert.rejects(promesse, (e) => e instanceof ErreurMetier && e.champ === champ)

describe('ce qui est saisi ailleurs', () => {
  test('la référence revient, avec sa date et son niveau ; la base n’en garde rien en clair', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    await inscrire(dossierId)
    const { references } = await lancer(essai.moteur, assistante, lireSansDoublon, { dossierId })
    assert.deepEqual(
      references.map((r) => [r.application, r.reference, r.le, r.niveau]),
      [['faits_etablissement', 'FE-2026-0042', '2025-11-12', '2']],
    )
    const { rows } = await sql<{ l: string }>`select r::text as l from protection.reference_externe r`.execute(essai.proprietaire)
    assert.doesNotMatch(rows.map((r) => r.l).join(), /FE-2026/)
  })

  test('un niveau pour Faits établissement, aucun exigé pour pHARe, jamais dans l’avenir', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    await refuse(inscrire(dossierId, { niveau: '' }), 'niveau')
    await refuse(inscrire(dossierId, { le: '2999-01-01' }), 'le')
    await inscrire(dossierId, { application: 'phare', niveau: '' })
  })

  test('le texte à coller ne nomme ni l’élève, ni ses parents ; rien n’en est gardé', async () => {
    const { dossierId, eleve } = await unDossierAvecParents(essai, assistante)
    const compter = async () =>
      Number((await sql<{ n: string }>`select count(*) as n from protection.reference_externe`.execute(essai.proprietaire)).rows[0]?.n)
    const avant = await compter()
    const { sansNom } = await lancer(essai.moteur, assistante, desidentifierTexte, {
      dossierId,
      texte: `${eleve.prenom} Dupont et sa mère Aïcha LEFÈVRE, né le 5 mars 2013, 06 12 34 56 78.`,
    })
    assert.doesNotMatch(sansNom, /Dupont|Lefèvre|Aïcha|2013|06 12/i)
    assert.equal(await compter(), avant)
  })

  test('hors du dossier, rien n’existe, et la base n’y laisse rien écrire', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    await aucun(lancer(essai.moteur, ailleurs, lireSansDoublon, { dossierId }))
    await aucun(inscrire(dossierId, {}, ailleurs))
    await aucun(lancer(essai.moteur, ailleurs, desidentifierTexte, { dossierId, texte: 'Léo.' }))
    const ligne = {
      id: randomUUID(),
      dossier_id: dossierId,
      auteur_id: ailleurs.id,
      application: 'phare',
      le: '2025-11-12',
      reference_chiffre: Buffer.alloc(1),
    }
    await assert.rejects(
      enTantQue(essai, ailleurs, ({ tx }) => tx.insertInto('protection.reference_externe').values(ligne).execute()),
      /row-level security/,
    )
  })

  test('la liste passe par son index', async () => {
    const plan = await essai.proprietaire.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      return JSON.stringify(
        (
          await sql`explain select id from protection.reference_externe where dossier_id = ${randomUUID()} order by le desc limit 50`.execute(
            tx,
          )
        ).rows,
      )
    })
    assert.match(plan, /Index/)
  })
})
