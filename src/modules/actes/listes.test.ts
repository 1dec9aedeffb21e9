import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { mesurer } from '#socle/mesures.ts'
import { creerLireDossier } from './lire-dossier.cas.ts'

const essai = await ouvrirEssai()
const marie = await uneAssistante(essai, LA_JORDANNE)
const autre = await uneAssistante(essai, JULES_FERRY)

type Noeud = {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Noeud[]
}
const noeuds = (n: Noeud): Noeud[] => [n, ...(n.Plans ?? []).flatMap(noeuds)]

/** Les tables balayées en entier par une requête de l'agent. */
async function balayages(requete: ReturnType<typeof sql>): Promise<string[]> {
  return enTantQue(essai, marie, async ({ tx }) => {
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Noeud }] }>`explain (format json) ${requete}`.execute(tx)
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    assert.ok(plan)
    return noeuds(plan)
      .filter((n) => n['Node Type'] === 'Seq Scan')
      .map((n) => n['Relation Name'] ?? '')
  })
}

describe('listes', async () => {
  const { dossierId } = await unDossier(essai, marie)
  for (let i = 0; i < 50; i++)
    await unActe(essai, marie, dossierId, {
      dateActe: `2025-10-${String((i % 28) + 1).padStart(2, '0')}`,
      compteRendu: `Compte rendu ${i}`,
      motifsAssocies: ['FAM'],
    })
  // Assez de dossiers d'autres établissements pour que balayer soit un mauvais choix.
  await sql`
    with lieux as (select territoire_id, row_number() over () - 1 as rang from referentiels.etablissement where territoire_id <> ${LA_JORDANNE} limit 400),
    cles as (insert into coffre.cle (id, nature, enveloppe) select gen_random_uuid(), 'dossier', '\\x00' from generate_series(1, 6000) returning id),
    rangs as (select id, row_number() over () as rang from cles),
    dossiers as (insert into dossiers.dossier (id, etablissement_id, eleve_aveugle, identite_chiffree, motif, origine, ouvert_par)
      select r.id, l.territoire_id, uuid_send(r.id), '\\x00', 'FAM', 'ELEVE', ${marie.id} from rangs r join lieux l on l.rang = r.rang % 400 returning id, etablissement_id)
    select count(*) from dossiers`.execute(essai.proprietaire)
  await sql`
    insert into actes.acte (id, dossier_id, etablissement_id, auteur_id, type, motif, date_acte)
      select gen_random_uuid(), d.id, d.etablissement_id, ${autre.id}, 'VAD', 'FAM', date '2025-10-01' from dossiers.dossier d where d.etablissement_id <> ${LA_JORDANNE}`.execute(
    essai.proprietaire,
  )
  await sql`
    insert into actes.rappel (id, dossier_id, agent_id, echeance, objet_chiffre)
      select gen_random_uuid(), d.id, ${autre.id}, date '2099-01-01', '\\x00' from dossiers.dossier d where d.etablissement_id <> ${LA_JORDANNE}`.execute(
    essai.proprietaire,
  )
  await sql`analyze dossiers.dossier, dossiers.membre, actes.acte, actes.rappel, coffre.cle`.execute(essai.proprietaire)

  test('mes dossiers, une chronologie, mes rappels et mon activité passent par leurs index', async () => {
    const requetes = {
      dossiers: sql`select id from dossiers.dossier where statut = 'ouvert' order by dernier_acte_le desc, id desc limit 26`,
      chronologie: sql`select id from actes.acte where dossier_id = ${dossierId} order by date_acte desc, saisi_le desc, id desc limit 50`,
      compte: sql`select count(*) from dossiers.dossier where statut = 'ouvert'`,
      cles: sql`select id, enveloppe from coffre.cle where id = ${dossierId}`,
      activite: sql`select id from actes.acte where auteur_id = ${marie.id} and date_acte >= '2025-09-01'`,
      rappels: sql`select id from actes.rappel where agent_id = ${marie.id} and fait_le is null order by echeance, id limit 20`,
      marquage: sql`select id from dossiers.dossier where eleve_aveugle in (${Buffer.alloc(16)}) and statut = 'ouvert'`,
    }
    for (const [nom, requete] of Object.entries(requetes)) assert.deepEqual(await balayages(requete), [], nom)
  })

  test('un dossier de cinquante actes se lit en peu de requêtes, sans en ajouter par acte', async () => {
    const lire = () => lancer(essai.moteur, marie, creerLireDossier([]), { dossierId })
    const lu = await lire()
    assert.deepEqual(
      [
        lu.actes.length,
        lu.total,
        lu.pages,
        lu.actes.every((a) => a.compteRendu?.startsWith('Compte rendu') && a.motifsAssocies.length === 1),
      ],
      [50, 50, 1, true],
    )
    await mesurer(async (mesure) => {
      await lire()
      assert.ok(mesure.requetes <= 25, `${mesure.requetes} requêtes`)
    })
  })
})
