import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import type { Application, Niveau, Reference } from './reference.ts'

const lieu = (ligneId: string): Lieu => ({ colonne: 'protection.reference_externe.reference_chiffre', ligneId })

/** Les références d'un dossier, de la plus récente à la plus ancienne ; 50 au plus. */
export async function referencesSous({ tx }: Pick<Contexte, 'tx'>, cle: Cle): Promise<Reference[]> {
  const rows = await tx
    .selectFrom('protection.reference_externe as r')
    .innerJoin('securite.agent as a', 'a.id', 'r.auteur_id')
    .select(['r.id', 'r.application', 'r.niveau', 'r.le', 'r.reference_chiffre', 'a.nom_affiche as auteur'])
    .where('r.dossier_id', '=', cle.id)
    .orderBy('r.le', 'desc')
    .orderBy('r.id', 'desc')
    .limit(50)
    .execute()
  return rows.map((r) => ({
    id: r.id,
    application: r.application as Application,
    niveau: r.niveau as Niveau | null,
    le: r.le,
    reference: cle.dechiffrer(lieu(r.id), r.reference_chiffre),
    auteur: r.auteur,
  }))
}

export async function insererReference(
  { tx, agent, identifiant }: Contexte,
  cle: Cle,
  r: Omit<Reference, 'id' | 'auteur'>,
): Promise<string> {
  const id = identifiant()
  await tx
    .insertInto('protection.reference_externe')
    .values({
      id,
      dossier_id: cle.id,
      auteur_id: agent.id,
      application: r.application,
      niveau: r.niveau,
      le: r.le,
      reference_chiffre: cle.chiffrer(lieu(id), r.reference),
    })
    .execute()
  return id
}
