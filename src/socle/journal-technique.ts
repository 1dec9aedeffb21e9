import pino from 'pino'

/**
 * Tout ce que le journal technique sait dire. Liste fermée : ni saisie, ni nom, ni adresse complète — le chemin est le
 * patron de la route (« /dossiers/:dossierId »), jamais l'URL.
 */
export type EvenementTechnique =
  | { readonly type: 'demarrage'; readonly port: number; readonly base: 'embarquee' | 'externe' }
  | { readonly type: 'arret'; readonly signal: string }
  | { readonly type: 'requete'; readonly methode: string; readonly chemin: string; readonly statut: number; readonly dureeMs: number }
  | { readonly type: 'refus'; readonly code: string; readonly chemin: string }
  | { readonly type: 'panne'; readonly numero: string; readonly chemin: string; readonly nature: string; readonly ou: string }
  | { readonly type: 'tache'; readonly nom: string; readonly dureeMs: number; readonly reussie: boolean }

export type JournalTechnique = (evenement: EvenementTechnique) => void

/**
 * Écrit une ligne JSON par événement sur la sortie d'erreur. Dans un terminal, les pannes seules : le reste en chasserait l'adresse à ouvrir.
 * « silent » pour les essais.
 */
export function ouvrirJournalTechnique(niveau: 'info' | 'error' | 'silent' = process.stderr.isTTY ? 'error' : 'info'): JournalTechnique {
  const sortie = pino({ level: niveau, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
  return (evenement) => (evenement.type === 'panne' ? sortie.error(evenement) : sortie.info(evenement))
}

/** Nature et lieu d'une panne, sans son message : il pourrait citer une donnée. */
export function decrirePanne(erreur: unknown): { nature: string; ou: string } {
  if (!(erreur instanceof Error)) return { nature: typeof erreur, ou: '' }
  const code = 'code' in erreur && typeof erreur.code === 'string' ? `:${erreur.code}` : ''
  const pile = (erreur.stack ?? '').split('\n').filter((l) => /^\s+at /.test(l))
  return {
    nature: `${erreur.name}${code}`,
    ou: pile
      .slice(0, 4)
      .map((l) => l.trim().replace(/\(?file:\/\/.*\/dist\//, '('))
      .join(' < '),
  }
}
