import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, jour, texte, texteRequis } from '#socle/saisie.ts'
import { peutTenirFiche } from './eleve.politique.ts'
import { empreinteIdentite } from './empreintes.ts'
import { insererEleve } from './inserer-eleve.requetes.ts'
import { exigerRessemblance, lirePreuve } from './preuve-recherche.ts'

const FORME_INE = /^(\d{10}[A-Z]|\d{9}[A-Z]{2}|\d{4}A\d{5}[A-Z])$/
const DATE = 'Indiquez la date de naissance.'

/** Champs d'une fiche écrite à la main, à la création comme à la correction. */
export const saisieFiche = z.object({
  nomFamille: texteRequis('Indiquez le nom de famille.', 100),
  nomUsage: texte(100),
  prenom: texteRequis('Indiquez le prénom.', 100),
  dateNaissance: jour(DATE).refine((j) => j >= '1990-01-01', 'Vérifiez l’année de naissance.'),
  sexe: z.preprocess((v) => (v === '' || v === 'inconnu' ? null : (v ?? null)), z.enum(['F', 'M'], 'Choisissez dans la liste.').nullable()),
  ine: texte(11)
    .transform((v) => v?.toUpperCase() ?? null)
    .refine((v) => v === null || FORME_INE.test(v), 'Un INE s’écrit avec onze caractères, par exemple 0123456789A ou 012345678AB.'),
  classe: texte(40),
})

export const ficheManuelle = (s: z.output<typeof saisieFiche>) => ({
  ...s,
  prenom2: null,
  prenom3: null,
  codeMef: null,
  niveau: null,
  regime: null,
  dateEntree: null,
  dateSortie: null,
  motifSortie: null,
  adresseCle: null,
})

export function exigerNaissancePassee(dateNaissance: string, aujourdHui: string): void {
  if (dateNaissance > aujourdHui)
    throw new ErreurMetier('invalide', 'eleves.naissance_future', 'La date de naissance est à venir : vérifiez-la.', {}, 'dateNaissance')
}

/**
 * Crée un élève qu'aucun fichier ne connaît. Il faut l'avoir cherché (`preuve`), et qu'il ne soit pas déjà là.
 *
 * @throws ErreurMetier invalide sans recherche récente qui ressemble ; conflit s'il existe déjà dans l'établissement
 */
export const creerEleve = casUsage({
  nom: 'eleves.creer_eleve',
  creation: true,
  saisie: saisieFiche.extend({ etablissementId: id(), preuve: z.string().max(2_000).default('') }),
  charger: async (_, { etablissementId }) => ({ etablissementId }),
  autoriser: peutTenirFiche,
  async executer(contexte, { preuve, etablissementId, ...saisie }) {
    exigerRessemblance(lirePreuve(contexte, preuve), saisie)
    exigerNaissancePassee(saisie.dateNaissance, contexte.aujourdHui)
    await exigerInconnu(contexte, etablissementId, saisie)
    return { eleveId: await insererEleve(contexte, etablissementId, ficheManuelle(saisie)) }
  },
  sujet: (_, resultat) => ({ eleveId: resultat?.eleveId }),
})

async function exigerInconnu(
  { tx, coffre }: Contexte,
  etablissementId: string,
  fiche: { nomFamille: string; prenom: string; dateNaissance: string },
): Promise<void> {
  const connu = await tx
    .selectFrom('eleves.eleve')
    .select('id')
    .where('identite_aveugle', '=', empreinteIdentite(coffre.empreinte, fiche))
    .where('etablissement_id', '=', etablissementId)
    .where('remplace_par', 'is', null)
    .executeTakeFirst()
  if (connu)
    throw new ErreurMetier(
      'conflit',
      'eleves.deja_connu',
      'Un élève de mêmes nom, prénom et date de naissance existe déjà dans cet établissement : retrouvez-le par la recherche.',
      { eleveId: connu.id },
    )
}
