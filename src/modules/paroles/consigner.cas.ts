import { z } from 'zod'
import { identiteSous } from '#modules/dossiers/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, jour, jourFacultatif, TEXTE_LONG_MAX, texte, texteLong, texteRequis } from '#socle/saisie.ts'
import { bilanSous, viser } from './lire-paroles.cas.ts'
import { peutConsignerParoles } from './parole.politique.ts'
import { insererParole } from './parole.requetes.ts'
import type { PreparationParoles } from './paroles-affichees.ts'
import { insererRecit } from './recit.requetes.ts'
import { qualites } from './recit.ts'
import type { Question } from './scelle.ts'

/** Ce qu'il faut savoir avant d'écrire : combien de fois l'enfant a déjà raconté. */
export const preparerParoles = casUsage({
  nom: 'paroles.preparer',
  saisie: z.object({ dossierId: id() }),
  charger: viser,
  autoriser: peutConsignerParoles,
  async executer(contexte, _, { dossier }): Promise<PreparationParoles> {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    return {
      dossier,
      identite: identiteSous(cle, dossier),
      bilan: await bilanSous(contexte, cle),
      agent: contexte.agent.nomAffiche,
    }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const heure = z.preprocess(
  vide,
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Écrivez l’heure sous la forme heures, minutes.')
    .nullable(),
)

const saisieParoles = z
  .object({
    dossierId: id(),
    propos: texteRequis('Écrivez les paroles, mot pour mot.', TEXTE_LONG_MAX),
    le: jour('Indiquez le jour où ces paroles ont été dites.'),
    heure,
    entenduPar: texte(200),
    lieu: texte(200),
    presents: texte(500),
    question: z.preprocess(vide, z.enum(['aucune', 'posee'], 'Choisissez dans la liste.').nullable()),
    motsQuestion: texte(1_000),
  })
  .refine((s) => s.question !== 'aucune' || s.motsQuestion === null, {
    path: ['motsQuestion'],
    message: 'Une parole spontanée ne suit aucune question : effacez celle-ci, ou dites qu’une question a été posée.',
  })

/** Des mots notés valent question posée, même sans le choix. */
const questionDe = ({ question, motsQuestion }: z.output<typeof saisieParoles>): Question | null => {
  if (question === 'aucune') return { genre: 'aucune' }
  return question === 'posee' || motsQuestion !== null ? { genre: 'posee', mots: motsQuestion } : null
}

function exigerPasse(le: string | null, aujourdHui: string): void {
  if (le !== null && le > aujourdHui)
    throw new ErreurMetier('invalide', 'paroles.futur', 'Cette date est dans l’avenir : indiquez quand cela a été dit.', {}, 'le')
}

/**
 * Scelle des paroles, mot pour mot : elles ne se corrigent ni ne s'effacent, elles s'annotent. Seuls les mots et le jour sont exigés.
 *
 * @source DSDEN de l'Ardèche, « écoles, enfance en danger » — paroles retranscrites mot à mot entre guillemets, questions non suggestives
 * @lu 2026-11-26
 */
export const scellerParoles = casUsage({
  nom: 'paroles.sceller',
  creation: true,
  saisie: saisieParoles,
  charger: viser,
  autoriser: peutConsignerParoles,
  async executer(contexte, saisie, { dossier }) {
    const { agent, aujourdHui, coffre, identifiant, maintenant, tx } = contexte
    exigerPasse(saisie.le, aujourdHui)
    const { propos, le, lieu, presents } = saisie
    const paroleId = identifiant()
    await insererParole(contexte, await coffre.ouvrirCle(tx, dossier.id), {
      ...{ version: 1, sel: identifiant(), paroleId, dossierId: dossier.id, auteurId: agent.id, scelleLe: maintenant.toISOString() },
      ...{ propos, le, lieu, presents, heure: saisie.heure, entenduPar: saisie.entenduPar ?? agent.nomAffiche },
      question: questionDe(saisie),
    })
    return { dossierId: dossier.id, paroleId }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.paroleId ?? dossierId }),
})

/** Consigne que l'enfant a déjà raconté à quelqu'un d'autre, sans ses mots. */
export const consignerRecit = casUsage({
  nom: 'paroles.consigner_recit',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    aQui: z.enum(qualites, 'Dites à qui l’enfant a raconté.'),
    precision: texte(200),
    le: jourFacultatif(),
    commentSu: texteLong(),
  }),
  charger: viser,
  autoriser: peutConsignerParoles,
  async executer(contexte, saisie, { dossier }) {
    exigerPasse(saisie.le, contexte.aujourdHui)
    const recitId = await insererRecit(contexte, await contexte.coffre.ouvrirCle(contexte.tx, dossier.id), {
      aQui: saisie.aQui,
      precision: saisie.precision,
      le: saisie.le,
      commentSu: saisie.commentSu,
    })
    return { dossierId: dossier.id, recitId }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.recitId ?? dossierId }),
})
