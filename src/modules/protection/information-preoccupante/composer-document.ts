import { minuteDeParis } from '#socle/cas-usage.ts'
import type { EnTete } from './fiche.ts'
import { referenceDe } from './information-preoccupante.ts'

/** « Assistant de service social, Collège La Jordanne » : la fonction de qui signe, là où elle s'exerce. */
export const fonctionDe = (libelleFonction: string, etablissement: string): string => `${libelleFonction}, ${etablissement}`

export const referenceDeLaPiece = (id: string, codeDepartement: string, creeLe: Date): string =>
  referenceDe(id, codeDepartement, minuteDeParis(creeLe).slice(0, 4))

export type SansEnvoi = Omit<EnTete, 'envoi'>
