import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import pg from 'pg'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unTerritoire } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { sql } from '#socle/db.ts'
import { chargerReferentiels } from './charger-referentiels.requetes.ts'
import { findEtablissement, listEtablissementsDuDepartement } from './etablissement.requetes.ts'
import { ouiNonInconnu } from './etablissement.ts'
import { chargerRuralite } from './ruralite.requetes.ts'
import { findAncetre, listTerritoires, listTerritoiresDuNiveau, nomTerritoire } from './territoire.requetes.ts'
import { CODE_NATIONAL, idTerritoire } from './territoire.ts'
import { estUai } from './uai.ts'

const essai = await ouvrirEssai()

/** Le temps d'une requête : la base d'essai se détruit à la fin du fichier, connexions comprises. */
async function enProprietaire<T>(corps: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: essai.url('postgres') })
  await client.connect()
  return corps(client).finally(() => client.end())
}
const lire = async (texte: string, valeurs: unknown[] = []) => (await enProprietaire((client) => client.query(texte, valeurs))).rows

describe('la France réelle', () => {
  const compter = async (table: string) => Number((await lire(`select count(*) as n from referentiels.${table}`))[0]?.n)
  const empreinte = () => lire(`select md5(string_agg(e::text, '|' order by uai)) as m from referentiels.etablissement e`)
  const rattacher = (uai: string, parent: string) =>
    lire(`update referentiels.territoire set parent_id = $1 where niveau = 'etablissement' and code = $2`, [parent, uai])

  test('est chargée tout entière, chaque établissement sous son département', async () => {
    assert.equal(await compter('etablissement'), 47_853)
    assert.equal(await compter('territoire'), 47_853 + 107 + 34 + 1)
    // Établissement, département, académie, national ; département : trois ; académie : deux.
    assert.equal(await compter('ascendance'), 47_853 * 4 + 107 * 3 + 34 * 2 + 1)
  })

  test('se recharge sans rien changer', async () => {
    const avant = await empreinte()
    assert.deepEqual(await enProprietaire(chargerReferentiels), { etablissements: 47_853, changes: 0 })
    assert.deepEqual(await empreinte(), avant)
  })

  test('répare ce qui a été altéré, garde un rattachement à un bassin et ramène l’établissement parti ailleurs', async () => {
    const avant = await empreinte()
    const aurillac = await unTerritoire(essai, 'bassin', CANTAL)
    await lire(`update referentiels.etablissement set nom = 'Autre', internat = true where uai = '0150005Z'`)
    await rattacher('0150005Z', aurillac)
    await rattacher('0150647X', idTerritoire('departement', '63'))
    assert.equal((await enProprietaire(chargerReferentiels)).changes, 1)
    assert.deepEqual(await empreinte(), avant)
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'bassin'))?.id, aurillac)
    assert.equal((await findAncetre(essai.app, LA_JORDANNE, 'departement'))?.id, CANTAL)
    assert.equal((await findAncetre(essai.app, JULES_FERRY, 'departement'))?.id, CANTAL)
    assert.equal(await findAncetre(essai.app, JULES_FERRY, 'bassin'), undefined)
    await rattacher('0150005Z', CANTAL)
  })

  test('ne prend pas l’inconnu pour un non', async () => {
    const college = await findEtablissement(essai.app, LA_JORDANNE)
    assert.equal(college?.internat, null)
    assert.equal(ouiNonInconnu(college?.internat ?? null), 'inconnu')
    const lycee = await findEtablissement(essai.app, '0010001W')
    assert.deepEqual([lycee?.internat, lycee?.voieGenerale, ouiNonInconnu(lycee?.voieGenerale ?? null)], [true, false, 'non'])
    assert.equal((await findEtablissement(essai.app, '0741833R'))?.nom, 'Collège (nom inconnu)')
  })

  test('distingue par leur commune les établissements de même nom d’un département', async () => {
    assert.equal(await nomTerritoire(essai.app, idTerritoire('etablissement', '0150011F')), 'Collège Georges Pompidou, Condat')
    assert.equal(await nomTerritoire(essai.app, idTerritoire('etablissement', '0150005Z')), 'Collège La Jordanne')
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
    const rows = await lire('select uai, referentiels.uai_valide(uai) as bon from unnest($1::text[]) as u (uai)', [uais])
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
        sql`update referentiels.territoire set code = 'x' where niveau = 'national'`.execute(base),
        /permission denied|droit refusé/,
      )
    }
  })
})

describe('la ruralité, que chaque installation charge', () => {
  const charger = (texte: string) =>
    enProprietaire((client) => chargerRuralite(client, Buffer.from(texte), 'Insee, grille de densité, fictive', '2026-11-29'))
  const perimetre = async () => (await lire('select rapports.perimetre_de($1, 2026) as p', [CANTAL]))[0]?.p as Record<string, unknown>

  test('ne se dit pas tant qu’aucune source n’est chargée ; chargée, elle se compte, avec l’inconnu et la source', async () => {
    assert.ok(!('rural' in (await perimetre())))
    const { ruraux, autres, inconnus } = await charger('\uFEFFcode_commune;rural\n15014;non\n15120;oui\n')
    assert.equal(ruraux + autres + inconnus, 47_853)
    assert.ok(ruraux > 0 && autres > 0)
    const p = await perimetre()
    assert.equal(p.sourceRuralite, 'Insee, grille de densité, fictive')
    assert.ok(Number(p.rural) > 0 && Number(p.rural) + Number(p.ruralInconnu) < Number(p.etablissements))
  })

  for (const [cas, texte, phrase] of [
    ['un en-tête autre', 'commune;rural\n15014;non', /La première ligne/],
    ['une commune mal écrite', 'code_commune;rural\n1514;non', /Ligne 2 : écrivez le code Insee/],
    ['une réponse autre', 'code_commune;rural\n15014;peut-être', /Ligne 2 : écrivez « oui » ou « non »/],
    ['une commune répétée', 'code_commune,rural\n15014,non\n15014,oui', /Ligne 3 : cette commune est déjà/],
    ['des guillemets ouverts', 'code_commune;rural\n"15014;non', /n’est pas un CSV lisible/],
    ['rien', '', /La première ligne/],
  ] as const)
    test(`${cas} : une phrase claire, et rien ne change`, async () => {
      const avant = await perimetre()
      await assert.rejects(charger(texte), phrase)
      assert.deepEqual(await perimetre(), avant)
    })
})
