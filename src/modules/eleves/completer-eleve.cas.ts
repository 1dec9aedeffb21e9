import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, texte } from '#socle/saisie.ts'
import { exigerNaissancePassee, ficheManuelle, saisieFiche } from './creer-eleve.cas.ts'
import { peutTenirFiche } from './eleve.politique.ts'
import { findEleve } from './eleve.requetes.ts'
import type { Complement, Eleve } from './eleve.ts'
import { colonnesDeFiche } from './inserer-eleve.requetes.ts'

const cible = z.object({ eleveId: id() })
/** Posé dans la page à l'ouverture : une modification faite entre-temps par un autre n'est pas écrasée. */
const jetonVersion = z.coerce.number().int().min(1)

/** Ouvre le formulaire : ce que la fiche contient déjà. */
export const preparerFiche = casUsage({
  nom: 'eleves.lire_eleve',
  saisie: cible,
  charger: (contexte, { eleveId }) => findEleve(contexte, eleveId),
  autoriser: peutTenirFiche,
  executer: async (_, __, eleve): Promise<Eleve> => eleve,
  sujet: ({ eleveId }) => ({ eleveId }),
})

/** Ajoute à une fiche ce que le fichier ne donne pas. Les imports suivants n'y touchent pas. */
export const completerEleve = casUsage({
  nom: 'eleves.completer_eleve',
  saisie: cible.extend({ jetonVersion, telephone: texte(30), courriel: texte(254), adresse: texte(500) }),
  charger: (contexte, { eleveId }) => findEleve(contexte, eleveId),
  autoriser: peutTenirFiche,
  async executer(contexte, { eleveId, jetonVersion: version, telephone, courriel, adresse }, eleve) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, eleve.etablissementId)
    const complement: Complement = { telephone, courriel, adresse }
    await mettreAJour(contexte, eleveId, version, {
      complement_chiffre: cle.chiffrer({ colonne: 'eleves.eleve.complement_chiffre', ligneId: eleveId }, JSON.stringify(complement)),
    })
    return { eleveId }
  },
  sujet: ({ eleveId }) => ({ eleveId }),
})

/** Corrige une fiche écrite à la main ; celle d'un fichier se corrige dans la base élèves. */
export const corrigerEleve = casUsage({
  nom: 'eleves.corriger_eleve',
  saisie: saisieFiche.extend({ eleveId: id(), jetonVersion }),
  charger: (contexte, { eleveId }) => findEleve(contexte, eleveId),
  autoriser: peutTenirFiche,
  async executer(contexte, { eleveId, jetonVersion: version, ...saisie }, eleve) {
    if (eleve.source !== 'manuel')
      throw new ErreurMetier(
        'invalide',
        'eleves.fiche_importee',
        'Cette fiche vient de la base élèves : c’est là qu’elle se corrige. Le prochain import l’apportera.',
      )
    exigerNaissancePassee(saisie.dateNaissance, contexte.aujourdHui)
    const { cle_aveugle } = await contexte.tx
      .selectFrom('eleves.eleve')
      .select('cle_aveugle')
      .where('id', '=', eleveId)
      .executeTakeFirstOrThrow()
    await mettreAJour(
      contexte,
      eleveId,
      version,
      await colonnesDeFiche(contexte, eleve.etablissementId, cle_aveugle, ficheManuelle(saisie)),
    )
    return { eleveId }
  },
  sujet: ({ eleveId }) => ({ eleveId }),
})

type Colonnes = Partial<Awaited<ReturnType<typeof colonnesDeFiche>>> & { readonly complement_chiffre?: Buffer }

async function mettreAJour({ tx }: Contexte, eleveId: string, version: number, colonnes: Colonnes): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('eleves.eleve')
    .set({ ...colonnes, version: sql<number>`version + 1` })
    .where('id', '=', eleveId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n)
    throw new ErreurMetier(
      'conflit',
      'eleves.version',
      'Cette fiche a changé depuis que vous l’avez ouverte. Rouvrez-la, puis refaites votre modification.',
      { eleveId },
    )
}
