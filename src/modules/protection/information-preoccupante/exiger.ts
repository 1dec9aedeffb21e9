import { dejaTransmise, pasEncoreTransmise } from './erreurs.ts'

/** @throws ErreurMetier conflit si elle est déjà partie */
export function exigerBrouillonLu(id: string, transmission: unknown): void {
  if (transmission !== null) throw dejaTransmise(id)
}

/** @throws ErreurMetier conflit si elle n'est pas encore partie */
export function exigerTransmise<T>(id: string, transmission: T | null): T {
  if (transmission === null) throw pasEncoreTransmise(id)
  return transmission
}
