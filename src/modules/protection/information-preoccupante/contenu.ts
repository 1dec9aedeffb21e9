import { z } from 'zod'
import {
  autoritesParentales,
  besoinsFondamentaux,
  codesEnOrdre,
  decisionsAutoriteParentale,
  naturesDuDanger,
  problematiquesFamiliales,
  situationsFamiliales,
  transmetteursIp,
  typesDeDanger,
} from '#modules/referentiels/index.ts'
import { codesDe, type Nomenclature } from '#socle/nomenclature.ts'
import { jourFacultatif, texte, texteLong } from '#socle/saisie.ts'

/** « Ne sait pas » est une réponse ; « pas encore répondu » (`null`) en est une autre. */
export type Reponse = 'oui' | 'non' | 'nsp' | null

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const reponse = z.preprocess(vide, z.enum(['oui', 'non', 'nsp'], 'Choisissez oui, non ou ne sait pas.').nullable())
const codeOuRien = <C extends string>(n: Nomenclature<C>) => z.preprocess(vide, z.enum(codesDe(n), 'Choisissez dans la liste.').nullable())
const court = () => texte(500)
const ouiNon = z.preprocess(vide, z.enum(['oui', 'non'], 'Choisissez oui ou non.').nullable())

/** Une réponse par critère de la liste ; un critère absent de l'envoi n'est pas répondu. */
const parCritere = <T extends z.ZodType>(n: Nomenclature, valeur: T) =>
  z.preprocess((v) => v ?? {}, z.object(Object.fromEntries(codesEnOrdre(n).map((code) => [code, valeur])) as Record<string, T>))

const estVide = (ligne: unknown) =>
  typeof ligne === 'object' && ligne !== null && Object.values(ligne).every((v) => v === null || (typeof v === 'string' && v.trim() === ''))

/** Lignes répétées : les lignes entièrement vides disparaissent ; 60 au plus. */
const lignes = <F extends z.ZodRawShape>(forme: F) =>
  z.preprocess(
    (v) => (Array.isArray(v) ? v : v === undefined || v === '' ? [] : v),
    z
      .array(z.object(forme))
      .max(60, 'Pas plus de soixante lignes.')
      .transform((l) => l.filter((ligne) => !estVide(ligne))),
  )

/** Ce qu'on sait d'une liste : elle est donnée, on la sait vide, ou on ne sait pas. */
const connaissance = z.preprocess(vide, z.enum(['aucun', 'nsp'], 'Choisissez dans la liste.').nullable())

const section = <F extends z.ZodRawShape>(forme: F) => z.preprocess((v) => v ?? {}, z.object(forme))

/**
 * Ce qu'un brouillon d'information préoccupante contient. Rien n'y est obligatoire : un brouillon s'enregistre à tout moment.
 * L'identité de l'enfant et des titulaires vient du dossier, jamais d'ici.
 *
 * @source produit : templates.md §1.1 (relevé des fiches départementales) et §1.2 ; CASF annexe 2-8 pour les codes
 */
