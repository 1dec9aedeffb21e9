/** Les schémas d'Égide. Celui qu'une migration crée s'ajoute ici, et nulle part ailleurs. */
export const schemas = [
  'socle',
  'coffre',
  'referentiels',
  'securite',
  'eleves',
  'dossiers',
  'actes',
  'protection',
  'observation',
  'paroles',
  'demandes',
  'mesures',
  'courriers',
  'actions_collectives',
  'rapports',
] as const

/** La même liste, pour un « in » de SQL. */
export const SCHEMAS = `('${schemas.join("','")}')`
