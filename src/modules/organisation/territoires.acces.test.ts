import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { BLAISE_PASCAL, CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { findAncetre, idTerritoire, listEtablissementsDuDepartement } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { creerBassin, creerSecteur } from './installer.cas.ts'
import * as cas from './territoires.cas.ts'

const PUY_DE_DOME = idTerritoire('departement', '63')
const essai = await ouvrirEssai()
const { moteur } = essai
const ici = await unAgent(essai, 'ctss_departement', [CANTAL])
const voisin = await unAgent(essai, 'ctss_departement', [PUY_DE_DOME])
const desDeux = await unAgent(essai, 'ctss_departement', [CANTAL, PUY_DE_DOME])
const autres = [
  voisin,
  await uneAssistante(essai, LA_JORDANNE),
  await unAgent(essai, 'ctss_bassin', [CANTAL]),
  await unAgent(essai, 'ctss_academie', [idTerritoire('academie', '06')]),
  await unAgent(essai, 'administrateur', [CANTAL]),
]
const bassinDe = async (etablissement: string) => (await findAncetre(essai.app, etablissement, 'bassin'))?.id
const FILTRE = { type: 'tous', statut: 'tous', commune: '' }
const executer = (agent: Agent, ordre: ReturnType<typeof sql>) =>
  enTantQue(essai, agent, async ({ tx }) => Number((await ordre.execute(tx)).numAffectedRows ?? 0))

describe('un bassin', () => {
  test('reçoit ses établissements ; l’ascendance suit, aller et retour', async () => {
    const bassinId = await creerBassin(moteur, ici, { departementId: CANTAL, nom: 'Aurillac', etablissements: [LA_JORDANNE, JULES_FERRY] })
    assert.equal(await bassinDe(LA_JORDANNE), bassinId)
    const conseiller = await unAgent(essai, 'ctss_bassin', [bassinId])
    assert.equal(
      await enTantQue(
        essai,
        conseiller,
        async ({ tx }) => (await sql<{ c: boolean }>`select securite.couvre(${LA_JORDANNE}, '{ctss_bassin}') as c`.execute(tx)).rows[0]?.c,
      ),
      true,
    )
    const { jeton } = await lancer(moteur, ici, cas.lireBassin, { bassinId, ...FILTRE })
    await lancer(moteur, ici, cas.ecrireBassin, {
      bassinId,
      nom: 'Aurillac-ville',
      etablissements: [BLAISE_PASCAL],
      jetonVersion: jeton,
      ...FILTRE,
    })
    assert.deepEqual([await bassinDe(LA_JORDANNE), await bassinDe(BLAISE_PASCAL)], [undefined, bassinId])
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'departement'))?.id, CANTAL)
    assert.equal((await findAncetre(essai.app, bassinId, 'bassin'))?.libelle, 'Aurillac-ville')
  })

  test('une page périmée n’écrase pas ce qu’un autre a coché', async () => {
    const bassinId = await creerBassin(moteur, ici, { departementId: CANTAL, nom: 'Mauriac', etablissements: [] })
    const { jeton } = await lancer(moteur, ici, cas.lireBassin, { bassinId, ...FILTRE })
    const cocher = (etablissement: string) =>
      lancer(moteur, ici, cas.ecrireBassin, { bassinId, nom: 'Mauriac', etablissements: etablissement, jetonVersion: jeton, ...FILTRE })
    await cocher(JULES_FERRY)
    await assert.rejects(cocher(LA_JORDANNE), { genre: 'conflit' })
    assert.equal(await bassinDe(JULES_FERRY), bassinId)
  })

  test('deux bassins d’un département n’ont pas le même nom, à la casse près', async () => {
    await creerBassin(moteur, ici, { departementId: CANTAL, nom: 'Saint-Flour', etablissements: [] })
    await assert.rejects(creerBassin(moteur, ici, { departementId: CANTAL, nom: 'SAINT-FLOUR', etablissements: [] }), {
      code: 'organisation.nom_pris',
      champ: 'nom',
    })
  })

  test('créés au même instant sous le même nom, un seul reste', async () => {
    const envois = await Promise.allSettled(
      [1, 2, 3].map(() => creerBassin(moteur, ici, { departementId: CANTAL, nom: 'Murat', etablissements: [] })),
    )
    assert.deepEqual(envois.map((e) => e.status).sort(), ['fulfilled', 'rejected', 'rejected'])
  })

  test('n’accueille pas l’établissement d’un autre département', async () => {
    const [etranger] = await listEtablissementsDuDepartement(essai.app, PUY_DE_DOME)
    await assert.rejects(creerBassin(moteur, desDeux, { departementId: CANTAL, nom: 'Intrus', etablissements: [etranger?.id ?? ''] }), {
      code: 'organisation.etablissement_etranger',
    })
    const bassinId = await creerBassin(moteur, ici, { departementId: CANTAL, nom: 'Frontière', etablissements: [] })
    await assert.rejects(
      executer(desDeux, sql`update referentiels.territoire set parent_id = ${bassinId} where id = ${etranger?.id}`),
      /row-level security/,
    )
  })
})

