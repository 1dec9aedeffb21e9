import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unProtocole } from '#essais/fabriques/protection.ts'
import { findModele, idTerritoire } from '#modules/referentiels/index.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { preparerVersion } from './protocole.cas.ts'

const essai = await ouvrirEssai()
const ici = await unAgent(essai, 'ctss_departement', [CANTAL])
const voisin = await unAgent(essai, 'ctss_departement', [idTerritoire('departement', '63')])
const assistante = await uneAssistante(essai, LA_JORDANNE)
const academie = await unAgent(essai, 'ctss_academie', [idTerritoire('academie', '06')])

type Quelquun = typeof ici
const modifier = (agent: Quelquun, protocoleId: string) =>
  enTantQue(essai, agent, ({ tx }) =>
    sql`update referentiels.protocole_modele set source = 'changé' where protocole_id = ${protocoleId}`.execute(tx),
  )
const retirer = (agent: Quelquun, protocoleId: string) =>
  enTantQue(essai, agent, ({ tx }) => sql`delete from referentiels.protocole_modele where protocole_id = ${protocoleId}`.execute(tx))
const ajouter = (agent: Quelquun, protocoleId: string, source = 'ajouté') =>
  enTantQue(essai, agent, ({ tx }) =>
    sql`insert into referentiels.protocole_modele (protocole_id, nature, source) values (${protocoleId}, 'signalement', ${source})`.execute(
      tx,
    ),
  )
const lu = (agent: Quelquun, protocoleId: string) => enTantQue(essai, agent, ({ tx }) => findModele(tx, protocoleId, 'information'))
const touchees = async (ordre: Promise<{ numAffectedRows?: bigint | undefined }>) => Number((await ordre).numAffectedRows)

describe('les modèles d’un protocole, en base', () => {
  let publie = ''
  let brouillon = ''
  before(async () => {
    publie = await unProtocole(essai)
    ;({ protocoleId: brouillon } = await lancer(essai.moteur, ici, preparerVersion, {
      departementId: CANTAL,
      cleIdempotence: randomUUID(),
    }))
    for (const protocole_id of [publie, brouillon])
      await essai.proprietaire
        .insertInto('referentiels.protocole_modele')
        .values({ protocole_id, nature: 'information', source: 'écrit' })
        .execute()
  })

  test('publiés, se lisent de tous et ne changent plus, même de leur conseiller', async () => {
    for (const agent of [ici, voisin, assistante, academie]) {
      assert.equal(await lu(agent, publie), 'écrit')
      assert.equal(await touchees(modifier(agent, publie)), 0)
      assert.equal(await touchees(retirer(agent, publie)), 0)
      await assert.rejects(ajouter(agent, publie), /row-level security/)
    }
  })

  test('en brouillon, ne se lisent ni ne s’écrivent d’un autre que leur conseiller', async () => {
    for (const agent of [voisin, assistante, academie]) {
      assert.equal(await lu(agent, brouillon), null)
      assert.equal(await touchees(modifier(agent, brouillon)), 0)
      assert.equal(await touchees(retirer(agent, brouillon)), 0)
      await assert.rejects(ajouter(agent, brouillon), /row-level security/)
    }
    assert.equal(await lu(ici, brouillon), 'écrit')
    assert.equal(await touchees(modifier(ici, brouillon)), 1)
    assert.equal(await touchees(retirer(ici, brouillon)), 1)
    await ajouter(ici, brouillon)
  })

  test('ni vides, ni démesurés, ni d’un écrit inconnu ; ils ne passent pas d’une version à l’autre', async () => {
    await assert.rejects(ajouter(ici, brouillon, ' '), /protocole_modele_source/)
    await assert.rejects(ajouter(ici, brouillon, 'a'.repeat(60_001)), /protocole_modele_source/)
    const deplacer = enTantQue(essai, ici, ({ tx }) =>
      sql`update referentiels.protocole_modele set protocole_id = ${publie} where protocole_id = ${brouillon}`.execute(tx),
    )
    await assert.rejects(deplacer, /permission denied/)
    const autre = enTantQue(essai, ici, ({ tx }) =>
      sql`insert into referentiels.protocole_modele (protocole_id, nature, source) values (${brouillon}, 'autre', 'x')`.execute(tx),
    )
    await assert.rejects(autre, /protocole_modele_nature/)
  })
})
