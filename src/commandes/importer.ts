import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { importerFichiers, type RapportImport, type Suivi } from '#modules/eleves/index.ts'
import { type Etablissement, findEtablissement, nomTerritoire, verifierUai } from '#modules/referentiels/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Installation } from '../installation.ts'
import { type Appel, avecInstallation, type Commande, ErreurUsage } from './commande.ts'
import { phrasesDuRapport } from './rapport-import.ts'

const USAGE = 'importer siecle FICHIER… [--uai UAI]  |  importer onde FICHIER… --uai UAI'

export type DemandeImport = { readonly genre: 'siecle' | 'onde'; readonly fichiers: readonly string[]; readonly uai: string | null }

/**
 * `egide importer` : les élèves d'un ou plusieurs exports, sous le rôle des tâches, sans agent. Chemins pris depuis le dossier
 * d'où l'on appelle. Sort en 1 si un fichier est refusé ; les autres sont entrés.
 */
export const importer: Commande = {
  usage: USAGE,
  options: { uai: { type: 'string' } },
  async executer({ options, positionnels, dire }) {
    const demande = lireDemande(options.uai, positionnels)
    return avecInstallation(dire, (i) => importerEtDire(i, demande, dire))
  },
}

/** @throws ErreurUsage arguments manquants ; ErreurMetier UAI faux ou fichier introuvable */
export function lireDemande(uai: unknown, [genre, ...noms]: readonly string[]): DemandeImport {
  if ((genre !== 'siecle' && genre !== 'onde') || noms.length === 0) throw new ErreurUsage(`Usage : egide ${USAGE}`)
  if (genre === 'onde' && typeof uai !== 'string')
    throw new ErreurUsage(
      'Un fichier ONDE ne dit pas de quelle école il vient : ajoutez --uai suivi de son numéro, par exemple --uai 0150426G.',
    )
  const fichiers = noms.map((nom) => resolve(depart(), nom))
  const absent = fichiers.find((f) => !existsSync(f))
  if (absent) throw new ErreurMetier('introuvable', 'commande.fichier', `Le fichier ${absent} n’existe pas. Vérifiez son chemin.`)
  return { genre, fichiers, uai: typeof uai === 'string' ? verifierUai(uai) : null }
}

const depart = (): string => process.env.INIT_CWD ?? process.cwd()
/** Le chemin d'un fichier, vu d'où l'on appelle : les exports de deux établissements portent les mêmes noms. */
function nomDe(chemin: string): string {
  const vu = relative(depart(), chemin)
  return vu.startsWith('..') ? chemin : vu
}

type Lieu = Pick<Installation, 'tache' | 'urlTache' | 'coffre'>

/** Importe, montre l'avancement, dit ce qui a changé. Rend le code de sortie. */
export async function importerEtDire(i: Lieu, { genre, fichiers, uai }: DemandeImport, dire: Appel['dire']): Promise<number> {
  const attendu = uai === null ? null : await etablissementAttendu(i, uai)
  const reglages = {
    urlTache: i.urlTache,
    coffre: i.coffre,
    aujourdHui: () => jourDeParis(new Date()),
    identifiant: () => crypto.randomUUID(),
  }
  const rapports = await importerFichiers(reglages, genre, fichiers, attendu && [attendu.id], suiviEnLignes(dire))
  for (const rapport of rapports)
    for (const phrase of phrasesDuRapport(rapport, (await lieuDe(i, rapport)) ?? nomDe(rapport.chemin))) dire(phrase)
  return rapports.length === fichiers.length && rapports.every((r) => r.refus === null) ? 0 : 1
}

async function etablissementAttendu({ tache }: Lieu, uai: string): Promise<Etablissement> {
  const trouve = await findEtablissement(tache, uai)
  if (trouve) return trouve
  throw new ErreurMetier('introuvable', 'commande.uai_inconnu', `L’établissement ${uai} n’est pas dans la liste nationale d’Égide.`)
}

const lieuDe = ({ tache }: Lieu, { etablissementId }: RapportImport): Promise<string | null> =>
  etablissementId === null ? Promise.resolve(null) : nomTerritoire(tache, etablissementId)

/** Une ligne tous les dix pour cent ; un petit fichier n'en montre pas. */
function suiviEnLignes(dire: Appel['dire']): Suivi {
  const dits = new Map<string, number>()
  return (chemin, { octetsLus, octetsTotal }) => {
    const dizaine = octetsTotal === 0 ? 0 : Math.floor((octetsLus / octetsTotal) * 10)
    if (dizaine <= (dits.get(chemin) ?? 0) || dizaine === 10) return
    dits.set(chemin, dizaine)
    dire(`  ${nomDe(chemin)} : ${dizaine * 10} %`)
  }
}
