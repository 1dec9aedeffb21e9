import { anneeEnClair } from '#modules/pilotage/index.ts'
import { noteDe } from '#modules/referentiels/index.ts'
import { accorder, nombreEnClair } from '#ui/typographie.ts'
import type { Etape, Mediane } from './cheminement.ts'
import type { Instantane, Perimetre } from './rapport.ts'
import { noteDuType } from './table.ts'

/** Ce que disent de la même façon l'écran, le document et les fichiers. */

/** À la place des graphiques et des tableaux, quand il n'y en a pas. */
export const AUCUN_FAIT = 'Aucun fait compté : il n’y a ni graphique ni tableau à montrer.'

/** « Collège X, année scolaire 2025-2026. » : le périmètre que porte chaque chiffre. */
export const perimetreEnClair = (territoire: string, annee: number): string => `${territoire}, année scolaire ${anneeEnClair(annee)}.`

/** « 5 rapports reçus sur 7 attendus ». */
export const recusEnClair = ({ recus, attendus }: Pick<Instantane, 'recus' | 'attendus'>): string =>
  `${accorder(recus, 'rapport reçu', 'rapports reçus')} sur ${attendus} attendu${attendus > 1 ? 's' : ''}.`

/** Ce qui masque une case, et qui en décide. */
export const secretEnClair = ({ seuil, deduits }: Pick<Instantane, 'seuil' | 'deduits'>): string =>
  `${deduits.length > 0 ? `${deductionEnClair(deduits)} ` : ''}Une case de 1 à ${seuil - 1} est masquée, et avec elle celles qui permettraient de la retrouver, dans ce rapport ou en le rapprochant de ceux déjà figés. Le seuil (${seuil}) est une proposition d’Égide : aucun seuil publié n’a été trouvé ; il se règle au niveau national.`

/** Pourquoi un rapport montre moins qu'un autre du même étage. `deduits` : les types de faits concernés. */
export const deductionEnClair = (deduits: readonly string[]): string =>
  `Des rapports déjà figés comptent les mêmes établissements, avec d’autres ou autrement. Pour ce qui suit, celui-ci ne montre que ce qui se lisait déjà : ${deduits.map((type) => noteDuType(type).libelle.toLocaleLowerCase('fr')).join(', ')}.`

/** Les établissements du territoire, et ce qu'on en sait. */
export const couverture = (p: Perimetre): readonly { readonly libelle: string; readonly valeur: number }[] => [
  { libelle: 'Publics du second degré, ou assurés', valeur: p.etablissements },
  { libelle: 'Assurés par un assistant de service social dans l’année', valeur: p.assures },
  { libelle: 'Sans assistant de service social affecté', valeur: p.etablissements - p.assures },
  { libelle: 'Comptés dans ce rapport', valeur: p.etablissementsComptes },
  { libelle: 'Classés REP+', valeur: p.repPlus },
  { libelle: 'Classés REP', valeur: p.rep },
  ...(p.rural === undefined ? [] : [{ libelle: 'En commune rurale', valeur: p.rural }]),
]

export const elevesEnClair = (p: Perimetre): string =>
  [
    `${nombreEnClair(p.eleves)} élèves, dont ${nombreEnClair(p.elevesAssures)} dans un établissement assuré et ${nombreEnClair(p.elevesComptes)} dans un établissement compté ici.`,
    p.effectifInconnu > 0
      ? `Effectif inconnu pour ${accorder(p.effectifInconnu, 'établissement')} : ils ne comptent pas dans ces élèves.`
      : '',
    p.academiesInconnues
      ? `Affectations inconnues dans ${accorder(p.academiesInconnues, 'académie')}, dont le rapport n’est pas reçu : leurs établissements sont comptés sans assistant.`
      : '',
    p.sourceRuralite === undefined
      ? 'La ruralité n’est pas relevée : aucune source n’était chargée.'
      : `Ruralité : ${p.sourceRuralite}${p.ruralInconnu ? ` ; inconnue pour ${accorder(p.ruralInconnu, 'établissement')}` : ''}.`,
  ]
    .filter(Boolean)
    .join(' ')

export const ASSURE = {
  terme: 'Établissement assuré',
  definition:
    'Un assistant de service social y est, ou y a été, affecté pendant l’année scolaire. L’absence d’un établissement de la liste REP relevée ne veut pas dire qu’il n’en est pas.',
  source: 'Affectations d’Égide ; annuaire de l’éducation nationale, Licence Ouverte. Définition proposée par Égide.',
} as const

/** « Dans le troisième mois », ou pourquoi on ne le dit pas. */
export const medianeEnClair = (m: Mediane): string =>
  typeof m === 'string'
    ? { masquee: 'Masqué, une classe l’étant', inconnue: 'Inconnu, faute de date', non_relevee: 'Non relevé par la grille de ce rapport' }[
        m
      ]
    : m.classe

/** Les étapes que la première inquiétude précède : leur délai médian, et sur combien d'entre elles il se calcule. */
export const depuisLInquietude = (etapes: readonly Etape[]) =>
  etapes.flatMap(({ libelle, valeur, depuis }) =>
    depuis === null || valeur === 0
      ? []
      : {
          libelle,
          delai: medianeEnClair(depuis),
          sur:
            depuis === 'masquee' || valeur === null
              ? 'masqué'
              : `${nombreEnClair(typeof depuis === 'string' ? 0 : depuis.dates)} sur ${nombreEnClair(valeur)}`,
        },
  )

const { definition, source } = noteDe('delai_inquietude')
export const PREMIERE_INQUIETUDE = {
  terme: 'Délai médian depuis la première inquiétude',
  definition: `La classe où tombe l’étape du milieu, parmi celles que le dossier date. ${definition}`,
  denominateur: 'Les étapes dont le dossier date la première inquiétude ; les autres se comptent, sans entrer dans le délai.',
  source,
} as const

export const MEDIANE_REPONSE = {
  terme: 'Délai médian de la réponse',
  definition:
    'La classe de délai où tombe la réponse du milieu. Les faits ne portent aucune clé : on compte des étapes, on ne suit personne, et une même situation peut être dans plusieurs.',
  denominateur: 'Les premières réponses reçues, rattachées au mois de la transmission.',
  source: 'CASF, art. L226-5 ; classes de délai proposées par Égide.',
} as const
