import type { DelaiProtocole } from '#modules/referentiels/index.ts'
import { ajouterJours, ajouterMois } from '#socle/calendrier.ts'
import { jourDeParis } from '#socle/cas-usage.ts'

/**
 * Jour où le président du conseil départemental doit nous avoir informés des suites : trois mois à compter de la transmission,
 * à l'heure de Paris (fins de mois : `ajouterMois`).
 *
 * Ce n'est pas le délai d'évaluation (D226-2-4), qui court de la réception par la CRIP.
 *
 * @param delaiMois réglage `protection.delai_retour_mois`
 * @returns jour civil « AAAA-MM-JJ »
 * @source CASF L226-5 al. 1 — « dans un délai de trois mois à compter de la transmission »
 * @lu 2026-11-21
 */
export function echeanceRetour(transmiseLe: Date, delaiMois = 3): string {
  return ajouterMois(jourDeParis(transmiseLe), delaiMois)
}

/**
 * Jour où l'évaluation du département devrait être finie : trois mois à compter de la réception par la cellule, comptés comme
 * ci-dessus. Le texte réduit ce délai selon la nature du danger et l'âge, notamment avant deux ans, sans dire de combien : voir
 * `estDelaiReduit`. Cette horloge n'est pas celle de la réponse à l'émetteur.
 *
 * @param recueLe jour civil de l'accusé de réception, « AAAA-MM-JJ »
 * @source CASF D226-2-4 — trois mois à compter de la réception de l'information préoccupante
 * @lu 2026-11-26
 */
export function echeanceEvaluation(recueLe: string, delaiMois = 3): string {
  return ajouterMois(recueLe, delaiMois)
}

/** Un enfant de moins de deux ans au jour de la réception : l'évaluation doit aller plus vite. @source CASF D226-2-4 */
export const estDelaiReduit = (naissances: readonly (string | null)[], recueLe: string): boolean =>
  naissances.some((neLe) => neLe !== null && neLe <= recueLe && recueLe < echeanceEvaluation(neLe, 24))

/**
 * Jour d'un délai convenu localement, s'il se calcule ; il s'affiche à côté de ceux de la loi, ne les remplace pas et ne bloque rien.
 *
 * @source protocole départemental (délai propre au département, quand il en annonce un)
 */
export function echeanceLocale({ nombre, unite, origine }: DelaiProtocole, transmiseLe: Date, recueLe: string | null): string | null {
  const depart = { transmission: jourDeParis(transmiseLe), reception: recueLe, autre: null }[origine]
  if (depart === null) return null
  return unite === 'mois' ? ajouterMois(depart, nombre) : ajouterJours(depart, nombre)
}

/** Le jour dû est encore dans le délai : le retard commence le lendemain. */
export const estEnRetard = (retourAttenduLe: string, aujourdHui: string): boolean => retourAttenduLe < aujourdHui
