import { AsyncLocalStorage } from 'node:async_hooks'

/** Temps passé dans PostgreSQL pendant une requête HTTP, en millisecondes ; ne sert qu'aux bancs d'essai. */
type Mesure = { sqlMs: number; requetes: number }

const courante = new AsyncLocalStorage<Mesure>()

export function mesurer<T>(corps: (mesure: Mesure) => T): T {
  const mesure: Mesure = { sqlMs: 0, requetes: 0 }
  return courante.run(mesure, corps, mesure)
}

export function compterSql(dureeMs: number): void {
  const mesure = courante.getStore()
  if (!mesure) return
  mesure.sqlMs += dureeMs
  mesure.requetes += 1
}
