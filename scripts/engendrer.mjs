// Refait les types SQL et docs/engendre depuis une base neuve. --verifier : ne change rien, dit ce qui est périmé.
import { dans, exigerNode, relayer } from './commun.mjs'
import { preparer } from './preparation.mjs'

await preparer()
process.exitCode = await relayer(exigerNode(), [dans('dist', 'src', 'engendrer.js'), ...process.argv.slice(2)])
