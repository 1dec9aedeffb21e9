/** Échecs admis depuis une même adresse pendant la fenêtre. Un collège entier sort souvent par une seule adresse. */
const ECHECS_MAX = 40
const FENETRE_MS = 10 * 60_000
/** Au-delà, on oublie les adresses les plus anciennes : la mémoire reste bornée quoi qu'il arrive. */
const ADRESSES_MAX = 10_000

/** Compte les échecs de connexion par adresse, dans ce processus. Complète l'attente par compte, qui vit en base. */
export function limiteParAdresse() {
  const echecs = new Map<string, { depuis: number; nombre: number }>()
  const courant = (adresse: string, maintenant: number) => {
    const e = echecs.get(adresse)
    return e && maintenant - e.depuis < FENETRE_MS ? e : undefined
  }
  return {
    depassee: (adresse: string, maintenant: Date): boolean => (courant(adresse, maintenant.getTime())?.nombre ?? 0) >= ECHECS_MAX,
    noter(adresse: string, maintenant: Date): void {
      const e = courant(adresse, maintenant.getTime()) ?? { depuis: maintenant.getTime(), nombre: 0 }
      echecs.delete(adresse)
      echecs.set(adresse, { depuis: e.depuis, nombre: e.nombre + 1 })
      const [plusAncienne] = echecs.keys()
      if (echecs.size > ADRESSES_MAX && plusAncienne !== undefined) echecs.delete(plusAncienne)
    },
  }
}
export type LimiteParAdresse = ReturnType<typeof limiteParAdresse>
