import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'

/** Rôle d’un responsable auprès de l’élève ; deux représentants légaux ont le même rang (art. 372 C. civ.). */
export const niveauxResponsabilite = nomenclature({
  table: 'referentiels.niveau_responsabilite',
  titre: 'NIVEAU_RESPONSABILITE de SIECLE',
  source: 'SIECLE, NIVEAU_RESPONSABILITE depuis 2018, relevé dans le projet libre GEPI',
  fiabilite: 'source_publique',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '1': { libelle: 'Représentant légal', du: '2018-01-01' },
    '2': { libelle: 'Personne en charge de l’élève', du: '2018-01-01' },
    '3': { libelle: 'Personne à contacter', du: '2018-01-01' },
  },
})
export type NiveauResponsabilite = CodeDe<typeof niveauxResponsabilite>
