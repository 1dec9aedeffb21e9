import { z } from 'zod'
import {
  type CanalTransmission,
  canauxTransmission,
  type DestinataireProtocole,
  type NatureDestinataire,
  naturesDestinataire,
  schemaCircuit,
} from '#modules/referentiels/index.ts'
import { code, codes, texte, texteRequis } from '#socle/saisie.ts'

/** Par où passe l'écrit ; ce que le protocole ne dit pas se dit aussi. */
export const voies = {
  hierarchique: 'Par la voie hiérarchique, avant la cellule départementale',
  directe: 'Directement du rédacteur à la cellule départementale',
  non_precise: 'Le protocole ne le précise pas',
} as const
export type Voie = keyof typeof voies
const codesVoie = Object.keys(voies) as [Voie, ...Voie[]]

/** Le circuit d'un département : les pas de `referentiels`, et la voie. */
export const schemaCircuitDepartement = schemaCircuit.extend({ voie: z.enum(codesVoie).catch('non_precise') })
export type CircuitDepartement = z.infer<typeof schemaCircuitDepartement>

/** Une version du protocole, publiée ou non. `publieLe` nul : brouillon ; `enVigueurAu` exclu. `revision` compte les enregistrements. */
export type VersionProtocole = {
  readonly id: string
  readonly departementId: string
  readonly version: number
  readonly revision: number
  readonly enVigueurDu: string
  readonly enVigueurAu: string | null
  readonly publieLe: Date | null
  readonly definitionIp: string
  readonly circuit: CircuitDepartement
  readonly delaiLocalJours: number | null
  readonly gabarit: string
  readonly destinataires: readonly DestinataireProtocole[]
}

/** Une ligne de l'historique. */
export type ResumeVersion = Pick<VersionProtocole, 'id' | 'version' | 'enVigueurDu' | 'enVigueurAu' | 'publieLe'>

/** Le seul modèle de document livré : la fiche de recueil d'une information préoccupante. */
export const GABARIT = 'information-preoccupante'
export const gabarits: Readonly<Record<string, string>> = { [GABARIT]: 'Fiche d’information préoccupante d’Égide' }

/**
 * La définition proposée tant que le département n'en a pas retenu d'autre.
 *
 * @source CASF R226-2-2
 * @lu 2026-11-22
 */
export const DEFINITION_LEGALE =
  'L’information préoccupante est une information transmise à la cellule départementale mentionnée au deuxième alinéa de l’article L. 226-3 pour alerter le président du conseil départemental sur la situation d’un mineur, bénéficiant ou non d’un accompagnement, pouvant laisser craindre que sa santé, sa sécurité ou sa moralité sont en danger ou en risque de l’être ou que les conditions de son éducation ou de son développement physique, affectif, intellectuel et social sont gravement compromises ou en risque de l’être. La finalité de cette transmission est d’évaluer la situation d’un mineur et de déterminer les actions de protection et d’aide dont ce mineur et sa famille peuvent bénéficier.'
/** D'où vient ce texte et ce qu'il vaut ; affiché partout où il est proposé. */
export const SOURCE_DEFINITION = 'CASF, art. R226-2-2'
export const CERTITUDE_DEFINITION =
  'Texte relevé dans des copies concordantes de 2025, non comparé à la version en vigueur sur Légifrance : à vérifier avant de publier.'

/** Assez pour tous les protocoles lus ; au-delà, la page ne se lirait plus. */
export const ETAPES_MAX = 15
export const DESTINATAIRES_MAX = 12

const vide = (v: unknown): boolean => v === undefined || v === null || v === '' || (typeof v === 'string' && v.trim() === '')
const sauvegarde = (champs: readonly string[]) => (v: unknown) => {
  if (typeof v !== 'object' || v === null) return null
  const ligne = v as Readonly<Record<string, unknown>>
  return ligne.retirer === 'oui' || champs.every((c) => vide(ligne[c])) ? null : ligne
}

const etape = z.preprocess(
  sauvegarde(['qui', 'quoi']),
  z
    .object({ qui: texteRequis('Dites qui agit à cette étape.', 200), quoi: texteRequis('Dites ce qui est fait à cette étape.', 500) })
    .nullable(),
)

const courriel = z.preprocess(
  (v) => (typeof v === 'string' && v.trim() === '' ? null : typeof v === 'string' ? v.trim() : v),
  z.email('Écrivez le courriel sous la forme nom@domaine.fr.').max(200).nullish(),
)

