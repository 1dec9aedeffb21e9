import type { Coffre } from '#socle/coffre.ts'
import type { Echange, Reponse, Temoin } from '#socle/http/route.ts'
import type { Etat } from '#ui/etat.ts'
import {
  type CompteAffiche,
  PageCode,
  PageConnexion,
  PageDeverrouiller,
  PageNonReprise,
  PageReprendre,
  type Raison,
} from './connexion.vue.tsx'
import { DUREE_TEMOIN_SECONDES, TEMOIN } from './jeton.ts'
import { MOT_DE_PASSE_DEMONSTRATION } from './reglages.ts'
import { cheminLocal } from './retour.ts'
import { desceller } from './scelle.ts'
import type { EnvoiRetenu, Suite } from './suite.ts'

export const texteDe = (valeur: unknown): string => (typeof valeur === 'string' ? valeur : '')
export const temoinDe = (jeton: string): Temoin => ({ nom: TEMOIN, valeur: jeton, dureeSecondes: DUREE_TEMOIN_SECONDES })
export const TEMOIN_EFFACE: Temoin = { nom: TEMOIN, valeur: '', dureeSecondes: 0 }
export const veutJson = (e: Echange): boolean => e.requete.headers.accept === 'application/json'

/** La page d'où vient la requête, si c'est une page d'Égide. */
export function pageDOrigine(e: Echange): string {
  const referent = e.requete.headers.referer
  if (referent === undefined || !URL.canParse(referent)) return '/'
  const { host, pathname, search } = new URL(referent)
  return host === e.requete.host ? cheminLocal(pathname + search) : '/'
}

/** Une page sans bandeau : avant la session, ou devant une session fermée. */
export const pageNue = (
  titre: string,
  contenu: Extract<Reponse, { genre: 'page' }>['contenu'],
  statut = 200,
  temoins: readonly Temoin[] = [],
): Reponse => ({
  genre: 'page',
  statut,
  titre,
  contenu,
  nue: true,
  temoins,
})

/** La page de connexion ; `comptes` est vide hors démonstration. */
export const reponseConnexion = (
  comptes: readonly CompteAffiche[],
  suite: Suite,
  o: { readonly statut?: number; readonly raison?: Raison; readonly etat?: Etat } = {},
): Reponse =>
  pageNue(
    'Connexion',
    <PageConnexion
      etat={o.etat}
      suite={suite}
      raison={o.raison ?? 'aucune'}
      comptes={comptes}
      motDePasseDemonstration={MOT_DE_PASSE_DEMONSTRATION}
    />,
    o.statut,
  )

export const reponseCode = (suite: Suite, etape: string, statut = 200, etat?: Etat): Reponse =>
  pageNue('Code de vérification', <PageCode etat={etat} suite={suite} etape={etape} />, statut)

export const reponseDeverrouiller = (suite: Suite, statut: number, etat?: Etat): Reponse =>
  pageNue('Écran verrouillé', <PageDeverrouiller suite={suite} etat={etat} />, statut)

export const envoiRetenu = (coffre: Coffre, maintenant: Date, agentId: string, suite: Suite): EnvoiRetenu | null =>
  desceller(coffre, 'reprise', agentId, suite.reprise, maintenant) as EnvoiRetenu | null

/** Après la preuve : l'envoi retenu s'il est à cet agent, sinon la page demandée. */
export function poursuivre(coffre: Coffre, maintenant: Date, agentId: string, suite: Suite, temoins: readonly Temoin[]): Reponse {
  const envoi = envoiRetenu(coffre, maintenant, agentId, suite)
  if (!envoi && suite.reprise !== '') return pageNue('Saisie non reprise', <PageNonReprise retour={suite.retour} />, 200, temoins)
  if (!envoi) return { genre: 'redirection', vers: suite.retour, temoins }
  return pageNue('Reprendre l’envoi', <PageReprendre envoi={envoi} />, 200, temoins)
}
