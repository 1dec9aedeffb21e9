import { performance } from 'node:perf_hooks'
import { anneeEnClair, verserFaits } from '#modules/pilotage/index.ts'
import { findAncetre, findTerritoire, idTerritoire, listEtablissementsDuDepartement } from '#modules/referentiels/index.ts'
import { MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { type Db, ouvrirBase } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import type { Installation } from '../installation.ts'
import { jouerAnneePassee } from './annee-passee.ts'
import { creerPersonnel } from './creer-personnel.ts'
import { nombreAssistants, partager, publicsDuSecondDegre } from './departement.ts'
import { entourer } from './entourer.ts'
import { jouerActivite } from './jouer-activite.ts'
import { organiser } from './organiser.ts'
import { type AgentDemo, type DepartementDemo, personnel } from './personnel.ts'
import { LA_JORDANNE, peuplerEleves } from './peupler-eleves.ts'
import { proteger } from './proteger.ts'
import { rapporter } from './rapporter.ts'
import { estFaite, marquerFaite, pourTache, type Scene } from './scene.ts'
import { duree } from './suivi.ts'
import { composerVitrine } from './vitrine.ts'

export type Demande = {
  /** Code Insee : « 15 », « 2A », « 971 ». */
  readonly departement: string
  readonly dire: (phrase: string) => void
  /** Part des effectifs et de l'activité : 1 par défaut, moins pour un essai. */
  readonly echelle?: number
}

export type Lieu = Pick<Installation, 'urlProprietaire' | 'urlTache' | 'app' | 'tache' | 'coffre'>

/**
 * Peuple un département fictif sur ses établissements réels : personnel, organisation, élèves, activité, rapports de l'année passée. Une
 * étape finie n'est plus refaite ; interrompue, elle reprend où elle en était.
 *
 * @returns les comptes du département, un par fonction
 * @throws ErreurMetier introuvable si le code ne désigne aucun département
 */
export async function preparerDemonstration(i: Lieu, { departement, dire, echelle = 1 }: Demande): Promise<AgentDemo[]> {
  const base = ouvrirBase(i.urlProprietaire, { max: 2, nom: 'egide demonstration' })
  const depart = performance.now()
  try {
    const { app, tache, urlTache, coffre } = i
    const aujourdHui = jourDeParis(new Date())
    const d = await lireDepartement(base, departement.toUpperCase(), aujourdHui)
    const scene: Scene = { base, app, tache, urlTache, coffre, d, aujourdHui, echelle, dire }
    const agents = personnel(d)
    const parFonction = agents.filter((a, rang) => agents.findIndex((b) => b.fonction === a.fonction) === rang)
    if (await estFaite(scene, 'tout')) return parFonction
    dire(`Démonstration : ${d.libelle}, données fictives sur des établissements réels.`)
    dire(`  Fictifs aussi, tous les nombres : un trimestre de cette année, un huitième de l’activité de ${anneeEnClair(d.annee - 1)}.`)
    await peupler(scene, agents)
    await marquerFaite(base, d, 'tout')
    dire(`Démonstration prête en ${duree(depart)}.`)
    return parFonction
  } finally {
    await base.destroy()
  }
}

async function peupler(scene: Scene, agents: readonly AgentDemo[]): Promise<void> {
  const { base, d, dire } = scene
  const crees = await creerPersonnel(base, agents)
  if (crees > 0) dire(`  Personnel : ${crees} comptes, mot de passe « ${MOT_DE_PASSE_DEMONSTRATION} »`)
  const supposes = d.secteurs.flat().filter((e) => e.suppose).length
  if (supposes > 0) dire(`  Effectif inconnu, une valeur plausible est supposée : ${supposes} établissement${supposes > 1 ? 's' : ''}.`)
  await organiser(scene, agents)
  const assistants = agents.filter((a) => a.fonction === 'assistant_social')
  const pdf = ouvrirFabriquePdf()
  try {
    await jouerAnneePassee(scene, assistants, pdf)
    await peuplerEleves(scene, d.annee)
    await jouerActivite(scene, assistants)
    await proteger(scene, assistants, pdf)
    await entourer(scene, assistants, pdf)
    await composerVitrine(scene, agents, pdf)
  } finally {
    await pdf.fermer()
  }
  await verserFaits.executer(pourTache(scene), {})
  // Un essai s'en passe : le secret statistique de trente rapports coûterait plus que tout le reste.
  if (scene.echelle === 1) await rapporter(scene, agents)
}

/** Ce que le référentiel dit du département, partagé en secteurs. */
async function lireDepartement(base: Db, code: string, aujourdHui: string): Promise<DepartementDemo> {
  const id = idTerritoire('departement', code)
  const [territoire, academie] = [await findTerritoire(base, id), await findAncetre(base, id, 'academie')]
  const etablissements = publicsDuSecondDegre(await listEtablissementsDuDepartement(base, id))
  if (!territoire || !academie || etablissements.length === 0)
    throw new ErreurMetier(
      'introuvable',
      'demonstration.departement',
      `Aucun département ne porte le code « ${code} ». Exemples : 15, 2A, 971.`,
    )
  const secteurs = partager(etablissements, nombreAssistants(etablissements))
  const annee = Number(aujourdHui.slice(0, 4)) - (aujourdHui.slice(5, 7) < '09' ? 1 : 0)
  return { code, id, libelle: territoire.libelle, academieId: academie.id, secteurs: enTete(secteurs), annee }
}

/** Le secteur et l'établissement que la démonstration met en avant : La Jordanne au Cantal, le plus grand secteur ailleurs. */
function enTete<T extends { uai: string; effectif: number }>(secteurs: readonly (readonly T[])[]): T[][] {
  const poids = (s: readonly T[]) =>
    s.some((e) => e.uai === LA_JORDANNE) ? Number.MAX_SAFE_INTEGER : s.reduce((t, e) => t + e.effectif, 0)
  const premier = (e: T) => (e.uai === LA_JORDANNE ? 0 : 1)
  return [...secteurs].sort((a, b) => poids(b) - poids(a)).map((s) => [...s].sort((a, b) => premier(a) - premier(b)))
}
