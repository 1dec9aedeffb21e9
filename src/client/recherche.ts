import { annoncer, tous } from './commun.ts'
import { verrouiller } from './verrou.ts'

const LETTRES_MIN = 3
const DELAI_FRAPPE_MS = 200
/** La session n’est plus ouverte : le serveur répond 401, ou 423 si elle est verrouillée. */
const STATUTS_FERMES = [401, 423]

/** Une proposition. `precision` et `etat` se lisent après le nom (« 13 ans, 4e B », « déjà suivi par moi »). */
type Proposition = { readonly libelle: string; readonly href: string; readonly precision?: string; readonly etat?: string }

function lirePropositions(corps: unknown): Proposition[] {
  const liste = Array.isArray(corps) ? corps : (corps as { resultats?: unknown } | null)?.resultats
  return Array.isArray(liste) ? liste.filter((p): p is Proposition => typeof p?.libelle === 'string' && typeof p?.href === 'string') : []
}

function etendue(classe: string, texte: string | undefined): HTMLElement[] {
  if (texte === undefined || texte === '') return []
  const element = document.createElement('span')
  element.className = classe
  element.textContent = texte
  return [element]
}

function dessiner(proposition: Proposition, id: string): HTMLLIElement {
  const ligne = document.createElement('li')
  ligne.id = id
  ligne.setAttribute('role', 'option')
  ligne.setAttribute('aria-selected', 'false')
  ligne.dataset.href = proposition.href
  ligne.append(
    ...etendue('eg-propositions__nom eg-nom', proposition.libelle),
    ...etendue('eg-propositions__precision', proposition.precision),
    ...etendue('eg-propositions__etat', proposition.etat),
  )
  return ligne
}

/** Un champ qui propose à la frappe ; Entrée sans choix envoie le formulaire, comme sans script. */
class RechercheALaFrappe {
  private readonly champ: HTMLInputElement
  private readonly liste = document.createElement('ul')
  private minuterie: ReturnType<typeof setTimeout> | undefined
  private enCours: AbortController | undefined
  private rang = -1

  constructor(champ: HTMLInputElement) {
    this.champ = champ
    this.liste.id = `${champ.id}-propositions`
    this.liste.className = 'eg-propositions'
    this.liste.setAttribute('role', 'listbox')
    this.liste.setAttribute('aria-label', 'Propositions')
    this.liste.hidden = true
    champ.setAttribute('role', 'combobox')
    champ.setAttribute('aria-autocomplete', 'list')
    champ.setAttribute('aria-expanded', 'false')
    champ.setAttribute('aria-controls', this.liste.id)
    champ.after(this.liste)
    champ.addEventListener('input', () => this.programmer())
    champ.addEventListener('keydown', (evenement) => this.surTouche(evenement))
    champ.addEventListener('blur', () => setTimeout(() => this.fermer(), 150))
    this.liste.addEventListener('pointerdown', (evenement) => this.surPointeur(evenement))
  }

  private programmer(): void {
    clearTimeout(this.minuterie)
    this.enCours?.abort()
    if (this.champ.value.trim().length < LETTRES_MIN) this.fermer()
    else this.minuterie = setTimeout(() => void this.interroger(), DELAI_FRAPPE_MS)
  }

  private async interroger(): Promise<void> {
    const controle = new AbortController()
    this.enCours = controle
    // En POST : ce que l'on tape est un nom, et ne doit paraître dans aucune adresse.
    const envoi = { method: 'POST', body: new URLSearchParams({ [this.champ.name]: this.champ.value.trim() }) }
    try {
      const reponse = await fetch(this.champ.dataset.rechercheUrl ?? '', {
        ...envoi,
        headers: { accept: 'application/json' },
        signal: controle.signal,
      })
      if (STATUTS_FERMES.includes(reponse.status)) return verrouiller(false)
      if (reponse.ok) this.montrer(lirePropositions(await reponse.json()))
    } catch {
      // Réseau coupé ou frappe plus récente : la recherche par Entrée reste possible.
    }
  }

  private montrer(propositions: readonly Proposition[]): void {
    this.rang = -1
    this.liste.replaceChildren(...propositions.map((p, rang) => dessiner(p, `${this.liste.id}-${rang}`)))
    this.liste.hidden = propositions.length === 0
    this.champ.setAttribute('aria-expanded', String(propositions.length > 0))
    this.champ.removeAttribute('aria-activedescendant')
    const n = propositions.length
    annoncer(n === 0 ? 'Aucune proposition. Entrée lance la recherche.' : `${n} proposition${n > 1 ? 's' : ''}, flèches pour choisir.`)
  }

  private fermer(): void {
    this.liste.hidden = true
    this.rang = -1
    this.champ.setAttribute('aria-expanded', 'false')
    this.champ.removeAttribute('aria-activedescendant')
  }

  private choisir(rang: number): void {
    const lignes = [...this.liste.children]
    this.rang = (rang + lignes.length) % lignes.length
    lignes.forEach((ligne, i) => {
      ligne.setAttribute('aria-selected', String(i === this.rang))
    })
    const choisie = lignes[this.rang]
    if (!choisie) return
    choisie.scrollIntoView({ block: 'nearest' })
    this.champ.setAttribute('aria-activedescendant', choisie.id)
  }

  private surTouche(evenement: KeyboardEvent): void {
    if (this.liste.hidden) return
    const choisie = this.liste.children[this.rang]
    if (evenement.key === 'ArrowDown') this.choisir(this.rang + 1)
    else if (evenement.key === 'ArrowUp') this.choisir(this.rang < 0 ? -1 : this.rang - 1)
    else if (evenement.key === 'Escape') this.fermer()
    else if (evenement.key === 'Enter' && choisie instanceof HTMLElement) location.assign(choisie.dataset.href ?? '')
    else return
    if (evenement.key !== 'Escape') evenement.preventDefault()
  }

  private surPointeur(evenement: PointerEvent): void {
    const ligne = evenement.target instanceof Element ? evenement.target.closest<HTMLElement>('[role=option]') : null
    if (!ligne) return
    evenement.preventDefault()
    location.assign(ligne.dataset.href ?? '')
  }
}

/** Propositions à la frappe sur tous les champs `[data-recherche-url]`. */
export function installerRecherche(): void {
  for (const champ of tous<HTMLInputElement>('input[data-recherche-url]')) new RechercheALaFrappe(champ)
}
