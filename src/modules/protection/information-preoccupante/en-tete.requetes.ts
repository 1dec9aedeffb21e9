import { fonctionsAgent } from '#modules/referentiels/index.ts'
import { type Contexte, jourDeParis } from '#socle/cas-usage.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { fonctionDe, referenceDeLaPiece, type SansEnvoi } from './composer-document.ts'
import { enfantFiche, type Piece } from './piece.requetes.ts'

/** L'en-tête d'une fiche, au nom de l'agent qui la compose : en brouillon il la relit, à la transmission il la signe. */
export function enTeteDe(
  { agent, aujourdHui }: Pick<Contexte, 'agent' | 'aujourdHui'>,
  piece: Pick<Piece, 'ip' | 'identite' | 'titulaires' | 'lieu'>,
  jour = aujourdHui,
): SansEnvoi {
  const { ip, identite, titulaires, lieu } = piece
  const fonction = agent.fonctions.has('assistant_social') ? 'assistant_social' : 'stagiaire'
  return {
    reference: referenceDeLaPiece(ip.id, lieu.codeDepartement, ip.creeLe),
    redigeLe: jour,
    redacteur: { nom: agent.nomAffiche, fonction: fonctionDe(libelleDe(fonctionsAgent, fonction), lieu.etablissement.nom) },
    enfant: enfantFiche(identite, jour),
    etablissement: lieu.etablissement,
    titulaires,
    complete: ip.complete && {
      reference: referenceDeLaPiece(ip.complete.id, lieu.codeDepartement, ip.complete.creeLe),
      le: jourDeParis(ip.complete.transmiseLe),
    },
    sansTitulaire: ip.ecrit.sansTitulaire,
  }
}
