import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { from as copierDepuis } from 'pg-copy-streams'
import { type Config, lireConfig } from '#socle/config.ts'
import { ditCalme } from './calme.ts'

/** Une exigence mesurée. `tenu` : la mesure la respecte ; `null` : un relevé, sans seuil. */
export type Releve = {
  readonly exigence: string
  readonly mesure: string
  readonly rapport?: string | undefined
  readonly tenu: boolean | null
}

/** Le tableau d'un banc, prêt à copier dans docs/mesures.md. */
export function imprimer(titre: string, releves: readonly Releve[]): void {
  const ligne = (cases: readonly string[]) => `| ${cases.join(' | ')} |`
  const verdict = (tenu: boolean | null) => (tenu === null ? '—' : tenu ? 'tenu' : 'NON TENU')
  const sortie = [
    '',
    `### ${titre}`,
    '',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC ; ${machine()} ; ${ditCalme()}`,
    '',
    ligne(['Exigence', 'Mesure', 'Rapport', 'Verdict']),
    ligne(['---', '---', '---', '---']),
    ...releves.map((r) => ligne([r.exigence, r.mesure, r.rapport ?? '', verdict(r.tenu)])),
    '',
    `Commande : \`npm run -s bancs -- ${[nomDuBanc(), ...process.argv.slice(2)].join(' ')}\``,
    '',
  ]
  console.log(sortie.join('\n'))
}

const nomDuBanc = () => /([\w-]+)\.js$/.exec(process.argv[1] ?? '')?.[1] ?? ''
export const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processeur inconnu'}, ${Math.round(totalmem() / 2 ** 30)} Gio, ${process.platform}, Node ${process.versions.node}`

/** Les options de Node de scripts/lancer.mjs : un banc mesure le processus que l'exploitant lance. `BANC_NODE` en ajoute (profil). */
export const optionsNode = (): string[] => ['--enable-source-maps', '--max-semi-space-size=4', ...(process.env.BANC_NODE?.split(' ') ?? [])]

/** Exécute un fil de banc, seul dans son processus ; rend ce qu'il mesure, une fois sorti. `module` : son fichier compilé. */
export async function executerSeul<B extends object>(module: URL, args: readonly string[]): Promise<B> {
  const fil = fork(module, args, { execArgv: optionsNode() })
  const [bilan] = (await Promise.race([once(fil, 'message'), once(fil, 'exit')])) as [B | number]
  if (typeof bilan !== 'object') throw new Error(`le fil s’est arrêté (${bilan})`)
  if (fil.exitCode === null) await once(fil, 'exit')
  return bilan
}

/** Remplit une table par COPY, sans vérifier les clés étrangères ni déclencher : justes par construction. `client` : superutilisateur. */
export async function copierSansVerifier(client: pg.Client, cible: string, lignes: Iterable<string>): Promise<void> {
  await client.query('set session_replication_role = replica')
  await pipeline(Readable.from(lignes), client.query(copierDepuis(`copy ${cible} from stdin`)))
  await client.query('reset session_replication_role')
}

/** Quantile d'une suite, par le rang supérieur. */
export function quantile(valeurs: readonly number[], q: number): number {
  const triees = valeurs.toSorted((a, b) => a - b)
  return triees[Math.min(triees.length - 1, Math.max(0, Math.ceil(q * triees.length) - 1))] ?? Number.NaN
}

export const nombre = (v: number, decimales = 1): string => v.toLocaleString('fr-FR', { maximumFractionDigits: decimales })
export const ms = (v: number): string => `${nombre(v, v < 10 ? 2 : 1)} ms`

/** Les options d'un banc, toutes en texte. */
export function options<const N extends string>(noms: readonly N[]): Partial<Record<N, string>> {
  const { values } = parseArgs({ options: Object.fromEntries(noms.map((n) => [n, { type: 'string' as const }])), strict: true })
  return values as Partial<Record<N, string>>
}

export type Echelle = {
  readonly nom: string
  readonly eleves: number
  readonly dossiers: number
  readonly actes: number
  readonly assistants: number
}

/** Les tailles : une académie, et son centième à charge égale par assistant (4 000 élèves chacun). */
export const ECHELLES: Readonly<Record<string, Echelle>> = {
  grande: { nom: 'grande', eleves: 1_000_000, dossiers: 250_000, actes: 1_250_000, assistants: 250 },
  centieme: { nom: 'centieme', eleves: 10_000, dossiers: 2_500, actes: 12_500, assistants: 3 },
}

/** Dossier d'une base de banc ; hors de celui qu'on utilise au quotidien. */
export const dossierDe = (echelle: string, racine = 'donnees-locales/bancs'): string => resolve(racine, echelle)

/** La configuration d'un banc : celle d'Égide, sur ce dossier, avec les mesures. */
export const configDe = (dossier: string): Config =>
  lireConfig({
    EGIDE_DONNEES: dossier,
    EGIDE_MESURES: 'oui',
    EGIDE_DEMONSTRATION: 'oui',
    PORT: '0',
    EGIDE_CONNEXIONS: process.env.EGIDE_CONNEXIONS,
  })
