/*
 * Les délais de la loi se comptent en mois, de quantième à quantième, sur des jours civils « AAAA-MM-JJ ».
 */

/**
 * Le même quantième `combien` mois plus tard. Quand le mois d'arrivée ne l'a pas, son dernier jour : le 30 novembre et trois mois
 * mènent au 28 (ou 29) février. Ce choix de fin de mois est le nôtre, la loi ne le dit pas.
 */
export function ajouterMois(jour: string, combien: number): string {
  const [annee = 0, mois = 1, quantieme = 1] = jour.split('-').map(Number)
  const dernierJour = new Date(Date.UTC(annee, mois + combien, 0)).getUTCDate()
  return enJour(Date.UTC(annee, mois - 1 + combien, Math.min(quantieme, dernierJour)))
}

export function ajouterJours(jour: string, combien: number): string {
  const [annee = 0, mois = 1, quantieme = 1] = jour.split('-').map(Number)
  return enJour(Date.UTC(annee, mois - 1, quantieme + combien))
}

const enJour = (instant: number): string => new Date(instant).toISOString().slice(0, 10)
