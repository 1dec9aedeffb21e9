// Installe et compile ce qui manque. `--essais` : aussi ce dont les essais ont besoin.
import { preparer } from './preparation.mjs'

await preparer({ essais: process.argv.includes('--essais') })
