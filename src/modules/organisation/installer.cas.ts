import type {
  AliasMesures,
  CanalTransmission,
  ContactProtocole,
  DelaiProtocole,
  Envoi,
  NatureDestinataire,
  Voie,
} from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer, type Moteur } from '#socle/cas-usage.ts'
import { ecrireBrouillon, lireBrouillon, preparerVersion, publierVersion } from './protocole.cas.ts'
import * as territoires from './territoires.cas.ts'

/** Un protocole à publier d'un coup. `canal` est la voie préférée, `canaux` les autres ; un destinataire au moins est principal. */
export type ProtocoleAPublier = {
  readonly departementId: string
  /** Jour « AAAA-MM-JJ ». */
  readonly enVigueurDu: string
  /** Absente : celle du code (ou celle de la version précédente). */
  readonly definitionIp?: string
  readonly delaiLocalJours?: number | null
  readonly voie: Voie
  readonly etapes: readonly { readonly qui: string; readonly quoi: string }[]
  readonly destinataires: readonly {
    readonly nature: NatureDestinataire
    readonly intitule: string
    readonly adresse?: string | null
    readonly courriel?: string | null
    readonly telephone?: string | null
    readonly canal: CanalTransmission
    readonly canaux?: readonly CanalTransmission[]
    readonly principal?: boolean
    readonly recoit?: readonly Envoi[]
  }[]
  readonly contacts?: readonly ContactProtocole[]
  readonly delais?: readonly DelaiProtocole[]
  readonly alias?: AliasMesures
}

/** Prépare, rédige et publie une version, par les mêmes cas d'usage que les pages. @throws ErreurMetier refus, date ou manque */
export async function publierProtocole(moteur: Moteur, agent: Agent, p: ProtocoleAPublier): Promise<string> {
  const { protocoleId } = await lancer(moteur, agent, preparerVersion, {
    departementId: p.departementId,
    cleIdempotence: moteur.identifiant(),
  })
  const { version } = await lancer(moteur, agent, lireBrouillon, { protocoleId })
  const { departementId: _, enVigueurDu, alias = {}, ...contenu } = p
  const corps = { definitionIp: version.definitionIp, ...contenu, alias: Object.entries(alias).map(([mesure, nom]) => ({ mesure, nom })) }
  await lancer(moteur, agent, ecrireBrouillon, { protocoleId, jetonVersion: version.revision, ...corps })
  await lancer(moteur, agent, publierVersion, { protocoleId, jetonVersion: version.revision + 1, enVigueurDu })
  return protocoleId
}

/** Crée un bassin et y range ces établissements ; rend son identifiant de territoire. */
export async function creerBassin(
  moteur: Moteur,
  agent: Agent,
  bassin: { readonly departementId: string; readonly nom: string; readonly etablissements: readonly string[] },
): Promise<string> {
  const { bassinId } = await lancer(moteur, agent, territoires.creerBassin, { ...bassin, cleIdempotence: moteur.identifiant() })
  return bassinId
}

/** Crée un secteur à compter d'un jour et y rattache ces établissements ; rend son identifiant. */
export async function creerSecteur(
  moteur: Moteur,
  agent: Agent,
  secteur: { readonly departementId: string; readonly nom: string; readonly valideDu: string; readonly etablissements: readonly string[] },
): Promise<string> {
  const { secteurId } = await lancer(moteur, agent, territoires.creerSecteur, { ...secteur, cleIdempotence: moteur.identifiant() })
  return secteurId
}
