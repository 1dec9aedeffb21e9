import type { Module } from '#socle/module.ts'

export const referentiels: Module = { nom: 'referentiels', dependDe: [], routes: [], taches: [] }
