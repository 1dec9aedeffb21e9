import { z } from 'zod'
import { identitesDe } from '#modules/dossiers/index.ts'
import { nomAffiche } from '#modules/eleves/index.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { peutListerInformations } from './information-preoccupante.politique.ts'
import { attenteDe } from './information-preoccupante.ts'
import { compterInformations, type InformationRow, listDuDossier, listEnAttente, listInformations } from './liste.requetes.ts'
import { ETATS_LISTE, type LigneInformation, PAR_PAGE } from './liste.ts'

async function nommer(contexte: Contexte, rows: readonly InformationRow[]): Promise<LigneInformation[]> {
  const identites = await identitesDe(
    contexte,
    rows.map((r) => r.dossierId),
  )
  return rows.map((r) => {
    const identite = identites.get(r.dossierId)
    return { ...r, statut: r.statut === 'brouillon' ? 'brouillon' : 'transmise', eleve: identite ? nomAffiche(identite) : null }
  })
}

const nombre = (defaut: number) =>
  z.preprocess((v) => (v === undefined || v === '' ? defaut : v), z.coerce.number().int().min(1).max(10_000))

/** Mes informations préoccupantes : en attente (les plus en retard d'abord), brouillons, répondues. */
export const listerInformations = casUsage({
  nom: 'protection.lister_informations',
  saisie: z.object({ etat: z.preprocess((v) => v || 'attente', z.enum(ETATS_LISTE)), page: nombre(1) }),
  charger: sansCible,
  autoriser: peutListerInformations,
  async executer(contexte, { etat, page }) {
    const comptes = await compterInformations(contexte)
    const pages = Math.max(1, Math.ceil(comptes[etat] / PAR_PAGE))
    const courante = Math.min(page, pages)
    return { etat, page: courante, pages, comptes, lignes: await nommer(contexte, await listInformations(contexte, etat, courante)) }
  },
  sujet: sansSujet,
})

/** Ce qui demande un geste, pour l'accueil. */
export type GenreAttente = 'en_retard' | 'due_bientot' | 'brouillon' | 'sans_accuse'
export type AttenteProtection = {
  readonly informationId: string
  readonly dossierId: string
  readonly genre: GenreAttente
  readonly etablissement: string
  readonly href: string
  /** « AAAA-MM-JJ » : retour attendu ; null pour un brouillon. */
  readonly retourAttenduLe: string | null
  readonly transmiseLe: Date | null
  readonly modifieeLe: Date
  readonly relanceeLe: string | null
}

/** Une réponse due dans les quinze jours se montre. Choix d'Égide : la loi ne fixe que l'échéance. */
const JOURS_BIENTOT = 15
const ORDRE: readonly GenreAttente[] = ['en_retard', 'due_bientot', 'brouillon', 'sans_accuse']

function genreDe(l: InformationRow, aujourdHui: string, bientot: string): GenreAttente {
  if (l.retourAttenduLe === null) return 'brouillon'
  if (attenteDe({ retourAttenduLe: l.retourAttenduLe, repondueLe: l.repondueLe }, aujourdHui) === 'en_retard') return 'en_retard'
  return l.retourAttenduLe <= bientot ? 'due_bientot' : 'sans_accuse'
}

function dansJours(jour: string, jours: number): string {
  const date = new Date(`${jour}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + jours)
  return date.toISOString().slice(0, 10)
}

/** Façade de l'accueil : brouillons à reprendre, sans accusé, en retard, réponse due bientôt ; 50 au plus, les retards d'abord. */
export async function listAttentes(contexte: Contexte): Promise<AttenteProtection[]> {
  const bientot = dansJours(contexte.aujourdHui, JOURS_BIENTOT)
  return (await listEnAttente(contexte, bientot))
    .map((l) => ({
      informationId: l.id,
      dossierId: l.dossierId,
      genre: genreDe(l, contexte.aujourdHui, bientot),
      etablissement: l.etablissement,
      href: `/informations-preoccupantes/${l.id}`,
      retourAttenduLe: l.retourAttenduLe,
      transmiseLe: l.transmiseLe,
      modifieeLe: l.modifieeLe,
      relanceeLe: l.relanceeLe,
    }))
    .sort((a, b) => ORDRE.indexOf(a.genre) - ORDRE.indexOf(b.genre))
}

/** Une information, sans son contenu, pour la page de son dossier. */
export type InformationDuDossier = Omit<InformationRow, 'dossierId' | 'etablissement'>

/** Façade de la page dossier : ses informations préoccupantes, de la plus récente à la plus ancienne ; 50 au plus. */
export function listInformationsDuDossier(contexte: Contexte, dossierId: string): Promise<readonly InformationDuDossier[]> {
  return listDuDossier(contexte, dossierId)
}
