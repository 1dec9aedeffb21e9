import type { Identite, Titulaire } from '#modules/dossiers/index.ts'
import { fonctionsAgent, liensParente } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { fonctionDe } from '../information-preoccupante/composer-document.ts'
import { type Contenu, fondements } from './contenu.ts'
import { type Parquet, referenceDe } from './signalement.ts'

/** Ce qu'il faut d'un signalement pour l'imprimer. */
export type Imprimable = {
  readonly signalement: { readonly id: string; readonly creeLe: Date; readonly contenu: Contenu }
  readonly identite: Identite
  readonly titulaires: readonly Titulaire[]
  readonly lieu: { readonly etablissement: { readonly nom: string; readonly adresse: string | null }; readonly codeDepartement: string }
}

export type EnvoiImprime = { readonly destinataire: Parquet; readonly voie: string; readonly le: string }

export const referenceDeLaPiece = ({ signalement, lieu }: Pick<Imprimable, 'signalement' | 'lieu'>): string =>
  referenceDe(signalement.id, lieu.codeDepartement, minuteDeParis(signalement.creeLe).slice(0, 4))

/** Tout ce que dit le document ; le gabarit ne connaît aucune nomenclature. `envoi` nul : brouillon. */
export function composerSignalement(piece: Imprimable, agent: Agent, jour: string, envoi: EnvoiImprime | null) {
  const { signalement, identite, titulaires, lieu } = piece
  const { article40, articleL2264, ...contenu } = signalement.contenu
  const fonction = agent.fonctions.has('assistant_social') ? 'assistant_social' : 'stagiaire'
  return {
    ...contenu,
    brouillon: envoi === null,
    reference: referenceDeLaPiece(piece),
    redigeLe: jour,
    envoi,
    fondements: [...(article40 ? [fondements.article40] : []), ...(articleL2264 ? [fondements.articleL2264] : [])],
    etablissement: lieu.etablissement,
    redacteur: { nom: agent.nomAffiche, fonction: fonctionDe(libelleDe(fonctionsAgent, fonction), lieu.etablissement.nom) },
    enfant: { nom: identite.nomUsage ?? identite.nomFamille, prenom: identite.prenom, neLe: identite.dateNaissance },
    titulaires: titulaires.map((t) => ({
      nom: t.nom,
      prenom: t.prenom,
      lien: t.lien === null ? 'lien non renseigné' : libelleDe(liensParente, t.lien).toLocaleLowerCase('fr'),
      adresseSecrete: t.adresseSecrete,
    })),
  }
}
export type DonneesSignalement = ReturnType<typeof composerSignalement>
