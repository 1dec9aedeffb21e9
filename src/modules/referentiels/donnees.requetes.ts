import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { z } from 'zod'
import { CODE_NATIONAL, idTerritoire, type Niveau } from './territoire.ts'

const decompresser = promisify(brotliDecompress)

/** Colonnes de `donnees/etablissements.csv.br`, dans l'ordre. */
export const colonnesEtablissement = [
  'uai', 'nom', 'type', 'nature', 'secteur', 'adresse', 'code_postal', 'code_commune', 'commune', 'departement', 'academie', 'region',
  'education_prioritaire', 'internat', 'ulis', 'segpa', 'voie_generale', 'voie_techno', 'voie_pro', 'effectif', 'ips', 'ips_annee',
  'lat', 'lon', 'geo_precision', 'etat', 'siret', 'source',
] as const // biome-ignore format: une ligne par idée, comme l'en-tête du fichier

/** Le dossier des données livrées : le code tourne depuis `src` ou depuis `dist`, le projet se reconnaît à son package.json. */
function dossierDonnees(): string {
  let dossier = import.meta.dirname
  while (!existsSync(join(dossier, 'package.json'))) dossier = dirname(dossier)
  return join(dossier, 'donnees')
}

/** Les établissements réels, en CSV (séparateur `;`), sans leur en-tête ; un champ vide veut dire « inconnu ». */
export async function lireEtablissementsCsv(): Promise<string> {
  const csv = (await decompresser(await readFile(join(dossierDonnees(), 'etablissements.csv.br')))).toString('utf8')
  const finEntete = csv.indexOf('\n')
  if (csv.slice(0, finEntete) !== colonnesEtablissement.join(';')) throw new Error('etablissements.csv.br : en-tête inattendu')
  return csv.slice(finEntete + 1)
}

const schemaDepartements = z.object({
  academies: z.array(z.object({ nom: z.string(), code: z.string() })),
  departements: z.array(z.object({ nom: z.string(), code_insee: z.string(), code_academie: z.string().nullable() })),
})

/** Un territoire à charger ; `parent` est l'identifiant de son parent. */
export type TerritoireACharger = {
  readonly id: string
  readonly niveau: Niveau
  readonly code: string
  readonly libelle: string
  readonly parent: string | null
}

/**
 * Le national, les académies et les départements, parents d'abord. Un service de l'éducation sans académie (Polynésie…) se range
 * au niveau académique sous le nom de son territoire ; sans l'un ni l'autre (Clipperton…), un territoire n'est pas chargé.
 */
export async function lireTerritoires(): Promise<TerritoireACharger[]> {
  const lu = schemaDepartements.parse(JSON.parse(await readFile(join(dossierDonnees(), 'departements.json'), 'utf8')))
  const nomsAcademies = new Map(lu.academies.map((a) => [a.code, a.nom]))
  for (const d of lu.departements)
    if (d.code_academie !== null && !nomsAcademies.has(d.code_academie)) nomsAcademies.set(d.code_academie, d.nom)
  const national = idTerritoire('national', CODE_NATIONAL)
  return [
    { id: national, niveau: 'national', code: CODE_NATIONAL, libelle: 'France', parent: null },
    ...[...nomsAcademies].map(
      ([code, libelle]) => ({ id: idTerritoire('academie', code), niveau: 'academie', code, libelle, parent: national }) as const,
    ),
    ...lu.departements.flatMap((d) =>
      d.code_academie === null
        ? []
        : [
            {
              id: idTerritoire('departement', d.code_insee),
              niveau: 'departement',
              code: d.code_insee,
              libelle: d.nom,
              parent: idTerritoire('academie', d.code_academie),
            } as const,
          ],
    ),
  ]
}
