import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ErreurMetier } from '../src/socle/erreur.ts'
import { demarrerPostgres, type Grappe } from '../src/socle/postgres/lanceur.ts'
import type { EssaiFini } from './rapporteur-essais.ts'

/**
 * Exécute les essais : un PostgreSQL jetable, la base modèle, puis les fichiers par lots, un processus par lot, trois à la fois.
 * Les arguments filtrent les fichiers. La dernière ligne est « N passed, N failed ».
 */

const RAPPORTEUR = fileURLToPath(new URL('./rapporteur-essais.js', import.meta.url))
/** Les lignes des échecs sont celles du TypeScript ; les paquets, eux, se lisent tels quels. */
const REPERES = `data:text/javascript,import { setSourceMapsSupport } from 'node:module'; setSourceMapsSupport(true, { nodeModules: false })`
const EN_PARALLELE = 3
/** Au plus tant de fichiers par processus : assez pour partager les modules, assez peu pour que tous finissent ensemble. */
const PAR_LOT = 8
/** Au-delà, l'essai est tenu pour bloqué. */
const DELAI_MS = 480_000
const ABANDON_MS = 10 * 60_000

const MEMOIRE = '/dev/shm'
const MEMOIRE_LIBRE = 8 * 2 ** 30

/** Les essais n'ont rien à garder : ni disque, ni réplication. */
const REGLAGES = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
}

const arret = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => arret.abort())

async function principal(filtres: readonly string[]): Promise<number> {
  const fichiers = fichiersDEssais(filtres)
  if (fichiers.length === 0) return conclure({ reussis: 0, echoues: 0 }, 'Aucun fichier d’essai ne correspond.')
  await oublierAbandons()
  const dossier = mkdtempSync(path.join(racine(), 'egide-essais-'))
  let grappe: Grappe | undefined
  try {
    grappe = await demarrerPostgres({ dossier, reglages: REGLAGES, ...binairesDemandes() })
    await preparer(grappe)
    return conclure(await executer(fichiers, dossier))
  } catch (erreur) {
    console.error(erreur instanceof ErreurMetier ? `✖ ${erreur.message}` : erreur)
    return conclure({ reussis: 0, echoues: 1 }, 'Les essais n’ont pas pu être exécutés.')
  } finally {
    await grappe?.arreter()
    rmSync(dossier, { recursive: true, force: true })
  }
}

/**
 * La mémoire, si la machine en a de reste : chaque fichier d'essai y copie sa base en 80 ms, contre 500 sur un disque. Les conteneurs interdisent
 * souvent d'y exécuter, et root y met parfois PostgreSQL.
 */
function racine(): string {
  if (!existsSync(MEMOIRE) || / \/dev\/shm \S+ \S*noexec/.test(readFileSync('/proc/mounts', 'utf8'))) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMOIRE)
  return bavail * bsize > MEMOIRE_LIBRE ? MEMOIRE : tmpdir()
}

function fichiersDEssais(filtres: readonly string[]): string[] {
  const tous = globSync(['dist/src/**/*.test.js', 'dist/tests/**/*.test.js']).sort(longsDAbord)
  return tous.filter((fichier) => filtres.length === 0 || filtres.some((filtre) => fichier.includes(filtre.replace(/\.tsx?$/, '.js'))))
}

/** `EGIDE_ESSAIS_PG=15` : le PostgreSQL de cette version que Debian a installé, au lieu de celui d'Égide. */
function binairesDemandes(): { binaires?: string } {
  const version = process.env.EGIDE_ESSAIS_PG
  return version ? { binaires: `/usr/lib/postgresql/${version}/bin` } : {}
}

async function preparer(grappe: Grappe): Promise<void> {
  const debut = performance.now()
  process.env.EGIDE_ESSAIS_PG_SUPER = grappe.url('postgres')
  const { preparerModele } = await import('./fabriques/base.ts')
  await preparerModele(grappe.url('postgres'))
  console.log(`  base modèle prête ${secondes(performance.now() - debut)}`)
}

type Bilan = { reussis: number; echoues: number }

/** Chaque lot dans son processus, `EN_PARALLELE` à la fois, dans l'ordre de la liste. */
async function executer(fichiers: readonly string[], dossier: string): Promise<Bilan> {
  const bilan = { reussis: 0, echoues: 0 }
  const file = [...enLots(fichiers).entries()]
  const ouvrier = async () => {
    for (let suivant = file.shift(); suivant !== undefined && !arret.signal.aborted; suivant = file.shift()) {
      const [rang, lot] = suivant
      const { reussis, echoues } = await executerLot(lot, path.join(dossier, `rapport-${rang}`))
      bilan.reussis += reussis
      bilan.echoues += echoues
    }
  }
  await Promise.all(Array.from({ length: EN_PARALLELE }, ouvrier))
  if (arret.signal.aborted) throw new Error('Interrompu.')
  return bilan
}

/** Charger les modules coûte souvent plus que les essais d'un fichier : plusieurs fichiers les partagent. Un long reste seul. */
function enLots(fichiers: readonly string[]): string[][] {
  const autres = fichiers.filter((f) => !estLong(f))
  const combien = Math.ceil(autres.length / PAR_LOT)
  return [
    ...fichiers.filter(estLong).map((f) => [f]),
    ...Array.from({ length: combien }, (_, i) => autres.slice(i * PAR_LOT, (i + 1) * PAR_LOT)),
  ]
}

