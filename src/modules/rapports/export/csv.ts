import { anneeEnClair, enCsv } from '#modules/pilotage/index.ts'
import { libellesNiveaux } from '#modules/referentiels/index.ts'
import type { ContenuFige } from '../contenu-fige.ts'
import { libelleDuCode, MASQUE, noteDeLaDimension } from '../table.ts'
import { certitudeEnClair, denominateurDe, dictionnaire, type Entree } from './dictionnaire.ts'
import { type FaitExporte, faitsDe } from './faits.ts'

type Champ = { readonly nom: string; readonly type: 'string' | 'integer' | 'datetime' | 'date'; readonly description: string }
const champ = (nom: string, type: Champ['type'], description: string): Champ => ({ nom, type, description })

/** Les colonnes du fichier CSV d'un rapport, dans l'ordre. Un nom de colonne ne change pas : une colonne s'ajoute à la fin. */
export const CHAMPS_RAPPORT: readonly Champ[] = [
  champ('annee_scolaire', 'string', 'Année scolaire, de septembre à août.'),
  champ('numero', 'integer', 'Numéro du rapport figé, de 1 en 1 par territoire et par année.'),
  champ('fige_le', 'datetime', 'Instant où le rapport a été figé, en temps universel.'),
  champ('grille', 'string', 'Version de la grille des rubriques.'),
  champ('niveau', 'string', 'Niveau du territoire.'),
  champ('code_territoire', 'string', 'UAI d’un établissement, code Insee d’un département, code ministériel d’une académie.'),
  champ('territoire', 'string', 'Nom du territoire : le périmètre de chaque chiffre, avec l’année scolaire.'),
  champ('fait', 'string', 'Type de faits compté (voir le dictionnaire).'),
  champ('fait_libelle', 'string', 'Nom du type de faits.'),
  champ('repartition', 'string', 'Répartition (voir le dictionnaire) ; « total » : tous les faits du type.'),
  champ('repartition_libelle', 'string', 'Nom de la répartition.'),
  champ('code', 'string', 'Code de la case dans la répartition.'),
  champ('libelle', 'string', 'Nom de la case.'),
  champ('nombre', 'integer', 'Nombre de faits ; « masqué » : tu par le secret statistique.'),
  champ('total_du_fait', 'integer', 'Nombre de faits du type, toutes cases ; « masqué » : tu par le secret statistique.'),
  champ('total_au_moins', 'integer', 'D’un total masqué, le moins qu’il vaut d’après les rapports publiés dessous ; vide sinon.'),
  champ('definition', 'string', 'Ce que compte la case.'),
  champ('denominateur', 'string', 'À quoi le nombre se rapporte.'),
  champ('source', 'string', 'D’où viennent la définition et les codes.'),
  champ('certitude', 'string', 'Degré de certitude de la source.'),
  champ('etablissements', 'integer', 'Établissements publics du second degré du territoire, et tout autre qui est assuré.'),
  champ('etablissements_assures', 'integer', 'Établissements où un assistant de service social a été affecté dans l’année.'),
  champ('etablissements_comptes', 'integer', 'Établissements dont le rapport figé est compté dans celui-ci.'),
  champ('eleves', 'integer', 'Élèves des établissements dont l’effectif est connu.'),
  champ('eleves_assures', 'integer', 'Élèves des établissements assurés dont l’effectif est connu.'),
  champ('eleves_comptes', 'integer', 'Élèves des établissements comptés dont l’effectif est connu : le dénominateur des taux.'),
  champ('effectif_inconnu', 'integer', 'Établissements dont l’effectif n’est pas connu.'),
  champ('rep', 'integer', 'Établissements classés REP dans la liste relevée.'),
  champ('rep_plus', 'integer', 'Établissements classés REP+ dans la liste relevée.'),
  champ('rural', 'integer', 'Établissements en commune rurale, d’après la source chargée ; vide si aucune ne l’était.'),
  champ('rapports_attendus', 'integer', 'Rapports attendus du niveau inférieur.'),
  champ('rapports_recus', 'integer', 'Rapports reçus du niveau inférieur.'),
  champ('seuil', 'integer', 'Seuil du secret statistique : de 1 à ce nombre moins un, une case est masquée.'),
  champ('empreinte', 'string', 'SHA-256 du rapport figé.'),
]

