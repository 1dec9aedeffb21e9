import { z } from 'zod'
import { findDossier, identiteDe, identiteSous, traitsDuDossier } from '#modules/dossiers/index.ts'
import { deposerFait } from '#modules/pilotage/index.ts'
import { canauxTransmission } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { cles, code, id, jour, jourFacultatif, TEXTE_LONG_MAX, texte, texteRequis } from '#socle/saisie.ts'
import { peutRepondre } from './demande.politique.ts'
import { insererDemande } from './demande.requetes.ts'
import { demandeurs, natures } from './demande.ts'

const viser = async (contexte: Contexte, { dossierId }: { readonly dossierId: string }) => ({
  dossier: await findDossier(contexte, dossierId),
})

export const preparerDemande = casUsage({
  nom: 'demandes.preparer',
  saisie: z.object({ dossierId: id() }),
  charger: viser,
  autoriser: peutRepondre,
  executer: async (contexte, _, { dossier }) => ({
    dossier,
    identite: await identiteDe(contexte, dossier),
  }),
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/**
 * Enregistre une question venue du dehors sur l'élève. Rien n'est encore dit au demandeur.
 *
 * @source CASF L226-2-2 et D226-2-5
 */
export const enregistrerDemande = casUsage({
  nom: 'demandes.enregistrer',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    nature: z.enum(cles(natures), 'Dites ce qui est demandé.'),
    demandeur: z.enum(cles(demandeurs), 'Dites qui demande.'),
    intitule: texteRequis('Nommez le demandeur : son nom, son service.'),
    coordonnees: texte(500),
    canal: code(canauxTransmission, 'Dites comment la demande est arrivée.'),
    recueLe: jour('Indiquez le jour où vous l’avez reçue.'),
    attendueLe: jourFacultatif(),
    question: texteRequis('Écrivez ce qui est demandé, dans les mots du demandeur.', TEXTE_LONG_MAX),
  }),
  charger: viser,
  autoriser: peutRepondre,
  async executer(contexte, saisie, { dossier }) {
    const { intitule, coordonnees, question, dossierId: _, ...recue } = saisie
    if (recue.recueLe > contexte.aujourdHui) throw dansLAvenir()
    if (recue.attendueLe !== null && recue.attendueLe < recue.recueLe) throw avantReception()
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    const demandeId = await insererDemande(contexte, cle, dossier.etablissementId, {
      ...recue,
      contenu: { intitule, coordonnees, question },
    })
    const traits = await traitsDuDossier(contexte, dossier, identiteSous(cle, dossier), recue.recueLe)
    await deposerFait(contexte, { type: 'demande', motif: dossier.motif, le: recue.recueLe, ...traits })
    return { demandeId }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.demandeId ?? dossierId }),
})

const dansLAvenir = () =>
  new ErreurMetier('invalide', 'demandes.futur', 'Cette date est dans l’avenir : indiquez le jour de la réception.', {}, 'recueLe')
const avantReception = () =>
  new ErreurMetier('invalide', 'demandes.attendue', 'La réponse ne peut pas être attendue avant la réception.', {}, 'attendueLe')
