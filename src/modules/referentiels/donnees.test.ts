import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lireTerritoires } from './donnees.requetes.ts'
import { idTerritoire, parentsPossibles } from './territoire.ts'

test('chaque territoire livré précède ceux qui dépendent de lui et se range sous un niveau permis', async () => {
  const vus = new Map<string, string>()
  for (const t of await lireTerritoires()) {
    const niveauParent = t.parent === null ? null : vus.get(t.parent)
    if (t.niveau === 'national') assert.equal(niveauParent, null)
    else assert.ok((parentsPossibles[t.niveau] as readonly string[]).includes(niveauParent ?? 'absent'), t.libelle)
    vus.set(t.id, t.niveau)
  }
})

test('le Cantal dépend de Clermont-Ferrand, Saint-Martin de la Guadeloupe', async () => {
  const parId = new Map((await lireTerritoires()).map((t) => [t.id, t]))
  const academieDe = (departement: string) => parId.get(parId.get(idTerritoire('departement', departement))?.parent ?? '')?.libelle
  assert.equal(academieDe('15'), 'Clermont-Ferrand')
  assert.equal(academieDe('978'), 'Guadeloupe')
  assert.equal(academieDe('2A'), 'Corse')
})

test('une collectivité sans académie se range sous son propre service ; un territoire sans service n’est pas chargé', async () => {
  const territoires = await lireTerritoires()
  const academies = territoires.filter((t) => t.niveau === 'academie')
  assert.equal(academies.length, 34)
  assert.ok(academies.some((a) => a.libelle === 'Polynésie française'))
  assert.equal(territoires.filter((t) => t.niveau === 'departement').length, 107)
  assert.ok(!territoires.some((t) => t.libelle.includes('Clipperton')))
})
