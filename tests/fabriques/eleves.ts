import { type Eleve, type FicheManuelle, findEleve, insererEleve } from '#modules/eleves/index.ts'
import { uneAssistante } from './agents.ts'
import { type Essai, enTantQue } from './base.ts'

export const FICHE: FicheManuelle = {
  nomFamille: 'DUPONT',
  nomUsage: null,
  prenom: 'Léo',
  prenom2: null,
  prenom3: null,
  dateNaissance: '2013-03-05',
  sexe: 'M',
  ine: null,
  codeMef: null,
  niveau: null,
  regime: null,
  dateEntree: null,
  dateSortie: null,
  motifSortie: null,
  adresseCle: null,
  classe: '4 B',
}

/** Un élève fictif (Léo DUPONT, 4 B, sauf mention contraire) dans cet établissement, tel qu'un assistant le créerait. */
export async function unEleve(essai: Essai, etablissementId: string, fiche: Partial<FicheManuelle> = {}): Promise<Eleve> {
  const { coffre, moteur } = essai
  const id = await essai.proprietaire
    .transaction()
    .execute((tx) => insererEleve({ tx, coffre, identifiant: moteur.identifiant }, etablissementId, { ...FICHE, ...fiche }))
  const assistante = await uneAssistante(essai, etablissementId)
  return enTantQue(essai, assistante, (contexte) => findEleve(contexte, id))
}
