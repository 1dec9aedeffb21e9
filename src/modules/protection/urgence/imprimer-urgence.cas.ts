import { z } from 'zod'
import { casUsage } from '#socle/cas-usage.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { id } from '#socle/saisie.ts'
import { composerUrgence } from './donnees-urgence.ts'
import { chargerUrgence } from './noter-urgence.cas.ts'
import { peutNoterUrgence } from './urgence.politique.ts'
import { listVersions } from './urgence.requetes.ts'

/** La fabrique, et le gabarit de la note (chemin absolu). */
export type ImprimerieUrgence = { readonly pdf: FabriquePdf; readonly gabarit: string }

/** La note telle qu'elle est enregistrée ; rien n'en est gardé. Le nom du fichier ne dit rien de l'enfant. */
export const creerImprimerUrgence = ({ pdf, gabarit }: ImprimerieUrgence) =>
  casUsage({
    nom: 'protection.imprimer_urgence',
    saisie: z.object({ dossierId: id(), urgenceId: id() }),
    charger: async (contexte, saisie) => {
      const charge = await chargerUrgence(contexte, saisie)
      return { ...charge, versions: await listVersions(contexte, charge.cle, saisie.urgenceId) }
    },
    autoriser: peutNoterUrgence,
    async executer(_contexte, _saisie, { dossier, identite, versions: [derniere, ...avant] }) {
      if (!derniere) throw new Error('urgence sans version')
      const donnees = composerUrgence(identite, dossier.etablissement, [derniere, ...avant])
      return { type: 'application/pdf', nom: 'urgence.pdf', octets: await pdf.composer(gabarit, donnees) }
    },
    sujet: ({ urgenceId }) => ({ cibleId: urgenceId }),
  })
