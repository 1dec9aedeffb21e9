import { z } from 'zod'
import { type ContactProtocole, type DestinataireProtocole, findAncetre, findProtocoleEnVigueur } from '#modules/referentiels/index.ts'
import { casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { peutLireUrgence } from './urgence.politique.ts'

/** Les contacts d'un département ; `version` nulle : aucun protocole publié. */
export type ContactsDepartement = {
  readonly departement: string
  readonly version: number | null
  readonly contacts: readonly DestinataireProtocole[]
  readonly permanences: readonly ContactProtocole[]
}

/** Au-delà, la page ne serait plus d'urgence : un agent exerce dans un département, rarement deux. */
const DEPARTEMENTS_MAX = 5

/** La page d'urgence : qui appeler, à qui écrire. Aucun champ, aucun nom. */
export const lireUrgence = casUsage({
  nom: 'protection.lire_urgence',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutLireUrgence,
  async executer({ tx, agent, aujourdHui }): Promise<{ readonly departements: readonly ContactsDepartement[] }> {
    const connus = new Map<string, string>()
    for (const { territoireId } of agent.affectations) {
      if (connus.size >= DEPARTEMENTS_MAX) break
      const departement = await findAncetre(tx, territoireId, 'departement')
      if (departement) connus.set(departement.id, departement.libelle)
    }
    const departements: ContactsDepartement[] = []
    for (const [id, departement] of connus) {
      const protocole = await findProtocoleEnVigueur(tx, id, aujourdHui)
      departements.push({
        departement,
        version: protocole?.version ?? null,
        contacts: (protocole?.destinataires ?? []).filter((d) => d.nature === 'crip' || d.nature === 'parquet'),
        permanences: protocole?.circuit.contacts ?? [],
      })
    }
    return { departements }
  },
  sujet: sansSujet,
})
