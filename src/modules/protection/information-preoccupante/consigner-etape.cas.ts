import { z } from 'zod'
import { delaiInquietude } from '#modules/dossiers/index.ts'
import { classeDelai, deposerFait } from '#modules/pilotage/index.ts'
import { type CanalTransmission, type SuiteIp, suitesIp, suitesRetour } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage, jourDeParis } from '#socle/cas-usage.ts'
import { codesDe } from '#socle/nomenclature.ts'
import { codeFacultatif, id, jour, texteLong } from '#socle/saisie.ts'
import { etapeSimultanee } from './erreurs.ts'
import { insererEtape, versEtape } from './etape.requetes.ts'
import { exigerTransmise } from './exiger.ts'
import { peutConsignerEtape } from './information-preoccupante.politique.ts'
import {
  avancer,
  type Etape,
  type NatureEtape,
  naturesEtape,
  type Partante,
  type SuiteReponse,
  suitesReponse,
} from './information-preoccupante.ts'
import { chargerPiece, type Piece } from './piece.requetes.ts'
import { rejouer } from './suivi.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const natures = Object.keys(naturesEtape) as [NatureEtape, ...NatureEtape[]]

const saisieEtape = z
  .object({
    id: id(),
    /** Nombre d'étapes lues : la suivante prend ce rang plus un. */
    etapesLues: z.coerce.number().int().min(0).max(199),
    nature: z.enum(natures, 'Dites ce qui est arrivé.'),
    le: jour('Indiquez la date.'),
    suite: z.preprocess(vide, z.enum(codesDe(suitesRetour), 'Choisissez la suite.').nullable()),
    conclusion: codeFacultatif(suitesIp),
    texte: texteLong(),
  })
  .superRefine((s, ctx) => {
    if (s.nature === 'reponse' && !(suitesReponse as readonly (string | null)[]).includes(s.suite))
      ctx.addIssue({ code: 'custom', path: ['suite'], message: 'Choisissez la suite donnée par le département.' })
    if ((s.nature === 'evaluation') !== (s.conclusion !== null))
      ctx.addIssue({
        code: 'custom',
        path: ['conclusion'],
        message: 'Une conclusion va avec l’évaluation : choisissez-la, ou laissez ce choix vide.',
      })
    if (s.nature === 'depart' && s.texte === null)
      ctx.addIssue({ code: 'custom', path: ['texte'], message: 'Dites où la famille va, si vous le savez, et qui en est prévenu.' })
  })
type Saisie = z.output<typeof saisieEtape>

function etapeDe({ nature, le, suite, conclusion }: Saisie): Etape {
  if (nature === 'reponse') return { nature, le, suite: suite as SuiteReponse }
  if (nature === 'evaluation') return { nature, le, conclusion: conclusion as SuiteIp }
  return { nature, le }
}

function partanteDe({ ip, titulaires }: Piece): Partante {
  const t = exigerTransmise(ip.id, ip.transmission)
  const informations = new Map(titulaires.flatMap((x) => (x.information ? [[x.id, x.information] as const] : [])))
  return {
    statut: 'transmise',
    id: ip.id,
    informations,
    destinataire: t.destinataire,
    canal: t.canal as CanalTransmission,
    transmiseLe: t.transmiseLe,
    retourAttenduLe: t.retourAttenduLe,
  }
}

/** Ajoute une étape à la suite des autres, si la machine l'admet. @throws ErreurMetier la règle qui s'y oppose */
export async function ajouterEtape(contexte: Contexte, piece: Piece, etape: Etape, texte: string | null): Promise<void> {
  const depart = partanteDe(piece)
  const jourTransmission = jourDeParis(depart.transmiseLe)
  const etat = rejouer(depart, piece.etapes.map(versEtape), jourTransmission, contexte.aujourdHui)
  avancer(etat, etape, jourTransmission, contexte.aujourdHui)
  await insererEtape(contexte, piece.cle, piece.ip.id, piece.etapes.length + 1, etape, texte)
  // Une seconde réponse complète la première : elle ne se compte pas deux fois.
  if (etape.nature === 'reponse' && etat.statut !== 'repondue')
    await deposerFait(contexte, {
      type: 'ip_reponse',
      etablissementId: piece.dossier.etablissementId,
      delai: classeDelai(jourTransmission, etape.le),
      delaiInquietude: (await delaiInquietude(contexte, piece.dossier.id, jourTransmission, etape.le)) ?? 'INCONNU',
      le: jourTransmission,
    })
}

/** Consigne un accusé, une qualification, une relance ou la réponse, à la suite de ce qu'on a lu. */
export const consignerEtape = casUsage({
  nom: 'protection.consigner_etape',
  saisie: saisieEtape,
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutConsignerEtape,
  async executer(contexte, saisie, piece) {
    if (piece.etapes.length !== saisie.etapesLues) throw etapeSimultanee(saisie.id)
    await ajouterEtape(contexte, piece, etapeDe(saisie), saisie.texte)
    return { informationId: saisie.id }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
  creation: true,
})
