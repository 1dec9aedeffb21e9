import {
  type AvertissementContact,
  avertissementsContact,
  type Dossier,
  estEnCours,
  findDossier,
  type Identite,
  identiteSous,
  type Titulaire,
  titulairesSous,
} from '#modules/dossiers/index.ts'
import { ageAu } from '#modules/eleves/index.ts'
import { liensParente } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { findLieu, type Lieu } from '../lieu.requetes.ts'
import { type EtapeLue, listEtapes } from './etape.requetes.ts'
import type { Coordonnees, EnfantFiche, TitulaireFiche } from './fiche.ts'
import { findDossierId, findInformation, type InformationLue } from './information.requetes.ts'
import type { StatutInformation } from './information-preoccupante.ts'
import { listStatuts } from './titulaire.requetes.ts'

/** Un titulaire d'aujourd'hui, tel que le dossier le dit, avec ses coordonnées et son statut. */
export type TitulairePiece = TitulaireFiche & {
  readonly id: string
  readonly precision: string | null
  readonly avertissements: readonly AvertissementContact[]
}

/** Une information et tout ce qu'il faut pour la lire ou la composer, déchiffré. */
export type Piece = {
  readonly dossier: Dossier
  readonly ip: InformationLue
  readonly identite: Identite
  readonly titulaires: readonly TitulairePiece[]
  readonly etapes: readonly EtapeLue[]
  readonly lieu: Lieu
  readonly cle: Cle
}

/** @throws ErreurMetier introuvable, qu'elle n'existe pas ou soit hors de portée */
export async function chargerPiece(contexte: Contexte, informationId: string): Promise<Piece> {
  const dossier = await findDossier(contexte, await findDossierId(contexte, informationId))
  const cle = await contexte.coffre.ouvrirCle(contexte.tx, dossier.id)
  const ip = await findInformation(contexte, cle, informationId)
  const statuts = await listStatuts(contexte, cle, informationId)
  const actuels = (await titulairesSous(contexte.tx, cle)).filter((t) => estEnCours(t, contexte.aujourdHui))
  return {
    dossier,
    ip,
    cle,
    identite: identiteSous(cle, dossier),
    titulaires: actuels.map((t) => versTitulaire(t, ip.ecrit.coordonnees[t.id], statuts.get(t.id) ?? null, contexte.aujourdHui)),
    etapes: ip.transmission ? await listEtapes(contexte, cle, informationId) : [],
    lieu: await findLieu(contexte, dossier),
  }
}

const SANS_COORDONNEES: Coordonnees = { adresse: null, telephone: null, courriel: null }

const versTitulaire = (
  t: Titulaire,
  coordonnees: Coordonnees | undefined,
  information: StatutInformation | null,
  jour: string,
): TitulairePiece => ({
  id: t.id,
  nom: t.nom,
  prenom: t.prenom,
  lien: t.lien === null ? 'Lien non renseigné' : libelleDe(liensParente, t.lien),
  precision: t.precision,
  avertissements: avertissementsContact(t, jour),
  adresseSecrete: t.adresseSecrete,
  coordonnees: coordonnees ?? SANS_COORDONNEES,
  information,
})

export const enfantFiche = (i: Identite, jour: string): EnfantFiche => ({
  nom: i.nomUsage ?? i.nomFamille,
  prenom: i.prenom,
  sexe: i.sexe,
  neLe: i.dateNaissance,
  age: ageAu(i.dateNaissance, jour),
})
