import type { EnTete } from './fiche.ts'
import { referenceDe } from './information-preoccupante.ts'

/** Minute à Paris, « AAAA-MM-JJTHH:MM » : ce que la fiche imprime et ce qu'un champ d'heure affiche. */
export const minuteDeParis = (instant: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' }).format(instant).replace(' ', 'T')

/** « Assistant de service social, Collège La Jordanne » : la fonction de qui signe, là où elle s'exerce. */
export const fonctionDe = (libelleFonction: string, etablissement: string): string => `${libelleFonction}, ${etablissement}`

export const referenceDeLaPiece = (id: string, codeDepartement: string, creeLe: Date): string =>
  referenceDe(id, codeDepartement, minuteDeParis(creeLe).slice(0, 4))

export type SansEnvoi = Omit<EnTete, 'envoi'>