/** Un processus qui tombe ou ne rend pas la main compte pour un échec de plus. */
async function executerLot(lot: readonly string[], rapport: string): Promise<Bilan> {
  const { code, sortie } = await lancerLot(lot, rapport)
  const essais = lireRapport(rapport)
  const echoues = essais.filter(({ echec }) => echec !== undefined).length
  const tombe = code !== 0 && echoues === 0
  const parFichier = Map.groupBy(essais, ({ fichier }) => nomCourt(path.relative('.', fichier)))
  // Tombé, un processus laisse des fichiers dont on ne sait rien : ils ne se disent pas réussis.
  for (const nom of new Set([...(tombe ? [] : lot.map(nomCourt)), ...parFichier.keys()])) dire(nom, parFichier.get(nom) ?? [])
  if (tombe) console.log(`✖ ${lot.map(nomCourt).join(', ')} : le processus est tombé`)
  if ((tombe || echoues > 0) && sortie.trim()) console.log(enRetrait(sortie.trimEnd(), '    │ '))
  return { reussis: essais.length - echoues, echoues: echoues + (tombe ? 1 : 0) }
}

function dire(nom: string, essais: readonly EssaiFini[]): void {
  const echecs = essais.filter(({ echec }) => echec !== undefined)
  const reste = echecs.length === 0 ? '' : `, ${echecs.length} en échec`
  const ms = essais.reduce((somme, e) => somme + e.ms, 0)
  console.log(`${reste ? '✖' : '✔'} ${nom} : ${essais.length - echecs.length}${reste} ${secondes(ms)}`)
  for (const { nom: essai, ligne, echec = '' } of echecs)
    console.log(`  ✖ ${essai}${ligne ? ` (ligne ${ligne})` : ''}\n${enRetrait(echec, '      ')}`)
}

/** Les parcours au navigateur et les serveurs que l'on coupe sont les plus longs : partis les premiers, ils n'allongent pas la fin. */
function longsDAbord(a: string, b: string): number {
  return Number(estLong(b)) - Number(estLong(a)) || a.localeCompare(b)
}
const estLong = (fichier: string): boolean => /tests.(parcours|vitrine)|socle.postgres/.test(fichier)

function lancerLot(lot: readonly string[], rapport: string): Promise<{ code: number | null; sortie: string }> {
  const rapporteur = [`--test-reporter=${RAPPORTEUR}`, `--test-reporter-destination=${rapport}`]
  const args = ['--import', REPERES, '--test', '--test-isolation=none', ...rapporteur, ...lot]
  // Le code compilé se garde d'un processus à l'autre.
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(path.dirname(rapport), 'code') }
  const fils = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], signal: arret.signal, killSignal: 'SIGKILL' })
  let sortie = ''
  for (const flux of [fils.stdout, fils.stderr]) flux.setEncoding('utf8').on('data', (morceau: string) => (sortie += morceau))
  const minuterie = setTimeout(() => {
    sortie += `\nCe processus n’a pas rendu la main en ${DELAI_MS / 1000} s.`
    fils.kill('SIGKILL')
  }, DELAI_MS)
  return new Promise((resoudre) => {
    fils.on('error', ({ message }) => resoudre({ code: 1, sortie: message }))
    fils.on('exit', () => clearTimeout(minuterie))
    fils.on('close', (code) => resoudre({ code, sortie }))
  })
}

function lireRapport(rapport: string): EssaiFini[] {
  if (!existsSync(rapport)) return []
  const lignes = readFileSync(rapport, 'utf8').split('\n').slice(0, -1)
  return lignes.map((ligne) => JSON.parse(ligne) as EssaiFini)
}

const enRetrait = (texte: string, marge: string) => texte.replace(/^/gm, marge)
function nomCourt(fichier: string): string {
  return fichier.replace(/^dist\//, '').replace(/\.[jt]sx?$/, '')
}
function secondes(ms: number): string {
  return `(${(ms / 1000).toFixed(1)} s)`
}

function conclure({ reussis, echoues }: Bilan, note?: string): number {
  if (note !== undefined) console.log(note)
  console.log(`\n${reussis} passed, ${echoues} failed`)
  return echoues > 0 || reussis === 0 ? 1 : 0
}

/** Ce qu'une exécution tuée a laissé (celle des essais du lanceur comprise) : on arrête son PostgreSQL s'il vit encore, sauf si quelqu'un s'en sert. */
async function oublierAbandons(): Promise<void> {
  const laisses = globSync(['egide-essais-*', 'egide-lanceur-*'].flatMap((n) => [path.join(tmpdir(), n), path.join(MEMOIRE, n)]))
  for (const dossier of laisses) {
    if (Date.now() - statSync(dossier).mtimeMs < ABANDON_MS) continue
    try {
      if (existsSync(path.join(dossier, 'grappe'))) await (await demarrerPostgres({ dossier, ...binairesDemandes() })).arreter()
    } catch {
      // Tenu par une autre exécution, ou à quelqu'un d'autre : on n'y touche pas.
      continue
    }
    rmSync(dossier, { recursive: true, force: true })
  }
}

process.exitCode = await principal(process.argv.slice(2))
