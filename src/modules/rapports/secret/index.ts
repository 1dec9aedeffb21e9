export type { CleCase, Masque, Tables, Territoire } from './grille.ts'
export { type AMasquer, type Masques, masquer } from './masquer.ts'
export { estPrimaire, intervalleDeProtection } from './seuil.ts'
