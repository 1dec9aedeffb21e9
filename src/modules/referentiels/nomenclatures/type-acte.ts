import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** Depuis ce jour, ce qui ne nomme aucun élève a son propre écran. */
const SANS_NOM_LE = '2026-11-28'

/**
 * Ce que fait le service auprès d’un élève : chaque acte consigné porte un de ces types. Le conseil technique et l’action collective,
 * qui n’en nomment aucun, se consignent à part depuis leur date de fin (ADR 0030).
 */
export const typesActe = nomenclature({
  table: 'referentiels.type_acte',
  titre: 'Types d’actes du service social',
  source:
    'Composition Égide d’après la circulaire n° 2017-055 du 22 mars 2017 (NOR MENE1709191C) §1.3. Nomenclature nationale : non trouvée.',
  fiabilite: 'proposition_egide',
  entrees: {
    ENT_ELEVE: { libelle: 'Entretien avec l’élève', groupe: 'direct', du: PROPOSITION_DU },
    ENT_PARENT: { libelle: 'Entretien avec le(s) parent(s)', groupe: 'direct', du: PROPOSITION_DU },
    ENT_CONJ: { libelle: 'Entretien élève et parents', groupe: 'direct', du: PROPOSITION_DU },
    TEL: { libelle: 'Entretien téléphonique', groupe: 'direct', du: PROPOSITION_DU },
    VAD: { libelle: 'Visite à domicile (avec l’accord de la famille)', groupe: 'direct', du: PROPOSITION_DU },
    MEDIATION: { libelle: 'Médiation', groupe: 'direct', du: PROPOSITION_DU },
    ACCOMP: { libelle: 'Accompagnement physique, démarche avec l’élève', groupe: 'direct', du: PROPOSITION_DU },
    LIAISON_INT: { libelle: 'Liaison interne (équipe éducative)', groupe: 'indirect', du: PROPOSITION_DU },
    LIAISON_EXT: { libelle: 'Liaison externe (partenaires)', groupe: 'indirect', du: PROPOSITION_DU },
    REUNION: { libelle: 'Réunion, synthèse, instance au sujet de l’élève', groupe: 'indirect', du: PROPOSITION_DU },
    CONSEIL: { libelle: 'Conseil technique à un personnel', groupe: 'indirect', du: PROPOSITION_DU, au: SANS_NOM_LE },
    ECRIT: { libelle: 'Écrit professionnel (rapport social, note, courrier)', groupe: 'écrit', du: PROPOSITION_DU },
    IP: { libelle: 'Rédaction/transmission d’une information préoccupante', groupe: 'écrit', du: PROPOSITION_DU },
    SIGN: { libelle: 'Rédaction/transmission d’un signalement', groupe: 'écrit', du: PROPOSITION_DU },
    AVIS_FS: { libelle: 'Avis technique fonds social / aide financière', groupe: 'écrit', du: PROPOSITION_DU },
    DOSSIER: { libelle: 'Instruction de dossier (bourse, MDPH, aide)', groupe: 'écrit', du: PROPOSITION_DU },
    COLL: { libelle: 'Action collective', groupe: 'collectif', du: PROPOSITION_DU, au: SANS_NOM_LE },
    ECOUTE: { libelle: 'Cellule d’écoute (événement traumatique)', groupe: 'collectif', du: PROPOSITION_DU },
    ENQUETE: { libelle: 'Enquête sociale à la demande du DASEN (L131-8, R131-7)', groupe: 'indirect', du: PROPOSITION_DU },
  },
})
export type TypeActe = CodeDe<typeof typesActe>
