import type { NatureModele } from '#modules/referentiels/index.ts'

/** Une partie d'écrit : son nom dans un modèle (« #motif »), ce qu'elle montre, et si un modèle peut s'en passer. */
export type Partie = { readonly nom: string; readonly montre: string; readonly obligatoire: boolean }

const exigee = (nom: string, montre: string): Partie => ({ nom, montre, obligatoire: true })
const libre = (nom: string, montre: string): Partie => ({ nom, montre, obligatoire: false })

/**
 * Les parties de chaque écrit, dans l'ordre national. Aucun texte ne fixe de formulaire : ce que chaque département doit garder est une
 * proposition d'Égide, faite de ce que leurs formulaires ont en commun et de ce que la loi demande de dire (ADR 0025).
 */
export const parties: Readonly<Record<NatureModele, readonly Partie[]>> = {
  information: [
    exigee('organisme', 'Le service qui écrit, son adresse ; la référence et la date de l’écrit.'),
    libre('titre', 'Le titre « Information préoccupante » et sa destination ; ou le vôtre, sur une ligne qui commence par « = ».'),
    exigee('mention', 'Le secret professionnel et les articles de la transmission ; « BROUILLON » ou « Complément » s’il y a lieu.'),
    exigee('envoi', 'De qui, à qui, en copie à qui ; le jour, la voie, la date du retour attendu.'),
    exigee('enfants', 'Un feuillet par enfant : identité, domicile, scolarité, avis.'),
    exigee('famille', 'Le foyer, l’autorité parentale, l’information préalable de chaque titulaire, les autres mineurs.'),
    exigee('motif', 'L’évènement à l’origine de l’écrit et le lieu du danger, isolés du contexte.'),
    exigee('constats', 'Les faits constatés par le rédacteur, datés et situés.'),
    exigee('paroles', 'Les paroles de l’enfant et de l’entourage, mot pour mot.'),
    exigee('tiers', 'Ce que d’autres ont rapporté, au style indirect.'),
    exigee('points-de-vue', 'Le point de vue de chaque parent.'),
    exigee('contexte', 'L’historique, l’environnement, les mesures en cours, les informations antérieures.'),
    exigee('ressources', 'Les ressources de la famille et les besoins de l’enfant.'),
    exigee('codification', 'Les réponses aux critères de l’annexe 2-8.'),
    exigee('demande', 'La concertation, les actions tentées, la demande.'),
    exigee('pieces', 'La liste des pièces jointes.'),
    exigee('signature', 'Le lieu, la date, le cadre de signature, l’empreinte du contenu transmis.'),
  ],
  signalement: [
    exigee('envoi', 'L’établissement, la référence, la date ; le parquet, le jour et la voie de la transmission.'),
    exigee('urgence', '« URGENCE » s’il y a lieu ; « COPIE » sur l’exemplaire du président du conseil départemental.'),
    libre('titre', 'Le titre « Signalement au procureur de la République » ; ou le vôtre, sur une ligne qui commence par « = ».'),
    exigee('mention', 'Le secret professionnel, la copie due au département ; « BROUILLON » s’il y a lieu.'),
    exigee('fondement', 'Les articles qui fondent l’écrit et la gravité qui motive la saisine directe.'),
    exigee('enfant', 'L’enfant et les titulaires de l’autorité parentale.'),
    exigee('faits', 'Les faits : quand, où, dans quelles circonstances.'),
    exigee('paroles', 'Les mots de l’enfant, la question posée, qui les a reçus, le constat de santé.'),
    exigee('mis-en-cause', 'Les majeurs mis en cause, s’ils sont connus.'),
    exigee('protection', 'Où est l’enfant ce soir, les mesures prises, l’appel au parquet, l’information des parents.'),
    exigee('signature', 'La date, qui transmet, le cadre de signature, l’empreinte du contenu transmis.'),
  ],
}
