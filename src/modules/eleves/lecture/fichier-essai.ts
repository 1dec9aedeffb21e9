import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Enregistrement, Lot } from './enregistrement.ts'

/** Dossier temporaire d'un fichier d'essais, effacé à la fin du processus. */
const dossier = mkdtempSync(join(tmpdir(), 'egide-lecture-'))
process.on('exit', () => rmSync(dossier, { recursive: true, force: true }))
let rang = 0

/** Chemin d'un échantillon du dépôt. */
export const echantillon = (nom: string) => fileURLToPath(new URL(`../../../../../tests/echantillons/eleves/${nom}`, import.meta.url))

/** Écrit un contenu dans un fichier neuf (texte en ISO-8859-1) et rend son chemin ; le nom ne dit rien du contenu, exprès. */
export function fichier(contenu: string | Buffer): string {
  const chemin = join(dossier, `${++rang}.bin`)
  writeFileSync(chemin, typeof contenu === 'string' ? Buffer.from(contenu, 'latin1') : contenu)
  return chemin
}

export async function toutLire(lots: AsyncIterable<Lot>): Promise<Enregistrement[]> {
  const lus: Enregistrement[] = []
  for await (const lot of lots) lus.push(...lot.enregistrements)
  return lus
}

/** Les enregistrements d'un genre. */
export function duGenre<G extends Enregistrement['genre']>(lus: readonly Enregistrement[], genre: G) {
  return lus.filter((lu): lu is Extract<Enregistrement, { genre: G }> => lu.genre === genre)
}

/** Éprouve qu'une lecture est refusée avec ce code et une phrase qui dit quoi faire. */
export async function refusee(lots: AsyncIterable<Lot>, code: string, phrase: RegExp = /\.$/): Promise<void> {
  await assert.rejects(toutLire(lots), (erreur: unknown) => {
    assert.ok(erreur instanceof ErreurMetier, String(erreur))
    assert.equal(erreur.code, `eleves.import_${code}`)
    assert.match(erreur.message, phrase)
    return true
  })
}

/** Un export « Élèves » minimal autour de ces sections. */
export const exportEleves = (donnees: string, prologue = '<?xml version="1.0" encoding="ISO-8859-15"?>') =>
  `${prologue}\n<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>9990001X</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE><DATE_EXPORT>12/10/2026</DATE_EXPORT></PARAMETRES>\n<DONNEES>\n${donnees}\n</DONNEES></BEE_ELEVES>\n`

/** Un élève complet ; `surcharge` remplace ou ajoute des balises. */
export function eleveXml(id: string, surcharge: Record<string, string> = {}): string {
  const champs = { NOM_DE_FAMILLE: 'DUPONT', PRENOM: 'L\u00e9o', DATE_NAISS: '21/01/2013', CODE_SEXE: '1', ...surcharge }
  const balises = Object.entries(champs).map(([nom, valeur]) => `<${nom}>${valeur}</${nom}>`)
  return `<ELEVE ELEVE_ID="${id}">${balises.join('')}</ELEVE>`
}
