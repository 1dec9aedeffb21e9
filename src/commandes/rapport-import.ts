import type { RapportImport } from '#modules/eleves/index.ts'

const NATURES: Readonly<Record<NonNullable<RapportImport['nature']>, string>> = {
  structures: 'Structures',
  eleves: 'Élèves',
  responsables: 'Responsables',
  onde_eleves: 'Élèves (ONDE)',
  onde_responsables: 'Responsables (ONDE)',
}

/** Rejets écrits à l'écran ; la page des imports montre les suivants. */
const REJETS_MONTRES = 50

/** Ce qu'un import a changé, en clair, une ligne par phrase. `lieu` : le nom de l'établissement, ou du fichier s'il est refusé. */
export function phrasesDuRapport({ nature, compteurs: c, avertissements, rejets, refus }: RapportImport, lieu: string): string[] {
  const quoi = `${nature === null ? 'Fichier' : NATURES[nature]}, ${lieu}`
  if (refus !== null) return [`${quoi} : refusé, rien n’a changé.`, `  ${refus}`]
  const comptes = [
    compte(c.crees, 'créé', 'créés'),
    compte(c.modifies, 'modifié', 'modifiés'),
    compte(c.inchanges, 'inchangé', 'inchangés'),
    compte(c.partis, 'parti', 'partis'),
    ...(c.ecartes > 0 ? [compte(c.ecartes, 'laissé de côté', 'laissés de côté')] : []),
    ...(c.aConfirmer > 0 ? [compte(c.aConfirmer, 'à confirmer par une personne', 'à confirmer par une personne')] : []),
  ]
  const reste = c.rejetes - Math.min(rejets.length, REJETS_MONTRES)
  return [
    `${quoi} : ${comptes.join(', ')}.`,
    ...avertissements.map((a) => `  Attention : ${a}`),
    ...(c.rejetes > 0 ? [`  ${compte(c.rejetes, 'entrée rejetée', 'entrées rejetées')} :`] : []),
    ...rejets.slice(0, REJETS_MONTRES).map((r) => `    ligne ${r.ligne.toLocaleString('fr-FR')} : ${r.motif}`),
    ...(reste > 0 ? [`    et ${compte(reste, 'autre', 'autres')}.`] : []),
  ]
}

const compte = (n: number, un: string, plusieurs: string): string => `${n.toLocaleString('fr-FR')} ${n > 1 ? plusieurs : un}`
