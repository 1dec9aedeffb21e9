import type { ParseArgsConfig } from 'node:util'
import { lireConfig } from '#socle/config.ts'
import { type Installation, installer } from '../installation.ts'

export type Appel = {
  readonly options: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionnels: readonly string[]
  readonly dire: (phrase: string) => void
}

/** Une commande d'`egide`. Rend le code de sortie ; lève ErreurMetier (1) ou ErreurUsage (2). */
export type Commande = {
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly executer: (appel: Appel) => Promise<number>
}

export class ErreurUsage extends Error {
  override readonly name = 'ErreurUsage'
}

/** Ouvre l'installation le temps d'une commande, et la ferme quoi qu'il arrive. */
export async function avecInstallation<T>(dire: (phrase: string) => void, corps: (i: Installation) => Promise<T>): Promise<T> {
  const installation = await installer(lireConfig(process.env), dire)
  try {
    return await corps(installation)
  } finally {
    await installation.fermer()
  }
}
