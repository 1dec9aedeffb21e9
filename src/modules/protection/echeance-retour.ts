/**
 * Jour où le président du conseil départemental doit nous avoir informés des suites : trois mois à compter de la transmission,
 * de quantième à quantième, à l'heure de Paris. Quand le mois d'arrivée n'a pas ce quantième, on retient son dernier jour : le
 * 30 novembre mène au 28 (ou 29) février. Ce choix de fin de mois est le nôtre, la loi ne le dit pas.
 *
 * Ce n'est pas le délai d'évaluation (D226-2-4), qui court de la réception par la CRIP.
 *
 * @param delaiMois réglage `protection.delai_retour_mois`
 * @returns jour civil « AAAA-MM-JJ »
 * @source CASF L226-5 al. 1 — « dans un délai de trois mois à compter de la transmission »
 * @lu 2026-11-21
 */
export function echeanceRetour(transmiseLe: Date, delaiMois = 3): string {
  const [annee, mois, jour] = jourCivil(transmiseLe)
  const dernierJour = new Date(Date.UTC(annee, mois + delaiMois, 0)).getUTCDate()
  return new Date(Date.UTC(annee, mois - 1 + delaiMois, Math.min(jour, dernierJour))).toISOString().slice(0, 10)
}

/**
 * Jour du délai que le protocole du département annonce, en jours ; il s'affiche à côté de celui de la loi et ne bloque rien.
 *
 * @source protocole départemental (délai propre au département, quand il en annonce un)
 */
export function echeanceLocale(transmiseLe: Date, delaiJours: number): string {
  const [annee, mois, jour] = jourCivil(transmiseLe)
  return new Date(Date.UTC(annee, mois - 1, jour + delaiJours)).toISOString().slice(0, 10)
}

/** Le jour dû est encore dans le délai : le retard commence le lendemain. */
export const estEnRetard = (retourAttenduLe: string, aujourdHui: string): boolean => retourAttenduLe < aujourdHui

const format = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' })

function jourCivil(instant: Date): [annee: number, mois: number, jour: number] {
  const [annee = 0, mois = 0, jour = 0] = format.format(instant).split('-').map(Number)
  return [annee, mois, jour]
}
