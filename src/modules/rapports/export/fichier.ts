import { anneeEnClair } from '#modules/pilotage/index.ts'
import { ecrireOds } from '#socle/ods.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import type { FigeSitue } from '../contenu-fige.ts'
import { classeur } from './classeur.ts'
import { csvDuRapport } from './csv.ts'
import { composerDocument } from './document.ts'

export const FORMATS = ['pdf', 'ods', 'csv'] as const
export type Format = (typeof FORMATS)[number]

export type Imprimerie = { readonly pdf: FabriquePdf; readonly gabarit: string }
export type Fichier = { readonly type: string; readonly nom: string; readonly octets: Uint8Array }

const TYPES_MIME: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv; charset=utf-8',
}

/** Un rapport figé dans un format. Le même rapport, dans le même contexte, donne les mêmes octets. */
export async function exporter(imprimerie: Imprimerie, contenu: FigeSitue, format: Format): Promise<Fichier> {
  const { annee, instantane } = contenu
  return {
    type: TYPES_MIME[format],
    nom: `rapport-${anneeEnClair(annee)}-n${instantane.numero}.${format}`,
    octets: await octetsDe(imprimerie, contenu, format),
  }
}

function octetsDe({ pdf, gabarit }: Imprimerie, contenu: FigeSitue, format: Format): Promise<Uint8Array> | Uint8Array {
  if (format === 'csv') return csvDuRapport(contenu)
  if (format === 'pdf') return pdf.composer(gabarit, composerDocument(contenu))
  const { territoire, annee, instantane } = contenu
  const titre = `Rapport d’activité ${anneeEnClair(annee)}, n° ${instantane.numero}, ${territoire.libelle}`
  return ecrireOds(titre, instantane.figeLe ?? new Date(0), classeur(contenu))
}
