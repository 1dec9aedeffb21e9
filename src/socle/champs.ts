/*
 * Un formulaire HTML est plat, un écrit ne l'est pas. Le nom d'un champ est le chemin de sa valeur : « constats.0.faits ». C'est
 * aussi le chemin que zod donne à une erreur : elle retrouve donc son champ d'elle-même.
 */
type Plat = Readonly<Record<string, string>>
type Noeud = { [cle: string]: unknown }

const RANG = /^\d{1,2}$/

/** Range les champs plats en objet ; un niveau dont toutes les clés sont des rangs devient une liste, dans l'ordre des rangs. */
export function deplier(valeurs: unknown): unknown {
  if (typeof valeurs !== 'object' || valeurs === null) return valeurs
  const racine: Noeud = Object.create(null)
  for (const [nom, valeur] of Object.entries(valeurs)) poser(racine, nom.split('.'), valeur)
  return enListes(racine)
}

function poser(racine: Noeud, chemin: readonly string[], valeur: unknown): void {
  let noeud = racine
  for (const cle of chemin.slice(0, -1)) {
    const suivant = noeud[cle]
    if (typeof suivant === 'object' && suivant !== null && !Array.isArray(suivant)) noeud = suivant as Noeud
    else noeud = noeud[cle] = Object.create(null) as Noeud
  }
  noeud[chemin.at(-1) ?? ''] = valeur
}

function enListes(noeud: unknown): unknown {
  if (typeof noeud !== 'object' || noeud === null || Array.isArray(noeud)) return noeud
  const entrees = Object.entries(noeud).map(([cle, valeur]) => [cle, enListes(valeur)] as const)
  if (entrees.length > 0 && entrees.every(([cle]) => RANG.test(cle))) {
    return entrees.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, valeur]) => valeur)
  }
  return Object.fromEntries(entrees)
}

/** L'inverse : ce qu'un formulaire affiche. Un absent (`null`) devient un champ vide. */
export function aplatir(valeur: unknown, chemin = ''): Plat {
  if (valeur === null || valeur === undefined) return chemin === '' ? {} : { [chemin]: '' }
  if (typeof valeur !== 'object') return { [chemin]: String(valeur) }
  const suite = (cle: string | number) => (chemin === '' ? String(cle) : `${chemin}.${cle}`)
  const paires = Array.isArray(valeur)
    ? valeur.map((v, rang) => [suite(rang), v] as const)
    : Object.entries(valeur).map(([cle, v]) => [suite(cle), v] as const)
  return Object.assign({}, ...paires.map(([c, v]) => aplatir(v, c)))
}
