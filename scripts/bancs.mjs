// Prépare ce qui manque, puis exécute un banc d'essai : « npm run -s bancs -- academie --echelle centieme ».
import { existsSync } from 'node:fs'
import { abandonner, dans, exigerNode, relayer, trouverChromium } from './commun.mjs'
import { preparer } from './preparation.mjs'

const BANCS = ['academie', 'nation', 'nation-pages', 'pages', 'import', 'premiere-page', 'pdf', 'essais', 'secret', 'rapports']
const [nom = '', ...args] = process.argv.slice(2)
if (!BANCS.includes(nom)) abandonner(`banc inconnu. Bancs : ${BANCS.join(', ')}.`, 2)

await preparer()
const fichier = dans('dist', 'bancs', `${nom}.js`)
if (!existsSync(fichier)) abandonner(`le banc « ${nom} » n’a pas été compilé.`)
const chromium = trouverChromium()
const env = { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) }
process.exitCode = await relayer(exigerNode(), ['--enable-source-maps', fichier, ...args], env)
