import type { MotifIntervention } from '#modules/referentiels/index.ts'
import type { Hasard } from './fictif-hasard.ts'

/**
 * Comptes rendus fictifs, écrits pour la démonstration : sobres, sans détail, ils ne reprennent aucune situation réelle.
 * « L’élève » partout : aucun nom dans un texte libre.
 */
type Phrases = readonly [string, ...string[]]
type Famille = 'scolarite' | 'climat' | 'bien_etre' | 'famille' | 'protection' | 'droits' | 'parcours'

const FAMILLES: Readonly<Partial<Record<MotifIntervention, Famille>>> = {
  ABS: 'scolarite',
  DECRO: 'scolarite',
  COMPORT: 'climat',
  HARC: 'climat',
  MALETRE: 'bien_etre',
  RISQUE: 'bien_etre',
  SANTE: 'bien_etre',
  FAM: 'famille',
  SEPAR: 'famille',
  PARENT: 'famille',
  VIF: 'protection',
  DANGER: 'protection',
  SUIVIPE: 'protection',
  FIN: 'droits',
  DROITS: 'droits',
  LOGT: 'droits',
  ORIENT: 'parcours',
  HANDI: 'parcours',
}

const CONSTATS: Readonly<Record<Famille, Phrases>> = {
  scolarite: [
    'Relevé d’absences repris avec l’élève : les demi-journées manquées se regroupent en début de semaine.',
    'L’élève explique ses retards par un trajet long et un lever difficile depuis la rentrée.',
    'L’élève dit ne plus voir l’intérêt de venir en cours et souhaite en parler sans ses parents.',
    'Assiduité fragile depuis trois semaines ; l’élève vient plus volontiers les jours d’atelier.',
    'Reprise des cours après deux semaines d’absence ; l’élève craint le retour en classe.',
    'L’élève travaille le soir pour aider à la maison et manque certaines matinées.',
  ],
  climat: [
    'L’élève rapporte des moqueries répétées dans le couloir et à la cantine.',
    'Tensions avec un groupe de la classe ; l’élève évite la récréation.',
    'Plusieurs exclusions de cours ce mois-ci ; l’élève reconnaît s’emporter vite.',
    'L’élève se dit visé par des messages dans un groupe en ligne et en a gardé des copies.',
    'Conflit ancien entre deux élèves ; celui-ci demande que les choses s’arrêtent.',
  ],
  bien_etre: [
    'L’élève dit dormir peu et se sentir à l’écart depuis la rentrée.',
    'Venue spontanée : l’élève parle de tristesse et de perte d’appétit.',
    'L’élève accepte de nommer ce qui inquiète et cite une personne de confiance dans l’établissement.',
    'Orienté par l’infirmerie après plusieurs passages ; l’élève parle de fatigue.',
    'L’élève évoque une consommation le week-end et en mesure mal les effets.',
    'Amélioration dite par l’élève depuis le dernier échange ; le sommeil reste difficile.',
  ],
  famille: [
    'L’élève décrit des disputes fréquentes à la maison depuis la séparation.',
    'Le parent reçu dit ne plus savoir comment poser des limites et demande un appui.',
    'L’élève ne voit plus l’un de ses parents et souhaite que l’école le sache.',
    'Organisation de la résidence modifiée cet été ; chacun s’y ajuste.',
    'Échange apaisé : le parent et l’élève parlent ensemble de ce qui bloque.',
    'L’élève s’occupe beaucoup de ses frères et sœurs et manque de temps pour son travail.',
  ],
  protection: [
    'L’élève demande à parler à l’abri et dit ne pas se sentir en sécurité certains soirs.',
    'Propos recueillis sans question orientée, notés entre guillemets dans l’écrit transmis.',
    'L’élève confirme ce qui avait été dit à l’infirmerie ; aucun élément nouveau.',
    'Point avec l’élève déjà accompagné par un service du département.',
    'L’élève parle d’une période plus calme, tout en restant sur ses gardes.',
  ],
  droits: [
    'La famille ne peut pas régler la demi-pension ce trimestre.',
    'Demande d’aide pour une sortie scolaire ; justificatifs reçus.',
    'Le parent reçu n’a pas fait valoir ses droits à la bourse ; dossier repris ensemble.',
    'Perte d’emploi récente dans le foyer ; point sur les charges et les aides possibles.',
    'Logement devenu trop petit ; la famille attend une réponse à sa demande.',
    'Titre de séjour en cours de renouvellement ; la famille craint une rupture de droits.',
  ],
  parcours: [
    'L’élève hésite entre deux voies et craint l’internat.',
    'Aménagements demandés en cours d’étude ; la famille attend la notification.',
    'Point sur le projet de l’élève avant le conseil de classe.',
    'L’élève vit bien le dispositif proposé et souhaite continuer.',
  ],
}

const SUITES: Phrases = [
  'Nouveau rendez-vous dans quinze jours.',
  'Les parents sont invités à un entretien.',
  'Accord de l’élève pour en parler à son professeur principal.',
  'Relais proposé vers le point d’accueil écoute jeunes.',
  'Coordonnées du service social de secteur remises à la famille.',
  'L’élève sait pouvoir revenir les jours de permanence.',
  'Point prévu avec l’infirmerie, avec l’accord de l’élève.',
  'Dossier d’aide complété et remis au gestionnaire.',
  'On se revoit après les vacances.',
  'Pas de suite immédiate ; veille convenue avec la vie scolaire.',
]

const LIAISONS: Phrases = [
  'Échange avec la vie scolaire sur l’assiduité, limité à ce qui est utile à l’élève.',
  'Appel du service social de secteur : la famille est connue, un rendez-vous est fixé.',
  'Point avec l’infirmerie, avec l’accord de l’élève.',
  'Échange avec le professeur principal sur l’organisation du travail.',
  'Contact pris avec la mission locale pour un rendez-vous.',
  'Réunion de l’équipe : chacun garde le contact, rien de plus n’est partagé.',
]

const NOTES: Phrases = [
  'Penser à reprendre ce que l’élève a commencé à dire en fin d’entretien.',
  'Impression de fatigue. À revoir sans attendre.',
  'Le parent semblait pressé ; proposer un horaire plus tard.',
  'Vérifier que le numéro de téléphone est le bon avant de rappeler.',
  'Relire le précédent compte rendu avant le prochain rendez-vous.',
]

const RAPPELS: Phrases = [
  'Rappeler la famille',
  'Revoir l’élève',
  'Vérifier la réponse du fonds social',
  'Point avec la vie scolaire',
  'Relancer le service de secteur',
]

/** Compte rendu d'un entretien ou d'une visite. */
export const compteRendu = (hasard: Hasard, motif: MotifIntervention): string =>
  `${hasard.choisir(CONSTATS[FAMILLES[motif] ?? 'scolarite'])} ${hasard.choisir(SUITES)}`

export const compteRenduLiaison = (hasard: Hasard): string => hasard.choisir(LIAISONS)
export const noteDeTravail = (hasard: Hasard): string => hasard.choisir(NOTES)
export const objetDeRappel = (hasard: Hasard): string => hasard.choisir(RAPPELS)
