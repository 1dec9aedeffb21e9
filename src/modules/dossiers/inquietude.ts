import type { MotifIntervention } from '#modules/referentiels/index.ts'

/**
 * Les motifs qui, inscrits à un acte ou à l'ouverture du dossier, valent une inquiétude : l'élève en danger ou en risque de l'être, et les
 * violences dans sa famille. Les autres motifs du groupe « protection » disent un statut (mineur non accompagné), un suivi déjà en place ou
 * une emprise : ils n'y sont pas. Liste proposée par Égide.
 *
 * @source circulaire n° 2017-055 du 22 mars 2017, §1.2, pour le danger ; CASF annexe 2-8 (VIOLFAM, VIOLCONJ) pour les violences
 * @lu 2026-11-28
 */
export const MOTIFS_D_INQUIETUDE = ['DANGER', 'VIF'] as const satisfies readonly MotifIntervention[]
