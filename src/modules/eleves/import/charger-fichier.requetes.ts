import { liensEnfantProtege } from '#modules/referentiels/index.ts'
import type { Rejet } from '../lecture/enregistrement.ts'
import type { LecteurDepot } from './lecteur-depot.ts'
import type { ALire } from './lecture-chiffree.ts'
import { TABLES_LUES, type TableLue } from './lots.ts'
import { REJETS_GARDES, type RejetImport } from './rapport.ts'
import type { SessionImport } from './session-import.requetes.ts'

/** Où en est la lecture, en octets du contenu. */
export type Avancement = { octetsLus: number; octetsTotal: number }

export type Lus = { readonly rejets: RejetImport[]; rejetes: number; rejetsSansCle: number; readonly nombre: Record<TableLue, number> }

export type Chargement = {
  readonly session: SessionImport
  readonly lecteur: LecteurDepot
  readonly aLire: Omit<ALire, 'proteges'>
  readonly avancement: Avancement
  readonly signal: AbortSignal | undefined
}

/** Lit un fichier dans les tables temporaires de la session, qui se vident avec sa transaction. */
export async function charger({ session, lecteur, aLire, avancement, signal }: Chargement): Promise<Lus> {
  const nombre = Object.fromEntries(Object.keys(TABLES_LUES).map((t) => [t, 0])) as Record<TableLue, number>
  const lus: Lus = { rejets: [], rejetes: 0, rejetsSansCle: 0, nombre }
  for await (const { copies, rejets, octetsLus, octetsTotal } of lecteur.lire({ ...aLire, proteges: liensEnfantProtege }, signal)) {
    for (const { table, lignes, octets } of copies) {
      await session.copier(table, octets)
      nombre[table] += lignes
    }
    retenirRejets(lus, rejets)
    Object.assign(avancement, { octetsLus, octetsTotal })
  }
  return lus
}

function retenirRejets(lus: Lus, rejets: readonly Rejet[]): void {
  for (const { ligne, motif, cle } of rejets) {
    lus.rejetes++
    if (cle === null) lus.rejetsSansCle++
    if (lus.rejets.length < REJETS_GARDES) lus.rejets.push({ ligne, motif })
  }
}
