import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'

/** La vraie ligne de commande, sans base : ce qui se refuse avant d'ouvrir quoi que ce soit. */
function egide(...args: string[]): Promise<{ code: number; erreur: string; sortie: string }> {
  return new Promise((resoudre) => {
    execFile(process.execPath, [resolve('dist/src/egide.js'), ...args], { env: { ...process.env, PORT: '1' } }, (faute, sortie, erreur) =>
      resoudre({ code: typeof faute?.code === 'number' ? faute.code : 0, erreur, sortie }),
    )
  })
}

describe('ligne de commande', () => {
  for (const [cas, attendu, args, phrase] of [
    ['commande inconnue', 2, ['danser'], /Commandes : demarrer/],
    ['commande qui n’en est pas une', 2, ['constructor'], /Commandes : demarrer/],
    ['geste de réplication inconnu', 2, ['replication', 'constructor', '--academie', '10'], /Usage : egide replication/],
    ['option inconnue', 2, ['importer', '--vite'], /Usage : egide importer siecle/],
    ['importer sans fichier', 2, ['importer', 'siecle'], /Usage : egide importer siecle/],
    ['ONDE sans école', 2, ['importer', 'onde', 'ecole.csv'], /--uai/],
    ['fichier absent', 1, ['importer', 'siecle', 'nulle-part.zip'], /nulle-part\.zip n’existe pas/],
    ['rapport sans année', 2, ['rapport', '--niveau', 'departement', '--code', '15', '--format', 'csv'], /--annee 2025-2026/],
    [
      'rapport au format inconnu',
      2,
      ['rapport', '--annee', '2025-2026', '--niveau', 'national', '--code', 'FR', '--format', 'xls'],
      /pdf, ods, csv/,
    ],
    ['démonstration sans département', 2, ['demonstration'], /Usage : egide demonstration --departement NN/],
    ['ruralité sans source', 2, ['ruralite', 'communes.csv'], /sa source en 5 à 300 signes/],
    ['abonnement sans adresse', 2, ['replication', 'abonner', '--academie', '10'], /Usage : egide replication/],
  ] as const)
    test(`${cas} : sort en ${attendu} et dit pourquoi`, async () => {
      const { code, erreur } = await egide(...args)
      assert.equal(code, attendu)
      assert.match(erreur, phrase)
    })

  test('--help dit l’usage d’une commande, ou de toutes, et sort en 0', async () => {
    const une = await egide('rapport', '--help')
    assert.deepEqual([une.code, une.erreur], [0, ''])
    assert.match(une.sortie, /^egide rapport --annee .*--format pdf\|ods\|csv/)
    assert.match((await egide('--help')).sortie, /egide importer siecle.*\n(.*\n)*egide rapport/)
  })
})
