import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { FONCTIONS, type Fonction, type Niveau, unAgentDe } from '#socle/agent.ts'
import { sql } from '#socle/db.ts'
import { enTantQue, ouvrirEssai } from './fabriques/base.ts'

/**
 * Deuxième et troisième anneaux contre un oracle indépendant : un parcours naïf en mémoire, écrit sans regarder le SQL, sur des arbres
 * de territoires, des affectations et des adhésions tirés au sort.
 */
const essai = await ouvrirEssai()
const ETAGES: readonly Niveau[] = ['national', 'academie', 'departement', 'bassin', 'etablissement']
const DU_SERVICE: readonly Fonction[] = ['assistant_social', 'stagiaire', 'ctss_bassin', 'ctss_departement']
const CONSEIL: readonly Fonction[] = ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national']

type Noeud = { readonly id: string; readonly niveau: Niveau; readonly parent: Noeud | null }

/** Un arbre : combien d'enfants à chaque nœud, et quels établissements pendent directement au département. */
async function planter(enfants: readonly number[], sansBassin: readonly boolean[]): Promise<Noeud[]> {
  const noeuds: Noeud[] = []
  let tirage = 0
  const pousser = async (niveau: Niveau, parent: Noeud | null): Promise<void> => {
    const noeud = { id: randomUUID(), niveau, parent }
    noeuds.push(noeud)
    await essai.proprietaire
      .insertInto('referentiels.territoire')
      .values({ id: noeud.id, niveau, code: `p-${noeud.id}`, libelle: niveau, parent_id: parent?.id ?? null })
      .execute()
    const suivant = ETAGES[ETAGES.indexOf(niveau) + 1]
    if (!suivant) return
    const combien = enfants[tirage++ % enfants.length] ?? 1
    for (let i = 0; i < combien; i++)
      await pousser(suivant === 'bassin' && sansBassin[tirage % sansBassin.length] ? 'etablissement' : suivant, noeud)
  }
  await pousser('national', null)
  return noeuds
}

const auteurId = randomUUID()
await essai.proprietaire
  .insertInto('securite.agent')
  .values({ id: auteurId, identifiant: 'auteur-proprietes', nom_affiche: 'Auteur' })
  .execute()

async function unDossierBrut(etablissementId: string): Promise<string> {
  const id = randomUUID()
  await essai.proprietaire
    .insertInto('coffre.cle')
    .values({ id, nature: 'dossier', enveloppe: randomBytes(60) })
    .execute()
  await essai.proprietaire
    .insertInto('dossiers.dossier')
    .values({
      id,
      etablissement_id: etablissementId,
      eleve_aveugle: randomBytes(16),
      identite_chiffree: randomBytes(40),
      motif: 'ABS',
      origine: 'ELEVE',
      ouvert_par: auteurId,
    })
    .execute()
  await sql`
    with acte as (
      insert into actes.acte (id, dossier_id, etablissement_id, auteur_id, type, motif, date_acte)
      values (gen_random_uuid(), ${id}, ${etablissementId}, ${auteurId}, 'VAD', 'FAM', '2025-01-01') returning id, dossier_id
    ), motif as (
      insert into actes.motif_associe (acte_id, dossier_id, motif) select id, dossier_id, 'ABS' from acte
    ), tiers as (
      insert into actes.information_tiers (id, dossier_id, acte_id, auteur_id, contenu_chiffre) select id, dossier_id, id, ${auteurId}, '\\x00' from acte
    ), rappel as (
      insert into actes.rappel (id, dossier_id, agent_id, echeance, objet_chiffre) values (${id}, ${id}, ${auteurId}, '2025-01-01', '\\x00')
    ), lien as (
      insert into dossiers.lien_familial (id, dossier_id, nature, contenu_chiffre, saisi_par) values (${id}, ${id}, 'fratrie', '\\x00', ${auteurId})
    ), titulaire as (
      insert into dossiers.titulaire_autorite (id, dossier_id, contenu_chiffre, saisi_par) values (${id}, ${id}, '\\x00', ${auteurId})
    ), information as (
      insert into protection.information_preoccupante (id, dossier_id, etablissement_id, auteur_id, modifiee_par, contenu_chiffre)
      values (${id}, ${id}, ${etablissementId}, ${auteurId}, ${auteurId}, '\\x00') returning id, dossier_id
    )
    insert into protection.etape (information_id, dossier_id, rang, nature, le, auteur_id)
    select id, dossier_id, 1, 'accuse', '2025-01-01', ${auteurId} from information`.execute(essai.proprietaire)
  return id
}

/** Ce que le dossier contient et que sa politique garde : qui voit l'un voit l'autre. */
const CONTENU = [
  'actes.motif_associe',
  'actes.information_tiers',
  'actes.rappel',
  'dossiers.lien_familial',
  'dossiers.titulaire_autorite',
  'protection.etape',
] as const

type Affectation = { readonly fonction: Fonction; readonly noeud: Noeud; readonly quand: 'passee' | 'presente' | 'future' }
const JOURS = { passee: ['2020-01-01', '2021-01-01'], presente: ['2020-01-01', null], future: ['2090-01-01', null] } as const

