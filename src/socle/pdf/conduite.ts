import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reglage } from './fabrique.ts'
import type { CauseRefus } from './gabarit.ts'

/**
 * L’environnement du fil est vide : la clé du coffre et l’adresse de la base n’y entrent pas. Typst irait chercher un paquet sur le
 * réseau ou dans les dossiers de la personne : son mandataire est une porte close, ces dossiers n’existent pas.
 */
export function lancerFil({ racine, polices, octetsMax, diagnostic, mandataire }: Reglage): ChildProcess {
  const fil = fork(join(import.meta.dirname, 'fil.js'), [racine, polices, String(octetsMax), diagnostic ? 'diagnostic' : ''], {
    serialization: 'advanced',
    env: { HTTPS_PROXY: mandataire, HTTP_PROXY: mandataire, XDG_CACHE_HOME: NULLE_PART, XDG_DATA_HOME: NULLE_PART },
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  fil.on('error', () => fil.kill('SIGKILL'))
  retenir(fil, false)
  return fil
}
const NULLE_PART = '/egide-sans-disque'

/** Un fil au repos n’empêche pas Égide de s’arrêter ; un fil au travail, si. */
export function retenir(fil: ChildProcess, oui: boolean): void {
  if (oui) fil.channel?.ref()
  else fil.channel?.unref()
  if (oui) fil.ref()
  else fil.unref()
}

type Limites = { readonly delaiMs: number; readonly memoireMax: number }
const PAS_MS = 50

/**
 * Tue le fil qui dure trop ou qui enfle trop ; `motif` dit ce qui l’a tué. Son moteur est natif : lui-même ne peut pas s’interrompre.
 * Un fil resté gros après son travail est remplacé, pour que le document suivant ne paie pas pour lui.
 */
export function surveiller(fil: ChildProcess, { delaiMs, memoireMax }: Limites) {
  let mort: CauseRefus | undefined
  let levee = false
  let pic = 0
  const tuer = (motif: CauseRefus) => {
    if (levee) return
    mort ??= motif
    fil.kill('SIGKILL')
  }
  const minuterie = setTimeout(() => tuer('delai'), delaiMs)
  const ronde = setInterval(async () => {
    pic = Math.max(pic, await memoireDe(fil))
    if (pic > memoireMax) tuer('memoire')
  }, PAS_MS)
  return {
    motif: () => mort,
    lever() {
      levee = true
      clearTimeout(minuterie)
      clearInterval(ronde)
      if (pic > memoireMax / 3) fil.kill('SIGKILL')
    },
  }
}

/** Mémoire résidente d’un processus, en octets ; zéro où le système ne la dit pas (le moteur n’existe que pour Linux, ADR 0007). */
async function memoireDe({ pid }: ChildProcess): Promise<number> {
  const etat = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(etat)?.[1] ?? 0) * 1024
}
