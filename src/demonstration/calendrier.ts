const JOUR_MS = 86_400_000

/** Jour « AAAA-MM-JJ » décalé de `n` jours. */
export const decaler = (jour: string, n: number): string =>
  new Date(Date.parse(`${jour}T12:00:00Z`) + n * JOUR_MS).toISOString().slice(0, 10)

/** 1 = lundi, 7 = dimanche. */
export const jourDeSemaine = (jour: string): number => new Date(`${jour}T12:00:00Z`).getUTCDay() || 7

/** Les grandes vacances et celles de Noël, les mêmes partout ; les autres changent selon la zone, on les ignore. */
function estOuvre(jour: string): boolean {
  const mmjj = jour.slice(5)
  const vacances = (mmjj >= '07-05' && mmjj <= '08-31') || mmjj >= '12-20' || mmjj <= '01-04'
  return !vacances && jourDeSemaine(jour) <= 5
}

/** Les `n` derniers jours travaillés avant `aujourdHui`, exclu, du plus ancien au plus récent. */
export function joursTravailles(aujourdHui: string, n: number): string[] {
  const jours: string[] = []
  for (let jour = decaler(aujourdHui, -1); jours.length < n; jour = decaler(jour, -1)) if (estOuvre(jour)) jours.push(jour)
  return jours.reverse()
}

/** Le dernier jour travaillé qui précède `jour`, ou lui-même. */
export const jourTravaille = (jour: string): string => (estOuvre(jour) ? jour : jourTravaille(decaler(jour, -1)))

/** Un instant de ce jour-là, vers la fin de la journée de travail à Paris (15 h en hiver, 16 h en été). */
export const instantDe = (jour: string): Date => new Date(`${jour}T14:00:00Z`)
