import { idTerritoire } from '#modules/referentiels/index.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import type { Fonction, Niveau } from '#socle/agent.ts'
import { ouvrirBase } from '#socle/db.ts'

/** Un conseiller technique et son territoire, par code. */
export type Conseiller = { readonly fonction: Fonction; readonly niveau: Niveau; readonly code: string }

export const identifiantDe = ({ fonction, code }: Conseiller): string => `${fonction}.${code.toLowerCase()}`

/** `url` : celle du propriétaire. */
export async function creerConseillers(url: string, conseillers: readonly Conseiller[]): Promise<void> {
  const base = ouvrirBase(url, { max: 1, nom: 'egide banc' })
  for (const conseiller of conseillers) {
    const { fonction, niveau, code } = conseiller
    await creerAgent(base, {
      identifiant: identifiantDe(conseiller),
      nomAffiche: `Dominique Banc, ${niveau}`,
      motDePasse: MOT_DE_PASSE_DEMONSTRATION,
      demonstration: true,
      affectations: [{ fonction, territoireId: idTerritoire(niveau, code), du: '2024-09-01' }],
    })
  }
  await base.destroy()
}
