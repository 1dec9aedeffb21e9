import { z } from 'zod'
import { listPrecisionsLisibles } from '#modules/referentiels/index.ts'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ACCORD } from '#socle/decision.ts'
import { lireFige } from '../lire-rapports.cas.ts'
import { csvDuDictionnaire } from './csv.ts'
import { dictionnaire } from './dictionnaire.ts'
import { descriptionDesDonnees } from './donnees-ouvertes.ts'
import { exporter, type Fichier, type Format, type Imprimerie } from './fichier.ts'

/** Emporter un rapport figé : qui le lit l'emporte. Rien n'y est de plus qu'à l'écran, masques compris. */
export const creerExporterFige = (imprimerie: Imprimerie, format: Format) =>
  casUsage({
    ...lireFige,
    nom: `rapports.exporter_${format}`,
    executer: async (contexte, saisie, territoire) => exporter(imprimerie, await lireFige.executer(contexte, saisie, territoire), format),
    sujet: ({ territoireId }) => ({ cibleId: territoireId }),
  })

/** Le dictionnaire ne contient aucun chiffre : qui lit un rapport le lit, quel que soit son territoire. */
const deTous = { saisie: z.object({}), charger: sansCible, autoriser: () => ACCORD, sujet: sansSujet }

/** À l'écran seulement, les précisions de son département : un fichier en sortirait, et aucun chiffre n'en porte. */
export const lireDictionnaire = casUsage({
  ...deTous,
  nom: 'rapports.lire_dictionnaire',
  executer: async (contexte) => ({ entrees: dictionnaire(), precisions: await listPrecisionsLisibles(contexte) }),
})

export const exporterDictionnaire = casUsage({
  ...deTous,
  nom: 'rapports.exporter_dictionnaire',
  executer: async (): Promise<Fichier> => ({ type: 'text/csv; charset=utf-8', nom: 'dictionnaire.csv', octets: csvDuDictionnaire() }),
})

export const decrireDonnees = casUsage({
  ...deTous,
  nom: 'rapports.decrire_donnees',
  executer: async (): Promise<Fichier> => ({
    type: 'application/json; charset=utf-8',
    nom: 'datapackage.json',
    octets: Buffer.from(`${JSON.stringify(descriptionDesDonnees(), null, 2)}\n`),
  }),
})
