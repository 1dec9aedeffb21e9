import { anneeEnClair, moisScolaires } from '#modules/pilotage/index.ts'
import { libellesNiveaux, rubriquesNonRelevees } from '#modules/referentiels/index.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import { jourDe, moisCourt, moisEnClair } from '#ui/dates.ts'
import { nombreEnClair, pourcentEnClair, sansMajuscule, typographier } from '#ui/typographie.ts'
import { cheminement } from '../cheminement.ts'
import type { FigeSitue } from '../contenu-fige.ts'
import { anneesSuivies, type LigneComparee, PARTS, partsComparees, rupturesDe, SERIE, TAUX, tauxCompares } from '../contexte.ts'
import {
  ASSURE,
  AUCUN_FAIT,
  couverture,
  depuisLInquietude,
  elevesEnClair,
  MEDIANE_REPONSE,
  medianeEnClair,
  PREMIERE_INQUIETUDE,
  perimetreEnClair,
  recusEnClair,
  secretEnClair,
} from '../enonces.ts'
import { sectionsDe } from '../rapport.ts'
import { compteEnClair, DIMENSIONS, libelleDuCode, MASQUE, noteDeLaDimension, noteDuType, QUANTITES, type Table, TYPES } from '../table.ts'
import { certitudeEnClair, denominateurDe, LECTURE } from './dictionnaire.ts'
import { colonnesDe, type FaitExporte, faitsDe } from './faits.ts'

/** Le gabarit, sous la racine du projet. */
export const GABARIT_RAPPORT = 'src/modules/rapports/export/rapport.typ'

/** Tout ce qu'imprime le document ; le gabarit ne fait que la mise en page. Ce qui est saisi s'imprime sans y toucher. */
export function composerDocument(contenu: FigeSitue) {
  const { territoire: t, annee, instantane: i } = contenu
  const faits = faitsDe(contenu.cases)
  return {
    ...{ territoire: t.libelle, niveau: libellesNiveaux[t.niveau], code: t.code, annee: anneeEnClair(annee), numero: i.numero },
    ...{ figeLe: i.figeLe && minuteDeParis(i.figeLe), grille: i.grille, empreinte: i.empreinte },
    recus: t.niveau === 'etablissement' ? null : typographier(recusEnClair(i)),
    totaux: faits.map(({ note, total }) => ({ libelle: note.libelle, nombre: total, texte: compteEnClair(total) })),
    sections: sectionsDe(t.niveau).flatMap(({ code, titre }) => (i.textes?.[code] ? [{ titre, texte: i.textes[code] }] : [])),
    faits: faits.filter((f) => f.total !== 0).map((f) => faitImprime(f, perimetreEnClair(t.libelle, annee), moisDuRapport(contenu))),
    aucunFait: typographier(AUCUN_FAIT),
    cheminement: chemin(contenu),
    contexte: contexte(contenu),
    serie: serie(contenu),
    couverture: {
      cases: couverture(i.perimetre).map(({ libelle, valeur }) => ({ libelle, nombre: valeur, texte: nombreEnClair(valeur) })),
      eleves: typographier(elevesEnClair(i.perimetre)),
      assure: { ...ASSURE, definition: typographier(ASSURE.definition) },
    },
    secret: typographier(secretEnClair(i)),
    lecture: LECTURE.map(([terme, sens]) => ({ terme, sens: typographier(sens) })),
    definitions: definitions(),
    nonReleve: rubriquesNonRelevees.map(({ libelle, pourquoi }) => ({ libelle: typographier(libelle), pourquoi: typographier(pourquoi) })),
  }
}

/** De septembre au mois où le rapport a été figé, ou à août : un mois de plus n'était pas encore venu. */
function moisDuRapport({ annee, instantane: { figeLe } }: FigeSitue): string[] {
  const dernier = figeLe ? jourDe(figeLe).slice(0, 7) : '9999-12'
  return moisScolaires(annee).filter((m) => m <= dernier)
}

function faitImprime({ note, total, auMoins, tables }: FaitExporte, perimetre: string, mois: readonly string[]) {
  return {
    libelle: note.libelle,
    total: compteEnClair(total, auMoins),
    definition: typographier(note.definition),
    perimetre: typographier(perimetre),
    denominateur: typographier(denominateurDe(note)),
    tables: tables.map((table) => tableImprimee(note.libelle, table, mois)),
  }
}

