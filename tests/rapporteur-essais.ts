import type { TestEvent } from 'node:test/reporters'

/** Un essai fini, tel qu'un fichier d'essai le rapporte au lanceur : une ligne JSON par essai. */
export type EssaiFini = { readonly nom: string; readonly ligne: number | undefined; readonly echec: string | undefined }

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
  const commun = { nom: data.name, ligne: data.line }
  if (type === 'test:pass') return data.details.type === 'suite' ? undefined : { ...commun, echec: undefined }
  const { failureType, cause, message } = data.details.error as Error & { failureType?: string }
  // L'échec d'un parent ne fait que répéter ceux qu'il contient.
  if (failureType === 'subtestsFailed') return undefined
  return { ...commun, echec: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? message) }
}
