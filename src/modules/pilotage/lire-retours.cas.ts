import { casUsage } from '#socle/cas-usage.ts'
import { peutLireChiffres } from './chiffres.politique.ts'
import { lireRetours as lire } from './chiffres.requetes.ts'
import { enCsv } from './chiffres-csv.ts'
import { anneeEnClair } from './fait.ts'
import { anneesEtTerritoires, lireChiffres } from './lire-chiffres.cas.ts'
import { libellesRetour, rangerRetours } from './retours.ts'

/** Ce que deviennent les informations transmises sur un territoire, sans aucun contenu. */
export const lireRetours = casUsage({
  nom: 'pilotage.lire_retours',
  saisie: lireChiffres.saisie,
  charger: lireChiffres.charger,
  autoriser: peutLireChiffres,
  async executer(contexte, { annee }, territoire) {
    const choix = anneesEtTerritoires(contexte)
    return { retours: await lire(contexte, territoire.id, annee ?? choix.annees[0]), ...choix }
  },
  sujet: ({ territoireId }) => ({ cibleId: territoireId }),
})

/** Le même tableau, pour le comité de suivi du protocole. */
export const exporterRetours = casUsage({
  nom: 'pilotage.exporter_retours',
  saisie: lireRetours.saisie,
  charger: lireRetours.charger,
  autoriser: peutLireChiffres,
  async executer(contexte, saisie, territoire) {
    const { retours } = await lireRetours.executer(contexte, saisie, territoire)
    const lignes = rangerRetours(retours.cases).map(({ code, nombre }) => [
      retours.territoire,
      anneeEnClair(retours.annee),
      code,
      libellesRetour[code],
      nombre === null ? 'masqué' : String(nombre),
    ])
    const entete = ['Territoire', 'Année scolaire', 'Code', 'Réponse', 'Informations']
    return { type: 'text/csv; charset=utf-8', nom: `retours-${retours.annee}.csv`, octets: enCsv(entete, lignes) }
  },
  sujet: ({ territoireId }) => ({ cibleId: territoireId }),
})
