/**
 * Le chemin local où revenir après la connexion ; « / » si ce qui est demandé mènerait ailleurs. Un navigateur lit « //hôte » et
 * « /\hôte » comme d'autres sites, et ôte les tabulations : on compare à ce qu'il comprendrait, non à ce qui est écrit.
 */
export function cheminLocal(demande: unknown): string {
  if (typeof demande !== 'string' || !demande.startsWith('/') || demande.length > 500) return '/'
  const base = 'http://egide.invalid'
  if (!URL.canParse(demande, base)) return '/'
  const compris = new URL(demande, base)
  if (compris.origin !== base || compris.pathname.startsWith('//')) return '/'
  const chemin = compris.pathname + compris.search
  return PAGES_DE_CONNEXION.has(compris.pathname) ? '/' : chemin
}

/** Y revenir après s'être connecté tournerait en rond. */
const PAGES_DE_CONNEXION: ReadonlySet<string> = new Set(['/connexion', '/connexion/code', '/deconnexion', '/verrouiller', '/deverrouiller'])

/** L'adresse d'une page de connexion ou de déverrouillage qui ramènera à `retour`. */
export const versAvecRetour = (page: string, retour: string): string =>
  retour === '/' ? page : `${page}?retour=${encodeURIComponent(retour)}`
