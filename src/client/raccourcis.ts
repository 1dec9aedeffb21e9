import { annoncer, dansUneSaisie, preference, tous } from './commun.ts'

/** Un an : la préférence suit le poste, comme un réglage. */
const UN_AN = 31_536_000

const raccourcisActifs = (): boolean => preference.lire('raccourcis') !== 'non'

/** Masque ou montre les noms ; le témoin permet au serveur de les masquer dès l’arrivée de la page suivante. */
function basculerNoms(): void {
  const masques = document.documentElement.classList.toggle('noms-masques')
  // biome-ignore lint/suspicious/noDocumentCookie: l’API CookieStore n’est pas sur tous les postes des écoles.
  document.cookie = `egide_noms_masques=${masques ? 1 : 0}; path=/; max-age=${UN_AN}; samesite=strict`
  annoncer(masques ? 'Noms masqués à l’écran' : 'Noms visibles')
}

function versLaRecherche(): boolean {
  const champ = document.querySelector<HTMLInputElement>('#recherche-globale')
  if (!champ || champ.offsetParent === null) return false
  champ.focus()
  champ.select()
  return true
}

/** Agit sur la touche et dit si elle a servi. */
function executer(touche: string): boolean {
  if (touche === '/') return versLaRecherche()
  if (touche === 'm' && document.querySelector('.eg-nom')) {
    basculerNoms()
    return true
  }
  const lien = tous<HTMLAnchorElement>('[data-raccourci]').find((a) => a.dataset.raccourci?.toLowerCase() === touche)
  lien?.click()
  return lien !== undefined
}

function surTouche(evenement: KeyboardEvent): void {
  const modifiee = evenement.ctrlKey || evenement.altKey || evenement.metaKey
  if (modifiee || evenement.defaultPrevented || dansUneSaisie(evenement.target)) return
  if (!raccourcisActifs() || document.querySelector('dialog[open]')) return
  if (executer(evenement.key.toLowerCase())) evenement.preventDefault()
}

function nommerBascule(bouton: HTMLElement): void {
  bouton.textContent = `${raccourcisActifs() ? 'Désactiver' : 'Activer'} les raccourcis d’une touche`
  document.documentElement.classList.toggle('sans-raccourcis', !raccourcisActifs())
}

/** Raccourcis d’une touche (/, C, M), que l’on peut désactiver : RGAA 12.11. */
export function installerRaccourcis(): void {
  if (!document.querySelector('[data-raccourci], #recherche-globale, .eg-nom')) return
  document.addEventListener('keydown', surTouche)
  for (const bouton of tous('[data-bascule-raccourcis]')) {
    bouton.hidden = false
    nommerBascule(bouton)
    bouton.addEventListener('click', () => {
      preference.ecrire('raccourcis', raccourcisActifs() ? 'non' : 'oui')
      nommerBascule(bouton)
    })
  }
}
