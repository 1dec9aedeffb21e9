import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import type { MotifIntervention } from './nomenclatures.ts'

/** Ce qu'un département ajoute sous un motif national, et qu'un formulaire d'acte offre à sa suite. */
export type PrecisionOfferte = { readonly id: string; readonly motif: MotifIntervention; readonly libelle: string }

/**
 * Les précisions qu'offre aujourd'hui le département de cet établissement : ouvertes, et leur motif national aussi. `gardee` : celle d'un
 * acte qu'on rectifie, même close depuis. Au plus 100, plus qu'un département n'en peut ouvrir.
 */
export async function listPrecisionsOffertes(
  { tx, aujourdHui }: Contexte,
  etablissementId: string,
  gardee: string | null = null,
): Promise<PrecisionOfferte[]> {
  const { rows } = await sql<PrecisionOfferte>`
    select p.id, p.motif, p.libelle
      from referentiels.precision_locale p join referentiels.motif_intervention m on m.code = p.motif
     where p.departement_id = referentiels.departement_de(${etablissementId})
       and (p.id = ${gardee} or p.valide_du <= ${aujourdHui} and (p.valide_au is null or p.valide_au > ${aujourdHui}))
       and m.valide_du <= ${aujourdHui} and (m.valide_au is null or m.valide_au > ${aujourdHui})
     order by p.libelle, p.id limit 100`.execute(tx)
  return rows
}

/** Une précision au dictionnaire : son motif national et ses dates (fin exclue), jamais un nombre. */
export type PrecisionDite = Omit<PrecisionOfferte, 'id'> & {
  readonly departement: string
  readonly valideDu: string
  readonly valideAu: string | null
}

/** Les précisions des départements où l'agent exerce, closes comprises, motif par motif ; au plus 500. */
export async function listPrecisionsLisibles({ tx }: Contexte): Promise<PrecisionDite[]> {
  const { rows } = await sql<PrecisionDite>`
    select t.libelle as departement, p.motif, p.libelle, p.valide_du as "valideDu", p.valide_au as "valideAu"
      from referentiels.precision_locale p
      join referentiels.motif_intervention m on m.code = p.motif
      join referentiels.territoire t on t.id = p.departement_id
     order by t.libelle, m.ordre, p.libelle, p.id limit 500`.execute(tx)
  return rows
}
