/** Jour civil « AAAA-MM-JJ ». */
export type Jour = string
/** Minute à l’heure du lieu, « AAAA-MM-JJTHH:MM ». */
export type Minute = string
/** Texte saisi, imprimé tel quel ; les fins de ligne séparent des paragraphes. `null` ou blanc : non renseigné. */
export type Texte = string | null

/** Un code de nomenclature et le libellé à imprimer. */
export type CodeLibelle = { readonly code: string; readonly libelle: string }

/** « Ne sait pas » n’est pas « non », et ni l’un ni l’autre n’est « non renseigné » (`null`). */
export type ReponseCritere = 'oui' | 'non' | 'ne_sait_pas' | null

/**
 * Un critère de l’annexe 2-8 et sa réponse ; on passe tous les critères de la liste, pas seulement les « oui ».
 *
 * @source CASF annexe 2-8 (1 Non, 2 Oui, 9 Ne sait pas)
 */
export type Critere = CodeLibelle & { readonly reponse: ReponseCritere }

/** Qui écrit, au nom de quel service. */
export type Emetteur = {
  readonly organisme: string
  readonly service: string
  readonly adresse: Texte
  readonly telephone: Texte
  readonly courriel: Texte
  readonly redacteur: { readonly nom: string; readonly fonction: string }
  /** TRANSIP : institution qui transmet (541, 542 ou 543 pour l’Éducation nationale). */
  readonly transmetteur: CodeLibelle | null
}

/** La cellule nommée par le protocole du département. */
export type Destinataire = {
  readonly nom: string
  readonly adresse: Texte
  readonly courriel: Texte
  /** Par exemple « Protocole du Cantal, version 3, du 1er septembre 2026 ». */
  readonly protocole: Texte
  /** Destinataires en copie prévus par le protocole. */
  readonly copies: readonly string[]
}

/**
 * Avis de l’élève : recueilli, non recueilli et pourquoi, ou non renseigné (`null`).
 *
 * @source CASF D226-2-3 IV
 */
export type AvisEleve =
  | { readonly recueilli: true; readonly le: Jour | null; readonly avis: Texte }
  | { readonly recueilli: false; readonly motif: Texte }
  | null

/** Un enfant concerné ; un feuillet par enfant. */
export type EnfantConcerne = {
  readonly nom: string
  readonly prenom: string
  readonly sexe: 'F' | 'M' | null
  readonly neLe: Jour | null
  /** Âge en années révolues au jour de l’écrit. */
  readonly age: number | null
  readonly domicile: Texte
  /** Où se trouve l’enfant actuellement, si ce n’est pas au domicile. */
  readonly residenceActuelle: Texte
  readonly scolarite: {
    readonly classe: Texte
    readonly etablissement: Texte
    readonly uai: Texte
    readonly adresse: Texte
    readonly telephone: Texte
    /** Assiduité, résultats, comportement, strictement utile à la situation. */
    readonly observations: Texte
  }
  readonly avis: AvisEleve
  /** Ce qui ne concerne que lui, quand l’écrit porte sur plusieurs enfants. */
  readonly enPropre: Texte
}

/**
 * Information préalable d’un titulaire de l’autorité parentale ; `null` tant qu’elle n’est pas consignée (brouillon).
 *
 * @source CASF L226-2-1 — « Sauf intérêt contraire de l’enfant, […] sont préalablement informés de cette transmission »
 */
export type InformationPrealable =
  | { readonly faite: true; readonly le: Jour; readonly comment: string; readonly par: string; readonly reaction: Texte }
  | { readonly faite: false; readonly motif: string }
  | null

/** Un titulaire de l’autorité parentale. L’ordre de la liste ne dit aucun rang ; l’appelant la trie par nom. */
export type TitulaireAutoriteParentale = {
  readonly nom: string
  readonly prenom: string
  /** « Mère », « Père », « Tuteur »… */
  readonly lien: string
  readonly neLe: Jour | null
  readonly adresse: Texte
  readonly telephone: Texte
  readonly courriel: Texte
  /** Imprime « adresse à ne pas communiquer » à côté des coordonnées. */
  readonly coordonneesANePasCommuniquer: boolean
  readonly information: InformationPrealable
}

