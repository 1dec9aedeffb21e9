import { z } from 'zod'
import { modesInformation, motifsNonInformation } from '#modules/referentiels/index.ts'
import { casUsage, jourDeParis } from '#socle/cas-usage.ts'
import { deplier } from '#socle/champs.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { codesDe } from '#socle/nomenclature.ts'
import { id, jourFacultatif, texte, texteLong, version } from '#socle/saisie.ts'
import { majBrouillon, verrouillerBrouillon } from './information.requetes.ts'
import { peutRediger } from './information-preoccupante.politique.ts'
import type { StatutInformation } from './information-preoccupante.ts'
import { chargerPiece } from './piece.requetes.ts'
import { ecrireStatut } from './titulaire.requetes.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)

/** Ce qu'une carte envoie. Aucun choix par défaut : sans choix, rien n'est exigé et rien n'est consigné. */
const carte = z
  .object({
    statut: z.preprocess(vide, z.enum(['faite', 'non_faite'], 'Choisissez oui ou non.').nullable()),
    le: jourFacultatif('Indiquez le jour de l’information.'),
    mode: z.preprocess(vide, z.enum(codesDe(modesInformation), 'Dites comment l’information a été faite.').nullable()),
    par: texte(),
    reaction: texteLong(),
    motif: z.preprocess(vide, z.enum(codesDe(motifsNonInformation), 'Choisissez le motif.').nullable()),
    explication: texteLong(),
    adresse: texte(500),
    telephone: texte(),
    courriel: texte(),
  })
  .superRefine((c, ctx) => {
    const exiger = (champ: 'le' | 'mode' | 'par' | 'motif' | 'explication', message: string) => {
      if (c[champ] === null) ctx.addIssue({ code: 'custom', path: [champ], message })
    }
    if (c.statut === 'faite') {
      exiger('le', 'Indiquez le jour de l’information.')
      exiger('mode', 'Dites comment l’information a été faite.')
      exiger('par', 'Dites par qui l’information a été faite.')
    }
    if (c.statut === 'non_faite') {
      exiger('motif', 'Choisissez le motif : ne pas informer est l’exception (art. L226-2-1 du CASF).')
      exiger('explication', 'Expliquez en une phrase : elle figure sur la fiche.')
    }
  })
type Carte = z.output<typeof carte>

function statutDe(c: Carte): StatutInformation | null {
  if (c.statut === 'faite' && c.le && c.mode && c.par) return { statut: 'faite', le: c.le, mode: c.mode, par: c.par, reaction: c.reaction }
  if (c.statut === 'non_faite' && c.motif && c.explication) return { statut: 'non_faite', motif: c.motif, explication: c.explication }
  return null
}

const SUITES = ['titulaires', 'transmettre'] as const

/**
 * Consigne l'information préalable de chaque titulaire, tous au même rang.
 *
 * @source CASF L226-2-1
 * @source C. civ. 372 et 373-2 — la séparation est sans incidence
 */
export const informerTitulaires = casUsage({
  nom: 'protection.informer_titulaires',
  saisie: z.preprocess(
    deplier,
    z.object({
      id: id(),
      jetonVersion: version(),
      suite: z.preprocess((v) => v || 'titulaires', z.enum(SUITES)),
      sansTitulaire: texteLong(),
      titulaires: z.preprocess((v) => v ?? {}, z.record(z.uuid(), carte)),
    }),
  ),
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutRediger,
  async executer(contexte, saisie, { ip, titulaires, cle }) {
    await verrouillerBrouillon(contexte, saisie.id, saisie.jetonVersion)
    const coordonnees = { ...ip.ecrit.coordonnees }
    for (const { id: titulaireId } of titulaires) {
      const c = saisie.titulaires[titulaireId]
      if (!c) continue
      coordonnees[titulaireId] = { adresse: c.adresse, telephone: c.telephone, courriel: c.courriel }
      const statut = statutDe(c)
      if (statut)
        await ecrireStatut(
          contexte,
          cle,
          saisie.id,
          titulaireId,
          exigerPasse(saisie.id, titulaireId, statut, jourDeParis(contexte.maintenant)),
        )
    }
    await majBrouillon(contexte, cle, saisie.id, saisie.jetonVersion, {
      ...ip.ecrit,
      coordonnees,
      sansTitulaire: titulaires.length === 0 ? saisie.sansTitulaire : null,
    })
    return { informationId: saisie.id, suite: saisie.suite }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
})

function exigerPasse(informationId: string, titulaireId: string, statut: StatutInformation, aujourdHui: string): StatutInformation {
  if (statut.statut === 'faite' && statut.le > aujourdHui)
    throw new ErreurMetier(
      'invalide',
      'protection.information_future',
      'Cette information n’a pas encore eu lieu : consignez-la quand elle sera faite.',
      { informationId },
      `titulaires.${titulaireId}.le`,
    )
  return statut
}
