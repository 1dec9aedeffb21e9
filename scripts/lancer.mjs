// Prépare ce qui manque, puis exécute Égide avec le Node 24 du projet, en lui transmettant arguments, signaux et code de sortie.
import { dans, exigerNode, relayer } from './commun.mjs'
import { preparer } from './preparation.mjs'

await preparer()
process.exitCode = await relayer(exigerNode(), [
  '--enable-source-maps',
  '--max-semi-space-size=4',
  dans('dist', 'src', 'egide.js'),
  ...process.argv.slice(2),
])
