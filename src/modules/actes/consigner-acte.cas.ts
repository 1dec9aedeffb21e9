import { z } from 'zod'
import { findDossier, ouvrirPour } from '#modules/dossiers/index.ts'
import { type Eleve, findEleve } from '#modules/eleves/index.ts'
import { listPrecisionsOffertes, motifsIntervention, originesDemande, type TypeActe, typesActe } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { codesValides } from '#socle/nomenclature.ts'
import { code, codeFacultatif, codes, jour, jourFacultatif, texte, texteLong } from '#socle/saisie.ts'
import { type CibleActe, peutConsigner } from './acte.politique.ts'
import type { ActeAInscrire } from './acte.ts'
import { inscrireComplements } from './complements.requetes.ts'
import { exigerDatePassee, inscrireActe } from './inscrire-acte.requetes.ts'

const facultatif = z.preprocess((v) => v || null, z.uuid('Choisissez l’élève dans la liste.').nullable())

/** Les champs d'un acte, communs à la consignation et à la rectification. */
export const champsActe = {
  dateActe: jour('Indiquez la date.'),
  type: code(typesActe, 'Choisissez le type d’acte.'),
  motif: code(motifsIntervention, 'Choisissez le motif principal.'),
  motifsAssocies: codes(motifsIntervention),
  origine: codeFacultatif(originesDemande),
  compteRendu: texteLong(),
}

/** Un seul champ dit le motif et sa précision locale (`motifSaisi`) ; le motif enregistré est toujours l'item national. */
export const saisieActe = <F extends z.ZodRawShape>(champs: F) =>
  z.preprocess(
    (brut) => {
      if (typeof brut !== 'object' || brut === null || !('motif' in brut) || typeof brut.motif !== 'string') return brut
      const [motif, precisionId = null] = brut.motif.split(':')
      return { ...brut, motif, precisionId }
    },
    z.object({ ...champs, precisionId: z.uuid('Choisissez le motif dans la liste.').nullable().default(null) }),
  )

export type CibleConsigner = CibleActe & ({ readonly genre: 'dossier' } | { readonly genre: 'eleve'; readonly eleve: Eleve })

export async function chargerCible(
  contexte: Contexte,
  vise: { readonly dossierId: string | null; readonly eleveId: string | null },
): Promise<CibleConsigner> {
  if (vise.dossierId) return { genre: 'dossier', dossier: await findDossier(contexte, vise.dossierId) }
  if (vise.eleveId) return { genre: 'eleve', eleve: await findEleve(contexte, vise.eleveId) }
  throw new ErreurMetier(
    'invalide',
    'actes.sans_eleve',
    'Cherchez l’élève et choisissez-le. Si aucun n’est concerné, prenez « Sans élève ».',
    {},
    'q',
  )
}

/**
 * Consigne un acte : trois champs requis (l'élève ou son dossier, la date, le motif), le type proposé. Sans dossier, il
 * s'ouvre dans le même envoi, sur le même motif. Rend `{ dossierId, acteId }`.
 */
export const consignerActe = casUsage({
  nom: 'actes.consigner',
  creation: true,
  saisie: saisieActe({
    dossierId: facultatif.default(null),
    eleveId: facultatif.default(null),
    ...champsActe,
    type: champsActe.type.default('ENT_ELEVE'),
    noteTravail: texteLong(),
    surTiers: texteLong(),
    rappelObjet: texte(200),
    rappelLe: jourFacultatif(),
  }),
  charger: chargerCible,
  autoriser: peutConsigner,
  async executer(contexte, saisie, cible) {
    const { tx, coffre, aujourdHui } = contexte
    exigerDatePassee(saisie.dateActe, aujourdHui)
    exigerTypeOuvert(saisie.type, aujourdHui)
    if (saisie.rappelObjet && !saisie.rappelLe)
      throw new ErreurMetier('invalide', 'actes.rappel_sans_date', 'Indiquez pour quand est ce rappel.', {}, 'rappelLe')
    await exigerPrecisionOfferte(contexte, lieuDe(cible), saisie)
    const dossier = cible.genre === 'dossier' ? cible.dossier : await ouvrirAvec(contexte, cible.eleve, saisie)
    const cle = await coffre.ouvrirCle(tx, dossier.id)
    const { acteId } = await inscrireActe(contexte, dossier, saisie, cle)
    await inscrireComplements(contexte, cle, acteId, saisie)
    return { dossierId: dossier.id, acteId }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.dossierId ?? dossierId ?? undefined }),
})

/** L'établissement de l'acte : le département dont les précisions s'offrent est le sien. */
export const lieuDe = (cible: CibleActe): string => (cible.genre === 'dossier' ? cible.dossier : cible.eleve).etablissementId

/** `gardee` : la précision de l'acte qu'on rectifie. @throws ErreurMetier invalide si elle ne s'offre pas ici, ou relève d'un autre motif */
export async function exigerPrecisionOfferte(
  contexte: Contexte,
  etablissementId: string,
  { motif, precisionId = null }: Pick<ActeAInscrire, 'motif' | 'precisionId'>,
  gardee: string | null = null,
): Promise<void> {
  if (precisionId === null) return
  const offertes = await listPrecisionsOffertes(contexte, etablissementId, gardee)
  if (!offertes.some((p) => p.id === precisionId && p.motif === motif))
    throw new ErreurMetier(
      'invalide',
      'actes.precision_fermee',
      'Cette précision locale ne s’offre pas ici, ou plus : choisissez un motif de la liste.',
      {},
      'motif',
    )
}

/** Un acte neuf ne prend pas un type fermé ; une rectification peut le garder. */
function exigerTypeOuvert(type: TypeActe, aujourdHui: string): void {
  if (!codesValides(typesActe, aujourdHui).includes(type))
    throw new ErreurMetier(
      'invalide',
      'actes.type_ferme',
      'Ce type ne se consigne plus au dossier d’un élève : choisissez-en un autre, ou « Sans nom » si aucun élève n’est concerné.',
      {},
      'type',
    )
}

/** Sans origine dite, l'initiative est celle du service : c'est lui qui consigne. */
async function ouvrirAvec(contexte: Contexte, eleve: Eleve, { motif, origine }: Pick<ActeAInscrire, 'motif' | 'origine'>) {
  const { dossierId } = await ouvrirPour(contexte, eleve, { motif, origine: origine ?? 'INIT' })
  return findDossier(contexte, dossierId)
}
