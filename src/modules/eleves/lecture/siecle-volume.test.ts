import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { TAILLE_LOT } from './enregistrement.ts'
import { eleveXml, exportEleves, fichier } from './fichier-essai.ts'
import { lireSiecle } from './siecle.ts'

const [debut = '', fin = ''] = exportEleves('<ELEVES>\n#\n</ELEVES>').split('#\n')
const NOMBRE = 110_000

/** Un fichier d'environ 20 Mo, écrit en flux. */
async function grosFichier(): Promise<string> {
  function* morceaux() {
    yield debut
    for (let rang = 0; rang < NOMBRE; rang += 1000) {
      yield Array.from(
        { length: 1000 },
        (_, ordre) => `${eleveXml(String(rang + ordre + 1), { CODE_REGIME: '24', CODE_MEF: '10010012110' })}\n`,
      ).join('')
    }
    yield fin
  }
  const chemin = fichier('')
  await pipeline(Readable.from(morceaux(), { encoding: 'latin1' }), createWriteStream(chemin, { encoding: 'latin1' }))
  return chemin
}

/** Mémoire réellement retenue, après ramasse-miettes. */
function memoireRetenue(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

test('un gros fichier se lit par petits lots, en mémoire bornée, et dit son avancement', async () => {
  const chemin = await grosFichier()
  const [avant, mesures] = [memoireRetenue(), [] as number[]]
  let [eleves, lots, octets] = [0, 0, 0]
  for await (const lot of lireSiecle(chemin)) {
    assert.ok(lot.enregistrements.length <= TAILLE_LOT)
    assert.ok(lot.octetsLus >= octets && lot.octetsLus <= lot.octetsTotal)
    octets = lot.octetsLus
    eleves += lot.enregistrements.filter(({ genre }) => genre === 'eleve').length
    if (++lots % 80 === 0) mesures.push(memoireRetenue() - avant)
  }
  assert.equal(eleves, NOMBRE)
  assert.ok(octets > 15e6)
  const pire = Math.max(...mesures)
  assert.ok(pire < 20, `${pire.toFixed(0)} Mo retenus`)
})

test('la contre-pression est réelle : rien n’est lu d’avance tant que le lot n’est pas consommé', async () => {
  const lots = lireSiecle(await grosFichier())
  const premier = await lots.next()
  await new Promise((suite) => setTimeout(suite, 50))
  const second = await lots.next()
  assert.ok(!premier.done && !second.done)
  assert.ok(second.value.octetsLus < 1e6, `${second.value.octetsLus} octets lus pour deux lots`)
  await lots.return(undefined)
})
