import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import pg from 'pg'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { nomenclatures } from './nomenclatures.ts'
import { lireParametre } from './parametre.requetes.ts'
import { lignesDe, synchroniserNomenclatures } from './synchroniser-nomenclatures.requetes.ts'

const LIGNES = `select code, libelle, groupe, ordre, to_char(valide_du, 'YYYY-MM-DD') as "valideDu",
                       to_char(valide_au, 'YYYY-MM-DD') as "valideAu" from `

const essai = await ouvrirEssai()

/** Le temps d'une requête : la base d'essai se détruit à la fin du fichier, connexions comprises. */
async function enProprietaire<T>(corps: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: essai.url('postgres') })
  await client.connect()
  return corps(client).finally(() => client.end())
}
const lire = async (texte: string, valeurs: unknown[] = []) => (await enProprietaire((client) => client.query(texte, valeurs))).rows

describe('le miroir des nomenclatures', () => {
  test('montre en base exactement les codes, libellés, ordres et dates du code', async () => {
    for (const n of nomenclatures) {
      const rows = await lire(`${LIGNES} ${n.table} order by ordre`)
      assert.deepEqual(
        rows,
        lignesDe(n).toSorted((a, b) => a.ordre - b.ordre),
        n.table,
      )
    }
  })

  test('n’oublie aucune table de codes, ni en base ni dans le code', async () => {
    const rows = await lire(`
      select 'referentiels.' || table_name as nom from information_schema.columns
       where table_schema = 'referentiels' and column_name = 'code'
         and exists (select 1 from information_schema.columns c where c.table_schema = 'referentiels'
                        and c.table_name = columns.table_name and c.column_name = 'ordre')`)
    assert.deepEqual(rows.map((r) => r.nom).toSorted(), nomenclatures.map((n) => n.table).toSorted())
    const declarees = await lire('select nom, source from referentiels.nomenclature order by nom')
    assert.deepEqual(
      declarees,
      nomenclatures.map((n) => ({ nom: n.table as string, source: n.source })).toSorted((a, b) => (a.nom < b.nom ? -1 : 1)),
    )
  })

  test('révise un libellé, ne supprime jamais un code et respecte un réglage de l’exploitant', async () => {
    await lire(`update referentiels.motif_intervention set libelle = 'Ancien libellé', ordre = 99 where code = 'ABS'`)
    await lire(
      `insert into referentiels.motif_intervention (code, libelle, ordre, valide_du) values ('ANCIEN', 'Code disparu du logiciel', 98, '2020-01-01')`,
    )
    await lire(`update referentiels.parametre set valeur = '11', libelle = 'Ancien' where cle = 'statistique.seuil_secret'`)
    await enProprietaire(synchroniserNomenclatures)
    const rows = await lire(`select code, libelle from referentiels.motif_intervention where code in ('ABS', 'ANCIEN') order by code`)
    assert.deepEqual(rows, [
      { code: 'ABS', libelle: 'Absentéisme / défaut d’assiduité' },
      { code: 'ANCIEN', libelle: 'Code disparu du logiciel' },
    ])
    assert.equal(await lireParametre(essai.app, 'statistique.seuil_secret'), 11)
    const reglage = await lire(`select libelle from referentiels.parametre where cle = 'statistique.seuil_secret'`)
    assert.match(String(reglage[0]?.libelle), /^Nombre d’élèves/)
  })
})
