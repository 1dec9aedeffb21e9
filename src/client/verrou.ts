/** Deux appuis sur Échap dans ce délai verrouillent. */
const DELAI_ECHAP_MS = 600
/** Les gestes ne repoussent l’échéance, et n’avertissent les autres onglets, qu’à cette cadence. */
const CADENCE_GESTES_MS = 5_000

let dernierEchap = Number.NEGATIVE_INFINITY
let dernierGeste = Date.now()
let dernierAvis = 0
let focusAvant: HTMLElement | null = null
let titreAvant = document.title
let onglets: BroadcastChannel | undefined

const dialogueVerrou = (): HTMLDialogElement | null => document.querySelector<HTMLDialogElement>('#verrou')
export const estVerrouille = (): boolean => dialogueVerrou()?.open === true

/** Recouvre la page sans la quitter : rendue inerte et invisible, elle garde tout ce qui y est tapé. */
function recouvrir(): void {
  const dialogue = dialogueVerrou()
  const page = document.getElementById('page')
  if (!dialogue || !page || dialogue.open) return
  focusAvant = document.activeElement instanceof HTMLElement ? document.activeElement : null
  titreAvant = document.title
  document.title = 'Égide'
  page.inert = true
  document.documentElement.classList.add('verrouille')
  // Non modal : un dialogue modal se ferme sur Échap, touche qui sert justement à verrouiller.
  dialogue.show()
  dialogue.querySelector<HTMLInputElement>('input[type=password]')?.focus()
}

function decouvrir(): void {
  const dialogue = dialogueVerrou()
  const page = document.getElementById('page')
  if (!dialogue?.open || !page) return
  dialogue.close()
  page.inert = false
  document.documentElement.classList.remove('verrouille')
  document.title = titreAvant
  dernierGeste = Date.now()
  focusAvant?.focus()
}

const envoyer = (adresse: string, corps?: URLSearchParams): Promise<Response> =>
  fetch(adresse, { method: 'POST', headers: { accept: 'application/json' }, body: corps ?? new URLSearchParams() })

/** Verrouille l’écran tout de suite, la session ensuite, et les autres onglets. */
export function verrouiller(avertir = true): void {
  const dialogue = dialogueVerrou()
  if (!dialogue || dialogue.open) return
  recouvrir()
  if (!avertir) return
  onglets?.postMessage('verrouille')
  // Sans réseau, l’écran reste couvert ; l’inactivité verrouillera la session au serveur.
  envoyer(dialogue.dataset.verrouiller ?? '/verrouiller').catch(() => undefined)
}

function direErreur(formulaire: HTMLFormElement, phrase: string): void {
  const zone = formulaire.querySelector<HTMLElement>('.eg-erreur')
  const champ = formulaire.querySelector<HTMLInputElement>('input[type=password]')
  if (zone) {
    zone.hidden = phrase === ''
    zone.textContent = phrase
  }
  if (phrase === '' || !champ) return
  champ.setAttribute('aria-invalid', 'true')
  champ.value = ''
  champ.focus()
}

async function messageDe(reponse: Response): Promise<string> {
  const corps: unknown = await reponse.json().catch(() => null)
  const message = typeof corps === 'object' && corps !== null && 'message' in corps ? corps.message : undefined
  return typeof message === 'string' ? message : 'Le mot de passe n’est pas reconnu.'
}

async function deverrouiller(formulaire: HTMLFormElement): Promise<void> {
  const champs = new URLSearchParams()
  for (const [nom, valeur] of new FormData(formulaire)) if (typeof valeur === 'string') champs.append(nom, valeur)
  direErreur(formulaire, '')
  try {
    const reponse = await envoyer(formulaire.action, champs)
    if (!reponse.ok || reponse.redirected) return direErreur(formulaire, await messageDe(reponse))
    formulaire.reset()
    formulaire.querySelector('input[type=password]')?.removeAttribute('aria-invalid')
    decouvrir()
    onglets?.postMessage('deverrouille')
  } catch {
    direErreur(formulaire, 'Égide ne répond pas. Vérifiez le réseau, puis réessayez ; ce que vous aviez écrit est toujours là.')
  }
}

function noterGeste(): void {
  dernierGeste = Date.now()
  if (dernierGeste - dernierAvis < CADENCE_GESTES_MS || estVerrouille()) return
  dernierAvis = dernierGeste
  // Travailler dans un onglet garde les autres ouverts : ils partagent la session.
  onglets?.postMessage('geste')
}

function surveillerInactivite(secondes: number): void {
  for (const geste of ['keydown', 'pointerdown', 'wheel', 'touchstart', 'pointermove'])
    document.addEventListener(geste, noterGeste, { passive: true, capture: true })
  const verifier = (): void => {
    if (Date.now() - dernierGeste >= secondes * 1000) verrouiller()
  }
  setInterval(verifier, 1000)
  // Un poste mis en veille n’a pas fait tourner la minuterie : on vérifie au retour.
  document.addEventListener('visibilitychange', verifier)
}

function surEchap(evenement: KeyboardEvent): void {
  if (evenement.key !== 'Escape' || evenement.repeat) return
  const double = evenement.timeStamp - dernierEchap < DELAI_ECHAP_MS
  dernierEchap = double ? Number.NEGATIVE_INFINITY : evenement.timeStamp
  if (double) verrouiller()
}

function ecouterOnglets(): void {
  if (!('BroadcastChannel' in window)) return
  onglets = new BroadcastChannel('egide')
  onglets.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'verrouille') verrouiller(false)
    if (data === 'deverrouille') decouvrir()
    if (data === 'geste') dernierGeste = Date.now()
  }
}

/** Verrou de l’écran : Échap deux fois, le bouton, ou l’inactivité. */
export function installerVerrou(): void {
  const dialogue = dialogueVerrou()
  const formulaire = dialogue?.querySelector<HTMLFormElement>('[data-deverrouiller]')
  if (!dialogue || !formulaire) return
  ecouterOnglets()
  document.addEventListener('keydown', surEchap, { capture: true })
  document.addEventListener('submit', (evenement) => {
    if (evenement.target === formulaire) {
      evenement.preventDefault()
      void deverrouiller(formulaire)
    } else if (evenement.target instanceof HTMLElement && evenement.target.matches('[data-verrouiller-bouton]')) {
      evenement.preventDefault()
      verrouiller()
    }
  })
  const secondes = Number(document.body.dataset.inactiviteSecondes)
  if (secondes > 0) surveillerInactivite(secondes)
}
