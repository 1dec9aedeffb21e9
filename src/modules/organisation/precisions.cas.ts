import { z } from 'zod'
import { motifsIntervention } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { codesValides } from '#socle/nomenclature.ts'
import { code, id, jour, texteRequis } from '#socle/saisie.ts'
import { findDepartementVise, listDepartements } from './departement.requetes.ts'
import type { DepartementVise } from './departement.ts'
import { ORGANISATEURS, peutOrganiser } from './organisation.politique.ts'
import { findPrecision, insertPrecision, listPrecisions, updateCloture } from './precisions.requetes.ts'
import { estClose, LIBELLE_MAX, OUVERTES_MAX, type Precision, premierJourDeCloture } from './precisions.ts'

/** Les précisions locales d'un département. */
export const lirePrecisions = casUsage({
  nom: 'organisation.lire_precisions',
  saisie: z.object({ departementId: z.preprocess((v) => v || undefined, z.uuid().optional()) }),
  charger: (contexte, { departementId }) => findDepartementVise(contexte, ORGANISATEURS, departementId),
  autoriser: peutOrganiser,
  executer: async (contexte, _saisie, departement) => ({
    departement,
    departements: await listDepartements(contexte, ORGANISATEURS),
    precisions: await listPrecisions(contexte, departement.id),
  }),
  sujet: ({ departementId }) => ({ cibleId: departementId }),
})

const invalide = (suite: string, phrase: string, champ: string) =>
  new ErreurMetier('invalide', `organisation.precision_${suite}`, phrase, {}, champ)

/** Ouvre une précision d'un motif national, à compter d'aujourd'hui ou plus tard. */
export const ajouterPrecision = casUsage({
  nom: 'organisation.ajouter_precision',
  saisie: z.object({
    departementId: id(),
    motif: code(motifsIntervention, 'Choisissez le motif national dont elle relève.'),
    libelle: texteRequis('Écrivez la précision.', LIBELLE_MAX),
    valideDu: jour('Choisissez le jour où elle s’ouvre.'),
  }),
  charger: (contexte, { departementId }) => findDepartementVise(contexte, ORGANISATEURS, departementId),
  autoriser: peutOrganiser,
  async executer(contexte, saisie) {
    const { aujourdHui, identifiant } = contexte
    if (saisie.valideDu < aujourdHui)
      throw invalide('passee', 'Choisissez aujourd’hui ou plus tard : rien ne s’offre dans le passé.', 'valideDu')
    if (!codesValides(motifsIntervention, saisie.valideDu).includes(saisie.motif))
      throw invalide('motif_clos', 'Ce motif national n’est pas en vigueur ce jour-là : choisissez-en un autre.', 'motif')
    const ouvertes = (await listPrecisions(contexte, saisie.departementId)).filter((p) => !estClose(p, aujourdHui))
    if (ouvertes.length >= OUVERTES_MAX)
      throw invalide('trop', `${OUVERTES_MAX} précisions ouvertes au plus : closez-en une d’abord. Cette limite est d’Égide.`, 'libelle')
    const precisionId = identifiant()
    if (!(await insertPrecision(contexte, { ...saisie, id: precisionId })))
      throw invalide('double', 'Cette précision existe déjà sous ce motif.', 'libelle')
    return { precisionId, departementId: saisie.departementId }
  },
  sujet: ({ departementId }, resultat) => ({ cibleId: resultat?.precisionId ?? departementId }),
  creation: true,
})

type Visee = { readonly departement: DepartementVise; readonly precision: Precision }
const viser = async (contexte: Contexte, { precisionId }: { readonly precisionId: string }): Promise<Visee> => {
  const precision = await findPrecision(contexte, precisionId)
  return { precision, departement: await findDepartementVise(contexte, ORGANISATEURS, precision.departementId) }
}
const organise = (agent: Contexte['agent'], { departement }: Visee) => peutOrganiser(agent, departement)

/** Une précision, avant de la clore. */
export const lirePrecision = casUsage({
  nom: 'organisation.lire_precision',
  saisie: z.object({ precisionId: id() }),
  charger: viser,
  autoriser: organise,
  executer: async ({ aujourdHui }, _saisie, visee) => ({ ...visee, premierJour: premierJourDeCloture(visee.precision, aujourdHui) }),
  sujet: ({ precisionId }) => ({ cibleId: precisionId }),
})

/** Clôt une précision, une fois pour toutes. @throws ErreurMetier conflit si elle l'est déjà, invalide si ce jour est passé */
export const clorePrecision = casUsage({
  nom: 'organisation.clore_precision',
  saisie: z.object({ precisionId: id(), valideAu: jour('Choisissez le jour où elle ne s’offre plus.') }),
  charger: viser,
  autoriser: organise,
  async executer(contexte, { precisionId, valideAu }, { precision }) {
    if (valideAu < premierJourDeCloture(precision, contexte.aujourdHui))
      throw invalide('cloture_passee', 'Choisissez aujourd’hui ou plus tard, et pas avant son ouverture.', 'valideAu')
    if (!(await updateCloture(contexte, precisionId, valideAu)))
      throw new ErreurMetier('conflit', 'organisation.precision_close', 'Cette précision est déjà close : elle ne change plus.', {
        precisionId,
      })
    return { departementId: precision.departementId }
  },
  sujet: ({ precisionId }) => ({ cibleId: precisionId }),
})
