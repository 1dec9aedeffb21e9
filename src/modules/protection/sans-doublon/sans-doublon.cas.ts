import { z } from 'zod'
import { findDossier, identiteSous, peutEcrire } from '#modules/dossiers/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { cles, id, jour, TEXTE_LONG_MAX, texteRequis } from '#socle/saisie.ts'
import { desidentifier } from '../desidentifier.ts'
import { registreDuDossier } from '../registre.requetes.ts'
import { insererReference, referencesSous } from './reference.requetes.ts'
import { type Application, applications, type Niveau, niveaux } from './reference.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const charger = (contexte: Contexte, { dossierId }: { readonly dossierId: string }) => findDossier(contexte, dossierId)

export const lireSansDoublon = casUsage({
  nom: 'protection.lire_references',
  saisie: z.object({ dossierId: id() }),
  charger,
  autoriser: peutEcrire,
  async executer(contexte, _, dossier) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    return { dossier, identite: identiteSous(cle, dossier), references: await referencesSous(contexte, cle) }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Garde la trace d'un fait saisi ailleurs, sans le recopier. */
export const inscrireReference = casUsage({
  nom: 'protection.inscrire_reference',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    application: z.enum(cles<Application>(applications), 'Dites dans quelle application.'),
    reference: texteRequis('Recopiez la référence que l’application a donnée.', 80),
    le: jour('Indiquez le jour de la saisie.'),
    niveau: z.preprocess(vide, z.enum(cles<Niveau>(niveaux), 'Choisissez le niveau.').nullable()),
  }),
  charger,
  autoriser: peutEcrire,
  async executer(contexte, { dossierId, ...reference }, dossier) {
    const refuser = (champ: string, phrase: string) => new ErreurMetier('invalide', 'protection.reference', phrase, {}, champ)
    if (reference.le > contexte.aujourdHui) throw refuser('le', 'Cette date est dans l’avenir : indiquez le jour de la saisie.')
    if (reference.application === 'faits_etablissement' && reference.niveau === null)
      throw refuser('niveau', 'Faits établissement demande un niveau : recopiez-le.')
    await insererReference(contexte, await contexte.coffre.ouvrirCle(contexte.tx, dossier.id), reference)
    return { dossierId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Rend un texte sans nom, à coller ailleurs. Rien n'en est gardé. */
export const desidentifierTexte = casUsage({
  nom: 'protection.desidentifier',
  saisie: z.object({ dossierId: id(), texte: texteRequis('Écrivez le texte à débarrasser des noms.', TEXTE_LONG_MAX) }),
  charger,
  autoriser: peutEcrire,
  async executer(contexte, { texte }, dossier) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    const identite = identiteSous(cle, dossier)
    return { dossier, identite, sansNom: desidentifier(texte, await registreDuDossier(contexte, cle, identite)) }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})
