import { z } from 'zod'
import { findDossier, identiteSous } from '#modules/dossiers/index.ts'
import { lireParametre, mesuresProtection } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { code, id, jour, jourFacultatif, texte, texteRequis } from '#socle/saisie.ts'
import { peutInscrireMesure, peutLireMesures } from './mesure.politique.ts'
import { findAliasMesures, finirMesureLe, insererMesure, insererRevue, mesureIntrouvable, mesuresSous, revueDe } from './mesure.requetes.ts'
import { jourDeMajorite, type MesuresLues, revueDue } from './mesure.ts'

const viser = async (contexte: Contexte, { dossierId }: { readonly dossierId: string }) => {
  const dossier = await findDossier(contexte, dossierId)
  return { dossier, cle: await contexte.coffre.ouvrirCle(contexte.tx, dossier.id) }
}

export const lireMesures = casUsage({
  nom: 'mesures.lire',
  saisie: z.object({ dossierId: id(), remplaceId: z.uuid().nullish().catch(null) }),
  charger: viser,
  autoriser: peutLireMesures,
  async executer(
    contexte,
    { remplaceId },
    { dossier, cle },
  ): Promise<MesuresLues & { readonly remplace: MesuresLues['mesures'][number] | null }> {
    const identite = identiteSous(cle, dossier)
    const mesures = await mesuresSous(contexte, cle)
    const revueLe = await revueDe(contexte, dossier.id)
    const majeurLe = jourDeMajorite(identite.dateNaissance)
    const avance = await lireParametre(contexte.tx, 'mesures.majorite_rappel_mois')
    return {
      dossier,
      identite,
      mesures,
      remplace: mesures.find((m) => m.id === remplaceId && m.remplaceeParId === null) ?? null,
      revueLe,
      majeurLe,
      revueAFaire: revueDue(majeurLe, revueLe, contexte.aujourdHui, avance),
      alias: await findAliasMesures(contexte, dossier.etablissementId),
      peutEcrire: peutInscrireMesure(contexte.agent, { dossier }).permis,
    }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/**
 * Inscrit une mesure telle qu'on l'a apprise : qui l'a dit, quand. Les dates inconnues le restent.
 *
 * @source CASF L222-2 à L223-2 ; C. civ. 375 à 375-9-1, 377
 */
export const inscrireMesure = casUsage({
  nom: 'mesures.inscrire',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    remplaceId: z.preprocess((v) => v || null, z.uuid().nullable()),
    type: code(mesuresProtection, 'Choisissez la mesure.'),
    ditPar: texteRequis('Dites de qui vous le tenez.'),
    ditLe: jourFacultatif(),
    du: jourFacultatif(),
    echeance: jourFacultatif(),
    decideePar: texte(200),
    service: texte(200),
    referent: texte(200),
    coordonnees: texte(500),
    accueil: texte(500),
    scolarite: texte(2_000),
    precision: texte(2_000),
  }),
  charger: viser,
  autoriser: peutInscrireMesure,
  async executer(contexte, { dossierId, remplaceId, type, du, echeance, ...contenu }, { cle }) {
    if (du !== null && echeance !== null && echeance < du)
      throw new ErreurMetier('invalide', 'mesures.periode', 'Le terme précède le début : corrigez l’une des deux dates.', {}, 'echeance')
    if (contenu.ditLe !== null && contenu.ditLe > contexte.aujourdHui)
      throw new ErreurMetier('invalide', 'mesures.futur', 'Cette date est dans l’avenir : indiquez quand on vous l’a dit.', {}, 'ditLe')
    if (remplaceId !== null && !(await mesuresSous(contexte, cle)).some((m) => m.id === remplaceId)) throw mesureIntrouvable(remplaceId)
    return { dossierId, mesureId: await insererMesure(contexte, cle, { type, du, echeance, remplaceId, contenu }) }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.mesureId ?? dossierId }),
})

/** Inscrit le jour où une mesure a pris fin. */
export const finirMesure = casUsage({
  nom: 'mesures.finir',
  saisie: z.object({ dossierId: id(), mesureId: id(), le: jour('Indiquez le jour où elle a pris fin.') }),
  charger: viser,
  autoriser: peutInscrireMesure,
  async executer(contexte, { dossierId, mesureId, le }, { cle }) {
    const mesure = (await mesuresSous(contexte, cle)).find((m) => m.id === mesureId)
    if (!mesure) throw mesureIntrouvable(mesureId)
    if (le > contexte.aujourdHui || (mesure.du !== null && le < mesure.du))
      throw new ErreurMetier('invalide', 'mesures.fin', 'Une fin est passée, et suit le début : corrigez la date.', {}, 'le')
    await finirMesureLe(contexte, cle, mesureId, le)
    return { dossierId }
  },
  sujet: ({ mesureId }) => ({ cibleId: mesureId }),
})

/** Dit que la revue de majorité est faite. Rejouée, elle ne change rien. @source C. civ. 371-1 */
export const revoirMajorite = casUsage({
  nom: 'mesures.revoir_majorite',
  saisie: z.object({ dossierId: id(), note: texte(2_000) }),
  charger: viser,
  autoriser: peutInscrireMesure,
  async executer(contexte, { dossierId, note }, { cle }) {
    await insererRevue(contexte, cle, note)
    return { dossierId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})
