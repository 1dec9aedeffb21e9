import type { TestEvent } from 'node:test/reporters'

/** Un essai fini, tel que son processus le rapporte au lanceur : une ligne JSON par essai. `ms` : sa durée, préparation du fichier non comprise. */
export type EssaiFini = {
  readonly nom: string
  readonly fichier: string
  readonly ligne: number | undefined
  readonly ms: number
  readonly echec: string | undefined
}

/** Rapporteur de `node:test` : une ligne par essai réussi ou échoué ; ni les groupes, ni les essais sautés ou à faire. */
export default async function* rapporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const evenement of source) {
    const essai = lire(evenement)
    if (essai !== undefined) yield `${JSON.stringify(essai)}\n`
  }
}

function lire({ type, data }: TestEvent): EssaiFini | undefined {
  if (type !== 'test:pass' && type !== 'test:fail') return undefined
  if (data.skip !== undefined || data.todo !== undefined) return undefined
  const commun = { nom: data.name, fichier: data.file ?? '', ligne: data.line, ms: data.details.duration_ms }
  if (type === 'test:pass') return data.details.type === 'suite' ? undefined : { ...commun, echec: undefined }
  const { failureType, cause, message } = data.details.error as Error & { failureType?: string }
  // L'échec d'un parent ne fait que répéter ceux qu'il contient.
  if (failureType === 'subtestsFailed') return undefined
  return { ...commun, echec: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? message) }
}
