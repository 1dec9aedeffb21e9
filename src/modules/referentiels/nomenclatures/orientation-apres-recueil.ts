import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Ce que le professionnel décide après avoir recueilli des éléments d’inquiétude. */
export const orientationsApresRecueil = nomenclature({
  table: 'referentiels.orientation_apres_recueil',
  titre: 'Orientation décidée par le professionnel de l’Éducation nationale après recueil d’éléments',
  source:
    'Composition Égide d’après les articles L226-2-1 et L226-4 II du code de l’action sociale et des familles, l’article 40 du code de procédure pénale, et les procédures des DSDEN de la Côte-d’Or (2012, 2015) et de l’Ardèche (2014)',
  fiabilite: 'proposition_egide',
  entrees: {
    VEILLE: { libelle: 'Poursuite de l’accompagnement / veille en équipe (pas de transmission)', du: PROPOSITION_DU },
    IP: { libelle: 'Information préoccupante au président du conseil départemental (CRIP)', du: PROPOSITION_DU },
    SIGNALEMENT: { libelle: 'Signalement au procureur de la République (copie au PCD)', du: PROPOSITION_DU },
    AUTRE_SERVICE: { libelle: 'Orientation vers un autre service avec l’accord de la famille', du: PROPOSITION_DU },
    URGENCE: { libelle: 'Danger immédiat : police/gendarmerie (17/112), SAMU (15), 119', du: PROPOSITION_DU },
  },
})
export type OrientationApresRecueil = CodeDe<typeof orientationsApresRecueil>
