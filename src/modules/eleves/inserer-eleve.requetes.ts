import type { Contexte } from '#socle/cas-usage.ts'
import type { FicheEleve } from './eleve.ts'
import { empreinteCle, empreinteContenu, empreinteIdentite, empreinteIne, Jetons, lieu, signatureDe } from './empreintes.ts'

export type FicheManuelle = FicheEleve & { readonly classe: string | null }

/** Colonnes d'une fiche écrite à la main, chiffrées et empreintes. `cleAveugle` : celle de la fiche, neuve ou déjà là. */
export async function colonnesDeFiche(
  { tx, coffre }: Pick<Contexte, 'tx' | 'coffre'>,
  etablissementId: string,
  cleAveugle: Buffer,
  { classe, ...fiche }: FicheManuelle,
) {
  const cle = await coffre.cleDe(tx, 'etablissement', etablissementId)
  const contenu = JSON.stringify(fiche)
  const empreintes = new Jetons(coffre.empreinte, etablissementId).deFiche(fiche)
  return {
    fiche_chiffree: cle.chiffrer(lieu('eleves.eleve.fiche_chiffree', cleAveugle), contenu),
    contenu_aveugle: empreinteContenu(coffre.empreinte, cleAveugle, contenu),
    division_chiffree: classe === null ? null : cle.chiffrer(lieu('eleves.eleve.division_chiffree', cleAveugle), classe),
    division_aveugle: classe === null ? null : empreinteContenu(coffre.empreinte, cleAveugle, classe),
    identite_aveugle: empreinteIdentite(coffre.empreinte, fiche),
    ine_aveugle: empreinteIne(coffre.empreinte, fiche.ine),
    empreintes,
    signature: signatureDe(empreintes),
  }
}

/** Écrit un élève qu'aucun fichier ne connaît encore. La politique de ligne exige que l'établissement soit suivi. */
export async function insererEleve(
  contexte: Pick<Contexte, 'tx' | 'coffre' | 'identifiant'>,
  etablissementId: string,
  fiche: FicheManuelle,
): Promise<string> {
  const id = contexte.identifiant()
  const cleAveugle = empreinteCle(contexte.coffre.empreinte, etablissementId, 'manuel', id)
  const colonnes = await colonnesDeFiche(contexte, etablissementId, cleAveugle, fiche)
  await contexte.tx
    .insertInto('eleves.eleve')
    .values({ id, etablissement_id: etablissementId, cle_aveugle: cleAveugle, ...colonnes, present: true, source: 'manuel' })
    .execute()
  return id
}
