import type { ClientBase } from 'pg'
import { codesDe, type Nomenclature } from '#socle/nomenclature.ts'
import { nomenclatures } from './nomenclatures.ts'
import { codesEnOrdre } from './options.ts'
import { parametres } from './parametres.ts'

/** Une ligne de nomenclature telle que la base la garde ; les jours sont « AAAA-MM-JJ ». */
export type LigneNomenclature = {
  readonly code: string
  readonly libelle: string
  readonly groupe: string | null
  readonly ordre: number
  readonly valideDu: string
  readonly valideAu: string | null
}

/** Le miroir attendu en base d'une nomenclature, dans l'ordre de ses codes. */
export function lignesDe(n: Nomenclature): LigneNomenclature[] {
  const rangs = codesEnOrdre(n)
  return codesDe(n).map((code) => {
    const { libelle, groupe = null, du, au = null } = n.entrees[code] ?? { libelle: code, du: '' }
    return { code, libelle, groupe, ordre: rangs.indexOf(code) + 1, valideDu: du, valideAu: au }
  })
}

// Le nom de table vient de notre code, jamais d'une saisie.
const REFLETER = (table: string) => `
  insert into ${table} as n (code, libelle, groupe, ordre, valide_du, valide_au)
  select code, libelle, groupe, ordre, "valideDu", "valideAu"
    from jsonb_to_recordset($1::jsonb)
      as l (code text, libelle text, groupe text, ordre smallint, "valideDu" date, "valideAu" date)
  on conflict (code) do update
    set (libelle, groupe, ordre, valide_du, valide_au) =
        (excluded.libelle, excluded.groupe, excluded.ordre, excluded.valide_du, excluded.valide_au)
    where (n.libelle, n.groupe, n.ordre, n.valide_du, n.valide_au) is distinct from
          (excluded.libelle, excluded.groupe, excluded.ordre, excluded.valide_du, excluded.valide_au)`

const DECLARER = `
  insert into referentiels.nomenclature as n (nom, titre, source, fiabilite)
  select nom, titre, source, fiabilite from jsonb_to_recordset($1::jsonb) as l (nom text, titre text, source text, fiabilite text)
  on conflict (nom) do update set (titre, source, fiabilite) = (excluded.titre, excluded.source, excluded.fiabilite)
    where (n.titre, n.source, n.fiabilite) is distinct from (excluded.titre, excluded.source, excluded.fiabilite)`

const REGLER = `
  insert into referentiels.parametre as p (cle, valeur, libelle, source, certitude)
  select cle, valeur, libelle, source, certitude
    from jsonb_to_recordset($1::jsonb) as l (cle text, valeur jsonb, libelle text, source text, certitude text)
  on conflict (cle) do update set (libelle, source, certitude) = (excluded.libelle, excluded.source, excluded.certitude)
    where (p.libelle, p.source, p.certitude) is distinct from (excluded.libelle, excluded.source, excluded.certitude)`

/**
 * Fait de la base le miroir des nomenclatures du code : ajoute, révise les libellés, ferme ; ne supprime jamais, une donnée
 * ancienne pouvant porter le code. Les réglages absents prennent leur valeur de départ, les autres gardent la leur.
 *
 * @param client connexion du propriétaire
 */
export async function synchroniserNomenclatures(client: ClientBase): Promise<void> {
  const declarations = nomenclatures.map(({ table: nom, titre, source, fiabilite }) => ({ nom, titre, source, fiabilite }))
  await client.query(DECLARER, [JSON.stringify(declarations)])
  for (const n of nomenclatures) await client.query(REFLETER(n.table), [JSON.stringify(lignesDe(n))])
  await client.query(REGLER, [JSON.stringify(Object.entries(parametres).map(([cle, p]) => ({ cle, ...p })))])
}
