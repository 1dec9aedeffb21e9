// Prépare ce qui manque, puis exécute les essais ; les arguments filtrent les fichiers (« npm test -- coffre »).
import { dans, exigerNode, relayer, trouverChromium } from './commun.mjs'
import { preparer } from './preparation.mjs'

await preparer({ essais: true })
const chromium = trouverChromium()
const env = { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) }
process.exitCode = await relayer(
  exigerNode(),
  ['--enable-source-maps', dans('dist', 'tests', 'lancer-essais.js'), ...process.argv.slice(2)],
  env,
)
