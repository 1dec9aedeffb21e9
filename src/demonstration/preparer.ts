import { performance } from 'node:perf_hooks'
import { findAncetre, findTerritoire, idTerritoire, listEtablissementsDuDepartement } from '#modules/referentiels/index.ts'
import { MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { type Db, ouvrirBase } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Installation } from '../installation.ts'
import { creerPersonnel } from './creer-personnel.ts'
import { nombreAssistants, partager, publicsDuSecondDegre } from './departement.ts'
import { type DepartementDemo, personnel } from './personnel.ts'

export type Demande = {
  /** Code Insee : « 15 », « 2A », « 971 ». */
  readonly departement: string
  readonly dire: (phrase: string) => void
}

/**
 * Peuple un département fictif sur ses établissements réels : personnel, élèves, activité. Chaque étape finie n'est plus
 * refaite ; interrompue, elle reprend.
 *
 * @throws ErreurMetier introuvable si le code ne désigne aucun département
 */
export async function preparerDemonstration(i: Pick<Installation, 'urlProprietaire'>, { departement, dire }: Demande): Promise<void> {
  const base = ouvrirBase(i.urlProprietaire, { max: 2, nom: 'egide demonstration' })
  const depart = performance.now()
  try {
    const d = await lireDepartement(base, departement)
    const crees = await creerPersonnel(base, d, personnel(d))
    if (crees > 0) dire(`  Personnel : ${crees} comptes, mot de passe « ${MOT_DE_PASSE_DEMONSTRATION} » (${secondes(depart)})`)
  } finally {
    await base.destroy()
  }
}

const secondes = (depart: number): string =>
  `${((performance.now() - depart) / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} s`

/** Ce que le référentiel dit du département, partagé en secteurs. */
async function lireDepartement(base: Db, code: string): Promise<DepartementDemo> {
  const id = idTerritoire('departement', code)
  const [territoire, academie] = [await findTerritoire(base, id), await findAncetre(base, id, 'academie')]
  if (!territoire || !academie)
    throw new ErreurMetier(
      'introuvable',
      'demonstration.departement',
      `Aucun département ne porte le code « ${code} ». Exemples : 15, 2A, 971.`,
    )
  const etablissements = publicsDuSecondDegre(await listEtablissementsDuDepartement(base, id))
  const secteurs = partager(etablissements, nombreAssistants(etablissements))
  const aujourdHui = jourDeParis(new Date())
  const annee = Number(aujourdHui.slice(0, 4)) - (aujourdHui.slice(5, 7) < '09' ? 1 : 0)
  return { code, id, academieId: academie.id, bassinId: idTerritoire('bassin', `demonstration-${code}`), secteurs: enTete(secteurs), annee }
}

const LA_JORDANNE = '0150005Z'

/** Le secteur et l'établissement que la démonstration met en avant : La Jordanne au Cantal, le plus grand secteur ailleurs. */
function enTete<T extends { uai: string; effectif: number }>(secteurs: readonly (readonly T[])[]): T[][] {
  const poids = (s: readonly T[]) =>
    s.some((e) => e.uai === LA_JORDANNE) ? Number.MAX_SAFE_INTEGER : s.reduce((t, e) => t + e.effectif, 0)
  const premier = (e: T) => (e.uai === LA_JORDANNE ? 0 : 1)
  return [...secteurs].sort((a, b) => poids(b) - poids(a)).map((s) => [...s].sort((a, b) => premier(a) - premier(b)))
}
