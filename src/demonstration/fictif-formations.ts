/** Établissements que la fabrique sait peupler ; le premier degré s'importe par ONDE. */
export type TypeEtablissement = 'college' | 'lycee' | 'lycee_professionnel'

/** Une formation : préfixe de ses divisions, libellé, MEF, et âge ordinaire au 31 décembre de l'année de rentrée. */
export type Formation = { prefixe: string; libelle: string; mef: string; age: number; poids: number }

/**
 * Formations par type d'établissement. Les MEF sont réels : collège, nomenclatures BEE 2019 ; seconde, première et terminale
 * générales, betagouv/monstagedeseconde et betagouv/dossiersco ; voie professionnelle, table N_MEF de la BCN
 * (betagouv/aplypro, `data/mefs/2025_2026.csv`), complétée du onzième caractère 0.
 */
export const FORMATIONS: Readonly<Record<TypeEtablissement, readonly [Formation, ...Formation[]]>> = {
  college: [
    { prefixe: '6', libelle: '6EME', mef: '10010012110', age: 11, poids: 25 },
    { prefixe: '5', libelle: '5EME', mef: '10110001110', age: 12, poids: 25 },
    { prefixe: '4', libelle: '4EME', mef: '10210001110', age: 13, poids: 25 },
    { prefixe: '3', libelle: '3EME', mef: '10310019110', age: 14, poids: 25 },
  ],
  lycee: [
    { prefixe: '2', libelle: 'SECONDE', mef: '20010019110', age: 15, poids: 36 },
    { prefixe: '1', libelle: 'PREMIERE', mef: '20110019110', age: 16, poids: 32 },
    { prefixe: 'T', libelle: 'TERMINALE', mef: '20211011110', age: 17, poids: 32 },
  ],
  lycee_professionnel: [
    { prefixe: 'CAP1', libelle: '1CAP COMMERCE', mef: '24131224210', age: 15, poids: 12 },
    { prefixe: 'CAP2', libelle: '2CAP COMMERCE', mef: '24131224220', age: 16, poids: 10 },
    { prefixe: '2PRO', libelle: '2NDE PRO HYGIENE', mef: '24734306310', age: 15, poids: 28 },
    { prefixe: '1PRO', libelle: '1ERE PRO ELEC', mef: '24725520320', age: 16, poids: 26 },
    { prefixe: 'TPRO', libelle: 'TLE PRO ELEC', mef: '24725520330', age: 17, poids: 24 },
  ],
}

/** Années déjà passées dans l'établissement quand on suit cette formation : aucune à l'entrée. */
export function anciennete(type: TypeEtablissement, { mef, age }: Formation): number {
  const rang = FORMATIONS[type].findIndex((f) => f.mef === mef)
  const avant = FORMATIONS[type][rang - 1]
  return avant?.age === age - 1 ? 1 + anciennete(type, avant) : 0
}

/** Élèves visés par division. */
const PAR_DIVISION = 26

export type Division = { code: string; libelle: string; formation: Formation }

/** Divisions d'un établissement : « 6A »… « 6Z », puis « 6-27 » au-delà ; au moins une par formation. */
export function divisions(type: TypeEtablissement, effectif: number): readonly (readonly [Division, ...Division[]])[] {
  const formations = FORMATIONS[type]
  const total = formations.reduce((somme, { poids }) => somme + poids, 0)
  return formations.map((formation) => {
    const nombre = Math.max(1, Math.round((effectif * formation.poids) / total / PAR_DIVISION))
    const division = (rang: number): Division => {
      const lettre = nombre <= 26 ? String.fromCharCode(65 + rang) : `-${rang + 1}`
      return { code: `${formation.prefixe}${lettre}`, libelle: `${formation.libelle} ${rang + 1}`.slice(0, 20), formation }
    }
    return [division(0), ...Array.from({ length: nombre - 1 }, (_, rang) => division(rang + 1))]
  })
}
