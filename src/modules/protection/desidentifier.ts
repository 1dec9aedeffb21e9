/** Une personne à ne pas nommer. `neLe` : « AAAA-MM-JJ ». */
export type PersonneATaire = {
  readonly noms: readonly string[]
  readonly neLe?: string | null
  readonly adresses?: readonly string[]
}

const INVISIBLES = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
const COURRIEL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu
const TELEPHONE = /(?<!\d)(?:\+33|0033|0)[\s.\-\u00a0\u202f]*[1-9](?:[\s.\-\u00a0\u202f]*\d{2}){4}(?!\d)/g
const IDENTIFIANT = /(?<![\p{L}\p{N}])\d{9,10}[A-Za-z]{1,2}(?![\p{L}\p{N}])/gu
const MOT = /[\p{L}\p{N}]+/gu
/** Mots trop ordinaires pour désigner quelqu'un : « du » ne se tait pas, « Plessis » si ; ni « le », même pour une famille Lê, mais « Lê ». */
const PARTICULES: ReadonlySet<string> = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'd', 'l', 'et', 'en', 'sur', 'rue'])

/** Sans accent, ni casse, ni ligature : ce qui se lit pareil se compare pareil. */
const simple = (mot: string): string =>
  mot.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss')

const motsDe = (texte: string): string[] => [...texte.matchAll(MOT)].map(([mot]) => simple(mot))

/**
 * Ôte d'un texte tout nom, date de naissance et adresse des personnes données, et toute coordonnée : à leur place, une initiale ou un
 * mot neutre. Dans le doute, on tait : une élève nommée Rose fait taire toutes les roses.
 *
 * @source application Faits établissement : aucune donnée nominative, des initiales seulement (ADR 0027)
 */
export function desidentifier(texte: string, personnes: readonly PersonneATaire[]): string {
  const propre = texte.normalize('NFC').replaceAll(INVISIBLES, '')
  const sansCoordonnees = propre
    .replaceAll(COURRIEL, '[courriel]')
    .replaceAll(TELEPHONE, '[téléphone]')
    .replaceAll(IDENTIFIANT, '[identifiant]')
  const sansDates = personnes.reduce((t, { neLe }) => (neLe ? t.replaceAll(motifDate(neLe), '[date de naissance]') : t), sansCoordonnees)
  return taireNoms(taireAdresses(sansDates, personnes), personnes)
}

const MOIS = [
  'janvier',
  'f[ée]vrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'ao[uû]t',
  'septembre',
  'octobre',
  'novembre',
  'd[ée]cembre',
]
const ABREGES = ['janv', 'f[ée]vr', 'mars', 'avr', 'mai', 'juin', 'juil', 'ao[uû]t', 'sept', 'oct', 'nov', 'd[ée]c']

/** Toutes les façons d'écrire ce jour : 05/03/2013, 5.3.13, 2013-03-05, 5 mars 2013, 1er févr. 13. */
function motifDate(neLe: string): RegExp {
  const [annee = '', mois = '', jour = ''] = neLe.split('-')
  const [m, j] = [Number(mois), Number(jour)]
  const an = `(?:${annee}|${annee.slice(2)})`
  const [mo, jo] = [`0?${m}`, `0?${j}`]
  const entre = '[\\s./\\-\\u00a0\\u202f]{1,3}'
  const enLettres = `(?:${MOIS[m - 1]}|${ABREGES[m - 1]}\\.?)`
  const formes = [
    `${jo}${entre}${mo}${entre}${an}`,
    `${annee}${entre}${mo}${entre}${jo}`,
    `${annee}${mois}${jour}`,
    `${jour}${mois}${annee}`,
  ]
  return new RegExp(`(?<!\\d)(?:${formes.join('|')}|${jo}(?:er)?${entre}${enLettres}${entre}${an})(?!\\d)`, 'gi')
}

type Repere = { readonly mot: string; readonly du: number; readonly au: number }
const reperer = (texte: string): Repere[] =>
  [...texte.matchAll(MOT)].map((m) => ({ mot: simple(m[0]), du: m.index, au: m.index + m[0].length }))

/** Une ligne d'adresse se tait entière, ou sans son numéro, où qu'elle soit coupée par la ponctuation. */
function taireAdresses(texte: string, personnes: readonly PersonneATaire[]): string {
  const suites = personnes
    .flatMap((p) => (p.adresses ?? []).flatMap((a) => a.split(/[\n,]/)))
    .map(motsDe)
    .flatMap((mots) => [mots, mots.slice(mots.findIndex((m) => !/^\d/.test(m) && !['bis', 'ter'].includes(m)))])
    .filter((mots) => mots.length >= 2)
    .toSorted((a, b) => b.length - a.length)
  return suites.reduce((t, suite) => taireSuite(t, suite), texte)
}

function taireSuite(texte: string, suite: readonly string[]): string {
  const reperes = reperer(texte)
  for (let i = reperes.length - suite.length; i >= 0; i--) {
    if (!suite.every((mot, k) => reperes[i + k]?.mot === mot)) continue
    return taireSuite(`${texte.slice(0, reperes[i]?.du)}[adresse]${texte.slice(reperes[i + suite.length - 1]?.au)}`, suite)
  }
  return texte
}

/** Chaque mot d'un nom devient son initiale ; collés, ou pris dans un mot plus long, ils se taisent aussi. */
function taireNoms(texte: string, personnes: readonly PersonneATaire[]): string {
  const noms = new Set(personnes.flatMap((p) => p.noms.flatMap(motsDe)).filter((m) => m.length >= 2 && !PARTICULES.has(m)))
  const ordinaires = new Set(
    personnes.flatMap((p) =>
      p.noms
        .map(motsDe)
        .filter((mots) => mots.every((m) => PARTICULES.has(m)))
        .flat(),
    ),
  )
  const longs = [...noms].filter((m) => m.length >= 5)
  const aTaire = (mot: string) => noms.has(mot) || longs.some((n) => mot.includes(n)) || estColle(mot, noms)
  const nomme = (mot: string) => mot.length >= 2 && mot !== mot.toLocaleLowerCase('fr') && ordinaires.has(simple(mot))
  return texte.replaceAll(MOT, (mot) => (nomme(mot) || aTaire(simple(mot)) ? `${initiale(mot)}.` : mot))
}

/** « leodupont » : deux noms l'un contre l'autre. */
function estColle(mot: string, noms: ReadonlySet<string>): boolean {
  for (let i = 2; i <= mot.length - 2; i++) if (noms.has(mot.slice(0, i)) && noms.has(mot.slice(i))) return true
  return false
}

const initiale = (mot: string): string => ([...mot][0] ?? '').toLocaleUpperCase('fr')
