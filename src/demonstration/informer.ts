import { consignerRecit, scellerParoles } from '#modules/paroles/index.ts'
import {
  commencerInformation,
  consignerEtape,
  creerTransmettre,
  enregistrerBrouillon,
  informerTitulaires,
  lireInformation,
  ouvrirModele,
} from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { RACINE } from '../racine.ts'
import { decaler } from './calendrier.ts'
import { contenuFictif, type EcritFictif, parolesFictives } from './ecrits-fictifs.ts'
import { cleDe, moteurDu, type Scene } from './scene.ts'

export type EtapeFictive = {
  readonly nature: 'accuse' | 'qualification' | 'relance' | 'reponse'
  readonly le: string
  readonly suite?: string
}

/** Une information préoccupante à écrire le jour `jour`. `etapes` nul : elle reste en brouillon. */
export type InformationFictive = {
  readonly dossierId: string
  readonly jour: string
  readonly ecrit: EcritFictif
  /** Le second titulaire n'est pas informé, et l'on dit pourquoi. */
  readonly taireAuSecond: boolean
  readonly etapes: readonly EtapeFictive[] | null
}

export type Redaction = { readonly scene: Scene; readonly agent: Agent; readonly pdf: FabriquePdf }

/** La veille de l'écrit, l'élève raconte ; il l'avait déjà dit à l'infirmière. */
async function entendre({ scene, agent }: Redaction, { dossierId, jour, ecrit }: InformationFictive): Promise<void> {
  const le = decaler(jour, -1)
  const veille = moteurDu(scene, le)
  await lancer(veille, agent, scellerParoles, { dossierId, ...parolesFictives(ecrit, le), cleIdempotence: cleDe('paroles', dossierId) })
  await lancer(veille, agent, consignerRecit, {
    dossierId,
    aQui: 'infirmiere',
    le: decaler(jour, -2),
    commentSu: 'L’infirmière l’a dit en accompagnant l’élève.',
    cleIdempotence: cleDe('recit', dossierId),
  })
}

/** Écrit, informe, transmet, consigne ce qui revient : chaque pas par son cas d'usage, à sa date. Rejouable. Rend l'information. */
export async function informer(r: Redaction, ip: InformationFictive): Promise<string> {
  const { scene, agent } = r
  const veille = moteurDu(scene, decaler(ip.jour, -1))
  await entendre(r, ip)
  const { informationId } = await lancer(veille, agent, commencerInformation, {
    dossierId: ip.dossierId,
    cleIdempotence: cleDe(ip.etapes ? 'ip' : 'brouillon', ip.dossierId),
  })
  const lue = await lancer(veille, agent, lireInformation, { id: informationId })
  if (lue.ip.transmission === null) {
    const contenu = { ...lue.ip.ecrit.contenu, ...contenuFictif(ip.ecrit, decaler(ip.jour, -1)) }
    await lancer(veille, agent, enregistrerBrouillon, { id: informationId, jetonVersion: lue.ip.version, suite: 'brouillon', ...contenu })
    if (ip.etapes !== null) await transmettre(r, ip, informationId)
  }
  for (const [rang, etape] of (ip.etapes ?? []).entries()) {
    const saisie = {
      id: informationId,
      etapesLues: rang,
      suite: null,
      ...etape,
      cleIdempotence: cleDe('etape', informationId, String(rang)),
    }
    await lancer(moteurDu(scene, etape.le), agent, consignerEtape, saisie)
  }
  return informationId
}

async function transmettre({ scene, agent, pdf }: Redaction, ip: InformationFictive, id: string): Promise<void> {
  const moteur = moteurDu(scene, ip.jour)
  const lue = await lancer(moteur, agent, lireInformation, { id })
  const [, second] = lue.titulaires
  const titulaires = Object.fromEntries(
    lue.titulaires.map((t) => [
      t.id,
      { ...t.coordonnees, ...(ip.taireAuSecond && t === second ? NON_INFORME : informe(ip.jour, agent.nomAffiche)) },
    ]),
  )
  const sansTitulaire = lue.titulaires.length === 0 ? 'Aucun titulaire connu à ce jour ; recherche en cours avec l’établissement.' : null
  await lancer(moteur, agent, informerTitulaires, { id, jetonVersion: lue.ip.version, suite: 'transmettre', sansTitulaire, titulaires })
  const { ip: prete } = await lancer(moteur, agent, lireInformation, { id })
  const imprimerie = { pdf, modele: ouvrirModele('information', RACINE) }
  await lancer(moteur, agent, creerTransmettre(imprimerie), {
    id,
    jetonVersion: prete.version,
    destinataire: 'protocole-1',
    canal: 'MESSAGERIE',
    copies: ['2'],
    transmiseLe: `${ip.jour}T11:30`,
    cleIdempotence: cleDe('transmission', id),
  })
}

const informe = (jour: string, par: string) => ({
  statut: 'faite',
  le: decaler(jour, -1),
  mode: 'ENTRETIEN',
  par,
  reaction: 'A écouté et posé des questions sur la suite.',
})

const NON_INFORME = {
  statut: 'non_faite',
  motif: 'REPRESAILLES',
  explication: 'L’élève craint des représailles si cette personne l’apprend avant l’évaluation.',
}
