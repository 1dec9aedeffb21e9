import { z } from 'zod'
import { findDossier, identiteSous } from '#modules/dossiers/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { id } from '#socle/saisie.ts'
import { peutConsignerParoles, peutLireParoles } from './parole.politique.ts'
import { foisSous, parolesSous } from './parole.requetes.ts'
import type { Parole } from './parole.ts'
import type { ParolesLues } from './paroles-affichees.ts'
import { recitsSous } from './recit.requetes.ts'
import { type Bilan, bilanDe } from './recit.ts'

/** Vise un dossier : ce que chargent tous les cas d'usage du module. */
export const viser = async (contexte: Contexte, { dossierId }: { readonly dossierId: string }) => ({
  dossier: await findDossier(contexte, dossierId),
})

/** Les paroles d'un dossier, sceau vérifié, et à qui l'enfant a déjà raconté. */
export const lireParoles = casUsage({
  nom: 'paroles.lire',
  saisie: z.object({ dossierId: id() }),
  charger: viser,
  autoriser: peutLireParoles,
  async executer(contexte, _, { dossier }): Promise<ParolesLues> {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
    const paroles = await parolesSous(contexte, cle)
    const recits = await recitsSous(contexte, cle)
    return {
      dossier,
      identite: identiteSous(cle, dossier),
      paroles,
      recits,
      bilan: bilanDe(
        paroles.map((p) => ({ a: p.entenduPar, le: p.le })),
        recits,
      ),
      peutConsigner: peutConsignerParoles(contexte.agent, { dossier }).permis,
    }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

export const bilanSous = async (contexte: Contexte, cle: Cle): Promise<Bilan> =>
  bilanDe(await foisSous(contexte, cle), await recitsSous(contexte, cle))

/** Façade : les paroles scellées d'un dossier, à reprendre mot pour mot, de la plus récente à la plus ancienne. @throws Error si un sceau est altéré */
export const listParoles = async (contexte: Contexte, dossierId: string): Promise<readonly Parole[]> =>
  parolesSous(contexte, await contexte.coffre.ouvrirCle(contexte.tx, dossierId))

/** Façade : combien de fois l'enfant a déjà raconté, à qui, quand. */
export const compterRecits = async (contexte: Contexte, dossierId: string): Promise<Bilan> =>
  bilanSous(contexte, await contexte.coffre.ouvrirCle(contexte.tx, dossierId))
