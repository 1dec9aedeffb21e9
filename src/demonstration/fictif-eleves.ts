import { type LienFictif, liensDuFoyer, situation } from './fictif-adultes.ts'
import { type Division, divisions, type TypeEtablissement } from './fictif-formations.ts'
import { Hasard } from './fictif-hasard.ts'
import { nomDeFamille, nomEnfant, prenomEnfant } from './fictif-noms.ts'

/** Établissement à peupler. Mêmes paramètres, mêmes élèves. */
export type EtablissementFictif = {
  /** Sept chiffres et une lettre ; rend uniques les identifiants d'un établissement à l'autre. */
  uai: string
  type: TypeEtablissement
  effectif: number
  graine: number
  /** Année de rentrée. */
  anneeScolaire: number
  /** AAAA-MM-JJ ; les sorties sont antérieures. */
  dateExport: string
  codePostal?: string
  commune?: string
  /** Place en tête « DUPONT Léo », « LEFÈVRE Lila » et « N'GUESSAN Adam », pour les essais. Faux par défaut. */
  reconnaissables?: boolean
  /** Ses foyers, quand ce ne sont pas ceux que la fabrique tire. */
  foyers?: () => Iterable<FoyerFictif>
}

export type EleveFictif = {
  cle: number
  ine: string | null
  nom: string
  nomUsage: string | null
  prenom: string
  prenom2: string | null
  sexe: 'F' | 'M'
  /** AAAA-MM-JJ. */
  dateNaissance: string
  regime: string
  division: Division
  /** Faux : élève sans division. */
  affecte: boolean
  /** AAAA-MM-JJ : l'élève est sorti. */
  dateSortie: string | null
}

/** Une fratrie et ses adultes : tous les enfants partagent les mêmes liens. */
export type FoyerFictif = { liens: readonly LienFictif[]; enfants: readonly EleveFictif[] }

type Identite = { nom: string; prenom: string; sexe: 'F' | 'M' }

const RECONNAISSABLES: readonly Identite[] = [
  { nom: 'DUPONT', prenom: 'Léo', sexe: 'M' },
  { nom: 'LEFÈVRE', prenom: 'Lila', sexe: 'F' },
  { nom: "N'GUESSAN", prenom: 'Adam', sexe: 'M' },
]

/** Les élèves d'un établissement, un à un : un million tient sans mémoire. */
export function* elevesFictifs(etablissement: EtablissementFictif): Generator<EleveFictif> {
  for (const { enfants } of foyersFictifs(etablissement)) yield* enfants
}

/** Les foyers d'un établissement, jusqu'à l'effectif exact. Rejouable : la même suite à chaque appel. */
export function* foyersFictifs(etablissement: EtablissementFictif): Generator<FoyerFictif> {
  if (etablissement.foyers) return yield* etablissement.foyers()
  const hasard = new Hasard(etablissement.graine ^ Number(etablissement.uai.slice(0, 7)))
  const classes = divisions(etablissement.type, etablissement.effectif)
  const imposees = etablissement.reconnaissables ? RECONNAISSABLES : []
  let modele: Identite | undefined
  for (let rang = 0, foyer = 0; rang < etablissement.effectif; foyer++) {
    const nombre = Math.min(
      foyer < imposees.length
        ? 1
        : hasard.pondere([
            [1, 76],
            [2, 21],
            [3, 3],
          ]),
      etablissement.effectif - rang,
    )
    const homonyme = hasard.chance(0.006) ? modele : undefined
    const neuf = unFoyer(etablissement, hasard, classes, rang, nombre, imposees[foyer] ?? homonyme)
    yield neuf
    modele = neuf.enfants[0]
    rang += nombre
  }
}

type Classes = ReturnType<typeof divisions>

