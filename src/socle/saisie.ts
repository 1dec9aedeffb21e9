import { z } from 'zod'
import { type CodeDe, codesDe, type Nomenclature } from './nomenclature.ts'

/*
 * Les briques des saisies. Un formulaire HTML n'envoie que du texte : vide veut dire « rien », une case cochée « oui »,
 * un champ répété une liste. Chaque brique porte la phrase qui dit quoi corriger.
 */

/** Limite d'un texte libre, en caractères : une trentaine de pages. */
export const TEXTE_LONG_MAX = 100_000

const vide = (v: unknown) => (typeof v === 'string' && v.trim() === '' ? undefined : v)
const nettoye = (v: string) =>
  v
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}\p{Cs}]/gu, (c) => (c === '\n' || c === '\t' ? c : ''))
    .trim()

export const texteRequis = (message: string, max = 200) =>
  z
    .string(message)
    .max(max, `Raccourcissez ce texte : ${max.toLocaleString('fr-FR')} caractères au plus.`)
    .transform(nettoye)
    .pipe(z.string().min(1, message))

export const texte = (max = 200) =>
  z.preprocess(
    vide,
    z
      .string()
      .max(max, `Raccourcissez ce texte : ${max.toLocaleString('fr-FR')} caractères au plus.`)
      .transform(nettoye)
      .nullish()
      .transform((v) => v || null),
  )

export const texteLong = () => texte(TEXTE_LONG_MAX)

export const jour = (message: string) => z.iso.date(message)
export const jourFacultatif = (message = 'Écrivez la date sous la forme jour, mois, année.') =>
  z.preprocess(
    vide,
    z.iso
      .date(message)
      .nullish()
      .transform((v) => v ?? null),
  )

/** Instant local saisi « AAAA-MM-JJTHH:MM », compris à l'heure de Paris. */
export const instantDeParis = (message: string) =>
  z
    .string(message)
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, message)
    .transform((local, ctx) => {
      const instant = versInstant(local)
      if (Number.isNaN(instant.getTime())) ctx.addIssue({ code: 'custom', message })
      return instant
    })

function versInstant(local: string): Date {
  const utc = new Date(`${local.slice(0, 16)}:00Z`)
  if (Number.isNaN(utc.getTime())) return utc
  const ecart = (d: Date) =>
    new Date(
      `${new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' }).format(d).replace(' ', 'T')}Z`,
    ).getTime() - d.getTime()
  const essai = new Date(utc.getTime() - ecart(utc))
  return new Date(utc.getTime() - ecart(essai))
}

/** Les clés d'une liste fermée de libellés, dans l'ordre ; pour `z.enum`. */
export const cles = <C extends string>(libelles: Readonly<Record<C, string>>) => Object.keys(libelles) as [C, ...C[]]

export const code = <C extends string>(n: Nomenclature<C>, message: string) => z.enum(codesDe(n), message)
export const codeFacultatif = <C extends string>(n: Nomenclature<C>) =>
  z.preprocess(
    vide,
    z
      .enum(codesDe(n), 'Choisissez dans la liste.')
      .nullish()
      .transform((v) => v ?? null),
  )

/** Une liste de codes : champ absent, unique ou répété. */
export const codes = <C extends string>(n: Nomenclature<C>) => liste(z.enum(codesDe(n), 'Choisissez dans la liste.'))
export const liste = <T extends z.ZodType>(element: T) =>
  z.preprocess((v) => (v === undefined || v === '' ? [] : Array.isArray(v) ? v : [v]), z.array(element).max(200))

/** Un nombre entier, de zéro à `max` ; laissé vide : nul, ce qui n'est pas zéro. */
export const entierFacultatif = (max: number) => {
  const message = `Écrivez un nombre entier, de 0 à ${max.toLocaleString('fr-FR')}.`
  return z.preprocess(
    vide,
    z.coerce
      .number(message)
      .int(message)
      .min(0, message)
      .max(max, message)
      .nullish()
      .transform((v) => v ?? null),
  )
}

export const coche = () => z.preprocess((v) => v === 'oui' || v === 'on' || v === true, z.boolean())
export const id = () => z.uuid('Cette page n’existe pas ou ne vous est pas accessible.')
export const version = () => z.coerce.number().int().min(1)

export type { CodeDe }
