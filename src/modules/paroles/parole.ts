import type { Question, Scelle } from './scelle.ts'

/** Ce qu'un agent a ajouté à côté de paroles scellées. */
export type Annotation = { readonly id: string; readonly texte: string; readonly saisieLe: Date; readonly auteur: string }

/** Des paroles relues, leur sceau vérifié à cette lecture. */
export type Parole = Pick<Scelle, 'propos' | 'entenduPar' | 'le' | 'heure' | 'lieu' | 'presents' | 'question'> & {
  readonly id: string
  readonly auteur: string
  readonly scelleLe: Date
  /** Empreinte SHA-256, en hexadécimal. */
  readonly empreinte: string
  readonly annotations: readonly Annotation[]
}

/** « 14 h 30 » depuis « 14:30 », « 14 h » à l'heure ronde. */
export function heureLue(heure: string): string {
  const [h = '', m = ''] = heure.split(':')
  return m === '00' ? `${Number(h)} h` : `${Number(h)} h ${m}`
}

/** La question, telle qu'elle se relit ; nul : rien n'en a été dit. */
export function questionLue(question: Question | null): string | null {
  if (question === null) return null
  if (question.genre === 'aucune') return 'aucune, parole spontanée'
  return question.mots === null ? 'une question ouverte, dont les mots ne sont pas notés' : `« ${question.mots} »`
}

/** Les circonstances en une phrase par ligne, pour les écrits qui reprennent les paroles mot pour mot. */
export function circonstancesDe({ heure, presents, question }: Pick<Scelle, 'heure' | 'presents' | 'question'>): string | null {
  const lue = questionLue(question)
  const lignes = [
    heure === null ? null : `À ${heureLue(heure)}.`,
    presents === null ? null : `En présence de : ${presents}`,
    lue === null ? null : `Question posée : ${lue}`,
  ]
  return lignes.filter((l) => l !== null).join('\n') || null
}
