import { type Identite, liensSous, titulairesSous } from '#modules/dossiers/index.ts'
import { findEleves, listResponsables } from '#modules/eleves/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import type { PersonneATaire } from './desidentifier.ts'

const presents = (...mots: (string | null | undefined)[]): string[] =>
  mots.filter((m) => m !== null && m !== undefined && m.trim() !== '') as string[]

/** Toutes les personnes que le dossier et la base élèves connaissent autour de l'élève : ce qu'un texte sans nom doit taire. */
export async function registreDuDossier(contexte: Contexte, cle: Cle, identite: Identite): Promise<PersonneATaire[]> {
  const [eleve] = await findEleves(contexte, [identite.eleveId])
  const responsables = eleve ? await listResponsables(contexte, eleve.id) : []
  const titulaires = await titulairesSous(contexte.tx, cle)
  const liens = await liensSous(contexte.tx, cle)
  return [
    {
      noms: presents(identite.nomFamille, identite.nomUsage, identite.prenom, eleve?.prenom2, eleve?.prenom3),
      neLe: identite.dateNaissance,
    },
    ...titulaires.map((t) => ({ noms: presents(t.nom, t.prenom) })),
    ...liens.map((l) => ({ noms: presents(l.nom) })),
    ...responsables.map((r) => ({
      noms: presents(r.nomFamille, r.nomUsage, r.prenom),
      adresses: presents(r.adresse && [...r.adresse.lignes, `${r.adresse.codePostal ?? ''} ${r.adresse.commune ?? ''}`].join('\n')),
    })),
  ]
}
