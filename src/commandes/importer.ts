import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { verifierUai } from '#modules/referentiels/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type Commande, ErreurUsage } from './commande.ts'

const USAGE = 'importer siecle FICHIER… [--uai UAI]  |  importer onde FICHIER… --uai UAI'

export type DemandeImport = { readonly genre: 'siecle' | 'onde'; readonly fichiers: readonly string[]; readonly uai: string | null }

/** `egide importer` : les élèves d'un ou plusieurs exports. Chemins pris depuis le dossier d'où l'on appelle. */
export const importer: Commande = {
  usage: USAGE,
  options: { uai: { type: 'string' } },
  async executer({ options, positionnels }) {
    lireDemande(options.uai, positionnels)
    throw new ErreurMetier('invalide', 'commande.import_absent', 'Cette version d’Égide n’importe pas encore de fichier.')
  },
}

/** @throws ErreurUsage arguments manquants ; ErreurMetier UAI faux ou fichier introuvable */
export function lireDemande(uai: unknown, [genre, ...noms]: readonly string[]): DemandeImport {
  if ((genre !== 'siecle' && genre !== 'onde') || noms.length === 0 || (genre === 'onde' && uai === undefined))
    throw new ErreurUsage(`Usage : egide ${USAGE}`)
  const depart = process.env.INIT_CWD ?? process.cwd()
  const fichiers = noms.map((nom) => resolve(depart, nom))
  const absent = fichiers.find((f) => !existsSync(f))
  if (absent) throw new ErreurMetier('introuvable', 'commande.fichier', `Le fichier ${absent} n’existe pas. Vérifiez son chemin.`)
  return { genre, fichiers, uai: typeof uai === 'string' ? verifierUai(uai) : null }
}
