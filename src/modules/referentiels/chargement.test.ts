import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { CANTAL, LA_JORDANNE, unTerritoire } from '#essais/fabriques/agents.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { sql } from '#socle/db.ts'
import { chargerReferentiels } from './charger-referentiels.requetes.ts'
import { findEtablissement, listEtablissementsDuDepartement } from './etablissement.requetes.ts'
import { ouiNonInconnu } from './etablissement.ts'
import { findAncetre, listTerritoires, listTerritoiresDuNiveau, nomTerritoire } from './territoire.requetes.ts'
import { CODE_NATIONAL, idTerritoire } from './territoire.ts'
import { estUai } from './uai.ts'

describe('la France réelle', () => {
  let essai: Essai
  let client: pg.Client
  before(async () => {
    essai = await ouvrirEssai()
    client = new pg.Client({ connectionString: essai.url('postgres') })
    await client.connect()
  })
  after(() => client.end())

  const compter = async (table: string): Promise<number> =>
    Number((await client.query(`select count(*) as n from referentiels.${table}`)).rows[0]?.n)

  test('est chargée tout entière, chaque établissement sous son département', async () => {
    assert.equal(await compter('etablissement'), 47_853)
    assert.equal(await compter('territoire'), 47_853 + 107 + 34 + 1)
    // Établissement, département, académie, national ; département : trois ; académie : deux.
    assert.equal(await compter('ascendance'), 47_853 * 4 + 107 * 3 + 34 * 2 + 1)
  })

  test('se recharge sans rien changer', async () => {
    const { rows: avant } = await client.query('select md5(string_agg(e::text, $1 order by uai)) as m from referentiels.etablissement e', [
      '|',
    ])
    assert.deepEqual(await chargerReferentiels(client), { etablissements: 47_853, changes: 0 })
    const { rows: apres } = await client.query('select md5(string_agg(e::text, $1 order by uai)) as m from referentiels.etablissement e', [
      '|',
    ])
    assert.deepEqual(apres, avant)
  })

  test('répare un établissement altéré, et lui seul', async () => {
    await client.query(`update referentiels.etablissement set nom = 'Autre', internat = true where uai = '0150005Z'`)
    assert.equal((await chargerReferentiels(client)).changes, 1)
    assert.equal((await findEtablissement(essai.app, '0150005Z'))?.nom, 'Collège La Jordanne')
  })

  test('garde un rattachement à un bassin, et ramène celui parti dans un autre département', async () => {
    const aurillac = await unTerritoire(essai, 'bassin', CANTAL)
    const rattacher = (parent: string) =>
      client.query('update referentiels.territoire set parent_id = $1 where id = $2', [parent, LA_JORDANNE])
    await rattacher(aurillac)
    await chargerReferentiels(client)
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'bassin'))?.id, aurillac)
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'departement'))?.id, CANTAL)

    await rattacher(idTerritoire('departement', '63'))
    await chargerReferentiels(client)
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'departement'))?.code, '15')
    assert.equal(await findAncetre(essai.app, LA_JORDANNE, 'bassin'), undefined)
  })

  test('ne prend pas l’inconnu pour un non', async () => {
    const college = await findEtablissement(essai.app, LA_JORDANNE)
    assert.equal(college?.internat, null)
    assert.equal(ouiNonInconnu(college?.internat ?? null), 'inconnu')
    const lycee = await findEtablissement(essai.app, '0010001W')
    assert.deepEqual([lycee?.internat, lycee?.voieGenerale, ouiNonInconnu(lycee?.voieGenerale ?? null)], [true, false, 'non'])
    assert.equal((await findEtablissement(essai.app, '0741833R'))?.nom, 'Collège (nom inconnu)')
  })

  test('se lit : le Cantal, ses établissements, son académie', async () => {
    const cantal = await listEtablissementsDuDepartement(essai.app, CANTAL)
    assert.equal(cantal.length, 174)
    assert.ok(cantal.every((e) => e.departementId === CANTAL && e.uai.startsWith('015')))
    assert.equal((await listTerritoires(essai.app, CANTAL)).filter((t) => t.niveau === 'etablissement').length, 174)
    assert.equal(await nomTerritoire(essai.app, CANTAL), 'Cantal')
    assert.equal((await listTerritoiresDuNiveau(essai.app, 'academie')).length, 34)
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'national'))?.code, CODE_NATIONAL)
    assert.equal(await findEtablissement(essai.app, '0150005A'), undefined)
  })

  test('connaît la même clé UAI que le code', async () => {
    const uais = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((lettre) => `0150005${lettre}`).concat(['', '0150005', '01500O5Z', '0150005z'])
    const { rows } = await client.query<{ uai: string; bon: boolean }>(
      'select uai, referentiels.uai_valide(uai) as bon from unnest($1::text[]) as u (uai)',
      [uais],
    )
    assert.deepEqual(
      rows.map((r) => r.bon),
      rows.map((r) => estUai(r.uai)),
    )
  })

  test('se lit par l’application et par les tâches, et ne s’écrit par aucune des deux', async () => {
    for (const base of [essai.app, essai.tache]) {
      assert.equal(await nomTerritoire(base, CANTAL), 'Cantal')
      await assert.rejects(
        base.deleteFrom('referentiels.ascendance').where('descendant_id', '=', CANTAL).execute(),
        /permission denied|droit refusé/,
      )
      await assert.rejects(
        sql`update referentiels.territoire set libelle = 'x' where niveau = 'national'`.execute(base),
        /permission denied|droit refusé/,
      )
    }
  })
})
