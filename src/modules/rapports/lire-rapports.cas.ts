import { z } from 'zod'
import { anneeScolaire } from '#modules/pilotage/index.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ACCORD } from '#socle/decision.ts'
import { listCorrections } from './corrections.requetes.ts'
import { findFige } from './fige.requetes.ts'
import { peutLireRapport, peutTenirRapport } from './rapports.politique.ts'
import {
  estDejaCompte,
  findBrouillon,
  introuvable,
  listCases,
  listInstantanes,
  listManquants,
  listRapports,
  listVraisComptes,
} from './rapports.requetes.ts'
import { peutReglerSeuil } from './seuil.cas.ts'
import { annee, duTerritoire, vise } from './vise.cas.ts'

/** L'année dont on rend compte : celle qui s'achève, jusqu'en novembre. */
function anneeRendue(aujourdHui: string): number {
  const mois = Number(aujourdHui.slice(5, 7))
  return anneeScolaire(aujourdHui) - (mois >= 9 && mois <= 11 ? 1 : 0)
}

/** Les rapports que l'agent tient, pour l'année dont on rend compte. */
export async function listRapportsTenus(contexte: Contexte) {
  const a = anneeRendue(contexte.aujourdHui)
  return { annee: a, rapports: (await listRapports(contexte, a)).filter((r) => r.tenu) }
}

/** Les rapports d'une année ; sans elle, celle dont on rend compte. */
export const lireRapports = casUsage({
  nom: 'rapports.lister',
  saisie: z.object({ annee: z.preprocess((v) => (v === '' ? undefined : v), annee().optional()) }),
  charger: sansCible,
  // Chacun ne trouve que les siens : la requête part de ses affectations, et la base ne rend que ce qu'il peut lire.
  autoriser: () => ACCORD,
  async executer(contexte, saisie) {
    const enCours = anneeScolaire(contexte.aujourdHui)
    const choisie = saisie.annee ?? anneeRendue(contexte.aujourdHui)
    return {
      annee: choisie,
      annees: [enCours, enCours - 1, enCours - 2, enCours - 3, enCours - 4],
      rapports: await listRapports(contexte, choisie),
      regleLeSeuil: peutReglerSeuil(contexte.agent).permis,
    }
  },
  sujet: sansSujet,
})

/** Le rapport en cours d'un territoire, pour qui le tient. Ses vrais comptes ne sont lus que d'un établissement, par qui l'assure. */
export const lireRapport = casUsage({
  nom: 'rapports.lire',
  saisie: vise,
  ...duTerritoire,
  autoriser: peutTenirRapport,
  async executer(contexte, { annee: a }, territoire) {
    const { tx } = contexte
    const instantanes = await listInstantanes(tx, territoire.id, a)
    const dernier = instantanes[0]
    const enPreparation = dernier !== undefined && dernier.etat !== 'fige' ? dernier : null
    return {
      territoire,
      annee: a,
      brouillon: await findBrouillon(tx, territoire.id, a),
      instantanes: instantanes.filter((i) => i.etat === 'fige'),
      enPreparation,
      cases: enPreparation?.etat === 'prepare' ? await listCases(tx, enPreparation) : [],
      vrais: territoire.niveau === 'etablissement' ? await listVraisComptes(tx, territoire.id, a) : null,
      corrections: territoire.niveau === 'etablissement' ? await listCorrections(tx, territoire.id, a) : [],
      manquants: await listManquants(tx, territoire.id, a),
      dejaCompte: enPreparation?.etat === 'prepare' && (await estDejaCompte(tx, territoire.id, a)),
    }
  },
})

/** Un rapport figé, et ceux, figés, des territoires qui le contiennent : chacun se lit dans son contexte, sans classement. */
export const lireFige = casUsage({
  nom: 'rapports.lire_fige',
  saisie: vise.extend({ numero: z.coerce.number('Cette page n’existe pas.').int().min(1).max(1000) }),
  ...duTerritoire,
  autoriser: peutLireRapport,
  async executer(contexte, { annee: a, numero }, territoire) {
    const fige = await findFige(contexte.tx, territoire, a, numero)
    if (fige === undefined) throw introuvable()
    return { ...fige, tenu: peutTenirRapport(contexte.agent, territoire).permis }
  },
})

/** Où en est le calcul du secret statistique ; il tient en une étape. */
export const lireAvancement = casUsage({
  nom: 'rapports.avancement',
  saisie: vise,
  ...duTerritoire,
  autoriser: peutTenirRapport,
  async executer({ tx }, { annee: a }, territoire) {
    const [dernier] = await listInstantanes(tx, territoire.id, a)
    const fini = dernier?.etat !== 'calcul'
    return {
      ...{ faites: fini ? 1 : 0, total: 1, fini },
      libelle: fini ? 'Le rapport est prêt à relire.' : 'Le secret statistique se calcule.',
      ...(fini ? { suite: `/rapports/${territoire.id}/${a}?prepare=1#preparation` } : {}),
    }
  },
})
