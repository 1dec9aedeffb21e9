import type { Contexte } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ressemblance } from './classement.ts'

const DUREE_MS = 30 * 60_000
const lieuPreuve = (agentId: string) => ({ colonne: 'eleves.eleve.preuve_recherche', ligneId: agentId }) as const

export type Preuve = { readonly texte: string }

/**
 * Atteste que cet agent vient de chercher ce texte. Chiffrée par le serveur : elle ne se fabrique pas, ne sert qu'à lui,
 * une demi-heure, et ne montre pas dans l'adresse ce qui a été tapé.
 */
export const ecrirePreuve = ({ coffre, agent, maintenant }: Contexte, texte: string): string =>
  coffre.systeme.chiffrer(lieuPreuve(agent.id), JSON.stringify({ texte, le: maintenant.getTime() })).toString('base64url')

/** @throws ErreurMetier invalide si la preuve manque, n'est pas de cet agent ou date de plus d'une demi-heure. */
export function lirePreuve({ coffre, agent, maintenant }: Contexte, preuve: string): Preuve {
  const lue = ouvrir(() => JSON.parse(coffre.systeme.dechiffrer(lieuPreuve(agent.id), Buffer.from(preuve, 'base64url'))))
  if (lue && maintenant.getTime() - lue.le <= DUREE_MS) return { texte: lue.texte }
  throw new ErreurMetier(
    'invalide',
    'eleves.recherche_requise',
    'Recherchez d’abord cet élève : il existe peut-être déjà. Le bouton « Créer l’élève » suit les résultats.',
  )
}

/** @throws ErreurMetier invalide si ce qui a été cherché ne ressemble pas à qui l'on crée. */
export function exigerRessemblance(preuve: Preuve, noms: { nomFamille: string; nomUsage: string | null; prenom: string }): void {
  if (
    ressemblance(preuve.texte, noms) === null ||
    ressemblance(noms.nomFamille, { nomFamille: preuve.texte, nomUsage: null, prenom: '' }) === null
  )
    throw new ErreurMetier(
      'invalide',
      'eleves.recherche_autre',
      'Vous avez cherché quelqu’un d’autre. Recherchez cet élève sous son nom avant de le créer.',
      {},
      'nomFamille',
    )
}

function ouvrir(lire: () => unknown): { texte: string; le: number } | null {
  try {
    return lire() as { texte: string; le: number }
  } catch {
    return null
  }
}
