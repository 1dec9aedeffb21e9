import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { demarrerPostgres } from './lanceur.ts'
import { lireTemoin } from './pid.ts'

/** Outils des essais du lanceur : un dossier jetable, un processus maître que l'on peut tuer. */

/** Dossier jetable ; à la fin du fichier, le serveur qui y vivrait encore est arrêté. */
export function unDossier(): string {
  const dossier = mkdtempSync(path.join(tmpdir(), 'egide-lanceur-'))
  after(async () => {
    if (existsSync(path.join(dossier, 'grappe'))) await (await demarrerPostgres({ dossier })).arreter()
    rmSync(dossier, { recursive: true, force: true })
  })
  return dossier
}

export type Fils = { readonly processus: ChildProcess; readonly lignes: string[]; fin(): Promise<void> }

/** Un autre processus, maître de `dossier`. Rend la main quand il a dit sa première ligne. */
export async function unMaitre(dossier: string, faire: 'attendre' | 'ecrire' = 'attendre'): Promise<Fils> {
  const programme = fileURLToPath(new URL('./maitre-essai.js', import.meta.url))
  const processus = spawn(process.execPath, [programme, dossier, faire], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lignes: string[] = []
  const termine = new Promise<void>((resoudre) => processus.on('close', () => resoudre()))
  let reste = ''
  await new Promise<void>((resoudre) => {
    processus.on('close', () => resoudre())
    processus.stdout.setEncoding('utf8').on('data', (morceau: string) => {
      const completes = (reste + morceau).split('\n')
      reste = completes.pop() ?? ''
      lignes.push(...completes)
      if (lignes.length > 0) resoudre()
    })
  })
  return { processus, lignes, fin: () => termine }
}

/** Tue -9, d'un coup, le serveur de la grappe et tous ses processus. */
export function tuerServeur(dossier: string): void {
  const maitre = lireTemoin(path.join(dossier, 'grappe'))?.pid
  if (maitre === undefined) return
  for (const pid of [maitre, ...enfants(maitre)]) tuer(pid)
}

function tuer(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Mort entre-temps avec son parent.
  }
}

function enfants(parent: number): number[] {
  const tous = readdirSync('/proc').filter((nom) => /^\d+$/.test(nom))
  return tous.filter((pid) => parentDe(pid) === parent).map(Number)
}

function parentDe(pid: string): number | undefined {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
