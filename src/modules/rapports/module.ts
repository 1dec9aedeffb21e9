import type { Module } from '#socle/module.ts'

/** Le calcul du secret statistique, sans page encore. */
export const rapports: Module = { nom: 'rapports', dependDe: [], routes: [], taches: [] }
