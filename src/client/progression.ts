import { tous } from './commun.ts'

const CADENCE_MS = 1000

type Avancement = {
  readonly faites: number
  readonly total: number
  readonly libelle: string
  readonly fini: boolean
  readonly suite?: string
}

function afficher(bloc: HTMLElement, avancement: Avancement): void {
  const barre = bloc.querySelector('progress')
  const libelle = bloc.querySelector<HTMLElement>('[data-progression-libelle]')
  if (barre) {
    barre.max = Math.max(1, avancement.total)
    barre.value = avancement.faites
  }
  // Réécrire un texte identique le ferait relire par les lecteurs d’écran.
  if (libelle && libelle.textContent !== avancement.libelle) libelle.textContent = avancement.libelle
}

/** L’avancement, ou rien si le réseau, le serveur ou la session fait défaut : on redemandera. */
async function demander(adresse: string): Promise<Avancement | null> {
  try {
    const reponse = await fetch(adresse, { headers: { accept: 'application/json' } })
    return reponse.ok ? ((await reponse.json()) as Avancement) : null
  } catch {
    return null
  }
}

/** Un rechargement perdrait ce choix. */
const fichiersChoisis = (): boolean =>
  [...document.querySelectorAll<HTMLInputElement>('input[type=file]')].some((choix) => choix.files?.length)

async function suivre(bloc: HTMLElement, adresse: string): Promise<void> {
  for (;;) {
    await new Promise((suite) => setTimeout(suite, CADENCE_MS))
    const avancement = await demander(adresse)
    if (!avancement) continue
    afficher(bloc, avancement)
    if (avancement.fini) return fichiersChoisis() ? undefined : location.assign(avancement.suite ?? location.href)
  }
}

/** Suit chaque travail `[data-progression-url]` jusqu’à sa fin, puis ouvre la page de résultat, sauf si des fichiers attendent d’être envoyés. */
export function installerProgression(): void {
  for (const bloc of tous('[data-progression-url]')) void suivre(bloc, bloc.dataset.progressionUrl ?? '')
}
