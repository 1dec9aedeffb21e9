export { type CleCase, type Masque, type Tables, type Territoire, tableTue } from './grille.ts'
export { type AMasquer, type Masques, masquer } from './masquer.ts'
export { masquerTout } from './masquer-tout.ts'
export { estPrimaire, intervalleDeProtection } from './seuil.ts'
