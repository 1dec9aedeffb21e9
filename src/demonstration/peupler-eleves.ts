import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importerFichiers, type ReglagesImport } from '#modules/eleves/index.ts'
import { anneeEnClair } from '#modules/pilotage/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { EtablissementDemo } from './departement.ts'
import { foyersUnAnPlusTot } from './fictif-an-passe.ts'
import { enParallele } from './parallele.ts'
import type { Scene } from './scene.ts'
import { type EtablissementFictif, ecrireExportsSiecle } from './siecle-fictif.ts'
import { suivre } from './suivi.ts'

/** Seul établissement où l'on trouve à coup sûr « DUPONT Léo », « LEFÈVRE Lila » et « N'GUESSAN Adam ». */
export const LA_JORDANNE = '0150005Z'
const GRAINE = 2026

/**
 * Écrit les exports SIECLE de chaque établissement pour une rentrée, et les importe comme le ferait l'administrateur. Reprend où l'on
 * en était. De l'année passée, une part des élèves seulement ; dans un essai, d'un établissement par secteur.
 */
export async function peuplerEleves(scene: Scene, annee: number): Promise<void> {
  const { secteurs } = scene.d
  const passee = annee < scene.d.annee
  const etablissements = passee && scene.echelle < 1 ? secteurs.flatMap((s) => s.slice(0, 1)) : secteurs.flat()
  const importes = await listImportes(scene, etablissements, annee)
  const restants = etablissements.filter(({ id }) => !importes.has(id))
  if (restants.length === 0) return
  const titre = passee ? `Élèves de ${anneeEnClair(annee)}` : 'Élèves'
  const avancer = suivre(scene.dire, titre, 'établissements', etablissements.length)
  avancer(importes.size)
  const dossier = await mkdtemp(join(tmpdir(), 'egide-siecle-'))
  try {
    await enParallele(restants, 2, async (etablissement) => {
      await importer(scene, annee, etablissement, join(dossier, etablissement.uai))
      avancer()
    })
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

/** Établissements dont le dernier des trois fichiers est entré. */
async function listImportes(
  { base }: Scene,
  etablissements: readonly EtablissementDemo[],
  annee: number,
): Promise<ReadonlySet<string | null>> {
  const rows = await base
    .selectFrom('eleves.import')
    .select('etablissement_id as id')
    .distinct()
    .where('etat', '=', 'fini')
    .where('nature', '=', 'responsables')
    .where('annee_scolaire', '=', annee)
    .where(
      'etablissement_id',
      'in',
      etablissements.map((e) => e.id),
    )
    .execute()
  return new Set(rows.map((r) => r.id))
}

async function importer(scene: Scene, annee: number, e: EtablissementDemo, dossier: string): Promise<void> {
  const { d, urlTache, coffre, aujourdHui, echelle } = scene
  const etablissement: EtablissementFictif = {
    uai: e.uai,
    type: e.type,
    effectif: Math.max(12, Math.round(e.effectif * echelle)),
    graine: GRAINE,
    anneeScolaire: d.annee,
    dateExport: aujourdHui,
    ...(e.codePostal === null ? {} : { codePostal: e.codePostal }),
    ...(e.commune === null ? {} : { commune: e.commune.toLocaleUpperCase('fr') }),
    reconnaissables: e.uai === LA_JORDANNE,
  }
  const passee = annee < d.annee
  const dateExport = passee ? `${annee}-09-15` : aujourdHui
  const alors = passee ? { anneeScolaire: annee, dateExport, foyers: () => foyersUnAnPlusTot(etablissement) } : {}
  const { structures, ...fichiers } = await ecrireExportsSiecle({ dossier, ...etablissement, ...alors })
  const aImporter = Object.values(passee ? fichiers : { structures, ...fichiers })
  const reglages: ReglagesImport = { urlTache, coffre, aujourdHui: () => dateExport, identifiant: () => crypto.randomUUID() }
  const rapports = await importerFichiers(reglages, 'siecle', aImporter, [e.id])
  const refuse = rapports.find((r) => r.refus !== null)
  if (refuse?.refus) throw new ErreurMetier('invalide', 'demonstration.import', `${e.nom} : ${refuse.refus}`)
  await rm(dossier, { recursive: true, force: true })
}
