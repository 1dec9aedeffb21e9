import { z } from 'zod'
import { findEtablissement, verifierUai } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, texte } from '#socle/saisie.ts'
import { planifier } from '#socle/tache.ts'
import { peutImporter } from '../eleve.politique.ts'
import type { ImportDetaille, PageDesImports } from './import-affiche.ts'
import { findImport, listImports } from './imports.requetes.ts'
import { FICHIERS_MAX, type TacheImporter } from './reglages.ts'

const vide = (v: unknown) => (v === '' ? undefined : v)

const saisie = z.object({
  genre: z.enum(['siecle', 'onde'], 'Dites si les fichiers viennent de SIECLE ou d’ONDE.'),
  etablissementId: z.preprocess(vide, z.uuid('Choisissez dans la liste.').optional()),
  uai: texte(12),
  depots: z
    .array(z.object({ depot: z.uuid(), octets: z.number().int().min(0) }))
    .min(1, 'Choisissez au moins un fichier.')
    .max(FICHIERS_MAX),
})

/** Inscrit des fichiers déposés et planifie leur import. L'identifiant d'un import est celui de son fichier. */
export const creerDeposerImport = (importer: TacheImporter) =>
  casUsage({
    nom: 'eleves.deposer_import',
    creation: true,
    saisie,
    charger: async (contexte, s) => ({ etablissementId: await etablissementChoisi(contexte, s) }),
    autoriser: peutImporter,
    async executer({ tx, agent }, { genre, depots }, { etablissementId }) {
      if (genre === 'onde' && etablissementId === null)
        throw new ErreurMetier(
          'invalide',
          'eleves.import_ecole',
          'Une extraction d’ONDE ne dit pas de quelle école elle vient : dites-le.',
          {},
          agent.fonctions.has('administrateur') ? 'uai' : 'etablissementId',
        )
      const tous = agent.fonctions.has('administrateur')
      const admis = etablissementId !== null ? [etablissementId] : tous ? null : [...agent.etablissementsSuivis]
      const importIds = depots.map((d) => d.depot)
      await tx
        .insertInto('eleves.import')
        .values(
          depots.map(({ depot, octets }) => ({
            id: depot,
            demandeur_id: agent.id,
            genre,
            etablissements_admis: admis,
            depot,
            octets_total: octets,
          })),
        )
        .execute()
      await planifier(tx, importer, { importIds })
      return { importIds }
    },
    sujet: (_, resultat) => ({ cibleId: resultat?.importIds[0] }),
  })

async function etablissementChoisi({ tx }: Contexte, { etablissementId, uai }: z.output<typeof saisie>): Promise<string | null> {
  if (etablissementId !== undefined) return etablissementId
  if (uai === null) return null
  const trouve = await findEtablissement(tx, enUai(uai))
  if (!trouve)
    throw new ErreurMetier(
      'invalide',
      'eleves.import_uai_inconnu',
      'Cet établissement n’est pas dans la liste nationale d’Égide. Vérifiez son numéro.',
      {},
      'uai',
    )
  return trouve.id
}

function enUai(saisi: string): string {
  try {
    return verifierUai(saisi)
  } catch (erreur) {
    if (erreur instanceof ErreurMetier) throw new ErreurMetier('invalide', erreur.code, erreur.message, {}, 'uai')
    throw erreur
  }
}

export const listerImports = casUsage({
  nom: 'eleves.lister_imports',
  saisie: z.object({}),
  charger: async () => ({ etablissementId: null }),
  autoriser: peutImporter,
  async executer(contexte): Promise<PageDesImports> {
    const { agent } = contexte
    const miens = agent.affectations.filter((a) => a.fonction === 'assistant_social' && agent.etablissementsSuivis.has(a.territoireId))
    return {
      imports: await listImports(contexte),
      etablissements: miens.map((a) => [a.territoireId, a.libelle] as const),
      tous: agent.fonctions.has('administrateur'),
    }
  },
  sujet: sansSujet,
})

export const lireImport = casUsage({
  nom: 'eleves.lire_import',
  saisie: z.object({ importId: id() }),
  charger: sansCible,
  autoriser: (agent) => peutImporter(agent, { etablissementId: null }),
  executer: (contexte, { importId }): Promise<ImportDetaille> => findImport(contexte, importId),
  sujet: ({ importId }) => ({ cibleId: importId }),
})
