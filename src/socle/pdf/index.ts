export { type FabriquePdf, type OptionsFabriquePdf, ouvrirFabriquePdf } from './fabrique.ts'
