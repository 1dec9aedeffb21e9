import type { Instance, MotifIntervention, ThemeActionCollective } from '#modules/referentiels/index.ts'
import type { DemandeActivite, Geste } from './activite.ts'
import type { Hasard } from './fictif-hasard.ts'
import { MOTIFS } from './poids-motifs.ts'

/*
 * Ce qu'un assistant fait sans nommer personne, par an : 40 instances et 6 à 10 actions collectives (hypothèses du gabarit de
 * démonstration), 60 conseils techniques (hypothèse de démonstration).
 */
const PAR_AN = { conseil: 60, instance: 40, action_collective: 8 } as const

const INSTANCES = [
  ['VEILLE', 40],
  ['GPDS', 26],
  ['COMED', 12],
  ['CFS', 12],
  ['ESS', 6],
  ['CESCE', 4],
] as const satisfies readonly (readonly [Instance, number])[]

const THEMES = [
  ['HARC', 30],
  ['RELFG', 15],
  ['PARENT', 15],
  ['RISQUES', 15],
  ['SOLID', 10],
  ['DELEG', 10],
  ['DROITS', 5],
] as const satisfies readonly (readonly [ThemeActionCollective, number])[]

/** Les gestes de la période ; `part` : celle de l'année qu'elle représente. */
export function programmerSansNom(d: DemandeActivite, part: number): Geste[] {
  return (Object.keys(PAR_AN) as (keyof typeof PAR_AN)[]).flatMap((nature) =>
    Array.from({ length: Math.max(1, Math.round(PAR_AN[nature] * part)) }, (_, rang) => ({
      cle: `${nature} ${rang}`,
      jour: d.jours[d.hasard.entier(d.jours.length)] ?? '',
      genre: 'sans_nom' as const,
      saisie: { nature, etablissementId: etablissementDe(d), ...PRECISIONS[nature](d.hasard) },
    })),
  )
}

function etablissementDe({ hasard, permanences }: DemandeActivite): string {
  const [premier = '', ...autres] = [...permanences.keys()]
  return hasard.choisir([premier, ...autres])
}

const PRECISIONS: Readonly<Record<keyof typeof PAR_AN, (hasard: Hasard) => Record<string, unknown>>> = {
  conseil: (hasard) => ({
    motif: hasard.pondere<MotifIntervention>(MOTIFS),
    origine: hasard.chance(0.9) ? hasard.choisir(['CPE', 'PROF', 'DIR', 'INF'] as const) : null,
  }),
  instance: (hasard) => ({ instance: hasard.pondere<Instance>(INSTANCES), role: hasard.chance(0.8) ? 'MEMBRE' : null }),
  action_collective(hasard) {
    const theme = hasard.pondere<ThemeActionCollective>(THEMES)
    if (theme === 'PARENT')
      return { theme, classes: 0, eleves: 0, ...(hasard.chance(0.7) ? { parents: 4 + hasard.entier(20) } : { inconnus: ['parents'] }) }
    const classes = 1 + hasard.entier(4)
    return {
      theme,
      classes,
      ...(hasard.chance(0.8) ? { eleves: classes * (20 + hasard.entier(8)) } : {}),
      parents: 0,
      partenaires: ['INF', 'CPE'],
    }
  },
}
