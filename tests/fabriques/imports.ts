import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jourDeParis } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ecrireExportsSiecle } from '../../src/demonstration/siecle-fictif.ts'
import { importerFichiers } from '../../src/modules/eleves/import/importer-fichiers.requetes.ts'
import type { RapportImport } from '../../src/modules/eleves/import/rapport.ts'
import type { ReglagesImport } from '../../src/modules/eleves/import/reglages.ts'
import { echantillon, fichier } from '../../src/modules/eleves/lecture/fichier-essai.ts'
import { LA_JORDANNE } from './agents.ts'
import type { Essai } from './base.ts'

/** Ce que partagent les essais de l'import. */
export const UAI_JORDANNE = '0150005Z'
export const UAI_FERRY = '0150647X'

const dossier = mkdtempSync(join(tmpdir(), 'egide-import-'))
process.on('exit', () => rmSync(dossier, { recursive: true, force: true }))

export const reglages = (essai: Essai): ReglagesImport => ({
  urlTache: essai.url('egide_tache'),
  coffre: essai.coffre,
  aujourdHui: () => jourDeParis(essai.moteur.maintenant()),
  identifiant: essai.moteur.identifiant,
})

/** Importe des fichiers de SIECLE et rend leurs comptes rendus. */
export const siecle = (essai: Essai, ...chemins: string[]): Promise<RapportImport[]> => importerFichiers(reglages(essai), 'siecle', chemins)
export const onde = (essai: Essai, ...chemins: string[]): Promise<RapportImport[]> =>
  importerFichiers(reglages(essai), 'onde', chemins, [LA_JORDANNE])

/** Un échantillon du dépôt, comme s'il venait de cet établissement. */
export function echantillonDe(nom: string, uai: string, retoucher: (texte: string) => string = (t) => t): string {
  return fichier(retoucher(readFileSync(echantillon(nom), 'latin1').replaceAll('9990001X', uai)))
}

/** Un export « Élèves » de ces entrées, daté. */
export function eleves(uai: string, entrees: string, { le = '12/10/2026', divisions = '' } = {}): string {
  return fichier(`<?xml version="1.0" encoding="ISO-8859-15"?>\n<BEE_ELEVES VERSION="3.0"><PARAMETRES><UAJ>${uai}</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE><DATE_EXPORT>${le}</DATE_EXPORT></PARAMETRES>
<DONNEES><ELEVES>${entrees}</ELEVES><STRUCTURES>${divisions}</STRUCTURES></DONNEES></BEE_ELEVES>`)
}

export const enDivision = (cle: string, code: string) =>
  `<STRUCTURES_ELEVE ELEVE_ID="${cle}"><STRUCTURE><CODE_STRUCTURE>${code}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`

/** Un export « Responsables » : personnes et liens [élève, personne, parenté]. */
export function responsables(
  uai: string,
  personnes: readonly (readonly [cle: string, nom: string])[],
  liens: readonly (readonly [eleve: string, personne: string, parente: string])[],
): string {
  const xml = personnes
    .map(([cle, nom]) => `<PERSONNE PERSONNE_ID="${cle}"><NOM_DE_FAMILLE>${nom}</NOM_DE_FAMILLE><PRENOM>Alix</PRENOM></PERSONNE>`)
    .join('')
  const xmlLiens = liens
    .map(
      ([eleve, personne, parente]) =>
        `<RESPONSABLE_ELEVE><ELEVE_ID>${eleve}</ELEVE_ID><PERSONNE_ID>${personne}</PERSONNE_ID><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE><CODE_PARENTE>${parente}</CODE_PARENTE></RESPONSABLE_ELEVE>`,
    )
    .join('')
  return fichier(`<?xml version="1.0" encoding="ISO-8859-15"?>\n<BEE_RESPONSABLES VERSION="2.1"><PARAMETRES><UAJ>${uai}</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE><DATE_EXPORT>12/10/2026</DATE_EXPORT></PARAMETRES>
<DONNEES><PERSONNES>${xml}</PERSONNES><RESPONSABLES>${xmlLiens}</RESPONSABLES></DONNEES></BEE_RESPONSABLES>`)
}

/** Trois exports fictifs d'un collège. */
export const exportsFictifs = (uai: string, effectif: number, graine = 1, { nom = `${graine}`, zip = false } = {}) =>
  ecrireExportsSiecle({
    uai,
    type: 'college',
    effectif,
    graine,
    anneeScolaire: 2026,
    dateExport: '2026-10-12',
    dossier: join(dossier, nom),
    zip,
    avecAdresses: true,
    reconnaissables: true,
  })

const TABLES = ['eleve', 'adresse', 'responsable', 'responsabilite', 'responsabilite_protegee', 'structure', 'rapprochement'] as const

/** Toutes les lignes du module, avec la transaction qui les a écrites : une ligne réécrite à l'identique se verrait. */
export async function empreinteBase(essai: Essai): Promise<Record<string, string[]>> {
  const lignes = await Promise.all(
    TABLES.map(
      async (t) =>
        [
          t,
          (
            await sql<{ l: string }>`select x.xmin::text || x::text as l from ${sql.table(`eleves.${t}`)} x order by 1`.execute(
              essai.proprietaire,
            )
          ).rows.map((r) => r.l),
        ] as const,
    ),
  )
  return Object.fromEntries(lignes)
}

export const ecrire = (nom: string, contenu: string): string => {
  const chemin = join(dossier, nom)
  writeFileSync(chemin, contenu, 'latin1')
  return chemin
}
