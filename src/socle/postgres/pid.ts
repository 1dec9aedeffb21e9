import { existsSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Ce que `postmaster.pid` dit du serveur : son processus et le dossier de sa prise (absent tant qu'il démarre). */
export type Temoin = { readonly pid: number; readonly prise: string | undefined }

/** Aucun noyau n'attribue ce numéro. */
const PID_IMPOSSIBLE = 2_147_483_646

/** Lit `postmaster.pid` ; `undefined` s'il n'existe pas ou n'est pas lisible comme tel. */
export function lireTemoin(grappe: string): Temoin | undefined {
  try {
    const [pid, , , , prise] = readFileSync(path.join(grappe, 'postmaster.pid'), 'utf8').split('\n')
    return Number(pid) > 0 ? { pid: Number(pid), prise: prise || undefined } : undefined
  } catch {
    return undefined
  }
}

type EtatProcessus = 'absent' | 'serveur' | 'autre'

/**
 * Ce qu'est le processus `pid` pour la grappe. Un serveur a pour dossier courant celui de ses données : un numéro
 * recyclé se reconnaît ainsi. Là où le système ne sait pas le dire (macOS), on croit le témoin.
 */
function etatProcessus(pid: number, grappe: string): EtatProcessus {
  if (!existe(pid)) return 'absent'
  if (!existsSync('/proc/self/stat')) return 'serveur'
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === grappe ? 'serveur' : 'autre'
  } catch {
    // Le processus vient de mourir, n'attend plus que d'être ramassé par son parent, ou est à un autre utilisateur.
    return 'autre'
  }
}

function existe(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (erreur) {
    return (erreur as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Vrai si `pid` est un serveur vivant des données `grappe`. */
export const tourne = (pid: number, grappe: string): boolean => etatProcessus(pid, grappe) === 'serveur'

/**
 * Le serveur que le témoin désigne vit-il vraiment ? Sinon, et si le numéro a été recyclé par un autre programme (cas
 * ordinaire d'un conteneur relancé), le numéro est effacé, sans quoi PostgreSQL refuserait de démarrer. Le fichier
 * reste : PostgreSQL y retrouve la mémoire partagée de l'ancien serveur et vérifie que plus personne ne s'en sert.
 */
export function temoinVivant(grappe: string): boolean {
  const temoin = lireTemoin(grappe)
  if (temoin === undefined) return false
  const etat = etatProcessus(temoin.pid, grappe)
  if (etat === 'autre') recycler(grappe)
  return etat === 'serveur'
}

function recycler(grappe: string): void {
  const fichier = path.join(grappe, 'postmaster.pid')
  const lignes = readFileSync(fichier, 'utf8').split('\n')
  writeFileSync(fichier, [PID_IMPOSSIBLE, ...lignes.slice(1)].join('\n'))
}