/** Le rapport en une table : une ligne par case, chacune avec tout ce qui la définit. */
export function csvDuRapport(contenu: ContenuFige): Uint8Array {
  const { territoire: t, annee, instantane: i } = contenu
  const { perimetre: p } = i
  const avant = [anneeEnClair(annee), i.numero, i.figeLe?.toISOString() ?? '', i.grille, libellesNiveaux[t.niveau], t.code, t.libelle]
  const apres = [
    ...[p.etablissements, p.assures, p.etablissementsComptes, p.eleves, p.elevesAssures, p.elevesComptes],
    ...[p.effectifInconnu, p.rep, p.repPlus, p.rural ?? ''],
    ...[i.attendus, i.recus, i.seuil, i.empreinte ?? ''],
  ]
  return enCsv(
    CHAMPS_RAPPORT.map((c) => c.nom),
    faitsDe(contenu.cases).flatMap((f) => casesDe(f).map((c) => [...avant, ...c, ...apres])),
  )
}

function casesDe({ type, note, total, auMoins, tables }: FaitExporte): (string | number)[][] {
  const enTexte = (n: number | null) => n ?? MASQUE
  const ensemble = [
    'total',
    'Ensemble',
    'tous',
    'Ensemble',
    enTexte(total),
    enTexte(total),
    auMoins ?? '',
    note.definition,
    denominateurDe(note),
    note.source,
  ]
  return [
    [type, note.libelle, ...ensemble, certitudeEnClair(note.certitude)],
    ...tables.flatMap(({ dimension, cases }) => {
      const selon = noteDeLaDimension(dimension)
      return cases.map(({ code, nombre }) => [
        ...[
          type,
          note.libelle,
          dimension,
          selon.libelle,
          code,
          libelleDuCode(dimension, code),
          enTexte(nombre),
          enTexte(total),
          auMoins ?? '',
        ],
        ...[`${note.definition} ${selon.definition}`, denominateurDe(note, dimension), selon.source, certitudeEnClair(selon.certitude)],
      ])
    }),
  ]
}

/** Les colonnes du dictionnaire. */
export const CHAMPS_DICTIONNAIRE: readonly (Champ & { readonly nom: keyof Entree })[] = [
  {
    nom: 'objet',
    type: 'string',
    description: '« fait » : ce qui se compte ; « repartition » : selon quoi ; « valeur » : un code d’une répartition.',
  },
  { nom: 'nom', type: 'string', description: 'Le type de faits ou la répartition, comme dans le fichier d’un rapport.' },
  { nom: 'code', type: 'string', description: 'Le code d’une valeur ; vide pour un fait et une répartition.' },
  { nom: 'libelle', type: 'string', description: 'Ce qui se lit à l’écran.' },
  { nom: 'definition', type: 'string', description: 'Ce que cela compte.' },
  { nom: 'denominateur', type: 'string', description: 'À quoi un chiffre se rapporte.' },
  { nom: 'source', type: 'string', description: 'D’où viennent la définition et les codes.' },
  { nom: 'certitude', type: 'string', description: 'Degré de certitude de la source.' },
  { nom: 'du', type: 'date', description: 'Premier jour où le code vaut ; vide hors des nomenclatures.' },
  { nom: 'au', type: 'date', description: 'Jour où le code cesse de valoir ; vide s’il vaut encore.' },
]

export const csvDuDictionnaire = (): Uint8Array =>
  enCsv(
    CHAMPS_DICTIONNAIRE.map((c) => c.nom),
    dictionnaire().map((e) => CHAMPS_DICTIONNAIRE.map((c) => e[c.nom])),
  )
