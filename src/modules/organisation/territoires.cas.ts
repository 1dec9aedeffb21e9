import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, jour, texteRequis } from '#socle/saisie.ts'
import { findDepartementVise, listDepartements } from './departement.requetes.ts'
import type { DepartementVise } from './departement.ts'
import { ORGANISATEURS, peutOrganiser } from './organisation.politique.ts'
import {
  detacher,
  fermerSecteurEtRattachements,
  findBassin,
  findSecteur,
  insertBassin,
  insertSecteur,
  listBassins,
  listEtablissementsRanges,
  listSecteurs,
  rangerSous,
  rattacher,
  renommerBassin,
  renommerSecteur,
} from './territoires.requetes.ts'
import {
  type Bassin,
  champsFiltre,
  cochees,
  couverture,
  differences,
  type EtablissementRange,
  empreinteCochee,
  filtrer,
  jourEffet,
  type Secteur,
} from './territoires.ts'

const nom = () => texteRequis('Donnez un nom.', 120)
const departementDe = (contexte: Contexte, { departementId }: { readonly departementId?: string | undefined }) =>
  findDepartementVise(contexte, ORGANISATEURS, departementId)
type Situe = { readonly departement: DepartementVise }
const organise = (agent: Contexte['agent'], { departement }: Situe) => peutOrganiser(agent, departement)

const PERIME =
  'Quelqu’un a changé cette liste depuis que vous avez ouvert la page. Vos cases et vos mots sont gardés : relisez, puis enregistrez de nouveau.'

function exigerConnus(inconnus: readonly string[]): void {
  if (inconnus.length > 0)
    throw new ErreurMetier(
      'invalide',
      'organisation.etablissement_etranger',
      'Un établissement coché n’est pas dans cette liste : rouvrez la page.',
      {},
      'etablissements',
    )
}

/** Ce que portent les deux formulaires, celui du bassin comme celui du secteur. */
const creation = { departementId: id(), nom: nom(), etablissements: cochees() }
const ecriture = { nom: nom(), etablissements: cochees(), jetonVersion: z.string(), ...champsFiltre }
type Filtre = Parameters<typeof filtrer>[1]
type Contenu = { readonly etablissements: readonly EtablissementRange[]; readonly actuels: readonly string[]; readonly jeton: string }

async function contenuLe(
  contexte: Contexte,
  { departementId, libelle, jour: leJour }: { readonly departementId: string; readonly libelle: string; readonly jour: string },
  filtre: Filtre,
  estDedans: (e: EtablissementRange) => boolean,
): Promise<Contenu> {
  const etablissements = filtrer(await listEtablissementsRanges(contexte, departementId, leJour), filtre)
  const actuels = etablissements.filter(estDedans).map((e) => e.id)
  return { etablissements, actuels, jeton: empreinteCochee(libelle, actuels) }
}

/** Ce que les cases changent au contenu affiché. @throws ErreurMetier conflit s'il a changé depuis, invalide s'il ne les portait pas */
function changements(contenu: Contenu, saisie: { readonly jetonVersion: string; readonly etablissements: readonly string[] }) {
  if (saisie.jetonVersion !== contenu.jeton) throw new ErreurMetier('conflit', 'organisation.liste_perimee', PERIME)
  const { inconnus, ...reste } = differences(
    contenu.etablissements.map((e) => e.id),
    contenu.actuels,
    saisie.etablissements,
  )
  exigerConnus(inconnus)
  return reste
}

/** Bassins, secteurs et couverture d'un département. */
export const lireTerritoires = casUsage({
  nom: 'organisation.lire_territoires',
  saisie: z.object({ departementId: z.preprocess((v) => v || undefined, z.uuid().optional()) }),
  charger: departementDe,
  autoriser: peutOrganiser,
  async executer(contexte, _saisie, departement) {
    const etablissements = await listEtablissementsRanges(contexte, departement.id, contexte.aujourdHui)
    const secteurs = await listSecteurs(contexte, departement.id, contexte.aujourdHui)
    return {
      departement,
      departements: await listDepartements(contexte, ORGANISATEURS),
      bassins: await listBassins(contexte, departement.id),
      sansBassin: etablissements.filter((e) => e.bassinId === null).length,
      total: etablissements.length,
      secteurs,
      couverture: couverture(etablissements, secteurs),
    }
  },
  sujet: ({ departementId }) => ({ cibleId: departementId }),
})

/** Le département où créer : la page de création ne montre rien d'autre. */
export const lireDepartement = casUsage({
  nom: 'organisation.lire_departement',
  saisie: z.object({ departementId: z.preprocess((v) => v || undefined, z.uuid().optional()) }),
  charger: departementDe,
  autoriser: peutOrganiser,
  executer: async (_contexte, _saisie, departement) => ({ departement }),
  sujet: ({ departementId }) => ({ cibleId: departementId }),
})

/** Les identifiants demandés, s'ils sont tous du département. @throws ErreurMetier invalide sinon */
async function duDepartement(contexte: Contexte, departementId: string, demandes: readonly string[]): Promise<readonly string[]> {
  if (demandes.length === 0) return demandes
  const siens = (await listEtablissementsRanges(contexte, departementId, contexte.aujourdHui)).map((e) => e.id)
  exigerConnus(demandes.filter((d) => !siens.includes(d)))
  return demandes
}

/** Crée un bassin, et y range ces établissements. */
export const creerBassin = casUsage({
  nom: 'organisation.creer_bassin',
  saisie: z.object(creation),
  charger: departementDe,
  autoriser: peutOrganiser,
  async executer(contexte, { nom: libelle, etablissements }, departement) {
    const siens = await duDepartement(contexte, departement.id, etablissements)
    const bassinId = await insertBassin(contexte, departement, libelle)
    await rangerSous(contexte, bassinId, siens)
    return { bassinId }
  },
  sujet: (_saisie, resultat) => ({ cibleId: resultat?.bassinId }),
  creation: true,
})

