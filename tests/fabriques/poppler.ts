import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Ce que lit poppler d'un PDF ; des essais seulement. */
export function poppler(commande: 'pdftotext' | 'pdfinfo', pdf: Uint8Array, ...options: string[]): string {
  const dossier = mkdtempSync(join(tmpdir(), 'egide-pdf-'))
  try {
    const chemin = join(dossier, 'document.pdf')
    writeFileSync(chemin, pdf)
    return execFileSync(commande, [...options, chemin, ...(commande === 'pdftotext' ? ['-'] : [])], {
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } finally {
    rmSync(dossier, { recursive: true })
  }
}

/** Tout le texte d'un PDF, espaces ramenées à une. */
export const texteDuPdf = (pdf: Uint8Array): string => poppler('pdftotext', pdf, '-raw').replaceAll(/\s+/g, ' ')

/** Faux si poppler est là, sinon la raison de passer l'essai. */
export const sansPoppler = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return false
  } catch {
    return 'pdftotext (poppler-utils) absent de ce poste'
  }
})()
