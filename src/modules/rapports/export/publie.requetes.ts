import { anneeEnClair } from '#modules/pilotage/index.ts'
import { libellesNiveaux, type Niveau } from '#modules/referentiels/index.ts'
import type { Tx } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { FigeSitue } from '../contenu-fige.ts'
import { findFige, findTerritoireParCode } from '../fige.requetes.ts'

/** `numero` null : le dernier figé. */
export type RapportDemande = { readonly niveau: Niveau; readonly code: string; readonly annee: number; readonly numero: number | null }

/**
 * Un rapport figé, hors de toute session : pour la ligne de commande, sous le rôle des tâches. Masqué comme à l'écran, et journalisé
 * sans agent.
 *
 * @throws ErreurMetier territoire inconnu, rapport absent ou pas encore figé
 */
export async function lirePublie(tx: Tx, { niveau, code, annee, numero }: RapportDemande): Promise<FigeSitue> {
  const territoire = await findTerritoireParCode(tx, niveau, code)
  if (territoire === undefined)
    throw new ErreurMetier(
      'introuvable',
      'rapports.territoire',
      `Aucun territoire de niveau « ${libellesNiveaux[niveau]} » n’a le code ${code}.`,
    )
  const fige = await findFige(tx, territoire, annee, numero)
  if (fige === undefined)
    throw new ErreurMetier(
      'introuvable',
      'rapports.pas_fige',
      `${territoire.libelle}, ${anneeEnClair(annee)} : ${numero === null ? 'aucun rapport n’est figé' : `le rapport n° ${numero} n’existe pas, ou n’est pas figé`}. Seul un rapport figé s’exporte.`,
    )
  await tx
    .insertInto('socle.journal')
    .values({ agent_id: null, action: 'rapports.exporter_commande', resultat: 'accord', cible_id: territoire.id })
    .execute()
  return fige
}
