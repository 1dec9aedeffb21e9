import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'

/** La vraie ligne de commande, sans base : ce qui se refuse avant d'ouvrir quoi que ce soit. */
function egide(...args: string[]): Promise<{ code: number; erreur: string }> {
  return new Promise((resoudre) => {
    execFile(process.execPath, [resolve('dist/src/egide.js'), ...args], { env: { ...process.env, PORT: '1' } }, (faute, _sortie, erreur) =>
      resoudre({ code: typeof faute?.code === 'number' ? faute.code : 0, erreur }),
    )
  })
}

describe('ligne de commande', () => {
  for (const [cas, attendu, args, phrase] of [
    ['commande inconnue', 2, ['danser'], /Commandes : demarrer/],
    ['option inconnue', 2, ['importer', '--vite'], /Usage : egide importer siecle/],
    ['importer sans fichier', 2, ['importer', 'siecle'], /Usage : egide importer siecle/],
    ['ONDE sans école', 2, ['importer', 'onde', 'ecole.csv'], /--uai/],
    ['fichier absent', 1, ['importer', 'siecle', 'nulle-part.zip'], /nulle-part\.zip n’existe pas/],
    ['démonstration sans département', 2, ['demonstration'], /Usage : egide demonstration --departement NN/],
    ['abonnement sans adresse', 2, ['replication', 'abonner', '--academie', '10'], /Usage : egide replication/],
  ] as const)
    test(`${cas} : sort en ${attendu} et dit pourquoi`, async () => {
      const { code, erreur } = await egide(...args)
      assert.equal(code, attendu)
      assert.match(erreur, phrase)
    })
})
