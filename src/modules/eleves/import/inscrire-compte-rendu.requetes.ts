import type { Entete } from '../lecture/enregistrement.ts'
import type { Resultat } from './importer-fichier.requetes.ts'
import type { SessionImport } from './session-import.requetes.ts'

type FichierLu = { readonly importId: string; readonly entete: Entete; readonly empreinte: Buffer; readonly octets: number }

/** Le compte rendu, dans la transaction même qui écrit les élèves. */
export async function inscrire(
  s: SessionImport,
  { importId, entete, empreinte, octets }: FichierLu,
  { etablissementId, compteurs: c, avertissements, rejets }: Resultat,
): Promise<void> {
  await s.executer(
    `update eleves.import set etat = 'fini', fini_le = now(), vivant_le = now(), etablissement_id = $2, nature = $3, annee_scolaire = $4, date_export = $5, empreinte = $6,
            octets_lus = $7, octets_total = $7, crees = $8, modifies = $9, inchanges = $10, partis = $11, ecartes = $12, rejetes = $13, a_confirmer = $14, avertissements = $15
      where id = $1`,
    [
      importId,
      etablissementId,
      entete.nature,
      entete.anneeScolaire,
      entete.dateExport,
      empreinte,
      octets,
      c.crees,
      c.modifies,
      c.inchanges,
      c.partis,
      c.ecartes,
      c.rejetes,
      c.aConfirmer,
      avertissements,
    ],
  )
  for (let i = 0; i < rejets.length; i += 500)
    await s.executer(
      'insert into eleves.import_rejet (import_id, rang, ligne, motif) select $1, x.rang, x.ligne, x.motif from unnest($2::int[], $3::int[], $4::text[]) as x (rang, ligne, motif)',
      [
        importId,
        rejets.slice(i, i + 500).map((_, j) => i + j),
        rejets.slice(i, i + 500).map((x) => x.ligne),
        rejets.slice(i, i + 500).map((x) => x.motif.slice(0, 400)),
      ],
    )
}