/** Oracles : ce que la règle dit, en une boucle. */
const monte = (n: Noeud | null, cible: Noeud): boolean => n !== null && (n === cible || monte(n.parent, cible))
const voitDossier = (affectations: readonly Affectation[], etablissement: Noeud): boolean =>
  affectations.some((a) => a.quand === 'presente' && a.fonction === 'assistant_social' && a.noeud === etablissement)
const voitChiffres = (affectations: readonly Affectation[], territoire: Noeud): boolean =>
  affectations.some((a) => a.quand === 'presente' && CONSEIL.includes(a.fonction) && monte(territoire, a.noeud))

async function affecter(affectations: readonly Affectation[]): Promise<string> {
  const id = randomUUID()
  await essai.proprietaire
    .insertInto('securite.agent')
    .values({ id, identifiant: `p-${id}`, nom_affiche: 'Agent' })
    .execute()
  for (const a of affectations) {
    const [du, au] = JOURS[a.quand]
    await essai.proprietaire
      .insertInto('securite.affectation')
      .values({ id: randomUUID(), agent_id: id, fonction: a.fonction, territoire_id: a.noeud.id, du, au })
      .execute()
  }
  return id
}

describe('périmètres, quel que soit l’arbre', async () => {
  const arbres = await Promise.all([planter([2], [false]), planter([1, 2, 3], [true, false]), planter([3, 1, 1, 2], [false, true, true])])
  const foret = arbres.flat()
  const etablissements = foret.filter((n) => n.niveau === 'etablissement')
  const dossiers = new Map<string, Noeud>()
  for (const e of etablissements) dossiers.set(await unDossierBrut(e.id), e)

  const affectation = fc.record({
    fonction: fc.constantFrom(...FONCTIONS),
    noeud: fc.constantFrom(...foret),
    quand: fc.constantFrom('passee', 'presente', 'presente', 'future'),
  })
  const affectations = fc.array(affectation as fc.Arbitrary<Affectation>, { maxLength: 6 })

  it('on ne voit que les dossiers des établissements où l’on est affecté aujourd’hui comme assistant de service social', async () => {
    await fc.assert(
      fc.asyncProperty(affectations, async (as) => {
        const agent = unAgentDe(await affecter(as), 'Agent', randomUUID(), [])
        const vus = await enTantQue(essai, agent, ({ tx }) =>
          tx
            .selectFrom('dossiers.dossier')
            .select('id')
            .where('id', 'in', [...dossiers.keys()])
            .execute(),
        )
        const attendus = [...dossiers].filter(([, e]) => voitDossier(as, e)).map(([id]) => id)
        assert.deepEqual(vus.map((d) => d.id).sort(), attendus.sort())
      }),
      { numRuns: 60 },
    )
  })

  it('une adhésion datée ouvre ce dossier et lui seul, à qui exerce dans le service ; être référent n’y ajoute rien', async () => {
    const ids = [...dossiers.keys()]
    const adhesion = fc.record({
      dossierId: fc.constantFrom(...ids),
      qualite: fc.constantFrom('stagiaire', 'referent'),
      quand: fc.constantFrom('passee', 'presente', 'future'),
    })
    await fc.assert(
      fc.asyncProperty(affectations, fc.array(adhesion, { maxLength: 4 }), async (as, adhesions) => {
        const agent = unAgentDe(await affecter(as), 'Agent', randomUUID(), [])
        for (const { dossierId, qualite, quand } of adhesions) {
          const [du, au] = [JOURS[quand][0], JOURS[quand][1] ?? '2099-01-01']
          await essai.proprietaire
            .insertInto('dossiers.membre')
            .values({ id: randomUUID(), dossier_id: dossierId, agent_id: agent.id, qualite, du, au, ajoute_par: auteurId })
            .execute()
        }
        const duService = as.some((a) => a.quand === 'presente' && DU_SERVICE.includes(a.fonction))
        const admis = (id: string) => adhesions.some((a) => a.dossierId === id && a.qualite === 'stagiaire' && a.quand === 'presente')
        const vus = await enTantQue(essai, agent, ({ tx }) =>
          tx.selectFrom('dossiers.dossier').select('id').where('id', 'in', ids).execute(),
        )
        const attendus = [...dossiers].filter(([id, e]) => voitDossier(as, e) || (duService && admis(id))).map(([id]) => id)
        assert.deepEqual(vus.map((d) => d.id).sort(), attendus.sort())
        for (const table of CONTENU) {
          const { rows } = await enTantQue(essai, agent, ({ tx }) =>
            sql<{ id: string }>`select dossier_id as id from ${sql.table(table)}`.execute(tx),
          )
          assert.deepEqual(rows.map((r) => r.id).sort(), attendus, table)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('les chiffres descendent l’arbre et ne le remontent jamais', async () => {
    await fc.assert(
      fc.asyncProperty(affectations, async (as) => {
        const agent = unAgentDe(await affecter(as), 'Agent', randomUUID(), [])
        const { rows } = await enTantQue(essai, agent, ({ tx }) =>
          sql<{
            id: string
          }>`select t.id from referentiels.territoire t where t.id = any (${foret.map((n) => n.id)}::uuid[]) and securite.couvre(t.id, ${[...CONSEIL]}::text[])`.execute(
            tx,
          ),
        )
        const attendus = foret.filter((n) => voitChiffres(as, n)).map((n) => n.id)
        assert.deepEqual(rows.map((r) => r.id).sort(), attendus.sort())
      }),
      { numRuns: 60 },
    )
  })
})
