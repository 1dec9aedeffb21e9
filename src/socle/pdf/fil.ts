import { type Faute, type Gabarit, GabaritRefuse } from './gabarit.ts'
import { ouvrirMoteur } from './moteur.ts'

/** Ce que la fabrique demande au fil. */
export type Demande = { readonly id: number; readonly gabarit: Gabarit; readonly donnees: string }

/** Ce que le fil répond ; `echec` ne dit que le genre de la faute, car le diagnostic du moteur cite le texte composé. `fautes` : d'un gabarit libre. */
export type Reponse =
  | { readonly id: number; readonly octets: Uint8Array }
  | { readonly id: number; readonly echec: 'taille' }
  | { readonly id: number; readonly echec: 'composition'; readonly diagnostic: string | undefined; readonly fautes: readonly Faute[] }

/**
 * Processus à part qui compose les PDF. Arguments : racine des gabarits, dossier des polices, taille maximale en octets,
 * « diagnostic » pour joindre la cause (mise au point d’un gabarit seulement). Il s’arrête quand son parent disparaît.
 */
const [racine = '', polices = '', octetsMax = '0', mode = ''] = process.argv.slice(2)
const composer = ouvrirMoteur(racine, polices)

process.on('disconnect', () => process.exit())
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.on('message', (demande: Demande) => process.send?.(repondre(demande)))

function repondre({ id, gabarit, donnees }: Demande): Reponse {
  try {
    const octets = composer(gabarit, donnees)
    return octets.byteLength > Number(octetsMax) ? { id, echec: 'taille' } : { id, octets }
  } catch (cause) {
    const fautes = cause instanceof GabaritRefuse ? cause.fautes : []
    return { id, echec: 'composition', diagnostic: mode === 'diagnostic' ? String(cause) : undefined, fautes }
  }
}
