import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ErreurMetier } from './erreur.ts'

const ouiNon = z.enum(['oui', 'non']).transform((v) => v === 'oui')

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOTE: z.string().default('127.0.0.1'),
  EGIDE_DONNEES: z.string().default('donnees-locales'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_URL_APP: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_URL_TACHE: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  EGIDE_CLE_MAITRESSE: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'attend 64 chiffres hexadécimaux')
    .optional(),
  EGIDE_DEMONSTRATION: ouiNon.default(true),
  EGIDE_ADRESSE: z.url().optional(),
  EGIDE_CONTACT_ACCESSIBILITE: z.string().max(200).optional(),
  EGIDE_INACTIVITE_MINUTES: z.coerce.number().int().min(1).max(240).default(15),
  EGIDE_SESSION_HEURES: z.coerce.number().int().min(1).max(24).default(10),
  EGIDE_IMPORT_MAX_MO: z.coerce.number().int().min(1).max(20_000).default(2_000),
  EGIDE_CONNEXIONS: z.coerce.number().int().min(2).max(200).default(20),
  EGIDE_MESURES: ouiNon.default(false),
})

/** La configuration, lue une fois au démarrage. Durées en minutes ou en heures, tailles en mégaoctets, comme leur nom le dit. */
export type Config = {
  readonly port: number
  readonly hote: string
  /** Dossier des données locales : base embarquée, clé maîtresse, fichiers déposés. */
  readonly donnees: string
  readonly databaseUrl: string | undefined
  readonly databaseUrlApp: string | undefined
  readonly databaseUrlTache: string | undefined
  readonly cleMaitresse: string | undefined
  readonly demonstration: boolean
  /** Adresse publique, par exemple https://egide.ac-exemple.fr ; sans elle, celle de la requête. */
  readonly adresse: string | undefined
  /** Où écrire quand une page arrête quelqu'un : un courriel, un service. */
  readonly contactAccessibilite: string | undefined
  readonly inactiviteMinutes: number
  readonly sessionHeures: number
  readonly importMaxMo: number
  readonly connexions: number
  /** Ajoute l'en-tête Server-Timing : réservé aux bancs d'essai. */
  readonly mesures: boolean
  readonly chemins: { readonly base: string; readonly cleMaitresse: string; readonly depots: string }
}

/** Lit l'environnement. @throws ErreurMetier une phrase par variable mal écrite, sans jamais en citer la valeur. */
export function lireConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const lu = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, v]) => v !== '')))
  if (!lu.success) {
    const fautes = lu.error.issues.map((i) => `${String(i.path[0])} (${i.message})`).join(' ; ')
    throw new ErreurMetier('invalide', 'config.invalide', `Réglage à corriger dans l’environnement : ${fautes}.`)
  }
  const v = lu.data
  const donnees = resolve(v.EGIDE_DONNEES)
  return {
    port: v.PORT,
    hote: v.HOTE,
    donnees,
    databaseUrl: v.DATABASE_URL,
    databaseUrlApp: v.DATABASE_URL_APP,
    databaseUrlTache: v.DATABASE_URL_TACHE,
    cleMaitresse: v.EGIDE_CLE_MAITRESSE,
    demonstration: v.EGIDE_DEMONSTRATION,
    adresse: v.EGIDE_ADRESSE,
    contactAccessibilite: v.EGIDE_CONTACT_ACCESSIBILITE,
    inactiviteMinutes: v.EGIDE_INACTIVITE_MINUTES,
    sessionHeures: v.EGIDE_SESSION_HEURES,
    importMaxMo: v.EGIDE_IMPORT_MAX_MO,
    connexions: v.EGIDE_CONNEXIONS,
    mesures: v.EGIDE_MESURES,
    chemins: { base: join(donnees, 'postgresql'), cleMaitresse: join(donnees, 'cle-maitresse'), depots: join(donnees, 'depots') },
  }
}
