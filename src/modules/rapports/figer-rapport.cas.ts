import { VERSION_GRILLE } from '#modules/referentiels/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id } from '#socle/saisie.ts'
import { planifier } from '#socle/tache.ts'
import { contenuFige } from './contenu-fige.ts'
import { masquerInstantane } from './masquer.tache.ts'
import { estPerime } from './rapport.ts'
import { peutTenirRapport } from './rapports.politique.ts'
import {
  estAJour,
  figerInstantane,
  findBrouillon,
  introuvable,
  listCases,
  listInstantanes,
  preparerInstantane,
} from './rapports.requetes.ts'
import { duTerritoire, vise } from './vise.cas.ts'

/** Prépare le rapport : compte ou consolide, puis calcule le secret statistique en tâche de fond. */
export const preparerRapport = casUsage({
  nom: 'rapports.preparer',
  saisie: vise,
  ...duTerritoire,
  autoriser: peutTenirRapport,
  async executer({ tx, identifiant }, { territoireId, annee: a }) {
    const instantaneId = identifiant()
    if (!(await preparerInstantane(tx, instantaneId, territoireId, a, VERSION_GRILLE))) throw introuvable()
    await planifier(tx, masquerInstantane, { instantaneId })
    return { territoireId, annee: a }
  },
})

/**
 * Fige le rapport préparé, avec ses mots : numéroté, il ne change plus et redescend vers tous ceux qu'il couvre. Refusé si un rapport
 * dessous a été figé depuis la préparation.
 */
export const figerRapport = casUsage({
  nom: 'rapports.figer',
  saisie: vise.extend({ instantaneId: id() }),
  ...duTerritoire,
  autoriser: peutTenirRapport,
  async executer({ tx, maintenant }, { territoireId, annee: a, instantaneId }, territoire) {
    const instantane = (await listInstantanes(tx, territoireId, a)).find((i) => i.id === instantaneId)
    if (instantane === undefined) throw estPerime()
    if (instantane.etat === 'fige') return { territoireId, annee: a, numero: instantane.numero }
    if (instantane.etat === 'calcul')
      throw new ErreurMetier('conflit', 'rapports.en_calcul', 'Le secret statistique se calcule encore : attendez un instant, puis figez.')
    if (!(await estAJour(tx, instantaneId))) throw estPerime()
    const { textes } = await findBrouillon(tx, territoireId, a)
    const fige = { ...instantane, etat: 'fige' as const, figeLe: maintenant, textes }
    const contenu = contenuFige({ territoire, annee: a, instantane: fige, cases: await listCases(tx, instantane) })
    if (!(await figerInstantane(tx, instantaneId, maintenant, textes, sha256(contenu)))) throw estPerime()
    return { territoireId, annee: a, numero: instantane.numero }
  },
})
