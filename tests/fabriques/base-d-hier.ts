import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { migrer } from '#socle/migrer.ts'
import { auServeur, CLE_MAITRESSE_ESSAIS, urlSuper, vers } from './base.ts'

/** Une base telle qu'elle était avant la migration `avant` (« 0033 »), vide, et de quoi la mettre à jour. Détruite à la fin du fichier. */
export async function ouvrirBaseDHier(avant: string) {
  const nom = `egide_essai_${randomUUID().slice(0, 8)}`
  const url = vers(urlSuper(), nom, 'postgres')
  const hier = mkdtempSync(join(tmpdir(), 'egide-hier-'))
  cpSync('db', hier, { recursive: true, filter: (f) => !/^\d{4}_/.test(basename(f)) || basename(f) < avant })
  await auServeur(urlSuper(), `create database ${nom}`)
  const passer = (dossier: string) => migrer({ url, dossier, cleMaitresse: CLE_MAITRESSE_ESSAIS })
  await passer(hier)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  after(async () => {
    await client.end()
    rmSync(hier, { recursive: true, force: true })
    await auServeur(urlSuper(), `drop database ${nom} with (force)`)
  })
  return {
    ecrire: (requetes: string) => client.query(requetes),
    lire: async (requete: string): Promise<unknown[][]> => (await client.query({ text: requete, rowMode: 'array' })).rows,
    mettreAJour: () => passer(resolve('db')),
  }
}
