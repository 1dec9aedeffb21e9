import type { FigeSitue } from '#modules/rapports/contenu-fige.ts'
import { dictionnaire } from '#modules/rapports/export/dictionnaire.ts'
import type { Perimetre } from '#modules/rapports/rapport.ts'
import type { CaseComptee } from '#modules/rapports/table.ts'
import { CODE_NATIONAL, idTerritoire, type Niveau } from '#modules/referentiels/index.ts'
import { sha256 } from '#socle/empreinte.ts'

/** Selon quoi chaque type de faits se répartit, comme le compte la base (`observation.cases_de`). */
const PARTOUT = ['mois', 'type_etablissement', 'education_prioritaire', 'internat', 'segpa', 'ulis']
const D_UN_ELEVE = [...PARTOUT, 'motif', 'niveau', 'sexe', 'tranche_age', 'regime']
const REPARTITIONS: Readonly<Record<string, readonly string[]>> = {
  acte: [...D_UN_ELEVE, 'type_acte', 'origine', 'motif_associe'],
  ouverture: [...D_UN_ELEVE, 'origine'],
  cloture: [...D_UN_ELEVE, 'issue', 'delai_inquietude'],
  ip: [...D_UN_ELEVE, 'delai_inquietude'],
  ip_reponse: [...PARTOUT, 'delai', 'delai_inquietude'],
  signalement: [...D_UN_ELEVE, 'delai_inquietude'],
  demande: D_UN_ELEVE,
  conseil: [...PARTOUT, 'motif', 'origine'],
  instance: [...PARTOUT, 'instance', 'role'],
  action_collective: [...PARTOUT, 'theme', 'partenaire', 'public', 'public_classes', 'public_eleves', 'public_parents'],
}
const POIDS: Readonly<Record<string, number>> = {
  acte: 1,
  ouverture: 0.22,
  cloture: 0.15,
  ip: 0.03,
  ip_reponse: 0.02,
  signalement: 0.008,
  demande: 0.01,
  conseil: 0.3,
  instance: 0.08,
  action_collective: 0.02,
}
const MOIS = ['09', '10', '11', '12', '01', '02', '03', '04', '05', '06']

const LIEUX = {
  etablissement: { code: '0150005Z', libelle: 'Collège La Jordanne', etablissements: 1, actes: 420 },
  bassin: { code: 'AURILLAC', libelle: 'Bassin d’Aurillac', etablissements: 11, actes: 3_900 },
  departement: { code: '15', libelle: 'Cantal', etablissements: 37, actes: 12_400 },
  academie: { code: '06', libelle: 'Académie de Clermont-Ferrand', etablissements: 246, actes: 84_000 },
  national: { code: CODE_NATIONAL, libelle: 'France', etablissements: 7_812, actes: 1_900_000 },
} as const satisfies Record<Niveau, object>

/** Un rapport fictif et entier : tous les types, toutes les répartitions, tous les codes ; ce qui passe sous le seuil est masqué. */
export function rapportExemple(niveau: Niveau, textes: Readonly<Record<string, string>> = MOTS): FigeSitue {
  const { code, libelle } = LIEUX[niveau]
  const rang = Object.keys(LIEUX).indexOf(niveau)
  return {
    territoire: { id: idTerritoire(niveau, code), niveau, code, libelle },
    annee: 2024,
    instantane: {
      ...{ id: '00000000-0000-4000-8000-000000000001', annee: 2024, numero: 1, etat: 'fige', seuil: 5, grille: '2026-2' },
      ...{ perimetre: perimetreDe(niveau), attendus: 9, recus: niveau === 'etablissement' ? 1 : 7, retenus: [], deduits: [], textes },
      ...{
        prepareLe: new Date('2025-06-30T08:00:00Z'),
        figeLe: new Date('2025-06-30T22:30:00Z'),
        empreinte: sha256(niveau).toString('hex'),
      },
    },
    cases: casesDe(niveau),
    serie: serieDe(niveau),
    situations: (Object.keys(LIEUX) as Niveau[])
      .slice(rang + 1)
      .map((n) => ({ niveau: n, libelle: LIEUX[n].libelle, numero: 2, perimetre: perimetreDe(n), cases: casesDe(n) })),
  }
}

const MOTS = {
  missions: 'Le service reçoit chaque mardi et chaque jeudi, sur rendez-vous ou non.\n\nIl répond aussi aux équipes, sans élève nommé.',
  realisations: 'Quatre actions collectives, dont une sur l’usage des écrans, menées avec l’infirmière.',
  perspectives: 'Un second jour de présence est demandé.',
  avant_propos: 'L’année a été marquée par la reprise des permanences dans tous les établissements.',
  organisation: 'Tous les postes ne sont pas pourvus : deux secteurs ont été tenus par roulement.',
  bilan: 'Un poste manque au nord du territoire.',
}

function perimetreDe(niveau: Niveau): Perimetre {
  const { etablissements: e } = LIEUX[niveau]
  const eleves = e * 468
  const assures = Math.ceil(e * 0.9)
  return {
    ...{ etablissements: e, assures, eleves, elevesAssures: assures * 468, effectifInconnu: Math.floor(e / 20) },
    ...{
      rep: Math.floor(e / 9),
      repPlus: Math.floor(e / 25),
      etablissementsComptes: Math.ceil(e * 0.8),
      elevesComptes: Math.ceil(e * 0.8) * 468,
    },
  }
}

const serieDe = (niveau: Niveau): FigeSitue['serie'] =>
  [2022, 2023, 2024].map((annee) => ({
    ...{ annee, grille: annee < 2024 ? '2026-1' : '2026-2', retenus: [] },
    totaux: {
      acte: Math.round(LIEUX[niveau].actes * (1 - (2024 - annee) / 10)),
      ouverture: Math.round(LIEUX[niveau].actes / 5),
      ip: annee === 2023 ? null : 13,
    },
  }))

function casesDe(niveau: Niveau): CaseComptee[] {
  const codes = Map.groupBy(
    dictionnaire().filter((e) => e.objet === 'valeur'),
    (e) => e.nom,
  )
  return Object.entries(REPARTITIONS).flatMap(([type, dimensions]) => {
    const total = Math.round(LIEUX[niveau].actes * (POIDS[type] ?? 1))
    const repartir = (dimension: string, liste: readonly string[]) => {
      const parts = liste.map((c, i) => 1 / (1 + ((i * 7 + c.length * 3) % liste.length)))
      const somme = parts.reduce((a, b) => a + b, 0)
      return liste.flatMap((c, i) => {
        const nombre = Math.round((total * (parts[i] ?? 0)) / somme)
        return nombre === 0 ? [] : [{ type, dimension, code: c, nombre: nombre < 5 ? null : nombre }]
      })
    }
    return [
      { type, dimension: 'total', code: 'tous', nombre: total < 5 ? null : total },
      ...dimensions.flatMap((d) =>
        repartir(d, d === 'mois' ? MOIS.map((m) => `${Number(m) >= 9 ? 2024 : 2025}-${m}`) : (codes.get(d) ?? []).map((e) => e.code)),
      ),
    ]
  })
}