describe('en base, qui n’est pas le conseiller de ce département', () => {
  test('ne crée, ne range, ne renomme rien', async () => {
    const secteurId = await creerSecteur(moteur, ici, {
      departementId: CANTAL,
      nom: 'Témoin',
      valideDu: '2026-09-01',
      etablissements: [LA_JORDANNE],
    })
    for (const agent of autres) {
      await assert.rejects(creerBassin(moteur, agent, { departementId: CANTAL, nom: 'X', etablissements: [] }))
      await assert.rejects(lancer(moteur, agent, cas.fermerSecteur, { secteurId }))
      await assert.rejects(
        executer(
          agent,
          sql`insert into referentiels.territoire (id, niveau, code, libelle, parent_id) values (${randomUUID()}, 'bassin', ${randomUUID()}, 'X', ${CANTAL})`,
        ),
        /row-level/,
      )
      await assert.rejects(
        executer(
          agent,
          sql`insert into referentiels.secteur (id, departement_id, nom, valide_du) values (${randomUUID()}, ${CANTAL}, 'X', '2026-01-01')`,
        ),
        /row-level/,
      )
      await assert.rejects(
        executer(
          agent,
          sql`insert into referentiels.secteur_etablissement (secteur_id, etablissement_id, valide_du) values (${secteurId}, ${JULES_FERRY}, '2026-01-01')`,
        ),
        /row-level/,
      )
      assert.equal(await executer(agent, sql`update referentiels.territoire set parent_id = ${CANTAL} where id = ${LA_JORDANNE}`), 0)
      assert.equal(await executer(agent, sql`update referentiels.secteur set nom = 'X' where id = ${secteurId}`), 0)
      assert.equal(
        await executer(agent, sql`update referentiels.secteur_etablissement set valide_au = '2026-10-01' where secteur_id = ${secteurId}`),
        0,
      )
    }
  })

  test('le conseiller lui-même ne touche ni au nom d’un établissement, ni au-dessus de lui, ni aux codes', async () => {
    await assert.rejects(executer(ici, sql`update referentiels.territoire set libelle = 'X' where id = ${LA_JORDANNE}`), /row-level/)
    assert.equal(await executer(ici, sql`update referentiels.territoire set libelle = 'X' where id = ${CANTAL}`), 0)
    await assert.rejects(
      executer(
        ici,
        sql`insert into referentiels.territoire (id, niveau, code, libelle, parent_id) values (${randomUUID()}, 'etablissement', 'x', 'X', ${CANTAL})`,
      ),
      /row-level/,
    )
    for (const ordre of [
      sql`update referentiels.territoire set code = 'X'`,
      sql`delete from referentiels.territoire`,
      sql`delete from referentiels.secteur`,
      sql`update referentiels.secteur set departement_id = ${PUY_DE_DOME}`,
    ])
      await assert.rejects(executer(ici, ordre), /permission denied/)
  })

  test('aucun établissement du Cantal ne bouge par la main du voisin, quel que soit le territoire visé', async () => {
    const etablissements = (await listEtablissementsDuDepartement(essai.app, CANTAL)).map((e) => e.id)
    const cibles = [
      CANTAL,
      PUY_DE_DOME,
      idTerritoire('academie', '06'),
      await creerBassin(moteur, voisin, { departementId: PUY_DE_DOME, nom: 'Riom', etablissements: [] }),
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...etablissements), fc.constantFrom(...cibles), async (e, cible) => {
        assert.equal(await executer(voisin, sql`update referentiels.territoire set parent_id = ${cible} where id = ${e}`), 0)
      }),
      { numRuns: 30 },
    )
  })
})

