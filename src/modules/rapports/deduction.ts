import type { AMasquer, Choix, LigneComptee } from './masquage.ts'

type Case = Pick<LigneComptee, 'type' | 'dimension' | 'code'>

/**
 * Un rapport que ceux déjà figés recoupent sans le contenir, ni l'inverse : il ne dit que ce qui se lisait déjà, et ne découvre donc rien. Une
 * case se lit si toutes celles dont elle est la somme se lisent, ou si, lisible dans le rapport qu'il remplace, se lisent toutes celles
 * des sources qui ont changé. Une autre se masque, quand on sait déjà qu'elle n'est pas vide ; sinon la table entière se retient, comme celle
 * qu'une source a tue : ses zéros eux-mêmes ne se lisaient pas.
 */
export function ceQuiSeDeduit({ instantaneId, precedentId, rapports, ...a }: AMasquer, type: string): Pick<Choix, 'masques' | 'retenus'> {
  const parId = new Map(rapports.map((r) => [r.id, r]))
  const sourcesDe = (id: string) => parId.get(id)?.sources ?? []
  const [siennes, anciennes] = [sourcesDe(instantaneId), precedentId === null ? [] : sourcesDe(precedentId)]
  const changees = [...siennes.filter((s) => !anciennes.includes(s)), ...anciennes.filter((s) => !siennes.includes(s))]
  const utiles = new Set([instantaneId, precedentId, ...siennes, ...anciennes])
  const lignes = a.lignes.filter((l) => l.type === type && utiles.has(l.instantaneId))
  const sommes = [siennes, ...(precedentId === null ? [] : [[precedentId, ...changees]])]
  const lignesDe = new Map(lignes.map((l) => [`${l.instantaneId} ${cleDe(l)}`, l]))
  const tableLue = (id: string, { type, dimension }: Case) =>
    parId.get(id)?.retenus.every((r) => r !== type && r !== `${type}/${dimension}`) === true
  const ligneDe = (id: string, c: Case) => (tableLue(id, c) ? lignesDe.get(`${id} ${cleDe(c)}`) : undefined)
  const seLit = (c: Case) => sommes.some((somme) => somme.every((id) => tableLue(id, c) && ligneDe(id, c)?.masque !== true))
  const pasVide = (c: Case) => siennes.some((id) => ligneDe(id, c) !== undefined)

  const masques: Case[] = []
  const retenus = new Set<string>()
  for (const [cle, cases] of Map.groupBy(lignes, ({ type, dimension }) => (dimension === 'total' ? type : `${type}/${dimension}`))) {
    const connue = sommes.some((somme) => somme.every((id) => tableLue(id, cases[0] as Case)))
    const cachees = [...new Map(cases.map((c) => [cleDe(c), c])).values()].filter((c) => !seLit(c))
    if (connue && cachees.every((c) => pasVide(c) && lignesDe.has(`${instantaneId} ${cleDe(c)}`)))
      masques.push(...cachees.map(({ type, dimension, code }) => ({ type, dimension, code })))
    else retenus.add(cle)
  }
  return { masques, retenus: [...retenus] }
}

const cleDe = ({ type, dimension, code }: Case): string => `${type} ${dimension} ${code}`
