import type { Db, Tx } from '#socle/db.ts'
import type { Etablissement } from './etablissement.ts'

function etablissements(tx: Db | Tx) {
  return tx
    .selectFrom('referentiels.etablissement as e')
    .innerJoin('referentiels.ascendance as a', (on) =>
      on.onRef('a.descendant_id', '=', 'e.territoire_id').on('a.niveau_ancetre', '=', 'departement'),
    )
    .select([
      'e.territoire_id as id',
      'e.uai',
      'e.nom',
      'e.type',
      'e.nature',
      'e.secteur',
      'e.adresse',
      'e.code_postal as codePostal',
      'e.commune',
      'a.ancetre_id as departementId',
      'e.education_prioritaire as educationPrioritaire',
      'e.internat',
      'e.ulis',
      'e.segpa',
      'e.voie_generale as voieGenerale',
      'e.voie_techno as voieTechno',
      'e.voie_pro as voiePro',
      'e.effectif',
      'e.ips',
      'e.ips_annee as ipsAnnee',
      'e.lat',
      'e.lon',
      'e.geo_precision as geoPrecision',
      'e.etat',
      'e.siret',
      'e.source',
    ])
}

/** Un établissement par son UAI ou par son identifiant de territoire, ou rien. */
export function findEtablissement(tx: Db | Tx, uaiOuId: string): Promise<Etablissement | undefined> {
  const colonne = uaiOuId.length === 8 ? 'e.uai' : 'e.territoire_id'
  return etablissements(tx).where(colonne, '=', uaiOuId).executeTakeFirst()
}

/** Les établissements d'un département, par type, commune et nom. Au plus 2 000 : le Nord en compte 1 754. */
export function listEtablissementsDuDepartement(tx: Db | Tx, departementId: string): Promise<Etablissement[]> {
  return etablissements(tx)
    .where('a.ancetre_id', '=', departementId)
    .orderBy('e.type')
    .orderBy('e.commune')
    .orderBy('e.nom')
    .limit(2_000)
    .execute()
}
