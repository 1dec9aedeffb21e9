import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { FONCTIONS_CHIFFRES, peutLireChiffres } from './chiffres.politique.ts'
import { lireChiffres as lire } from './chiffres.requetes.ts'
import { anneeScolaire } from './fait.ts'

const vide = (v: unknown) => (v === '' ? undefined : v)

/** Territoire et année facultatifs : sans eux, le premier territoire de l'agent et l'année scolaire en cours. */
export const lireChiffres = casUsage({
  nom: 'pilotage.lire_chiffres',
  saisie: z.object({
    territoireId: z.preprocess(vide, z.uuid().optional()),
    annee: z.preprocess(vide, z.coerce.number().int().min(2000).max(2100).optional()),
  }),
  charger: async (contexte, { territoireId }) => ({ id: territoireId ?? territoireParDefaut(contexte) }),
  autoriser: peutLireChiffres,
  async executer(contexte, { annee }, territoire) {
    const choix = anneesEtTerritoires(contexte)
    return { chiffres: await lire(contexte, territoire.id, annee ?? choix.annees[0]), ...choix }
  },
  sujet: ({ territoireId }) => ({ cibleId: territoireId }),
})

/** Ce que l'agent peut choisir : trois années scolaires, l'année en cours d'abord, et ses territoires. */
export function anneesEtTerritoires({ agent, aujourdHui }: Contexte) {
  const enCours = anneeScolaire(aujourdHui)
  const siennes = agent.affectations.filter((a) => (FONCTIONS_CHIFFRES as readonly string[]).includes(a.fonction))
  return {
    annees: [enCours, enCours - 1, enCours - 2] as const,
    territoires: siennes.map((a) => ({ id: a.territoireId, libelle: a.libelle })),
  }
}

function territoireParDefaut({ agent }: Contexte): string {
  const premiere = agent.affectations.find((a) => (FONCTIONS_CHIFFRES as readonly string[]).includes(a.fonction))
  if (!premiere) throw new ErreurMetier('introuvable', 'pilotage.sans_territoire', 'Aucun territoire ne vous est confié aujourd’hui.')
  return premiere.territoireId
}