function unFoyer(
  etablissement: EtablissementFictif,
  hasard: Hasard,
  classes: Classes,
  rang: number,
  nombre: number,
  imposee?: Identite,
): FoyerFictif {
  const cle = cleEleve(etablissement, rang)
  const nomMere = nomDeFamille(hasard)
  const nomPere = imposee?.nom ?? nomDeFamille(hasard)
  const nom = imposee?.nom ?? nomEnfant(hasard, nomMere, nomPere)
  const { codePostal = '99100', commune = 'VILLE FICTIVE' } = etablissement
  const liens = liensDuFoyer(situation(hasard), { hasard, cle: cle * 10, codePostal, commune, nomMere, nomPere })
  const enfants = Array.from({ length: nombre }, (_, ordre) => {
    const sexe = imposee?.sexe ?? (hasard.chance(0.49) ? 'F' : 'M')
    const identite = { nom, sexe, prenom: imposee?.prenom ?? prenomEnfant(hasard, sexe) }
    return unEleve(etablissement, hasard, classes, rang + ordre, identite)
  })
  return { liens, enfants }
}

function unEleve(etablissement: EtablissementFictif, hasard: Hasard, classes: Classes, rang: number, identite: Identite): EleveFictif {
  const [premieres, ...autres] = classes
  const niveau = premieres === undefined ? undefined : hasard.pondere([ponderer(premieres), ...autres.map(ponderer)])
  if (niveau === undefined) throw new Error('aucune division')
  const division = hasard.choisir(niveau)
  return {
    ...identite,
    cle: cleEleve(etablissement, rang),
    ine: hasard.chance(0.985) ? ineFictif(etablissement.uai, rang) : null,
    nomUsage: hasard.chance(0.03) ? nomDeFamille(hasard) : null,
    prenom2: hasard.chance(0.45) ? prenomEnfant(hasard, identite.sexe) : null,
    dateNaissance: naissance(hasard, etablissement.anneeScolaire, division.formation.age),
    regime: hasard.pondere([
      ['0', 22],
      ['1', 4],
      ['2', 40],
      ['24', 22],
      ['29', 4],
      ['3', 6],
      ['35', 2],
    ]),
    division,
    affecte: hasard.chance(0.995),
    dateSortie: hasard.chance(0.02) ? sortie(hasard, etablissement) : null,
  }
}

const ponderer = (niveau: readonly [Division, ...Division[]]) => [niveau, niveau[0].formation.poids] as const

/** Un jour de l'année d'âge ordinaire ; un dixième des élèves a un an de retard, un cinquantième un an d'avance. */
function naissance(hasard: Hasard, anneeScolaire: number, age: number): string {
  const ecart = hasard.pondere([
    [0, 88],
    [-1, 10],
    [1, 2],
  ])
  return decaler(`${anneeScolaire - age + ecart}-01-01`, hasard.entier(365))
}

function sortie(hasard: Hasard, { anneeScolaire, dateExport }: EtablissementFictif): string {
  const date = decaler(dateExport, -hasard.entier(30))
  const rentree = `${anneeScolaire}-09-02`
  return date < rentree ? rentree : date
}

/** Jour civil décalé d'un nombre de jours. */
function decaler(jour: string, jours: number): string {
  return new Date(Date.parse(`${jour}T00:00:00Z`) + jours * 86_400_000).toISOString().slice(0, 10)
}

/** Identifiant propre à l'établissement, tant que l'effectif reste sous 10 000. */
export const cleEleve = ({ uai }: Pick<EtablissementFictif, 'uai'>, rang: number) => Number(uai.slice(0, 7)) * 10_000 + rang

const LETTRES = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** INE de la forme RNIE (neuf chiffres, deux lettres), distinct d'un établissement à l'autre sous 5 000 élèves. */
export function ineFictif(uai: string, rang: number): string {
  const numero = Number(uai.slice(0, 7)) * 5000 + rang
  const [gauche, droite] = [Math.floor(numero / 23) % 23, numero % 23]
  return `9${String(Math.floor(numero / 529)).padStart(8, '0')}${LETTRES[gauche]}${LETTRES[droite]}`
}
