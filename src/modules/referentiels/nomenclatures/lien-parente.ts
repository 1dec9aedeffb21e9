import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'

/** Lien d’un responsable avec l’élève. Les codes 41, 42, 50 et 51 signalent un enfant protégé : accès restreint dès l’import. */
export const liensParente = nomenclature({
  table: 'referentiels.lien_parente',
  titre: 'CODE_PARENTE de SIECLE (depuis 2018)',
  source: 'SIECLE, CODE_PARENTE depuis 2018, relevé dans les projets libres GEPI et betagouv/dossiersco',
  fiabilite: 'source_publique',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '10': { libelle: 'Mère', du: '2018-01-01' },
    '20': { libelle: 'Père', du: '2018-01-01' },
    '37': { libelle: 'Fratrie', du: '2018-01-01' },
    '38': { libelle: 'Ascendant', du: '2018-01-01' },
    '39': { libelle: 'Autre membre de la famille', du: '2018-01-01' },
    '41': { libelle: 'Éducateur', du: '2018-01-01' },
    '42': { libelle: 'Assistant familial', du: '2018-01-01' },
    '50': { libelle: 'Tuteur', du: '2018-01-01' },
    '51': { libelle: 'Aide sociale à l’enfance (ASE)', du: '2018-01-01' },
    '70': { libelle: 'Élève lui-même', du: '2018-01-01' },
    '90': { libelle: 'Autre lien', du: '2018-01-01' },
  },
})
export type LienParente = CodeDe<typeof liensParente>

/** Liens qui révèlent une mesure de protection ou une tutelle : l’information est à accès restreint dès l’import. */
export const liensEnfantProtege: readonly LienParente[] = ['41', '42', '50', '51']