export const schemaContenu = z.object({
  emetteur: section({
    service: court(),
    adresse: court(),
    telephone: court(),
    courriel: court(),
    transmetteur: codeOuRien(transmetteursIp),
    lieuSignature: court(),
  }),
  enfant: section({
    domicile: court(),
    residenceActuelle: court(),
    classe: court(),
    observationsScolaires: texteLong(),
    enPropre: texteLong(),
  }),
  /** Les autres enfants du foyer : on les propose, le rédacteur dit si l'écrit les concerne aussi ; chacun a sa part. */
  autresEnfants: lignes({
    concerne: ouiNon,
    dossierId: z.preprocess(vide, z.uuid().nullable()),
    nom: court(),
    prenom: court(),
    sexe: z.preprocess(vide, z.enum(['F', 'M'], 'Choisissez dans la liste.').nullable()),
    neLe: jourFacultatif(),
    etablissement: court(),
    classe: court(),
    domicile: court(),
    residenceActuelle: court(),
    observationsScolaires: texteLong(),
    enPropre: texteLong(),
    avisRecueilli: ouiNon,
    avisLe: jourFacultatif(),
    avisTexte: texteLong(),
  }),
  /** Ce que chaque parent en dit, jamais mêlé à ce que dit l'autre. @source CASF D226-2-3 IV */
  pointsDeVue: lignes({ de: court(), texte: texteLong() }),
  avis: section({
    recueilli: ouiNon,
    le: jourFacultatif(),
    texte: texteLong(),
  }),
  famille: section({
    menage: codeOuRien(situationsFamiliales),
    autoriteParentale: codeOuRien(autoritesParentales),
    decision: codeOuRien(decisionsAutoriteParentale),
    decisionPrecisions: texteLong(),
    composition: texteLong(),
  }),
  autresMineursConnus: connaissance,
  autresMineurs: lignes({ nom: court(), neLe: jourFacultatif(), precisions: court() }),
  motif: section({ evenement: texteLong(), lieuDuDanger: court() }),
  constats: lignes({ le: jourFacultatif(), lieu: court(), faits: texteLong() }),
  paroles: lignes({ propos: texteLong(), de: court(), a: court(), le: jourFacultatif(), lieu: court(), circonstances: texteLong() }),
  sources: lignes({ de: court(), qualite: court(), le: jourFacultatif(), rapporte: texteLong() }),
  historique: texteLong(),
  environnement: texteLong(),
  ressources: texteLong(),
  besoins: parCritere(besoinsFondamentaux, section({ preoccupe: reponse, observe: texteLong() })),
  natureDanger: parCritere(naturesDuDanger, reponse),
  typesDanger: parCritere(typesDeDanger, reponse),
  problematiques: parCritere(problematiquesFamiliales, reponse),
  concertation: lignes({ le: jourFacultatif(), avec: court(), apport: texteLong() }),
  actions: lignes({ le: jourFacultatif(), action: texteLong(), effet: texteLong() }),
  demande: texteLong(),
  mesuresConnues: connaissance,
  mesures: lignes({ mesure: court(), depuis: jourFacultatif(), service: court() }),
  anterieuresConnues: connaissance,
  anterieures: lignes({ le: jourFacultatif(), par: court(), suites: texteLong() }),
  pieces: texteLong(),
})
export type Contenu = z.output<typeof schemaContenu>

/** Les sections attendues : l'envoi ne porte que celles-là, le reste est ignoré. */
export const contenuVide = (): Contenu => schemaContenu.parse({})

/** Ce qui est rempli, pour le récapitulatif : jamais un jugement sur le fond, seulement présent ou absent. */
export function sectionsRenseignees(
  c: Contenu,
): readonly { readonly titre: string; readonly ancre: string; readonly renseignee: boolean }[] {
  const repondu = (r: Readonly<Record<string, Reponse | { preoccupe: Reponse }>>) =>
    Object.values(r).some((v) => (typeof v === 'object' && v !== null ? v.preoccupe : v) !== null)
  return [
    { titre: 'Motif de la transmission', ancre: 'motif', renseignee: c.motif.evenement !== null },
    { titre: 'Faits constatés', ancre: 'constats', renseignee: c.constats.length > 0 },
    { titre: 'Paroles', ancre: 'paroles', renseignee: c.paroles.length > 0 },
    { titre: 'Informations de tiers', ancre: 'sources', renseignee: c.sources.length > 0 },
    { titre: 'Contexte', ancre: 'contexte', renseignee: c.historique !== null || c.environnement !== null },
    { titre: 'Ressources et besoins', ancre: 'besoins', renseignee: c.ressources !== null || repondu(c.besoins) },
    { titre: 'Nature et types de danger', ancre: 'danger', renseignee: repondu(c.natureDanger) || repondu(c.typesDanger) },
    { titre: 'Avis de l’élève', ancre: 'avis', renseignee: c.avis.recueilli !== null },
    { titre: 'Concertation et actions', ancre: 'concertation', renseignee: c.concertation.length > 0 || c.actions.length > 0 },
    { titre: 'Demande', ancre: 'demande', renseignee: c.demande !== null },
  ]
}
