import type { Module } from '#socle/module.ts'

export const eleves: Module = { nom: 'eleves', dependDe: ['referentiels', 'securite'], routes: [], taches: [] }
