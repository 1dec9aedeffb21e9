import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import type { StatutInformation } from './information-preoccupante.ts'

// Deux identifiants font la ligne : tous deux entrent dans son lieu.
const lieu = (informationId: string, titulaireId: string): Lieu => ({
  colonne: 'protection.information_titulaire.contenu_chiffre',
  ligneId: `${informationId}/${titulaireId}`,
})

/** Le statut d'information préalable de chaque titulaire qui en a un ; titulaire → statut. */
export async function listStatuts(
  { tx }: Pick<Contexte, 'tx'>,
  cle: Cle,
  informationId: string,
): Promise<ReadonlyMap<string, StatutInformation>> {
  const rows = await tx
    .selectFrom('protection.information_titulaire')
    .select(['titulaire_id', 'contenu_chiffre'])
    .where('information_id', '=', informationId)
    .orderBy('titulaire_id')
    .limit(100)
    .execute()
  return new Map(
    rows.map((r) => [
      r.titulaire_id,
      JSON.parse(cle.dechiffrer(lieu(informationId, r.titulaire_id), r.contenu_chiffre)) as StatutInformation,
    ]),
  )
}

export async function ecrireStatut(
  { tx, agent }: Contexte,
  cle: Cle,
  informationId: string,
  titulaireId: string,
  statut: StatutInformation,
): Promise<void> {
  const ecrit = {
    statut: statut.statut,
    contenu_chiffre: cle.chiffrer(lieu(informationId, titulaireId), JSON.stringify(statut)),
    saisi_par: agent.id,
  }
  await tx
    .insertInto('protection.information_titulaire')
    .values({ information_id: informationId, dossier_id: cle.id, titulaire_id: titulaireId, ...ecrit })
    .onConflict((oc) => oc.columns(['information_id', 'titulaire_id']).doUpdateSet(ecrit))
    .execute()
}
