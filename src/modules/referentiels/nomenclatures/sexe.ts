import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Sexe inscrit dans la base élèves. */
export const sexes = nomenclature({
  table: 'referentiels.sexe',
  titre: 'Sexe',
  source: 'SIECLE, CODE_SEXE (1, 2)',
  fiabilite: 'source_publique',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '1': { libelle: 'Garçon', du: DATE_NON_RELEVEE },
    '2': { libelle: 'Fille', du: DATE_NON_RELEVEE },
  },
})
export type Sexe = CodeDe<typeof sexes>
