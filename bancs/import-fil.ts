import { importerFichiers } from '#modules/eleves/import/importer-fichiers.requetes.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { installer } from '../src/installation.ts'
import { configDe } from './commun.ts'

/** Ce que l'import dit au banc. Durée de bout en bout, du premier octet lu à la dernière transaction. */
export type BilanImport = {
  readonly dureeMs: number
  readonly memoireMaxKo: number
  /** Avant l'import : Node, le code, l'installation. */
  readonly memoireDepartKo: number
  readonly crees: number
  readonly refus: readonly string[]
}

/** Le vrai import, seul dans son processus : sa mémoire est la sienne. */
const [dossier = '', ...fichiers] = process.argv.slice(2)
const installation = await installer(configDe(dossier), () => undefined)
const { urlTache, coffre } = installation
const memoireDepartKo = process.resourceUsage().maxRSS
const depart = performance.now()
const rapports = await importerFichiers(
  { urlTache, coffre, aujourdHui: () => jourDeParis(new Date()), identifiant: () => crypto.randomUUID() },
  'siecle',
  fichiers,
)
const bilan: BilanImport = {
  dureeMs: performance.now() - depart,
  memoireMaxKo: process.resourceUsage().maxRSS,
  memoireDepartKo,
  crees: rapports.reduce((t, r) => t + r.compteurs.crees, 0),
  refus: rapports.flatMap((r) => r.refus ?? []),
}
await installation.fermer()
process.send?.(bilan, () => process.exit(0))
