/*
 * Dates en clair. Un jour est « AAAA-MM-JJ », sans heure ni fuseau ; un instant est une `Date` (ou son écriture ISO), lu à l’heure de
 * Paris sauf fuseau donné. Rien ici ne lit l’horloge : « aujourd’hui » est toujours reçu.
 */
const MOIS = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre']
const MOIS_COURTS = ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juill.', 'août', 'sept.', 'oct.', 'nov.', 'déc.']
const JOURS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']
const FORME_JOUR = /^(\d{4})-(\d{2})-(\d{2})/
const MILLISECONDES_PAR_JOUR = 86_400_000
const INSECABLE = '\u00a0'

type Jour = { readonly annee: number; readonly mois: number; readonly quantieme: number }

function lireJour(jour: string): Jour | undefined {
  const trouve = FORME_JOUR.exec(jour)
  return trouve ? { annee: Number(trouve[1]), mois: Number(trouve[2]), quantieme: Number(trouve[3]) } : undefined
}

const minuit = (j: Jour): number => Date.UTC(j.annee, j.mois - 1, j.quantieme)
const ordinal = (quantieme: number): string => (quantieme === 1 ? '1er' : String(quantieme))

/** « 22 nov. 2026 » ; une écriture qui n’est pas un jour est rendue telle quelle. */
export function jourEnClair(jour: string): string {
  const j = lireJour(jour)
  return j ? `${ordinal(j.quantieme)}${INSECABLE}${MOIS_COURTS[j.mois - 1] ?? ''} ${j.annee}` : jour
}

/** « dimanche 22 novembre 2026 » ; une écriture qui n’est pas un jour est rendue telle quelle. */
export function jourComplet(jour: string): string {
  const j = lireJour(jour)
  if (!j) return jour
  return `${JOURS[new Date(minuit(j)).getUTCDay()]} ${ordinal(j.quantieme)}${INSECABLE}${MOIS[j.mois - 1] ?? ''} ${j.annee}`
}

/** « novembre 2026 » depuis « 2026-11 » (ou un jour de ce mois). */
export function moisEnClair(mois: string): string {
  const j = lireJour(`${mois.slice(0, 7)}-01`)
  return j ? `${MOIS[j.mois - 1] ?? ''} ${j.annee}` : mois
}

/** « nov. 2026 » depuis « 2026-11 ». */
export function moisCourt(mois: string): string {
  const j = lireJour(`${mois.slice(0, 7)}-01`)
  return j ? `${MOIS_COURTS[j.mois - 1] ?? ''} ${j.annee}` : mois
}

/** Construire un format coûte quarante fois son emploi : une chronologie en demande cent. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatDe(fuseau: string): Intl.DateTimeFormat {
  const connu = formats.get(fuseau)
  if (connu) return connu
  const format = new Intl.DateTimeFormat('fr-FR', {
    timeZone: fuseau,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(fuseau, format)
  return format
}

function partsDe(instant: Date | string, fuseau: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatDe(fuseau)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  )
}

/** Jour civil « AAAA-MM-JJ » d’un instant : 23 h 30 UTC est déjà le lendemain à Paris. */
export function jourDe(instant: Date | string, fuseau = 'Europe/Paris'): string {
  const p = partsDe(instant, fuseau)
  return `${p.year}-${p.month}-${p.day}`
}

/** « 10 h 30 » ; « 10 h » à l’heure ronde. */
export function heureEnClair(instant: Date | string, fuseau = 'Europe/Paris'): string {
  const p = partsDe(instant, fuseau)
  const minutes = p.minute === '00' ? '' : `${INSECABLE}${p.minute}`
  return `${Number(p.hour)}${INSECABLE}h${minutes}`
}

/** « 22 nov. 2026 à 10 h 30 », à l’heure de Paris sauf fuseau donné (outre-mer). */
export function instantEnClair(instant: Date | string, fuseau = 'Europe/Paris'): string {
  return `${jourEnClair(jourDe(instant, fuseau))} à ${heureEnClair(instant, fuseau)}`
}

/** Nombre de jours de `depuis` à `jusqua`, négatif si l’ordre est inverse ; 0 si l’un des deux n’est pas un jour. */
export function ecartJours(depuis: string, jusqua: string): number {
  const [a, b] = [lireJour(depuis), lireJour(jusqua)]
  return a && b ? Math.round((minuit(b) - minuit(a)) / MILLISECONDES_PAR_JOUR) : 0
}

const pluriel = (n: number, mot: string): string => `${n}${INSECABLE}${mot}${n > 1 && !mot.endsWith('s') ? 's' : ''}`

/** Mois révolus puis jours restants entre deux jours ordonnés, de quantième à quantième. */
function moisEtJours(debut: Jour, fin: Jour): { mois: number; jours: number } {
  const brut = (fin.annee - debut.annee) * 12 + fin.mois - debut.mois
  const mois = fin.quantieme >= debut.quantieme ? brut : brut - 1
  const finDuMois = new Date(Date.UTC(debut.annee, debut.mois + mois, 0)).getUTCDate()
  const repere = Date.UTC(debut.annee, debut.mois - 1 + mois, Math.min(debut.quantieme, finDuMois))
  return { mois, jours: Math.round((minuit(fin) - repere) / MILLISECONDES_PAR_JOUR) }
}

/** Durée entre deux jours, sans signe : « 3 jours », « 3 mois 6 jours », « 2 ans 1 mois ». */
export function dureeEnClair(depuis: string, jusqua: string): string {
  const [a, b] = [depuis, jusqua].sort().map(lireJour)
  if (!a || !b) return ''
  const { mois, jours } = moisEtJours(a, b)
  if (mois === 0) return pluriel(jours, 'jour')
  if (mois < 12) return [pluriel(mois, 'mois'), jours > 0 ? pluriel(jours, 'jour') : ''].filter(Boolean).join(' ')
  return [pluriel(Math.floor(mois / 12), 'an'), mois % 12 > 0 ? pluriel(mois % 12, 'mois') : ''].filter(Boolean).join(' ')
}

/** « aujourd’hui », « demain », « hier », « dans 3 jours », « il y a 3 mois 6 jours ». */
export function delaiEnClair(jour: string, aujourdHui: string): string {
  const ecart = ecartJours(aujourdHui, jour)
  const proches: Readonly<Record<string, string>> = { '-1': 'hier', '0': 'aujourd’hui', '1': 'demain' }
  const duree = dureeEnClair(aujourdHui, jour)
  return proches[String(ecart)] ?? (ecart > 0 ? `dans ${duree}` : `il y a ${duree}`)
}
