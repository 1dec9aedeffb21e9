import { avancer, type Etape, type Partante } from './information-preoccupante.ts'

/** L'état où mènent les étapes consignées, l'une après l'autre. */
export const rejouer = (depart: Partante, etapes: readonly Etape[], jourTransmission: string, aujourdHui: string): Partante =>
  etapes.reduce<Partante>((ip, etape) => avancer(ip, etape, jourTransmission, aujourdHui), depart)
