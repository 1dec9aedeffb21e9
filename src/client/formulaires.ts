import { tous } from './commun.ts'

/** Formulaires dont la saisie a changé depuis l’arrivée de la page. */
const modifies = new Set<HTMLFormElement>()
let envoiEnCours = false

const estPost = (cible: EventTarget | null): cible is HTMLFormElement => cible instanceof HTMLFormElement && cible.method === 'post'

/** Le bouton est désactivé après l’envoi, sinon sa valeur (« quel bouton ») ne partirait pas. */
function surEnvoi(evenement: SubmitEvent): void {
  const formulaire = evenement.target
  if (!estPost(formulaire) || evenement.defaultPrevented) return
  if (formulaire.dataset.envoye !== undefined) {
    evenement.preventDefault()
    return
  }
  envoiEnCours = true
  const bouton = evenement.submitter
  // Un document se télécharge sans que la page parte : on pourra envoyer encore, et la saisie reste à protéger.
  if (bouton instanceof HTMLButtonElement && bouton.dataset.telecharger !== undefined) {
    setTimeout(() => {
      envoiEnCours = false
    }, 1000)
    return
  }
  formulaire.dataset.envoye = ''
  setTimeout(() => {
    if (bouton instanceof HTMLButtonElement) bouton.disabled = true
  })
}

/** Au retour arrière, la page revient telle quelle : on rend les boutons. */
function surRetour(evenement: PageTransitionEvent): void {
  if (!evenement.persisted) return
  envoiEnCours = false
  for (const formulaire of tous<HTMLFormElement>('form[data-envoye]')) {
    delete formulaire.dataset.envoye
    for (const bouton of formulaire.querySelectorAll('button')) bouton.disabled = false
  }
}

function surSaisie(evenement: Event): void {
  const formulaire = evenement.target instanceof HTMLElement ? evenement.target.closest('form') : null
  if (formulaire?.matches('.eg-formulaire') && estPost(formulaire)) modifies.add(formulaire)
}

function surDepart(evenement: BeforeUnloadEvent): void {
  if (modifies.size > 0 && !envoiEnCours) evenement.preventDefault()
}

function conditionRemplie(condition: string, formulaire: HTMLFormElement): boolean {
  const [nom = '', attendues = ''] = condition.split('=')
  return new FormData(formulaire).getAll(nom).some((valeur) => typeof valeur === 'string' && attendues.split('|').includes(valeur))
}

/** `data-montre-si="champ=valeur"` (ou « champ=a|b ») : masqué, le bloc n’est plus envoyé ; son contenu revient tel quel. */
function appliquerConditions(): void {
  for (const bloc of tous('[data-montre-si]')) {
    const formulaire = bloc.closest('form')
    if (!formulaire) continue
    const montre = conditionRemplie(bloc.dataset.montreSi ?? '', formulaire)
    bloc.hidden = !montre
    for (const champ of bloc.querySelectorAll<HTMLInputElement>('input, select, textarea')) champ.disabled = !montre
  }
}

/** Double envoi, départ avec une saisie non enregistrée, blocs conditionnels, focus sur le résumé des erreurs. */
export function installerFormulaires(): void {
  document.addEventListener('submit', surEnvoi)
  document.addEventListener('input', surSaisie)
  document.addEventListener('change', appliquerConditions)
  window.addEventListener('beforeunload', surDepart)
  window.addEventListener('pageshow', surRetour)
  appliquerConditions()
  document.querySelector<HTMLElement>('[data-prend-le-focus]')?.focus()
}
