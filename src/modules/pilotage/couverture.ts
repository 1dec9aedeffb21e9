/** Comment le service est présent dans un établissement aujourd'hui. */
export type Presence = 'reguliere' | 'sans_jour' | 'aucune'

export const libellesPresence: Readonly<Record<Presence, string>> = {
  reguliere: 'Présence régulière, jours dits',
  sans_jour: 'Assuré, sans jour dit',
  aucune: 'Sans assistant de service social',
}

/** Un établissement sur la carte. `lat`, `lon` en degrés ; `auCentre` : placé au centre de sa commune, faute d'adresse située. */
export type EtablissementCouvert = {
  readonly id: string
  readonly nom: string
  readonly type: string
  readonly commune: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly auCentre: boolean | null
  readonly educationPrioritaire: string | null
  readonly effectif: number | null
  readonly presence: Presence
}

type Situe = EtablissementCouvert & { readonly x: number; readonly y: number }

/** Le dessin : une largeur de 600 unités, une marge de 12, et la hauteur qui garde les distances à la latitude moyenne. */
const LARGEUR = 600
const MARGE = 12

/** Pose les établissements situés sur un plan ; à cette échelle, une projection plate suffit. Un point seul se met au milieu. */
export function projeter(etablissements: readonly EtablissementCouvert[]): { readonly hauteur: number; readonly points: readonly Situe[] } {
  const situes = etablissements.flatMap((e) => (e.lat === null || e.lon === null ? [] : [{ ...e, lat: e.lat, lon: e.lon }]))
  if (situes.length === 0) return { hauteur: 0, points: [] }
  const [lats, lons] = [situes.map((e) => e.lat), situes.map((e) => e.lon)]
  const [sud, nord, ouest, est] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)]
  const serre = Math.cos((((sud + nord) / 2) * Math.PI) / 180)
  const echelle = (LARGEUR - 2 * MARGE) / Math.max((est - ouest) * serre, (nord - sud) * 0.6, 0.01)
  const decalage = (LARGEUR - (est - ouest) * serre * echelle) / 2
  const arrondi = (n: number) => Math.round(n * 10) / 10
  return {
    hauteur: arrondi((nord - sud) * echelle + 2 * MARGE),
    points: situes.map((e) => ({
      ...e,
      x: arrondi(decalage + (e.lon - ouest) * serre * echelle),
      y: arrondi(MARGE + (nord - e.lat) * echelle),
    })),
  }
}
