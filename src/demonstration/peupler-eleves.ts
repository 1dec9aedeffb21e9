import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importerFichiers, type ReglagesImport } from '#modules/eleves/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { EtablissementDemo } from './departement.ts'
import { enParallele } from './parallele.ts'
import type { Scene } from './scene.ts'
import { ecrireExportsSiecle } from './siecle-fictif.ts'
import { suivre } from './suivi.ts'

/** Seul établissement où l'on trouve à coup sûr « DUPONT Léo », « LEFÈVRE Lila » et « N'GUESSAN Adam ». */
export const LA_JORDANNE = '0150005Z'
const GRAINE = 2026

/** Écrit les exports SIECLE de chaque établissement, et les importe comme le ferait l'administrateur. Reprend où l'on en était. */
export async function peuplerEleves(scene: Scene): Promise<void> {
  const etablissements = scene.d.secteurs.flat()
  const importes = await listImportes(scene, etablissements)
  const restants = etablissements.filter(({ id }) => !importes.has(id))
  if (restants.length === 0) return
  const avancer = suivre(scene.dire, 'Élèves', 'établissements', etablissements.length)
  avancer(importes.size)
  const dossier = await mkdtemp(join(tmpdir(), 'egide-siecle-'))
  try {
    await enParallele(restants, 2, async (etablissement) => {
      await importer(scene, etablissement, join(dossier, etablissement.uai))
      avancer()
    })
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

/** Établissements dont le dernier des trois fichiers est entré. */
async function listImportes({ base }: Scene, etablissements: readonly EtablissementDemo[]): Promise<ReadonlySet<string | null>> {
  const rows = await base
    .selectFrom('eleves.import')
    .select('etablissement_id as id')
    .distinct()
    .where('etat', '=', 'fini')
    .where('nature', '=', 'responsables')
    .where(
      'etablissement_id',
      'in',
      etablissements.map((e) => e.id),
    )
    .execute()
  return new Set(rows.map((r) => r.id))
}

async function importer(scene: Scene, e: EtablissementDemo, dossier: string): Promise<void> {
  const { d, urlTache, coffre, aujourdHui, echelle } = scene
  const fichiers = await ecrireExportsSiecle({
    dossier,
    uai: e.uai,
    type: e.type,
    effectif: Math.max(12, Math.round(e.effectif * echelle)),
    graine: GRAINE,
    anneeScolaire: d.annee,
    dateExport: aujourdHui,
    ...(e.codePostal === null ? {} : { codePostal: e.codePostal }),
    ...(e.commune === null ? {} : { commune: e.commune.toLocaleUpperCase('fr') }),
    reconnaissables: e.uai === LA_JORDANNE,
  })
  const reglages: ReglagesImport = { urlTache, coffre, aujourdHui: () => aujourdHui, identifiant: () => crypto.randomUUID() }
  const rapports = await importerFichiers(reglages, 'siecle', Object.values(fichiers), [e.id])
  const refuse = rapports.find((r) => r.refus !== null)
  if (refuse?.refus) throw new ErreurMetier('invalide', 'demonstration.import', `${e.nom} : ${refuse.refus}`)
  await rm(dossier, { recursive: true, force: true })
}