describe('un secteur', () => {
  const actuels = async (secteurId: string) => (await lancer(moteur, ici, cas.lireSecteur, { secteurId, ...FILTRE })).actuels.toSorted()
  test('se coche, se décoche et se recoche le même jour ; l’histoire reste', async () => {
    const secteurId = await creerSecteur(moteur, ici, {
      departementId: CANTAL,
      nom: 'Secteur 1',
      valideDu: '2026-09-01',
      etablissements: [LA_JORDANNE],
    })
    const cocher = async (...etablissements: string[]) => {
      const { jeton } = await lancer(moteur, ici, cas.lireSecteur, { secteurId, ...FILTRE })
      await lancer(moteur, ici, cas.ecrireSecteur, { secteurId, nom: 'Secteur 1', etablissements, jetonVersion: jeton, ...FILTRE })
      return actuels(secteurId)
    }
    essai.fixerHeure(new Date('2026-10-05T10:00:00Z'))
    assert.deepEqual(await cocher(JULES_FERRY), [JULES_FERRY])
    assert.deepEqual(await cocher(), [])
    assert.deepEqual(await cocher(JULES_FERRY, LA_JORDANNE), [JULES_FERRY, LA_JORDANNE].toSorted())
    const { rows } = await sql<{ du: string; au: string | null }>`
      select valide_du as du, valide_au as au from referentiels.secteur_etablissement where secteur_id = ${secteurId} and etablissement_id = ${LA_JORDANNE} order by 1`.execute(
      essai.proprietaire,
    )
    assert.deepEqual(rows, [
      { du: '2026-09-01', au: '2026-10-05' },
      { du: '2026-10-05', au: null },
    ])
  })

  test('fermé, il disparaît de la liste et découvre ses établissements', async () => {
    const avant = (await lancer(moteur, ici, cas.lireTerritoires, {})).couverture.sans.map((e) => e.id)
    const secteurId = await creerSecteur(moteur, ici, {
      departementId: CANTAL,
      nom: 'Éphémère',
      valideDu: '2026-09-01',
      etablissements: [BLAISE_PASCAL],
    })
    assert.ok(!(await lancer(moteur, ici, cas.lireTerritoires, {})).couverture.sans.some((e) => e.id === BLAISE_PASCAL))
    await lancer(moteur, ici, cas.fermerSecteur, { secteurId })
    assert.deepEqual(
      (await lancer(moteur, ici, cas.lireTerritoires, {})).couverture.sans.map((e) => e.id),
      avant,
    )
    await assert.rejects(lancer(moteur, ici, cas.lireSecteur, { secteurId, ...FILTRE }), { genre: 'introuvable' })
  })

  test('la liste des établissements d’un département passe par les index', async () => {
    await sql`analyze referentiels.ascendance, referentiels.territoire, referentiels.etablissement`.execute(essai.proprietaire)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select e.nom from referentiels.ascendance d
      join referentiels.etablissement e on e.territoire_id = d.descendant_id join referentiels.territoire t on t.id = e.territoire_id
      where d.ancetre_id = ${CANTAL}`.execute(essai.app)
    assert.match(rows.map((r) => r['QUERY PLAN']).join('\n'), /Index.*Scan.*ascendance/)
    assert.doesNotMatch(rows.map((r) => r['QUERY PLAN']).join('\n'), /Seq Scan/)
  })
})
