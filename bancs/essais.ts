import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { RACINE } from '../src/racine.ts'
import { imprimer, nombre } from './commun.ts'

const depart = performance.now()
const fils = spawn('npm', ['test'], { cwd: RACINE, stdio: ['ignore', 'pipe', 'inherit'] })
let derniere = ''
fils.stdout.on('data', (morceau: Buffer) => {
  derniere = morceau.toString().trim().split('\n').at(-1) || derniere
})
const [code] = (await once(fils, 'close')) as [number]
const duree = (performance.now() - depart) / 1000

imprimer('Essais', [
  { exigence: '`npm test` ≤ 5 minutes', mesure: `${nombre(duree, 0)} s ; ${derniere} (code ${code})`, tenu: duree <= 300 && code === 0 },
])
