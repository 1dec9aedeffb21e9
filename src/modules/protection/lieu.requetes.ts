import { findAncetre, findEtablissement, findProtocoleEnVigueur, findProtocolePublie, type Protocole } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { EtablissementFiche } from './information-preoccupante/fiche.ts'

/** L'établissement et son département ; un territoire sans fiche d'établissement garde son nom. */
export type Lieu = {
  readonly etablissement: EtablissementFiche
  readonly departementId: string | null
  readonly codeDepartement: string
  readonly prive: boolean
  readonly commune: string | null
}

export async function findLieu(
  { tx }: Pick<Contexte, 'tx'>,
  dossier: { readonly etablissementId: string; readonly etablissement: string },
): Promise<Lieu> {
  const fiche = await findEtablissement(tx, dossier.etablissementId)
  const departement = await findAncetre(tx, dossier.etablissementId, 'departement')
  const ville = [fiche?.codePostal, fiche?.commune].filter(Boolean).join(' ')
  return {
    etablissement: {
      nom: fiche?.nom ?? dossier.etablissement,
      uai: fiche?.uai ?? null,
      adresse: [fiche?.adresse, ville].filter(Boolean).join(', ') || null,
      departement: departement?.libelle ?? '',
    },
    departementId: departement?.id ?? null,
    codeDepartement: departement?.code ?? '00',
    prive: fiche?.secteur === 'prive',
    commune: fiche?.commune ?? null,
  }
}

/** Le protocole en vigueur du département de l'établissement, ou rien s'il n'en a pas publié. */
export async function findProtocole({ tx, aujourdHui }: Pick<Contexte, 'tx' | 'aujourdHui'>, lieu: Lieu): Promise<Protocole | null> {
  if (lieu.departementId === null) return null
  return (await findProtocoleEnVigueur(tx, lieu.departementId, aujourdHui)) ?? null
}

/** Le protocole d'un écrit : la version sous laquelle il est parti, que d'autres l'aient suivie ou non ; avant cela, celle du jour. */
export async function findProtocoleDe(
  contexte: Pick<Contexte, 'tx' | 'aujourdHui'>,
  lieu: Lieu,
  transmission: { readonly protocoleId: string | null } | null,
): Promise<Protocole | null> {
  if (transmission === null) return findProtocole(contexte, lieu)
  return transmission.protocoleId === null ? null : ((await findProtocolePublie(contexte.tx, transmission.protocoleId)) ?? null)
}
