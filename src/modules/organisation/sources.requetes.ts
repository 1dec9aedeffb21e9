import { type CleParametre, lireParametre, parametres } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { ParametreLu, Provenance } from './sources.ts'

/** D'où viennent les établissements ; au plus 50 jeux, du plus gros au plus petit. */
export async function listProvenances({ tx }: Contexte): Promise<Provenance[]> {
  return tx
    .selectFrom('referentiels.etablissement')
    .select(['source', (eb) => eb.fn.countAll<number>().as('nombre')])
    .groupBy('source')
    .orderBy('nombre', 'desc')
    .orderBy('source')
    .limit(50)
    .execute()
}

/** Les réglages, à la valeur que l'exploitant leur a donnée. */
export async function listParametres({ tx }: Contexte): Promise<ParametreLu[]> {
  const lus: ParametreLu[] = []
  for (const cle of Object.keys(parametres) as CleParametre[]) {
    const { libelle, source, certitude } = parametres[cle]
    lus.push({ cle, libelle, source, certitude, valeur: await lireParametre(tx, cle) })
  }
  return lus
}
