import { z } from 'zod'
import { coche, texte, texteLong } from '#socle/saisie.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const court = () => texte(500)

/**
 * Ce que contient un signalement. Rien n'y est obligatoire : un brouillon s'enregistre à tout moment. L'identité de l'enfant et des
 * titulaires de l'autorité parentale vient du dossier, jamais d'ici.
 *
 * @source CASF L226-4 II ; CPP art. 40 ; académie de Dijon, circonscription de Sens 2 (qui signe, paroles mot à mot)
 * @lu 2026-11-26
 */
export const schemaContenu = z.object({
  article40: coche(),
  articleL2264: coche(),
  gravite: texteLong(),
  urgence: z.preprocess(vide, z.enum(['oui', 'non'], 'Choisissez oui ou non.').nullable()),
  recueilliesPar: court(),
  faitsLe: court(),
  faitsLieu: court(),
  faits: texteLong(),
  paroles: texteLong(),
  question: texteLong(),
  presents: court(),
  constat: texteLong(),
  misEnCause: texteLong(),
  infractionFamille: coche(),
  enfantOu: texteLong(),
  mesures: texteLong(),
  appelLe: court(),
  magistrat: court(),
  consigne: texteLong(),
  parentsInformes: z.preprocess(vide, z.enum(['oui', 'non'], 'Choisissez oui ou non.').nullable()),
  parentsPourquoi: texteLong(),
})
export type Contenu = z.output<typeof schemaContenu>
export const contenuVide = (): Contenu => schemaContenu.parse({})

/** Ce que le formulaire affiche : une case cochée vaut « oui ». */
export const valeursDe = (c: Contenu): Record<string, string> =>
  Object.fromEntries(Object.entries(c).map(([nom, v]) => [nom, v === true ? 'oui' : v === false || v === null ? '' : v]))

/**
 * Les deux fondements, chacun en une phrase.
 *
 * @source CPP art. 40, al. 2 ; CASF L226-4 II
 * @lu 2026-11-26
 */
export const fondements = {
  article40: {
    titre: 'Article 40 du code de procédure pénale',
    phrase:
      'Le fonctionnaire qui, dans l’exercice de ses fonctions, acquiert la connaissance d’un crime ou d’un délit est tenu d’en donner avis sans délai au procureur de la République.',
  },
  articleL2264: {
    titre: 'Article L226-4 II du code de l’action sociale et des familles',
    phrase:
      'Qui avise directement le procureur, du fait de la gravité de la situation d’un mineur en danger, adresse une copie de cette transmission au président du conseil départemental.',
  },
} as const
