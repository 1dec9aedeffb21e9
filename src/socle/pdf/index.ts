export { direRefus, type RefusDit } from './dire-refus.ts'
export { type FabriquePdf, type OptionsFabriquePdf, ouvrirFabriquePdf } from './fabrique.ts'
export { type CauseRefus, type Faute, type Gabarit, type GabaritLibre, GabaritRefuse } from './gabarit.ts'
