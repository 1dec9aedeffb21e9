import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { CANTAL, LA_JORDANNE, unTerritoire } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import type { Db } from '#socle/db.ts'
import { CODE_NATIONAL, idTerritoire, type Niveau, parentsPossibles } from './territoire.ts'

/** L'arbre tel qu'un essai le tient en mémoire, sans rien savoir du SQL. */
type Noeud = { readonly niveau: Niveau; parent: string | null }
type Arbre = Map<string, Noeud>

/** Un geste : ajouter un territoire, en déplacer un, en ôter un sans enfant. Les nombres choisissent parmi ce qui est permis. */
type Geste = { readonly quoi: 'ajouter' | 'deplacer' | 'oter'; readonly niveau: Niveau; readonly a: number; readonly b: number }

const unGeste: fc.Arbitrary<Geste> = fc.record({
  quoi: fc.constantFrom('ajouter', 'ajouter', 'ajouter', 'deplacer', 'deplacer', 'oter'),
  niveau: fc.constantFrom('academie', 'departement', 'departement', 'bassin', 'bassin', 'etablissement', 'etablissement', 'etablissement'),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
})

const pris = (ids: readonly string[], rang: number): string | undefined => ids[rang % Math.max(ids.length, 1)]
const idsDe = (arbre: Arbre, permis: readonly Niveau[]) => [...arbre].filter(([, n]) => permis.includes(n.niveau)).map(([id]) => id)

async function faire(base: Db, arbre: Arbre, { quoi, niveau, a, b }: Geste): Promise<void> {
  const parent = pris(idsDe(arbre, parentsPossibles[niveau]), a)
  const cible = pris(idsDe(arbre, [niveau]), b)
  if (quoi === 'ajouter' && parent) {
    const id = randomUUID()
    await base.insertInto('referentiels.territoire').values({ id, niveau, code: id, libelle: 'Fictif', parent_id: parent }).execute()
    arbre.set(id, { niveau, parent })
  } else if (quoi === 'deplacer' && parent && cible) {
    await base.updateTable('referentiels.territoire').set({ parent_id: parent }).where('id', '=', cible).execute()
    arbre.set(cible, { niveau, parent })
  } else if (quoi === 'oter' && cible && ![...arbre.values()].some((n) => n.parent === cible)) {
    await base.deleteFrom('referentiels.territoire').where('id', '=', cible).execute()
    arbre.delete(cible)
  }
}

/** Remonte parent par parent : c'est tout ce que l'oracle sait faire. */
function ascendanceNaive(arbre: Arbre): string[] {
  const lignes: string[] = []
  for (const id of arbre.keys()) {
    for (let ancetre: string | null = id; ancetre !== null; ancetre = arbre.get(ancetre)?.parent ?? null) {
      lignes.push(`${id} ${ancetre} ${arbre.get(ancetre)?.niveau}`)
    }
  }
  return lignes.sort()
}

class Defaire extends Error {}

const essai = await ouvrirEssai()

describe('l’ascendance', () => {
  test('suit tout arbre, quels que soient les ajouts, déplacements et retraits', async () => {
    const national = idTerritoire('national', CODE_NATIONAL)
    await fc.assert(
      fc.asyncProperty(fc.array(unGeste, { minLength: 20, maxLength: 120, size: 'max' }), async (gestes) => {
        const joue = essai.proprietaire.transaction().execute(async (tx) => {
          const arbre: Arbre = new Map([[national, { niveau: 'national', parent: null }]])
          for (const geste of gestes) await faire(tx, arbre, geste)
          const lignes = await tx
            .selectFrom('referentiels.ascendance')
            .select(['descendant_id', 'ancetre_id', 'niveau_ancetre'])
            .where('descendant_id', 'in', [...arbre.keys()])
            .execute()
          assert.deepEqual(lignes.map((l) => `${l.descendant_id} ${l.ancetre_id} ${l.niveau_ancetre}`).sort(), ascendanceNaive(arbre))
          throw new Defaire()
        })
        await assert.rejects(joue, Defaire)
      }),
      { numRuns: 40 },
    )
  })

  test('d’un territoire ôté disparaît', async () => {
    const id = await unTerritoire(essai, 'bassin', CANTAL)
    await essai.proprietaire.deleteFrom('referentiels.territoire').where('id', '=', id).execute()
    assert.deepEqual(
      await essai.proprietaire.selectFrom('referentiels.ascendance').select('ancetre_id').where('descendant_id', '=', id).execute(),
      [],
    )
  })

  test('ne peut contenir ni cycle ni niveaux mêlés : la base refuse un bassin sous un collège, ou un département sous un bassin', async () => {
    await assert.rejects(unTerritoire(essai, 'bassin', LA_JORDANNE), /territoire_hierarchie/)
    const bassin = await unTerritoire(essai, 'bassin', CANTAL)
    const sousBassin = essai.proprietaire
      .updateTable('referentiels.territoire')
      .set({ parent_id: bassin })
      .where('id', '=', CANTAL)
      .execute()
    await assert.rejects(sousBassin, /territoire_hierarchie/)
    await assert.rejects(unTerritoire(essai, 'departement', null), /territoire_hierarchie/)
  })

  test('interdit d’ôter un territoire qui en porte d’autres', async () => {
    await assert.rejects(
      essai.proprietaire.deleteFrom('referentiels.territoire').where('id', '=', CANTAL).execute(),
      /territoire_parent_fkey/,
    )
  })
})
