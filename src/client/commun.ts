/** Tous les éléments qui répondent à un sélecteur. */
export const tous = <E extends HTMLElement>(selecteur: string): E[] => [...document.querySelectorAll<E>(selecteur)]

/** Vrai si la touche est destinée à une saisie : aucun raccourci ne doit alors la prendre. */
export function dansUneSaisie(cible: EventTarget | null): boolean {
  return cible instanceof HTMLElement && (cible.isContentEditable || cible.matches('input, textarea, select'))
}

/** Préférence gardée sur ce poste ; jamais une donnée d’élève. Un navigateur qui interdit le stockage la perd, sans erreur. */
export const preference = {
  lire(nom: string): string | null {
    try {
      return localStorage.getItem(`egide.${nom}`)
    } catch {
      return null
    }
  },
  ecrire(nom: string, valeur: string): void {
    try {
      localStorage.setItem(`egide.${nom}`, valeur)
    } catch {
      /* Sans stockage, la préférence vaut pour cette page. */
    }
  },
}

/** Texte qu’un lecteur d’écran annonce sans déplacer le focus. */
export function annoncer(texte: string): void {
  let zone = document.getElementById('annonce')
  if (!zone) {
    zone = document.createElement('p')
    zone.id = 'annonce'
    zone.className = 'fr-sr-only'
    zone.setAttribute('role', 'status')
    document.getElementById('page')?.append(zone)
  }
  zone.textContent = texte
}
