import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { RACINE } from '../../src/racine.ts'

const fautes = z
  .array(
    z.object({ nom: z.string(), fichier: z.string(), chercher: z.string(), remplacer: z.string(), essais: z.array(z.string()).min(1) }),
  )
  .parse(JSON.parse(readFileSync(join(RACINE, 'tests', 'fautes', 'fautes.json'), 'utf8')))

test('chaque faute volontaire vise un texte du code, et un seul', () => {
  const perdues = fautes.filter(({ fichier, chercher }) => readFileSync(join(RACINE, fichier), 'utf8').split(chercher).length !== 2)
  assert.deepEqual(
    perdues.map((f) => f.nom),
    [],
  )
})
