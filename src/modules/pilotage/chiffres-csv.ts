import { stringify } from 'csv-stringify/sync'
import { noteDe } from '#modules/referentiels/index.ts'
import { type Chiffres, type DimensionChiffres, libelleCase, ordonner, TYPE_REPARTI, type TypeFait } from './chiffres.ts'
import { anneeEnClair } from './fait.ts'

/** La rubrique de la grille que chaque répartition renseigne : l'écran, l'export et le formulaire disent la même chose. */
export const RUBRIQUES = {
  mois: 'mois',
  motif: 'motif_principal',
  niveau: 'niveau_scolaire',
  type_acte: 'type_acte',
  origine: 'origine_demande',
  instance: 'instance',
  theme: 'theme_action_collective',
} as const satisfies Record<DimensionChiffres, string>

/** Ce que compte chaque type de faits, dans une phrase. */
export const UNITES = {
  acte: { un: 'acte consigné', plusieurs: 'actes consignés' },
  ouverture: { un: 'dossier ouvert', plusieurs: 'dossiers ouverts' },
  ip: { un: 'information préoccupante transmise', plusieurs: 'informations préoccupantes transmises' },
  conseil: { un: 'conseil technique', plusieurs: 'conseils techniques' },
  instance: { un: 'participation à une instance', plusieurs: 'participations à des instances' },
  action_collective: { un: 'action collective', plusieurs: 'actions collectives' },
} as const satisfies Record<TypeFait, { readonly un: string; readonly plusieurs: string }>

/** Les répartitions affichées, une ligne par case, en UTF-8 avec marque d'ordre : les tableurs français l'ouvrent tel quel. */
export function exporterCsv(chiffres: Chiffres): Uint8Array {
  const lignes = (Object.keys(RUBRIQUES) as DimensionChiffres[]).flatMap((dimension) =>
    ordonner(dimension, chiffres.repartitions[dimension]).map((c) => [
      chiffres.territoire,
      anneeEnClair(chiffres.annee),
      UNITES[TYPE_REPARTI[dimension]].plusieurs,
      noteDe(RUBRIQUES[dimension]).libelle,
      c.code,
      libelleCase(dimension, c.code),
      c.nombre === null ? 'masqué' : String(c.nombre),
    ]),
  )
  const entete = ['Territoire', 'Année scolaire', 'Ce qui est compté', 'Répartition', 'Code', 'Libellé', 'Nombre']
  return enCsv(entete, lignes)
}

/** `escape_formulas` : un tableur n'exécutera pas une cellule qui commence comme une formule. Un nombre s'écrit sans guillemets. */
export const enCsv = (entete: readonly string[], lignes: readonly (readonly (string | number)[])[]): Uint8Array =>
  Buffer.from(
    stringify([entete, ...lignes], { delimiter: ';', bom: true, escape_formulas: true, record_delimiter: 'windows', quoted_string: true }),
  )
