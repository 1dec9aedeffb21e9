import { z } from 'zod'
import { anneeScolaire } from '#modules/pilotage/index.ts'
import { motifsIntervention, niveauxScolaires, typesActe } from '#modules/referentiels/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { deplier } from '#socle/champs.ts'
import { refus } from '#socle/decision.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { codeFacultatif, id, texte, texteRequis } from '#socle/saisie.ts'
import { deleteCorrection, insertCorrection } from './corrections.requetes.ts'
import { SECTION_MAX, sectionsDe } from './rapport.ts'
import { peutTenirRapport } from './rapports.politique.ts'
import { ecrireBrouillon, introuvable, listVraisComptes } from './rapports.requetes.ts'
import { duTerritoire, vise } from './vise.cas.ts'

/** Enregistre les mots du rapport ; la section d'un autre niveau se refuse. */
export const ecrireRapport = casUsage({
  nom: 'rapports.ecrire',
  saisie: z.preprocess(
    deplier,
    vise.extend({
      jetonVersion: z.coerce.number().int().min(0),
      textes: z.record(z.string().max(40), texte(SECTION_MAX)).default({}),
    }),
  ),
  ...duTerritoire,
  autoriser: peutTenirRapport,
  async executer({ tx }, { territoireId, annee: a, jetonVersion, textes }, { niveau }) {
    const gardes = sectionsDe(niveau).flatMap(({ code }) => (textes[code] ? [[code, textes[code]] as const] : []))
    if (!(await ecrireBrouillon(tx, territoireId, a, Object.fromEntries(gardes), jetonVersion)))
      throw new ErreurMetier(
        'conflit',
        'rapports.version',
        'Ce rapport a été modifié depuis que vous l’avez ouvert : votre texte est ci-dessous ; ouvrez le rapport dans un autre onglet pour comparer, puis enregistrez de nouveau.',
      )
    return { territoireId, annee: a }
  },
})

const DOIT_ETRE_ETABLISSEMENT = refus('rapports.correction_ailleurs', 'Seul le rapport d’un établissement se corrige, par qui l’assure.')
const peutCorriger: typeof peutTenirRapport = (agent, territoire) =>
  territoire.niveau === 'etablissement' ? peutTenirRapport(agent, territoire) : DOIT_ETRE_ETABLISSEMENT

/** Ajoute aux comptes, ou en ôte, en disant pourquoi ; aucun compte ne passe sous zéro. Les faits ne changent pas. */
export const corrigerRapport = casUsage({
  nom: 'rapports.corriger',
  creation: true,
  saisie: vise
    .extend({
      type: z.enum(['acte', 'ouverture', 'cloture'], 'Dites ce que vous corrigez.'),
      mois: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Choisissez un mois.'),
      typeActe: codeFacultatif(typesActe),
      motif: codeFacultatif(motifsIntervention),
      niveau: codeFacultatif(niveauxScolaires),
      nombre: z.coerce
        .number('Écrivez un nombre : 3 pour ajouter, −3 pour ôter.')
        .int('Écrivez un nombre entier.')
        .min(-500, 'Une correction porte au plus sur 500.')
        .max(500, 'Une correction porte au plus sur 500.')
        .refine((n) => n !== 0, 'Écrivez un nombre : 3 pour ajouter, −3 pour ôter.'),
      explication: texteRequis('Expliquez cette correction en une phrase, sans nom.', 500),
    })
    .refine((s) => (s.type === 'acte') === (s.typeActe !== null), {
      path: ['typeActe'],
      message: 'Le type d’acte se donne pour un acte, et pour lui seul.',
    })
    .refine((s) => anneeScolaire(`${s.mois}-01`) === s.annee, { path: ['mois'], message: 'Ce mois n’est pas de l’année du rapport.' }),
  ...duTerritoire,
  autoriser: peutCorriger,
  async executer({ tx, identifiant }, { territoireId, annee: a, ...correction }) {
    const correctionId = identifiant()
    await insertCorrection(tx, territoireId, a, { id: correctionId, ...correction })
    if ((await listVraisComptes(tx, territoireId, a)).some((c) => (c.nombre ?? 0) < 0))
      throw new ErreurMetier(
        'invalide',
        'rapports.sous_zero',
        'Vous ôtez plus que ce qui est compté : vérifiez le nombre, le mois, le type et le motif.',
        {},
        'nombre',
      )
    return { correctionId }
  },
})

export const retirerCorrection = casUsage({
  nom: 'rapports.retirer_correction',
  saisie: vise.extend({ correctionId: id() }),
  ...duTerritoire,
  autoriser: peutCorriger,
  async executer({ tx }, { correctionId, territoireId, annee: a }) {
    if (!(await deleteCorrection(tx, correctionId))) throw introuvable()
    return { territoireId, annee: a }
  },
})
