import { resolve } from 'node:path'

/** Racine du projet, vue du code compilé (dist/src). */
export const RACINE = resolve(import.meta.dirname, '..', '..')
