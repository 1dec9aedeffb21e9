import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { abandonner, compiler, dans, executer, exigerNode, SANS_FENETRE, trouverChromium, trouverProgramme } from './commun.mjs'

/**
 * Installe et compile ce qui manque ; avec `essais`, aussi ce dont les essais ont besoin (Chromium, pdftotext). Les
 * commandes l'appellent elles-mêmes : npm, en `ignore-scripts`, n'exécute pas les scripts « pre ».
 */
export async function preparer({ essais = false } = {}) {
  if (Number(process.versions.node.split('.')[0]) < 20) abandonner(`il faut Node 20 ou plus récent ; celui-ci est ${process.version}.`)
  await installerPaquets()
  exigerNode()
  await compiler()
  if (essais) await installerOutilsDesEssais()
}

/** Un verrou déjà installé est reconnu à son empreinte, sinon à son contenu (installation faite à la main). */
async function installerPaquets() {
  const marque = dans('node_modules', '.egide-verrou')
  const verrou = readFileSync(dans('package-lock.json'), 'utf8')
  const empreinte = createHash('sha256').update(verrou).digest('hex')
  if (existsSync(marque) && readFileSync(marque, 'utf8') === empreinte) return
  if (!dejaInstalle(JSON.parse(verrou))) await npmCi()
  writeFileSync(marque, empreinte)
}

function dejaInstalle(verrou) {
  const cache = dans('node_modules', '.package-lock.json')
  if (!existsSync(cache)) return false
  const installes = JSON.parse(readFileSync(cache, 'utf8')).packages
  return Object.entries(verrou.packages).every(
    ([nom, { version, optional }]) => nom === '' || installes[nom]?.version === version || (optional && installes[nom] === undefined),
  )
}

async function npmCi() {
  console.log('Égide : installation des paquets (une minute environ la première fois)…')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  // npm dit où il est quand c'est lui qui nous lance ; sous Windows, `npm` n'est pas un programme.
  const npm = process.env.npm_execpath
  const { code, sortie } = npm
    ? await executer(process.execPath, [npm, ...args], { muet: true })
    : await executer('npm', args, { muet: true })
  if (code === 0) return
  console.error(sortie.trim().split('\n').slice(-15).join('\n'))
  abandonner('les paquets n’ont pas pu être installés. Vérifiez l’accès au registre npm et la place sur le disque, puis relancez.')
}

async function installerOutilsDesEssais() {
  const manquants = [...(trouverChromium() ? [] : ['chromium']), ...(trouverProgramme('pdftotext') ? [] : ['poppler-utils'])]
  if (manquants.length === 0) return
  const apt = trouverProgramme('apt-get')
  if (process.getuid?.() !== 0 || apt === undefined) abandonner(consigne(manquants))
  console.log(`Égide : installation de ${manquants.join(' et ')} pour les essais…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await etapeApt(apt, ['update', '-qq'], env)
  const { code } = await executer('apt-cache', ['show', SANS_FENETRE], { muet: true })
  const paquets = manquants.map((nom) => (nom === 'chromium' && code === 0 ? SANS_FENETRE : nom))
  await etapeApt(apt, ['install', '-y', '-qq', '--no-install-recommends', ...paquets], env)
}

async function etapeApt(apt, args, env) {
  const { code, sortie } = await executer(apt, args, { muet: true, env })
  if (code === 0) return
  console.error(sortie.trim().split('\n').slice(-8).join('\n'))
  abandonner(`« apt-get ${args.join(' ')} » a échoué. Installez ces programmes vous-même, puis relancez.`)
}

const consigne = (manquants) =>
  `les essais ont besoin de ${manquants.join(' et ')}. Installez-les (Debian : apt-get install ${manquants.join(' ')})` +
  (manquants.includes('chromium') ? ', ou donnez le chemin d’un Chromium par la variable CHROMIUM.' : '.')
