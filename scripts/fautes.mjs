// Commet chaque faute volontaire dans une copie du projet et vérifie que la suite l'attrape. « npm run fautes [numéro…] ».
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dans, executer, exigerNode, RACINE } from './commun.mjs'
import { preparer } from './preparation.mjs'

await preparer({ essais: true })
const fautes = JSON.parse(readFileSync(dans('tests', 'fautes', 'fautes.json'), 'utf8'))
const choisies = process.argv.slice(2).map(Number)
let survivantes = 0

for (const [rang, faute] of fautes.entries()) {
  if (choisies.length > 0 && !choisies.includes(rang + 1)) continue
  const verdict = await commettre(faute)
  if (verdict !== 'attrapée') survivantes += 1
  console.log(`${verdict === 'attrapée' ? '✔' : '✖'} ${rang + 1}. ${faute.nom} : ${verdict} (${faute.essais.join(', ')})`)
}
process.exitCode = survivantes > 0 ? 1 : 0

async function commettre({ fichier, chercher, remplacer, essais }) {
  const copie = mkdtempSync(path.join(tmpdir(), 'egide-faute-'))
  try {
    const ignores = new Set(['node_modules', '.git', 'donnees-locales', 'dist', 'public'].map((d) => dans(d)))
    cpSync(RACINE, copie, { recursive: true, filter: (source) => !ignores.has(source) })
    for (const lien of ['node_modules', 'public']) symlinkSync(dans(lien), path.join(copie, lien))
    const chemin = path.join(copie, fichier)
    const texte = readFileSync(chemin, 'utf8')
    if (!texte.includes(chercher)) return 'introuvable dans le code'
    writeFileSync(
      chemin,
      texte.replace(chercher, () => remplacer),
    )
    const { code, sortie } = await executer(exigerNode(), [path.join(copie, 'scripts', 'essais.mjs'), ...essais], { muet: true })
    const bilan = /(\d+) passed, (\d+) failed/.exec(sortie)
    if (!bilan) return 'essais non exécutés'
    return code !== 0 && Number(bilan[2]) > 0 ? 'attrapée' : 'SURVIT'
  } finally {
    rmSync(copie, { recursive: true, force: true })
  }
}
