import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Régime de l’élève, décidé sur le premier caractère du code de SIECLE. */
export const regimes = nomenclature({
  table: 'referentiels.regime',
  titre: 'CODE_REGIME de SIECLE (premier caractère)',
  source: 'SIECLE, CODE_REGIME (premier caractère), relevé dans le projet libre GEPI',
  fiabilite: 'source_publique',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '0': { libelle: 'Externe libre', du: DATE_NON_RELEVEE },
    '1': { libelle: 'Externe surveillé', du: DATE_NON_RELEVEE },
    '2': { libelle: 'Demi-pensionnaire dans l’établissement', du: DATE_NON_RELEVEE },
    '3': { libelle: 'Interne dans l’établissement', du: DATE_NON_RELEVEE },
    '4': { libelle: 'Interne externé', du: DATE_NON_RELEVEE },
  },
})
export type Regime = CodeDe<typeof regimes>
