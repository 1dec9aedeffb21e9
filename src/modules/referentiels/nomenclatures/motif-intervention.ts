import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Pourquoi le service social intervient : un motif principal, des motifs associés. */
export const motifsIntervention = nomenclature({
  table: 'referentiels.motif_intervention',
  titre: 'Motifs d’intervention du service social en faveur des élèves',
  source:
    'Composition Égide d’après la circulaire n° 2017-055 du 22 mars 2017 (NOR MENE1709191C) §1.2-1.3 ; DSDEN du Cantal, page « Service social en faveur des élèves » (novembre 2021) ; collège Piobetta (Vendée), page « Service social en faveur des élèves » ; audition de la Dgesco, Assemblée nationale, 6 juin 2019 ; rapport Charente-Maritime 2006-2007. Grille nationale : non trouvée.',
  fiabilite: 'proposition_egide',
  entrees: {
    ABS: { libelle: 'Absentéisme / défaut d’assiduité', groupe: 'scolarité', du: PROPOSITION_DU },
    DECRO: { libelle: 'Décrochage, déscolarisation, démotivation', groupe: 'scolarité', du: PROPOSITION_DU },
    NONFREQ: { libelle: 'Non-fréquentation scolaire (premier degré Rep+)', groupe: 'scolarité', du: PROPOSITION_DU },
    ORIENT: { libelle: 'Orientation spécifique (Egpa, dispositif relais, internat, handicap)', groupe: 'scolarité', du: PROPOSITION_DU },
    COMPORT: { libelle: 'Difficultés de comportement, tensions, conflits à l’école', groupe: 'climat scolaire', du: PROPOSITION_DU },
    HARC: { libelle: 'Violences et harcèlement entre élèves (victime ou auteur)', groupe: 'climat scolaire', du: PROPOSITION_DU },
    MALETRE: { libelle: 'Mal-être, souffrance psychique, isolement', groupe: 'santé et bien-être', du: PROPOSITION_DU },
    RISQUE: {
      libelle: 'Conduites à risque (addictions, fugue, mise en danger, risque prostitutionnel)',
      groupe: 'santé et bien-être',
      du: PROPOSITION_DU,
    },
    SANTE: { libelle: 'Santé, accès aux soins, sexualité, grossesse', groupe: 'santé et bien-être', du: PROPOSITION_DU },
    HANDI: { libelle: 'Handicap, besoins éducatifs particuliers', groupe: 'santé et bien-être', du: PROPOSITION_DU },
    FAM: { libelle: 'Difficultés familiales : mésentente, rupture, difficultés éducatives', groupe: 'famille', du: PROPOSITION_DU },
    SEPAR: { libelle: 'Séparation parentale, exercice de l’autorité parentale', groupe: 'famille', du: PROPOSITION_DU },
    PARENT: { libelle: 'Soutien à la parentalité, relation école-famille', groupe: 'famille', du: PROPOSITION_DU },
    VIF: { libelle: 'Violences intrafamiliales, violences conjugales', groupe: 'protection', du: PROPOSITION_DU },
    DANGER: { libelle: 'Protection de l’enfance : élève en danger ou en risque de l’être', groupe: 'protection', du: PROPOSITION_DU },
    SUIVIPE: { libelle: 'Élève déjà suivi en protection de l’enfance (ASE, AEMO, placement)', groupe: 'protection', du: PROPOSITION_DU },
    MNA: { libelle: 'Mineur non accompagné / élève allophone arrivant', groupe: 'protection', du: PROPOSITION_DU },
    FIN: { libelle: 'Difficultés financières, fonds social, bourse, cantine, internat', groupe: 'accès aux droits', du: PROPOSITION_DU },
    DROITS: { libelle: 'Difficultés administratives, accès aux droits, titre de séjour', groupe: 'accès aux droits', du: PROPOSITION_DU },
    LOGT: { libelle: 'Logement, hébergement, sans-abrisme', groupe: 'accès aux droits', du: PROPOSITION_DU },
    RADIC: { libelle: 'Radicalisation, emprise', groupe: 'protection', du: PROPOSITION_DU },
    AUTRE: { libelle: 'Autre', groupe: 'autre', du: PROPOSITION_DU },
  },
})
export type MotifIntervention = CodeDe<typeof motifsIntervention>
