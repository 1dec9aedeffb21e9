/*
 * Construit les fichiers statiques dans public/, à partir des sources déjà compilées dans dist/.
 *
 * Chaque fichier statique porte son empreinte dans son nom (cache d’un an), avec ses versions .br et .gz ; manifeste.json dit lesquels.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv, exit, pid } from 'node:process'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { classesUtilisees, reduireDsfr } from './construire-style.mjs'

const RACINE = fileURLToPath(new URL('..', import.meta.url))
const SORTIE = join(RACINE, 'public')
/** Nos feuilles, assemblées dans l’ordre de leur nom. */
const STYLES = join(RACINE, 'src/ui/styles')
const POLICES = join(RACINE, 'node_modules/@fontsource/atkinson-hyperlegible/files')
const DSFR = join(RACINE, 'node_modules/@gouvfr/dsfr/dist')
/** Plages Unicode publiées avec la police (fontsource). */
const PLAGES = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
}
const GRAISSES = [400, 700]
/** Ordre d’assemblage du script : chaque morceau ne cite que les précédents. */
const MORCEAUX = ['commun', 'raccourcis', 'verrou', 'recherche', 'formulaires', 'progression', 'egide']

function ecrireActif(dossier, nom, extension, contenu) {
  const octets = Buffer.from(contenu)
  const fichier = `${nom}.${createHash('sha256').update(octets).digest('hex').slice(0, 10)}.${extension}`
  writeFileSync(join(dossier, fichier), octets)
  if (extension === 'woff2') return fichier
  writeFileSync(join(dossier, `${fichier}.br`), brotliCompressSync(octets, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  writeFileSync(join(dossier, `${fichier}.gz`), gzipSync(octets, { level: 9 }))
  return fichier
}

function ecrirePolices(dossier) {
  const polices = []
  for (const plage of Object.keys(PLAGES))
    for (const graisse of GRAISSES) {
      const octets = readFileSync(join(POLICES, `atkinson-hyperlegible-${plage}-${graisse}-normal.woff2`))
      polices.push({ plage, graisse, fichier: ecrireActif(dossier, `atkinson-${plage}-${graisse}`, 'woff2', octets) })
    }
  return polices
}

const declarerPolice = ({ plage, graisse, fichier }) =>
  `@font-face{font-family:"Atkinson Hyperlegible";font-style:normal;font-weight:${graisse};font-display:swap;src:url(${fichier}) format("woff2");unicode-range:${PLAGES[plage]}}`

const serrerCss = (css) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim()

function construireStyle(dossier, polices) {
  const feuilles = readdirSync(STYLES).sort()
  const maison = serrerCss(feuilles.map((nom) => readFileSync(join(STYLES, nom), 'utf8')).join(''))
  const dsfr = reduireDsfr({ dossierDsfr: DSFR, utilisees: classesUtilisees(join(RACINE, 'src')), autresFeuilles: maison })
  return ecrireActif(dossier, 'egide', 'css', polices.map(declarerPolice).join('') + dsfr + maison)
}

/** Assemble les morceaux compilés en un module : importations ôtées, portée commune, commentaires et retraits ôtés. */
function construireScript(dossier) {
  const morceaux = MORCEAUX.map((nom) => readFileSync(join(RACINE, 'dist/src/client', `${nom}.js`), 'utf8'))
  const lignes = morceaux
    .join('\n')
    .replace(/^\s*\/\*\*?[\s\S]*?\*\//gm, '')
    .split('\n')
    .map((ligne) => ligne.trim())
    .filter((ligne) => ligne !== '' && !ligne.startsWith('//') && !ligne.startsWith('import ') && !/^export \{.*\};$/.test(ligne))
  return ecrireActif(dossier, 'egide', 'js', lignes.map((ligne) => ligne.replace(/^export /, '')).join('\n'))
}

/** Les noms portent l’empreinte du contenu : même manifeste, mêmes fichiers, on ne dérange pas un serveur qui les sert. */
function echanger(provisoire) {
  const lire = (dossier) => (existsSync(join(dossier, 'manifeste.json')) ? readFileSync(join(dossier, 'manifeste.json'), 'utf8') : '')
  if (lire(SORTIE) !== lire(provisoire)) {
    rmSync(SORTIE, { recursive: true, force: true })
    renameSync(provisoire, SORTIE)
  }
  rmSync(provisoire, { recursive: true, force: true })
}

/** Construit dans un dossier provisoire puis l’échange : un serveur en marche ne voit jamais un dossier à moitié écrit. */
export function construireStatiques() {
  const provisoire = `${SORTIE}.nouveau-${pid}`
  rmSync(provisoire, { recursive: true, force: true })
  mkdirSync(provisoire, { recursive: true })
  const polices = ecrirePolices(provisoire)
  const manifeste = {
    style: construireStyle(provisoire, polices),
    script: construireScript(provisoire),
    icone: ecrireActif(provisoire, 'egide', 'svg', readFileSync(join(RACINE, 'src/ui/egide.svg'))),
    polices: polices.filter((p) => p.plage === 'latin').map((p) => p.fichier),
  }
  writeFileSync(join(provisoire, 'manifeste.json'), `${JSON.stringify(manifeste, null, 2)}\n`)
  echanger(provisoire)
  return manifeste
}

function peser() {
  for (const fichier of readdirSync(SORTIE).filter((f) => !/\.(br|gz|json)$/.test(f))) {
    const comprime = existsSync(join(SORTIE, `${fichier}.br`)) ? `${fichier}.br` : fichier
    console.log(`${(readFileSync(join(SORTIE, comprime)).length / 1024).toFixed(1).padStart(7)} Ko  ${comprime}`)
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(join(RACINE, 'dist/src/client/egide.js'))) {
    console.error('Égide : rien n’est compilé. Lancez « npm start » ou « npm test », qui compilent puis construisent.')
    exit(1)
  }
  construireStatiques()
  peser()
}
