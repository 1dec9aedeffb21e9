import { ErreurMetier } from '#socle/erreur.ts'

/** Les refus du signalement : chacun nomme la règle et dit quoi faire. Hors périmètre et inexistant répondent pareil. */
const refuser = (genre: 'introuvable' | 'conflit' | 'invalide', code: string, message: string, champ?: string) => (signalementId: string) =>
  new ErreurMetier(genre, `protection.signalement_${code}`, message, { signalementId }, champ)

export const signalementIntrouvable = refuser('introuvable', 'introuvable', 'Ce signalement n’existe pas ou ne vous est pas accessible.')
export const dejaTransmis = refuser(
  'conflit',
  'deja_transmis',
  'Ce signalement est déjà transmis : il ne change plus. Rien n’est parti deux fois.',
)
export const pasEncoreTransmis = refuser('conflit', 'pas_transmis', 'Ce signalement n’est pas encore transmis.')
export const versionPerimee = refuser(
  'conflit',
  'version_perimee',
  'Ce brouillon a été enregistré ailleurs depuis que vous l’avez ouvert. Votre texte est ci-dessous, rien n’en est perdu ; ce qui diffère est montré. Enregistrer de nouveau le remplacera.',
)
export const destinataireManquant = refuser(
  'invalide',
  'destinataire',
  'Choisissez le parquet destinataire : une transmission sans destinataire n’en est pas une.',
  'destinataire',
)
export const canalManquant = refuser('invalide', 'canal', 'Dites par quelle voie l’écrit est transmis.', 'canal')
export const canalHorsProtocole = refuser(
  'invalide',
  'canal_hors_protocole',
  'Le protocole du département ne prévoit pas cette voie pour ce parquet. Choisissez-en une autre, ou saisissez le destinataire sans protocole.',
  'canal',
)
export const transmissionFuture = refuser(
  'invalide',
  'transmission_future',
  'La transmission ne peut pas être datée dans l’avenir : indiquez quand elle a eu lieu.',
  'transmisLe',
)
export const parentsAConfirmer = refuser(
  'invalide',
  'parents_informes',
  'Vous avez écrit que les parents sont informés et qu’une infraction dans la famille est décrite. L’usage est de ne pas les informer sans l’accord du parquet (pratique ; secret de l’enquête, art. 11 du CPP). Confirmez pour transmettre.',
  'parentsConfirmes',
)
export const etapeFuture = refuser(
  'invalide',
  'etape_future',
  'Cette date est dans l’avenir : consignez l’étape quand elle a eu lieu.',
  'le',
)
export const etapeAnterieure = refuser('invalide', 'etape_anterieure', 'Cette date précède la transmission : vérifiez-la.', 'le')
export const dejaCopie = refuser(
  'conflit',
  'deja_copie',
  'La copie au président du conseil départemental est déjà consignée (art. L226-4 II du CASF).',
)
export const dejaAccuse = refuser('conflit', 'deja_accuse', 'L’accusé de réception est déjà consigné.')
export const accuseApresSuites = refuser(
  'conflit',
  'accuse_apres_suites',
  'Les suites du parquet sont déjà consignées (art. 40-1 et 40-2 du CPP) : l’accusé de réception n’a plus lieu d’être.',
)
export const etapeSimultanee = refuser(
  'conflit',
  'etape_simultanee',
  'Une étape a été consignée entre-temps : relisez la frise avant de consigner la vôtre.',
)

/** Panne, non refus : un document qui ne répond plus à son empreinte ne se remet à personne. */
export const documentAltere = () => new Error('Signalement : document figé altéré, empreinte différente.')