const destinataire = z.preprocess(
  sauvegarde(['intitule', 'adresse', 'courriel', 'telephone', 'canal', 'canaux']),
  z
    .object({
      nature: z.enum(Object.keys(naturesDestinataire) as [NatureDestinataire, ...NatureDestinataire[]], 'Choisissez de qui il s’agit.'),
      intitule: texteRequis('Nommez ce destinataire.', 200),
      adresse: texte(500),
      courriel,
      telephone: texte(60),
      canal: code(canauxTransmission, 'Choisissez la voie à préférer.'),
      canaux: codes(canauxTransmission).default([]),
      principal: z.boolean().default(false),
    })
    .nullable(),
)
type DestinataireSaisi = NonNullable<z.output<typeof destinataire>>

const ranger = ({ canal, canaux, courriel: mel, ...d }: DestinataireSaisi, rang: number): DestinataireProtocole => ({
  ...d,
  courriel: mel ?? null,
  ordre: rang + 1,
  canaux: [canal, ...canaux.filter((c: CanalTransmission) => c !== canal)],
})

const presents = <T>(liste: readonly (T | null)[]): T[] => liste.filter((x) => x !== null)

/** Ce qu'on écrit dans un brouillon. Les lignes laissées vides ou « à retirer » s'oublient ; l'ordre est celui de la page. */
export const champsBrouillon = {
  definitionIp: texteRequis('Écrivez la définition retenue par le département.', 5_000),
  delaiLocalJours: z.preprocess(
    (v) => (vide(v) ? null : v),
    z.coerce
      .number('Écrivez un nombre de jours.')
      .int('Écrivez un nombre entier de jours.')
      .min(1, 'Un jour au moins.')
      .max(365, '365 jours au plus.')
      .nullable(),
  ),
  voie: z.enum(codesVoie, 'Choisissez par où passe l’écrit.'),
  etapes: z.array(etape).max(ETAPES_MAX).default([]).transform(presents),
  destinataires: z
    .array(destinataire)
    .max(DESTINATAIRES_MAX)
    .default([])
    .transform((d) => presents(d).map(ranger)),
}

/** Le contenu d'un brouillon, lu et rangé. */
export type Brouillon = {
  readonly definitionIp: string
  readonly delaiLocalJours: number | null
  readonly voie: Voie
  readonly etapes: readonly { readonly qui: string; readonly quoi: string }[]
  readonly destinataires: readonly DestinataireProtocole[]
}

const CHAMP_INDEXE = /^(etapes|destinataires)\.(\d{1,2})\.([a-z]+)$/i

/**
 * Un formulaire envoie « destinataires.0.intitule » : on en refait des listes, au même rang, pour que chaque erreur retrouve son champ.
 * Ce qui n'a pas cette forme passe tel quel.
 */
export function deplier(corps: unknown): unknown {
  if (typeof corps !== 'object' || corps === null) return corps
  const champs = Object.entries(corps as Readonly<Record<string, unknown>>)
  const indexes = champs.flatMap(([nom, valeur]) => {
    const [, liste, rang, champ] = CHAMP_INDEXE.exec(nom) ?? []
    return liste && champ ? [{ liste, rang: Number(rang), champ, valeur }] : []
  })
  if (indexes.length === 0) return corps
  const principal = (corps as { principal?: unknown }).principal
  const refaire = (liste: string) => {
    const lignes = Array.from({ length: Math.max(0, ...indexes.filter((i) => i.liste === liste).map((i) => i.rang + 1)) }, (_, rang) =>
      Object.fromEntries(indexes.filter((i) => i.liste === liste && i.rang === rang).map((i) => [i.champ, i.valeur])),
    )
    return liste === 'destinataires' ? lignes.map((l, rang) => ({ ...l, principal: String(rang) === principal })) : lignes
  }
  return { ...corps, etapes: refaire('etapes'), destinataires: refaire('destinataires') }
}

/** Ce qui manque pour publier : une phrase par manque, qui dit quoi faire. */
export function manquesPourPublier(v: Pick<VersionProtocole, 'destinataires' | 'circuit'>): string[] {
  const principal = v.destinataires.find((d) => d.principal)
  return [
    ...(principal ? [] : ['Désignez le destinataire principal : celui à qui l’écrit est adressé.']),
    ...(principal && !principal.adresse && !principal.courriel ? ['Donnez au destinataire principal une adresse ou un courriel.'] : []),
    ...(v.circuit.etapes.length > 0 ? [] : ['Décrivez au moins une étape du circuit : qui fait quoi.']),
  ]
}

const lendemain = (jour: string): string => new Date(Date.parse(`${jour}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/**
 * Le premier jour où une nouvelle version peut entrer en vigueur ; nul s'il n'y en a pas eu d'autre (un protocole signé depuis des
 * années se date de sa signature). Jamais dans le passé d'une version publiée : ce qui a été transmis l'a été selon elle.
 */
export function premierJourPossible(precedente: Pick<ResumeVersion, 'enVigueurDu'> | undefined, aujourdHui: string): string | null {
  if (!precedente) return null
  const apres = lendemain(precedente.enVigueurDu)
  return apres > aujourdHui ? apres : aujourdHui
}
