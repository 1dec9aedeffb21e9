import { createWriteStream } from 'node:fs'
import { mkdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { ErreurMetier } from '#socle/erreur.ts'
import { FICHIERS_MAX, type ReglagesDepots } from './reglages.ts'

export type Depots = {
  readonly champs: Record<string, string>
  readonly depots: readonly { readonly depot: string; readonly octets: number }[]
  /** Pourquoi l'envoi ne peut pas être pris ; rien n'en reste alors sur le disque. */
  readonly refus: ErreurMetier | null
}

/**
 * Écrit les fichiers d'un envoi au fil de l'eau, sous un nom tiré au sort, lisibles d'Égide seule. Rend aussi les champs. Ensemble, ils tiennent dans
 * `tailleMax`, comme chacun d'eux.
 */
export async function recevoirDepots(
  requete: FastifyRequest,
  { depots: dossier, tailleMax }: ReglagesDepots,
  identifiant: () => string,
): Promise<Depots> {
  await mkdir(dossier, { recursive: true, mode: 0o700 })
  const champs: Record<string, string> = {}
  const depots: { depot: string; octets: number }[] = []
  try {
    for await (const part of requete.parts({ limits: { files: FICHIERS_MAX } })) {
      if (part.type === 'field') {
        champs[part.fieldname] = String(part.value)
        continue
      }
      // Un champ fichier laissé vide arrive comme un fichier sans nom.
      if (!part.filename) {
        part.file.resume()
        continue
      }
      const depot = identifiant()
      depots.push({ depot, octets: 0 })
      const sortie = createWriteStream(join(dossier, depot), { mode: 0o600, flags: 'wx' })
      await pipeline(part.file, sortie)
      depots.splice(-1, 1, { depot, octets: sortie.bytesWritten })
      if (part.file.truncated) throw tropGrand()
      if (depots.reduce((t, d) => t + d.octets, 0) > tailleMax) throw tropLourds()
    }
  } catch (erreur) {
    await oublierDepots(dossier, depots)
    return { champs, depots: [], refus: refusDe(erreur) }
  }
  return { champs, depots, refus: null }
}

const refusFichiers = (code: string, phrase: string) => new ErreurMetier('invalide', `eleves.import_${code}`, phrase, {}, 'fichiers')
const tropGrand = () => refusFichiers('trop_grand', 'L’un de ces fichiers dépasse la taille admise. Refaites l’export par établissement.')
const tropLourds = () => refusFichiers('trop_lourds', 'Ces fichiers dépassent ensemble la taille admise. Déposez-en moins à la fois.')
const tropNombreux = () =>
  refusFichiers('trop_de_fichiers', `Choisissez ${FICHIERS_MAX} fichiers au plus à la fois, puis recommencez avec les suivants.`)

function refusDe(erreur: unknown): ErreurMetier {
  if (erreur instanceof ErreurMetier) return erreur
  if (erreur instanceof Error && 'code' in erreur && erreur.code === 'FST_FILES_LIMIT') return tropNombreux()
  throw erreur
}

export async function oublierDepots(dossier: string, depots: readonly { readonly depot: string }[]): Promise<void> {
  await Promise.all(depots.map(({ depot }) => unlink(join(dossier, depot)).catch(() => undefined)))
}
