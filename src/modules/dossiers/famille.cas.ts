import { z } from 'zod'
import { decisionsAutoriteParentale, liensParente } from '#modules/referentiels/index.ts'
import { casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { coche, codeFacultatif, id, jourFacultatif, texte, texteRequis } from '#socle/saisie.ts'
import { peutOrganiser } from './dossier.politique.ts'
import { findDossier, identiteSous } from './dossier.requetes.ts'
import { lendemain } from './dossier.ts'
import type { Famille } from './dossier-affiche.ts'
import { ajouterLienA, ajouterTitulaireA, fermerLienLe, fermerTitulaireLe, liensSous, titulairesSous } from './famille.requetes.ts'
import { type EffetDecision, effetsDecision } from './famille.ts'

export const lireFamille = casUsage({
  nom: 'dossiers.lire_famille',
  saisie: z.object({ dossierId: id(), remplaceId: z.uuid().nullish().catch(null) }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId, remplaceId }, dossier): Promise<Famille> {
    const { tx } = contexte
    const cle = await contexte.coffre.ouvrirCle(tx, dossierId)
    const titulaires = await titulairesSous(tx, cle)
    const remplace = titulaires.find((t) => t.id === remplaceId && t.au === null) ?? null
    return { dossier, identite: identiteSous(cle, dossier), titulaires, liens: await liensSous(tx, cle), remplace }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

const periode = { du: jourFacultatif(), dernierJour: jourFacultatif() }
const enPeriode = ({ du, dernierJour }: { du: string | null; dernierJour: string | null }) => {
  if (du && dernierJour && dernierJour < du)
    throw new ErreurMetier('invalide', 'dossiers.periode', 'La fin précède le début : corrigez l’une des deux dates.', {}, 'dernierJour')
  return { du, au: dernierJour && lendemain(dernierJour) }
}

/**
 * Inscrit un titulaire de l'autorité parentale, avec la décision de justice qui le fonde. S'il en remplace un, l'ancienne
 * ligne est fermée, jamais récrite.
 *
 * @source C. civ. 373-2, 373-2-1, 377, 378
 */
export const inscrireTitulaire = casUsage({
  nom: 'dossiers.inscrire_titulaire',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    remplaceId: z.preprocess((v) => v || null, z.uuid().nullable()),
    nom: texteRequis('Indiquez le nom.', 120),
    prenom: texte(120),
    lien: codeFacultatif(liensParente),
    decision: codeFacultatif(decisionsAutoriteParentale),
    decisionLe: jourFacultatif(),
    precision: texte(500),
    effet: z.preprocess(
      (v) => v || null,
      z.enum(Object.keys(effetsDecision) as [EffetDecision, ...EffetDecision[]], 'Choisissez dans la liste.').nullable(),
    ),
    decisionJusquAu: jourFacultatif(),
    adresseSecrete: coche(),
    ...periode,
  }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId, remplaceId, du: debut, dernierJour, prenom, ...dit }) {
    const { du, au } = enPeriode({ du: debut, dernierJour })
    if (remplaceId) await fermerTitulaireLe(contexte, dossierId, remplaceId, du ?? contexte.aujourdHui)
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossierId)
    return { titulaireId: await ajouterTitulaireA(contexte, cle, dossierId, { ...dit, prenom: prenom ?? '' }, { du, au }) }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

/** Ferme à ce jour la ligne d'un titulaire : elle reste lisible. */
export const fermerTitulaire = casUsage({
  nom: 'dossiers.fermer_titulaire',
  saisie: z.object({ dossierId: id(), titulaireId: id() }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId, titulaireId }) {
    await fermerTitulaireLe(contexte, dossierId, titulaireId, contexte.aujourdHui)
    return { dossierId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

export const inscrireLien = casUsage({
  nom: 'dossiers.inscrire_lien',
  creation: true,
  saisie: z.object({
    dossierId: id(),
    nature: z.enum(['foyer', 'fratrie'], 'Choisissez : foyer ou fratrie.'),
    nom: texteRequis('Indiquez qui.', 160),
    lien: texte(160),
    ...periode,
  }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId, nature, nom, lien, ...dates }) {
    return { lienId: await ajouterLienA(contexte, dossierId, nature, { nom, lien }, enPeriode(dates)) }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

export const fermerLien = casUsage({
  nom: 'dossiers.fermer_lien',
  saisie: z.object({ dossierId: id(), lienId: id() }),
  charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
  autoriser: peutOrganiser,
  async executer(contexte, { dossierId, lienId }) {
    await fermerLienLe(contexte, dossierId, lienId, contexte.aujourdHui)
    return { dossierId }
  },
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})
