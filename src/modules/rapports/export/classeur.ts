import { anneeEnClair } from '#modules/pilotage/index.ts'
import { libellesNiveaux } from '#modules/referentiels/index.ts'
import type { Cellule, Feuille } from '#socle/ods.ts'
import { instantEnClair } from '#ui/dates.ts'
import { sansMajuscule } from '#ui/typographie.ts'
import type { FigeSitue } from '../contenu-fige.ts'
import { type LigneComparee, PARTS, partsComparees, TAUX, tauxCompares } from '../contexte.ts'
import { ASSURE, couverture, elevesEnClair, perimetreEnClair, recusEnClair, secretEnClair } from '../enonces.ts'
import { sectionsDe } from '../rapport.ts'
import { libelleDuCode, MASQUE, noteDeLaDimension, type TYPES } from '../table.ts'
import { denominateurDe, dictionnaire, LECTURE } from './dictionnaire.ts'
import { colonnesDe, type FaitExporte, faitsDe } from './faits.ts'

/** Le nom court de la feuille de chaque type : 31 signes au plus, que tout tableur accepte. */
const FEUILLES = {
  acte: 'Actes',
  ouverture: 'Dossiers ouverts',
  cloture: 'Dossiers clos',
  ip: 'Informations préoccupantes',
  ip_reponse: 'Réponses reçues',
  signalement: 'Signalements',
  demande: 'Demandes du dehors',
  conseil: 'Conseils techniques',
  instance: 'Instances',
  action_collective: 'Actions collectives',
} as const satisfies Record<keyof typeof TYPES, string>

/** Le classeur d'un rapport : ce qu'il est, ses chiffres, un type de faits par feuille, ses mots, ses définitions. */
export function classeur(contenu: FigeSitue): Feuille[] {
  const perimetre = perimetreEnClair(contenu.territoire.libelle, contenu.annee)
  return [
    lisezMoi(contenu),
    ...faitsDe(contenu.cases).map((f) => feuilleDuFait(f, perimetre)),
    ...feuilleDuContexte(contenu),
    ...feuilleDesMots(contenu),
    definitions(),
  ]
}

function lisezMoi({ territoire: t, annee, instantane: i }: FigeSitue): Feuille {
  return {
    nom: 'Lisez-moi',
    largeurs: [8, 17],
    entete: [`Rapport d’activité ${anneeEnClair(annee)}, n° ${i.numero}`, t.libelle],
    lignes: [
      ['Niveau', libellesNiveaux[t.niveau]],
      ['Code', t.code],
      ['Année scolaire', anneeEnClair(annee)],
      ['Numéro du rapport', i.numero],
      ['Figé le', i.figeLe && `${instantEnClair(i.figeLe)}, heure de Paris`],
      ...(t.niveau === 'etablissement' ? [] : [['Rapports reçus', recusEnClair(i)] as const]),
      ['Version de la grille', i.grille],
      ['Empreinte SHA-256', i.empreinte],
      ...couverture(i.perimetre).map(({ libelle, valeur }) => [`Établissements : ${sansMajuscule(libelle)}`, valeur] as const),
      ['Élèves, effectif connu', i.perimetre.eleves],
      ['Élèves des établissements assurés', i.perimetre.elevesAssures],
      ['Élèves des établissements comptés', i.perimetre.elevesComptes],
      ['Établissements à l’effectif inconnu', i.perimetre.effectifInconnu],
      ['Ce que couvre ce rapport', elevesEnClair(i.perimetre)],
      [ASSURE.terme, `${ASSURE.definition} Source : ${ASSURE.source}`],
      ['Secret statistique', secretEnClair(i)],
      ...LECTURE,
    ],
  }
}

const nombre = (n: number | null): Cellule => n ?? { absent: MASQUE }

function feuilleDuFait({ type, note, total, auMoins, tables }: FaitExporte, perimetre: string): Feuille {
  return {
    nom: FEUILLES[type as keyof typeof TYPES],
    largeurs: [4.5, 3.5, 8.5, 2.5, 2.8, 2.5, 10, 5, 6],
    entete: ['Répartition', 'Code', 'Libellé', 'Nombre', 'Sur un total de', 'Au moins', 'Définition', 'Dénominateur', 'Périmètre'],
    lignes: [
      [note.libelle, 'tous', 'Ensemble', nombre(total), nombre(total), auMoins, note.definition, denominateurDe(note), perimetre],
      ...tables.flatMap(({ dimension, cases }) => {
        const selon = noteDeLaDimension(dimension)
        return cases.map((c): Cellule[] => [
          ...[selon.libelle, c.code, libelleDuCode(dimension, c.code), nombre(c.nombre), nombre(total), auMoins],
          ...[`${note.definition} ${selon.definition}`, denominateurDe(note, dimension), perimetre],
        ])
      }),
    ],
  }
}

const arrondi = (n: number | null): Cellule => nombre(n === null ? null : Math.round(n * 10) / 10)

function feuilleDuContexte(contenu: FigeSitue): Feuille[] {
  if (contenu.situations.length === 0) return []
  const colonnes = colonnesDe(contenu)
  const lignesDe = (quoi: string, lignes: readonly LigneComparee[]) =>
    lignes.map(({ code, libelle, valeurs }): Cellule[] => [quoi, code, libelle, ...valeurs.map(arrondi)])
  return [
    {
      nom: 'Dans son contexte',
      largeurs: [6.5, 3.5, 8.5, ...colonnes.map(() => 4.5)],
      entete: ['Ce qui se compare', 'Code', 'Libellé', ...colonnes.map((c) => `${c.libelle}, rapport n° ${c.numero}`)],
      lignes: [
        ...lignesDe('Pour 100 élèves des établissements comptés', tauxCompares(colonnes)),
        ...partsComparees(colonnes).flatMap(({ note, lignes }) =>
          lignesDe(`Part des actes, en %, selon : ${sansMajuscule(note.libelle)}`, lignes),
        ),
        [TAUX.terme, '', `${TAUX.definition} Dénominateur : ${TAUX.denominateur} Source : ${TAUX.source}`],
        ['Part des actes', '', `${PARTS.perimetre} Dénominateur : ${PARTS.denominateur}`],
      ],
    },
  ]
}

function feuilleDesMots({ territoire, instantane }: FigeSitue): Feuille[] {
  const mots = sectionsDe(territoire.niveau).flatMap(({ code, titre }) => {
    const texte = instantane.textes?.[code]
    return texte ? [[titre, texte]] : []
  })
  return mots.length === 0 ? [] : [{ nom: 'Textes', largeurs: [6, 19], entete: ['Section', 'Texte'], lignes: mots }]
}

const NATURES = { fait: 'Type de faits', repartition: 'Répartition', valeur: 'Valeur' } as const

const definitions = (): Feuille => ({
  nom: 'Définitions',
  largeurs: [3, 3.5, 3.5, 7, 11, 6, 11, 5],
  entete: ['Nature', 'Nom', 'Code', 'Libellé', 'Définition', 'Dénominateur', 'Source', 'Certitude'],
  lignes: dictionnaire().map((e) => [NATURES[e.objet], e.nom, e.code, e.libelle, e.definition, e.denominateur, e.source, e.certitude]),
})