function tableImprimee(unite: string, { dimension, cases }: Table, mois: readonly string[]) {
  const selon = noteDeLaDimension(dimension)
  const quantite = QUANTITES.has(dimension)
  const suite = dimension === 'mois' && mois.length > 1
  const comptees = suite
    ? [...new Set([...mois, ...cases.map((c) => c.code)])].sort().map((code) => {
        const trouvee = cases.find((c) => c.code === code)
        return { code, nombre: trouvee === undefined ? 0 : trouvee.nombre }
      })
    : cases
  const imprimees = comptees.map(({ code, nombre }) => ({
    libelle: suite ? moisCourt(code) : typographier(libelleDuCode(dimension, code)),
    nombre,
    texte: compteEnClair(nombre),
  }))
  return {
    forme: suite ? 'courbe' : 'barres',
    titre: quantite ? selon.libelle : typographier(`${unite} selon : ${sansMajuscule(selon.libelle)}`),
    axe: selon.libelle,
    definition: typographier(quantite ? `${selon.definition} Dénominateur : ${denominateurDe(selon, dimension)}` : selon.definition),
    cases: imprimees,
    // Ce que lit une synthèse vocale à la place du tracé ; le tableau, dessous, dit tout.
    description: suite
      ? `Courbe de ${moisEnClair(comptees[0]?.code ?? '')} à ${moisEnClair(comptees.at(-1)?.code ?? '')} ; les nombres sont dans le tableau qui suit.`
      : null,
  }
}

function chemin({ cases }: FigeSitue) {
  const { etapes, reponse } = cheminement(cases)
  const dire = ({ terme, definition, denominateur, source }: typeof MEDIANE_REPONSE | typeof PREMIERE_INQUIETUDE) =>
    typographier(`${terme} : ${sansMajuscule(definition)} Dénominateur : ${denominateur} Source : ${source}`)
  return {
    etapes: depuisLInquietude(etapes),
    reponse: typographier(`Délai médian de la réponse à qui a transmis : ${sansMajuscule(medianeEnClair(reponse))}.`),
    notices: [PREMIERE_INQUIETUDE, MEDIANE_REPONSE].map(dire),
  }
}

function contexte(contenu: FigeSitue) {
  if (contenu.situations.length === 0) return null
  const colonnes = colonnesDe(contenu)
  const table = (titre: string, axe: string, lignes: readonly LigneComparee[], dire: (n: number) => string, sinon: string) => ({
    ...{ titre, axe },
    lignes: lignes.map(({ libelle, valeurs }) => ({
      libelle: typographier(libelle),
      valeurs: valeurs.map((v) => ({ nombre: v, texte: v === null ? sinon : dire(v) })),
    })),
  })
  return {
    colonnes: colonnes.map(({ libelle, numero }) => ({ libelle, numero })),
    tables: [
      {
        ...table(
          'Pour 100 élèves des établissements comptés',
          'Ce qu’on compte',
          tauxCompares(colonnes),
          (n) => nombreEnClair(n, 1),
          'masqué ou inconnu',
        ),
        notice: `${TAUX.definition} Périmètre : ${TAUX.perimetre} Dénominateur : ${TAUX.denominateur} Source : ${TAUX.source}`,
      },
      ...partsComparees(colonnes).map(({ note, lignes }) => ({
        ...table(`Part des actes selon : ${sansMajuscule(note.libelle)}`, note.libelle, lignes, pourcentEnClair, MASQUE),
        notice: `${note.definition} Périmètre : ${PARTS.perimetre} Dénominateur : ${PARTS.denominateur}`,
      })),
    ].map((t) => ({ ...t, titre: typographier(t.titre), notice: typographier(t.notice) })),
  }
}

function serie({ serie: annees }: FigeSitue) {
  if (annees.length < 2) return null
  return {
    tables: anneesSuivies(annees).map(({ note, annees: suivies }) => ({
      titre: note.libelle,
      axe: 'Année',
      definition: typographier(note.definition),
      cases: suivies.map(({ annee, nombre }) => ({ libelle: anneeEnClair(annee), nombre, texte: compteEnClair(nombre) })),
      description: `Courbe de ${anneeEnClair(annees[0]?.annee ?? 0)} à ${anneeEnClair(annees.at(-1)?.annee ?? 0)} ; les nombres sont dans le tableau qui suit.`,
    })),
    notice: typographier(`Périmètre : ${SERIE.perimetre} Dénominateur : ${SERIE.denominateur}`),
    ruptures: rupturesDe(annees).map(typographier),
  }
}

function definitions() {
  const notes = [...Object.keys(TYPES).map(noteDuType), ...Object.keys(DIMENSIONS).map(noteDeLaDimension)]
  return notes.map((n) => ({
    libelle: n.libelle,
    definition: typographier(n.definition),
    denominateur: typographier(denominateurDe(n)),
    source: typographier(n.source),
    certitude: certitudeEnClair(n.certitude),
  }))
}
