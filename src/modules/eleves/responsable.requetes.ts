import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { findEleve, listAdresses, listFiches } from './eleve.requetes.ts'
import type { Eleve, Responsable } from './eleve.ts'
import { empreinteCle, empreinteProtege, lieu } from './empreintes.ts'
import type { FicheLien, FicheResponsable } from './responsable.ts'

type Lu = FicheResponsable & FicheLien & { readonly protege: boolean }

const MAX = 50

/**
 * Les responsables d'un élève de mes établissements, par nom et non par rang, liens protégés compris ; 50 au plus.
 *
 * Un lien protégé (éducateur, assistant familial, tuteur, ASE) ne se montre que sur la fiche de l'élève ou dans son dossier,
 * jamais dans une liste.
 *
 * @source C. civ. 372 — les titulaires de l'autorité parentale l'exercent en commun
 * @throws ErreurMetier introuvable si l'élève n'est pas dans mes établissements
 */
export async function listResponsables(contexte: Contexte, eleveId: string): Promise<Responsable[]> {
  const { etablissementId } = await findEleve(contexte, eleveId)
  const cle = (await contexte.coffre.ouvrirCles(contexte.tx, [etablissementId])).get(etablissementId)
  if (!cle) return []
  const lus = [...(await listOrdinaires(contexte, cle, eleveId)), ...(await listProteges(contexte, cle, etablissementId, eleveId))]
  const cleAdresse = (r: Lu) =>
    r.adresseCle === null ? null : empreinteCle(contexte.coffre.empreinte, etablissementId, 'adresse.responsables', r.adresseCle)
  const adresses = await listAdresses(
    contexte,
    new Map([[etablissementId, cle]]),
    lus.flatMap((r) => cleAdresse(r) ?? []),
  )
  return lus
    .map(({ adresseCle, ...r }) => ({ ...r, adresse: adresses.get(cleAdresse({ adresseCle, ...r })?.toString('hex') ?? '') ?? null }))
    .sort((a, b) => a.nomFamille.localeCompare(b.nomFamille, 'fr') || (a.prenom ?? '').localeCompare(b.prenom ?? '', 'fr'))
}

async function listOrdinaires({ tx }: Contexte, cle: Cle, eleveId: string): Promise<Lu[]> {
  const rows = await tx
    .selectFrom('eleves.responsabilite as l')
    .innerJoin('eleves.responsable as r', 'r.id', 'l.responsable_id')
    .select(['l.cle_aveugle as cleLien', 'l.lien_chiffre', 'r.cle_aveugle as clePersonne', 'r.fiche_chiffree'])
    .where('l.eleve_id', '=', eleveId)
    .where('l.etablissement_id', '=', cle.id)
    .limit(MAX)
    .execute()
  return rows.map((r) => ({
    ...(JSON.parse(cle.dechiffrer(lieu('eleves.responsable.fiche_chiffree', r.clePersonne), r.fiche_chiffree)) as FicheResponsable),
    ...(JSON.parse(cle.dechiffrer(lieu('eleves.responsabilite.lien_chiffre', r.cleLien), r.lien_chiffre)) as FicheLien),
    protege: false,
  }))
}

async function listProteges({ tx, coffre }: Contexte, cle: Cle, etablissementId: string, eleveId: string): Promise<Lu[]> {
  const rows = await tx
    .selectFrom('eleves.responsabilite_protegee')
    .select(['cle_aveugle', 'contenu_chiffre'])
    .where('etablissement_id', '=', etablissementId)
    .where('eleve_aveugle', '=', empreinteProtege(coffre.empreinte, eleveId))
    .limit(MAX)
    .execute()
  return rows.map((r) => ({
    ...(JSON.parse(
      cle.dechiffrer(lieu('eleves.responsabilite_protegee.contenu_chiffre', r.cle_aveugle), r.contenu_chiffre),
    ) as FicheResponsable & FicheLien),
    protege: true,
  }))
}

/** Fratrie probable : les élèves de mes établissements qui partagent un responsable ordinaire, présents d'abord ; 20 au plus. */
export async function listFratrie(contexte: Contexte, eleveId: string): Promise<Eleve[]> {
  const rows = await contexte.tx
    .selectFrom('eleves.responsabilite as mien')
    .innerJoin('eleves.responsabilite as autre', 'autre.responsable_id', 'mien.responsable_id')
    .innerJoin('eleves.eleve as e', 'e.id', 'autre.eleve_id')
    .select(['e.id', 'e.present'])
    .distinct()
    .where('mien.eleve_id', '=', eleveId)
    .where('autre.eleve_id', '<>', eleveId)
    .where('e.remplace_par', 'is', null)
    .orderBy('e.present', 'desc')
    .orderBy('e.id')
    .limit(20)
    .execute()
  return listFiches(
    contexte,
    rows.map((r) => r.id),
  )
}