const viserBassin = async (contexte: Contexte, { bassinId }: { readonly bassinId: string }) => {
  const bassin = await findBassin(contexte, bassinId)
  return { bassin, departement: await findDepartementVise(contexte, ORGANISATEURS, bassin.departementId) }
}

const contenuDuBassin = (contexte: Contexte, { id: bassinId, departementId, libelle }: Bassin, filtre: Filtre) =>
  contenuLe(contexte, { departementId, libelle, jour: contexte.aujourdHui }, filtre, (e) => e.bassinId === bassinId)

export const lireBassin = casUsage({
  nom: 'organisation.lire_bassin',
  saisie: z.object({ bassinId: id(), ...champsFiltre }),
  charger: viserBassin,
  autoriser: organise,
  executer: async (contexte, { bassinId: _, ...filtre }, cible) => ({
    ...cible,
    filtre,
    ...(await contenuDuBassin(contexte, cible.bassin, filtre)),
  }),
  sujet: ({ bassinId }) => ({ cibleId: bassinId }),
})

/** Renomme un bassin et y range ce qui est coché ; ce que le filtre cachait ne bouge pas. */
export const ecrireBassin = casUsage({
  nom: 'organisation.ecrire_bassin',
  saisie: z.object({ bassinId: id(), ...ecriture }),
  charger: viserBassin,
  autoriser: organise,
  async executer(contexte, { nom: libelle, etablissements, jetonVersion, ...filtre }, { bassin }) {
    const { aAjouter, aRetirer } = changements(await contenuDuBassin(contexte, bassin, filtre), { jetonVersion, etablissements })
    if (libelle !== bassin.libelle) await renommerBassin(contexte, bassin, libelle)
    await rangerSous(contexte, bassin.id, aAjouter)
    await rangerSous(contexte, bassin.departementId, aRetirer)
    return { bassinId: bassin.id, filtre }
  },
  sujet: ({ bassinId }) => ({ cibleId: bassinId }),
})

/** Crée un secteur à compter d'un jour, et y rattache ces établissements. */
export const creerSecteur = casUsage({
  nom: 'organisation.creer_secteur',
  saisie: z.object({ ...creation, valideDu: jour('Choisissez le jour où le secteur commence.') }),
  charger: departementDe,
  autoriser: peutOrganiser,
  async executer(contexte, saisie, departement) {
    const siens = await duDepartement(contexte, departement.id, saisie.etablissements)
    const secteurId = await insertSecteur(contexte, departement.id, saisie.nom, saisie.valideDu)
    await rattacher(contexte, secteurId, siens, saisie.valideDu)
    return { secteurId }
  },
  sujet: (_saisie, resultat) => ({ cibleId: resultat?.secteurId }),
  creation: true,
})

const viserSecteur = async (contexte: Contexte, { secteurId }: { readonly secteurId: string }) => {
  const secteur = await findSecteur(contexte, secteurId)
  return { secteur, departement: await findDepartementVise(contexte, ORGANISATEURS, secteur.departementId) }
}

async function contenuDuSecteur(contexte: Contexte, { id: secteurId, departementId, nom: libelle, ...secteur }: Secteur, filtre: Filtre) {
  const effet = jourEffet(secteur, contexte.aujourdHui)
  const contenu = await contenuLe(contexte, { departementId, libelle, jour: effet }, filtre, (e) => e.secteurIds.includes(secteurId))
  return { ...contenu, effet }
}

export const lireSecteur = casUsage({
  nom: 'organisation.lire_secteur',
  saisie: z.object({ secteurId: id(), ...champsFiltre }),
  charger: viserSecteur,
  autoriser: organise,
  executer: async (contexte, { secteurId: _, ...filtre }, cible) => ({
    ...cible,
    filtre,
    ...(await contenuDuSecteur(contexte, cible.secteur, filtre)),
  }),
  sujet: ({ secteurId }) => ({ cibleId: secteurId }),
})

/** Renomme un secteur et en change les établissements, à compter d'aujourd'hui ; ce que le filtre cachait ne bouge pas. */
export const ecrireSecteur = casUsage({
  nom: 'organisation.ecrire_secteur',
  saisie: z.object({ secteurId: id(), ...ecriture }),
  charger: viserSecteur,
  autoriser: organise,
  async executer(contexte, { nom: nouveau, etablissements, jetonVersion, ...filtre }, { secteur }) {
    const { effet, ...contenu } = await contenuDuSecteur(contexte, secteur, filtre)
    const { aAjouter, aRetirer } = changements(contenu, { jetonVersion, etablissements })
    if (nouveau !== secteur.nom) await renommerSecteur(contexte, secteur.id, nouveau)
    await rattacher(contexte, secteur.id, aAjouter, effet)
    await detacher(contexte, secteur.id, aRetirer, effet)
    return { secteurId: secteur.id, filtre }
  },
  sujet: ({ secteurId }) => ({ cibleId: secteurId }),
})

/** Ferme un secteur : il n'existe plus aujourd'hui, ses établissements n'en sont plus. L'histoire reste. */
export const fermerSecteur = casUsage({
  nom: 'organisation.fermer_secteur',
  saisie: z.object({ secteurId: id() }),
  charger: viserSecteur,
  autoriser: organise,
  async executer(contexte, { secteurId }, { secteur }) {
    await fermerSecteurEtRattachements(contexte, secteurId, jourEffet(secteur, contexte.aujourdHui))
    return { departementId: secteur.departementId }
  },
  sujet: ({ secteurId }) => ({ cibleId: secteurId }),
})
