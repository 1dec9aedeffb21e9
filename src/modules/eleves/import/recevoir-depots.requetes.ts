import { createWriteStream } from 'node:fs'
import { mkdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { ErreurMetier } from '#socle/erreur.ts'

export type Depots = {
  readonly champs: Record<string, string>
  readonly depots: readonly { readonly depot: string; readonly octets: number }[]
}

/**
 * Écrit les fichiers d'un envoi au fil de l'eau, sous un nom tiré au sort, lisibles d'Égide seule. Rend aussi les champs.
 *
 * @throws ErreurMetier un fichier dépasse la taille admise ; rien ne reste sur le disque
 */
export async function recevoirDepots(requete: FastifyRequest, dossier: string, identifiant: () => string): Promise<Depots> {
  await mkdir(dossier, { recursive: true, mode: 0o700 })
  const champs: Record<string, string> = {}
  const depots: { depot: string; octets: number }[] = []
  try {
    for await (const part of requete.parts()) {
      if (part.type === 'field') {
        champs[part.fieldname] = String(part.value)
        continue
      }
      const depot = identifiant()
      depots.push({ depot, octets: 0 })
      const sortie = createWriteStream(join(dossier, depot), { mode: 0o600, flags: 'wx' })
      await pipeline(part.file, sortie)
      if (part.file.truncated)
        throw new ErreurMetier(
          'invalide',
          'eleves.import_trop_grand',
          'Ce fichier dépasse la taille admise. Refaites l’export par établissement.',
          {},
          'fichiers',
        )
      depots.splice(-1, 1, { depot, octets: sortie.bytesWritten })
    }
  } catch (erreur) {
    await oublierDepots(dossier, depots)
    throw erreur
  }
  // Un champ fichier laissé vide arrive comme un fichier sans octet ni nom.
  const vides = depots.filter((d) => d.octets === 0)
  await oublierDepots(dossier, vides)
  return { champs, depots: depots.filter((d) => d.octets > 0) }
}

export async function oublierDepots(dossier: string, depots: readonly { readonly depot: string }[]): Promise<void> {
  await Promise.all(depots.map(({ depot }) => unlink(join(dossier, depot)).catch(() => undefined)))
}