/** Un foyer et ses titulaires ; plusieurs si les enfants n’ont pas la même situation familiale (une page chacun). */
export type SituationFamiliale = {
  /** Prénoms des enfants de ce foyer ; vide si tous. */
  readonly enfants: readonly string[]
  /** COMPOMENAG. */
  readonly menage: CodeLibelle | null
  /** TITAP. */
  readonly autoriteParentale: CodeLibelle | null
  /** DECAP. */
  readonly decision: CodeLibelle | null
  readonly decisionPrecisions: Texte
  readonly composition: Texte
  readonly titulaires: readonly TitulaireAutoriteParentale[]
  /** Autres mineurs présents au domicile ; `null` : non renseigné, vide : aucun connu. */
  readonly autresMineurs: ReadonlyArray<{ readonly nom: string; readonly neLe: Jour | null; readonly precisions: Texte }> | null
}

/** Fait constaté par le rédacteur. */
export type Constat = { readonly le: Jour | null; readonly lieu: Texte; readonly faits: string }

/** Paroles rapportées mot à mot ; le gabarit met les guillemets s’ils n’y sont pas. */
export type Parole = {
  readonly propos: string
  readonly de: string
  readonly a: Texte
  readonly le: Jour | null
  readonly lieu: Texte
  readonly circonstances: Texte
}

/** Ce qu’un tiers a rapporté, au style indirect. */
export type SourceInformation = { readonly de: string; readonly qualite: Texte; readonly le: Jour | null; readonly rapporte: string }

/** Un besoin fondamental, ce qui en est observé, et s’il préoccupe. */
export type BesoinObserve = CodeLibelle & { readonly observe: Texte; readonly preoccupe: ReponseCritere }

/**
 * Tout ce que dit la fiche d’information préoccupante : le contrat entre le module protection et le gabarit
 * `information-preoccupante.typ`. Les libellés sont déjà résolus ; le gabarit ne connaît aucune nomenclature.
 */
export type DonneesInformationPreoccupante = {
  readonly statut: 'brouillon' | 'transmise'
  /** Référence sans nom de personne, par exemple « IP-015-2026-00042 ». */
  readonly reference: string
  readonly redigeLe: Jour
  /** L’écrit déjà transmis que celui-ci complète, s’il y en a un. */
  readonly complete: { readonly reference: string; readonly le: Jour } | null
  /** Empreinte du contenu figé, en hexadécimal ; on en imprime les seize premiers signes. `null` pour un brouillon. */
  readonly empreinte: string | null
  readonly emetteur: Emetteur
  readonly destinataire: Destinataire | null
  readonly transmission: { readonly le: Minute; readonly voie: string } | null
  /**
   * Jour où le retour est dû à l’émetteur.
   *
   * @source CASF L226-5 — « dans un délai de trois mois à compter de la transmission »
   */
  readonly retourAttenduLe: Jour | null
  readonly enfants: readonly [EnfantConcerne, ...EnfantConcerne[]]
  readonly familles: readonly SituationFamiliale[]
  readonly motif: { readonly evenement: Texte; readonly lieuDuDanger: Texte }
  readonly constats: readonly Constat[]
  readonly paroles: readonly Parole[]
  readonly sources: readonly SourceInformation[]
  /** Ce que chaque parent en dit, un par un ; vide si rien n’est recueilli. */
  readonly pointsDeVue: ReadonlyArray<{ readonly de: string; readonly texte: Texte }>
  readonly historique: Texte
  readonly environnement: Texte
  readonly ressources: Texte
  readonly besoins: readonly BesoinObserve[]
  readonly natureDanger: readonly Critere[]
  readonly typesDanger: readonly Critere[]
  readonly problematiques: readonly Critere[]
  readonly concertation: ReadonlyArray<{ readonly le: Jour | null; readonly avec: string; readonly apport: Texte }>
  readonly actions: ReadonlyArray<{ readonly le: Jour | null; readonly action: string; readonly effet: Texte }>
  readonly demande: Texte
  /** `null` : non renseigné ; vide : aucune connue. */
  readonly mesures: ReadonlyArray<{ readonly mesure: string; readonly depuis: Jour | null; readonly service: Texte }> | null
  readonly informationsAnterieures: ReadonlyArray<{ readonly le: Jour | null; readonly par: Texte; readonly suites: Texte }> | null
  readonly pieces: readonly string[]
  /** « Fait à ». */
  readonly lieuSignature: Texte
}
