import { ErreurMetier } from '#socle/erreur.ts'

/** Les refus du module : chacun nomme la règle et dit quoi faire. Hors périmètre et inexistant répondent pareil. */

export const informationIntrouvable = (informationId: string) =>
  new ErreurMetier('introuvable', 'protection.introuvable', 'Cette information préoccupante n’existe pas ou ne vous est pas accessible.', {
    informationId,
  })

export const dejaTransmise = (informationId: string) =>
  new ErreurMetier(
    'conflit',
    'protection.deja_transmise',
    'Cette information préoccupante a déjà été transmise : elle ne change plus. Rien n’est parti deux fois.',
    { informationId },
  )

export const versionPerimee = (informationId: string) =>
  new ErreurMetier(
    'conflit',
    'protection.version_perimee',
    'Ce brouillon a été enregistré ailleurs depuis que vous l’avez ouvert. Votre texte est ci-dessous, rien n’en est perdu ; ce qui est enregistré et diffère du vôtre est montré plus bas. Enregistrer de nouveau le remplacera.',
    { informationId },
  )

export const destinataireManquant = (informationId: string) =>
  new ErreurMetier(
    'invalide',
    'protection.destinataire',
    'Choisissez le destinataire : une transmission sans destinataire n’en est pas une.',
    { informationId },
    'destinataire',
  )

export const canalManquant = (informationId: string) =>
  new ErreurMetier('invalide', 'protection.canal', 'Dites par quelle voie l’écrit est transmis.', { informationId }, 'canal')

export const canalHorsProtocole = (informationId: string) =>
  new ErreurMetier(
    'invalide',
    'protection.canal_hors_protocole',
    'Le protocole du département ne prévoit pas cette voie pour ce destinataire. Choisissez-en une autre, ou saisissez le destinataire sans protocole.',
    { informationId },
    'canal',
  )

export const transmissionFuture = (informationId: string) =>
  new ErreurMetier(
    'invalide',
    'protection.transmission_future',
    'La transmission ne peut pas être datée dans l’avenir : indiquez quand elle a eu lieu.',
    { informationId },
    'transmiseLe',
  )

export const informationManquante = (informationId: string) =>
  new ErreurMetier(
    'invalide',
    'protection.information_titulaire',
    'Indiquez, pour chaque titulaire de l’autorité parentale, s’il est informé de la transmission ou pourquoi il ne l’est pas (art. L226-2-1 du CASF).',
    { informationId },
  )

export const titulairesManquants = (informationId: string) =>
  new ErreurMetier(
    'invalide',
    'protection.titulaires',
    'Aucun titulaire de l’autorité parentale n’est connu : complétez le dossier, ou dites pourquoi aucun ne l’est (art. L226-2-1 du CASF).',
    { informationId },
  )

export const etapeFuture = (informationId: string) =>
  new ErreurMetier(
    'invalide',
    'protection.etape_future',
    'Cette date est dans l’avenir : consignez l’étape quand elle a eu lieu.',
    { informationId },
    'le',
  )

export const etapeAvantTransmission = (informationId: string) =>
  new ErreurMetier('invalide', 'protection.etape_anterieure', 'Cette date précède la transmission : vérifiez-la.', { informationId }, 'le')

export const dejaAccusee = (informationId: string) =>
  new ErreurMetier('conflit', 'protection.deja_accusee', 'L’accusé de réception est déjà consigné.', { informationId })

export const dejaRepondue = (informationId: string) =>
  new ErreurMetier('conflit', 'protection.deja_repondue', 'La réponse est déjà consignée : seule une nouvelle réponse peut la compléter.', {
    informationId,
  })

export const etapeSimultanee = (informationId: string) =>
  new ErreurMetier(
    'conflit',
    'protection.etape_simultanee',
    'Une étape a été consignée entre-temps : relisez la frise avant de consigner la vôtre.',
    { informationId },
  )

export const pasEncoreTransmise = (informationId: string) =>
  new ErreurMetier('conflit', 'protection.pas_transmise', 'Cette information préoccupante n’est pas encore transmise.', { informationId })

/** Panne, non refus : un document qui ne répond plus à son empreinte ne se remet à personne. */
export const documentAltere = () => new Error('Information préoccupante : document figé altéré, empreinte différente.')
