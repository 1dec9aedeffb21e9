import { findEtablissement, nomTerritoire, verifierUai } from '#modules/referentiels/index.ts'
import type { Db } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Entete } from '../lecture/enregistrement.ts'

const refus = (code: string, message: string) => new ErreurMetier('invalide', `eleves.import_${code}`, message)

/**
 * L'établissement d'un fichier : celui que le fichier nomme, s'il est attendu ; pour ONDE, qui n'en nomme aucun, le seul attendu.
 *
 * @throws ErreurMetier une phrase : numéro faux, établissement inconnu, ou autre que celui attendu
 */
export async function trouverEtablissement(db: Db, { uai, nature }: Entete, admis: readonly string[] | null): Promise<string> {
  if (uai === null) return sansUai(nature.startsWith('onde'), admis)
  const etablissement = await findEtablissement(db, verifier(uai))
  if (!etablissement)
    throw refus('uai_inconnu', `L’établissement ${uai} de ce fichier n’est pas dans la liste nationale d’Égide. Vérifiez le fichier.`)
  if (admis !== null && !admis.includes(etablissement.id)) {
    const attendu = admis.length === 1 && admis[0] ? `${await nomTerritoire(db, admis[0])}` : 'l’un de vos établissements'
    throw refus('autre_etablissement', `Ce fichier est celui de ${etablissement.nom} (${uai}) ; on attendait ${attendu}. Rien n’a changé.`)
  }
  return etablissement.id
}

function sansUai(onde: boolean, admis: readonly string[] | null): string {
  const [seul, ...autres] = admis ?? []
  if (onde && seul !== undefined && autres.length === 0) return seul
  if (onde)
    throw refus('ecole_a_dire', 'Une extraction d’ONDE ne dit pas de quelle école elle vient : choisissez l’école, puis recommencez.')
  throw refus('sans_uai', 'Le fichier ne dit pas de quel établissement il vient (UAJ). Refaites l’export depuis SIECLE.')
}

function verifier(uai: string): string {
  try {
    return verifierUai(uai)
  } catch {
    throw refus(
      'uai_faux',
      'Le numéro d’établissement écrit dans le fichier (UAJ) n’est pas un UAI valable. Refaites l’export depuis SIECLE.',
    )
  }
}
