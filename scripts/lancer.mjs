// Exécute Égide avec le Node 24 du projet, en lui transmettant arguments, signaux et code de sortie.
import { existsSync } from 'node:fs'
import { abandonner, dans, exigerNode, relayer } from './commun.mjs'

const programme = dans('dist', 'src', 'egide.js')
if (!existsSync(programme)) abandonner('rien n’est compilé. Lancez d’abord « node scripts/preparer.mjs ».')
process.exitCode = await relayer(exigerNode(), ['--enable-source-maps', programme, ...process.argv.slice(2)])
