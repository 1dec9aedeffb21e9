// Tout ce qui doit être vrai avant d'intégrer : types, style, essais, documents engendrés. S'arrête au premier échec.
import { existsSync } from 'node:fs'
import { dans, executer, exigerNode, typer } from './commun.mjs'
import { preparer } from './preparation.mjs'

await preparer({ essais: true })
const node = exigerNode()
const engendrer = dans('dist', 'src', 'engendrer.js')
const etapes = [
  ['types', () => typer({})],
  ['style', () => executer(node, [dans('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'])],
  ['essais', () => executer(node, [dans('scripts', 'essais.mjs')])],
  ...(existsSync(dans('src', 'engendrer.ts')) ? [['documents engendrés', () => executer(node, [engendrer, '--verifier'])]] : []),
]

for (const [nom, faire] of etapes) {
  const debut = Date.now()
  const { code } = await faire()
  console.log(`${code === 0 ? '✔' : '✖'} ${nom} (${((Date.now() - debut) / 1000).toFixed(1)} s)`)
  if (code !== 0) process.exit(code)
}
