import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { creerChercher } from './chercher.cas.ts'
import { findEleve, findEleves, identitesEquivalentes } from './eleve.requetes.ts'
import { chercherEleves } from './rechercher.requetes.ts'

const essai = await ouvrirEssai()
const claire = await uneAssistante(essai, LA_JORDANNE)
const leo = (await unEleve(essai, LA_JORDANNE)).id
await unEleve(essai, LA_JORDANNE, { nomFamille: 'LEFÈVRE', prenom: 'Zoé' })
await unEleve(essai, LA_JORDANNE, { nomFamille: 'N’GUESSAN', prenom: 'Awa' })
await unEleve(essai, LA_JORDANNE, { nomFamille: 'ROY', prenom: 'Jean-Pierre' })

const chercher = creerChercher(async () => new Map())
const noms = (agent: Agent, cherche: string) =>
  enTantQue(essai, agent, async (c) => (await chercherEleves(c, cherche)).eleves.map((e) => e.nomFamille))

describe('Rechercher un élève', () => {
  for (const cherche of ['leo dupon', 'DUPONT Léo', 'dupond leo', 'du', 'dupotn'])
    test(`« ${cherche} » trouve Léo DUPONT en premier`, async () => assert.equal((await noms(claire, cherche))[0], 'DUPONT'))
  for (const [cherche, nom] of [
    ['lefevre', 'LEFÈVRE'],
    ['le fevre', 'LEFÈVRE'],
    ['n guessan', 'N’GUESSAN'],
    ['nguessan', 'N’GUESSAN'],
    ['jean-pierre', 'ROY'],
    ['jean pierre', 'ROY'],
    ['jeanpierre roy', 'ROY'],
  ] as const)
    test(`« ${cherche} » trouve ${nom}`, async () => assert.equal((await noms(claire, cherche))[0], nom))
  test('une seule lettre ne cherche pas', async () => assert.deepEqual(await noms(claire, 'd'), []))
  test('ce qui ne ressemble à personne ne trouve personne', async () => assert.deepEqual(await noms(claire, 'wxyz'), []))
  test('le résultat dit l’âge, la classe et l’établissement', async () => {
    essai.fixerHeure(new Date('2026-11-22T10:00:00Z'))
    const [trouve] = await enTantQue(essai, claire, async (c) => (await chercherEleves(c, 'leo dupont')).eleves)
    assert.deepEqual([trouve?.age, trouve?.classe, trouve?.present], [13, '4 B', true])
  })
  test('au journal, la recherche ne laisse pas ce qui a été tapé', async () => {
    await lancer(essai.moteur, claire, chercher, { q: 'dupont' })
    const ligne = await essai.proprietaire
      .selectFrom('socle.journal')
      .selectAll()
      .where('action', '=', 'eleves.chercher')
      .executeTakeFirstOrThrow()
    assert.deepEqual([ligne.agent_id, ligne.resultat, ligne.cible_id, ligne.cible_aveugle], [claire.id, 'accord', null, null])
  })
})

describe('Hors de mes établissements', () => {
  test('l’assistante d’un autre collège ne trouve rien, ne lit rien', async () => {
    const ailleurs = await uneAssistante(essai, JULES_FERRY)
    assert.deepEqual(await noms(ailleurs, 'dupont'), [])
    await enTantQue(essai, ailleurs, async (c) => {
      assert.deepEqual(await findEleves(c, [leo]), [])
      await assert.rejects(findEleve(c, leo), (e) => e instanceof ErreurMetier && e.genre === 'introuvable')
      await assert.rejects(identitesEquivalentes(c, leo), (e) => e instanceof ErreurMetier && e.genre === 'introuvable')
    })
  })
  test('même en présentant les jetons d’un autre établissement, elle n’obtient aucun identifiant', async () => {
    const { empreintes } = await essai.proprietaire
      .selectFrom('eleves.eleve')
      .select('empreintes')
      .where('id', '=', leo)
      .executeTakeFirstOrThrow()
    const ailleurs = await uneAssistante(essai, JULES_FERRY)
    const rendus = await enTantQue(essai, ailleurs, (c) =>
      sql`select * from eleves.chercher(array_fill(${LA_JORDANNE}::uuid, array[cardinality(${empreintes}::int[])]), ${empreintes}::int[], ${empreintes}::int[], 40)`.execute(
        c.tx,
      ),
    )
    assert.deepEqual(rendus.rows, [])
  })
  for (const fonction of [
    'administrateur',
    'ctss_departement',
    'ctss_bassin',
    'autorite',
    'secretariat',
    'equipe_educative',
    'stagiaire',
    'delegue_donnees',
  ] as const)
    test(`${fonction} ne lit aucun élève, aucun responsable, aucune clé, même affecté à l’établissement`, async () => {
      const agent = await unAgent(essai, fonction, [LA_JORDANNE])
      await enTantQue(essai, agent, async ({ tx }) => {
        assert.deepEqual(await tx.selectFrom('eleves.eleve').select('id').execute(), [])
        assert.deepEqual(await tx.selectFrom('eleves.responsable').select('id').execute(), [])
        assert.deepEqual(await tx.selectFrom('eleves.responsabilite_protegee').select('cle_aveugle').execute(), [])
        assert.deepEqual(await tx.selectFrom('coffre.cle').select('id').where('nature', '=', 'etablissement').execute(), [])
      })
      await assert.rejects(
        lancer(essai.moteur, agent, chercher, { q: 'dupont' }),
        (e) => e instanceof ErreurMetier && e.genre === 'interdit',
      )
    })
  test('une affectation finie ferme la recherche', async () => {
    const partie = await unAgent(essai, 'assistant_social', [LA_JORDANNE], { du: '2020-09-01', au: '2021-09-01' })
    assert.deepEqual(await noms(partie, 'dupont'), [])
  })
})
