import { renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { creerExportPublie, FORMATS, type Format, type RapportDemande } from '#modules/rapports/index.ts'
import { niveaux } from '#modules/referentiels/index.ts'
import type { Niveau } from '#socle/agent.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type FabriquePdf, ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import type { Installation } from '../installation.ts'
import { RACINE } from '../racine.ts'
import { type Appel, avecInstallation, type Commande, ErreurUsage } from './commande.ts'

const USAGE =
  'rapport --annee AAAA-AAAA --niveau NIVEAU --code CODE --format pdf|ods|csv [--numero N] [--sortie FICHIER]  (NIVEAU : etablissement, bassin, departement, academie, national ; CODE : UAI, code du département ou de l’académie, FR)'

export type DemandeRapport = RapportDemande & { readonly format: Format; readonly sortie: string | null }

/** `egide rapport` : écrit un rapport figé dans un fichier, masqué comme à l'écran. Sans numéro : le dernier figé. */
export const exporterRapport: Commande = {
  usage: USAGE,
  options: {
    annee: { type: 'string' },
    niveau: { type: 'string' },
    code: { type: 'string' },
    format: { type: 'string' },
    numero: { type: 'string' },
    sortie: { type: 'string' },
  },
  async executer({ options, dire }) {
    const demande = lireDemandeRapport(options)
    return avecInstallation(dire, async (i) => {
      const pdf = ouvrirFabriquePdf({ racine: RACINE, polices: join(RACINE, 'donnees', 'polices') })
      try {
        return await ecrireRapport(i, pdf, demande, dire)
      } finally {
        await pdf.fermer()
      }
    })
  },
}

/** @throws ErreurUsage option manquante ou illisible */
export function lireDemandeRapport({ annee, niveau, code, format, numero, sortie }: Appel['options']): DemandeRapport {
  const usage = (phrase: string) => new ErreurUsage(`${phrase}\nUsage : egide ${USAGE}`)
  const [, debut = '', fin = ''] = /^(\d{4})-(\d{4})$/.exec(String(annee)) ?? []
  if (debut === '' || Number(fin) !== Number(debut) + 1) throw usage('Écrivez l’année scolaire en entier, par exemple --annee 2025-2026.')
  if (!estUnDe(niveaux, niveau)) throw usage(`Dites le niveau : ${niveaux.join(', ')}.`)
  if (typeof code !== 'string' || code === '') throw usage('Dites le code du territoire, par exemple --code 15.')
  if (!estUnDe(FORMATS, format)) throw usage(`Dites le format : ${FORMATS.join(', ')}.`)
  if (numero !== undefined && !/^[1-9]\d{0,3}$/.test(String(numero)))
    throw usage('Le numéro d’un rapport est un nombre entier, à partir de 1.')
  return {
    ...{ annee: Number(debut), niveau: niveau satisfies Niveau, code, format },
    ...{ numero: numero === undefined ? null : Number(numero), sortie: typeof sortie === 'string' ? sortie : null },
  }
}

const estUnDe = <T extends string>(liste: readonly T[], valeur: unknown): valeur is T => (liste as readonly unknown[]).includes(valeur)

/** Écrit le fichier en entier ou pas du tout, dans le dossier d'où l'on appelle. Rend le code de sortie. */
export async function ecrireRapport(
  { tache }: Pick<Installation, 'tache'>,
  pdf: FabriquePdf,
  { format, sortie, ...demande }: DemandeRapport,
  dire: Appel['dire'],
): Promise<number> {
  const exporter = creerExportPublie({ pdf, racine: RACINE })
  const { nom, octets } = await tache.transaction().execute((tx) => exporter(tx, demande, format))
  const chemin = resolve(
    process.env.INIT_CWD ?? process.cwd(),
    sortie ?? nom.replace('rapport-', `rapport-${demande.niveau}-${demande.code}-`),
  )
  try {
    writeFileSync(`${chemin}.en-cours`, octets)
    renameSync(`${chemin}.en-cours`, chemin)
  } catch {
    throw new ErreurMetier('invalide', 'commande.sortie', `Le fichier ${chemin} n’a pas pu être écrit. Vérifiez que son dossier existe.`)
  }
  dire(`${chemin}\nMasqué comme à l’écran : « masqué » n’est pas un zéro.`)
  return 0
}
