import type { SuiteIp } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { etapeSimultanee } from './erreurs.ts'
import type { Etape, NatureEtape, SuiteReponse } from './information-preoccupante.ts'

/** Une étape consignée, avec qui et quand. `texte` : ce qui est dit de la réponse ou de l'accusé. */
export type EtapeLue = {
  readonly rang: number
  readonly nature: NatureEtape
  readonly le: string
  readonly suite: string | null
  readonly conclusion: string | null
  readonly texte: string | null
  readonly auteur: string
}

const lieu = (informationId: string, rang: number): Lieu => ({
  colonne: 'protection.etape.contenu_chiffre',
  ligneId: `${informationId}/${rang}`,
})

/** Les étapes, dans l'ordre où elles ont été consignées ; 200 au plus, la base n'en accepte pas davantage. */
export async function listEtapes({ tx }: Pick<Contexte, 'tx'>, cle: Cle, informationId: string): Promise<EtapeLue[]> {
  const rows = await tx
    .selectFrom('protection.etape as e')
    .innerJoin('securite.agent as a', 'a.id', 'e.auteur_id')
    .select(['e.rang', 'e.nature', 'e.le', 'e.suite', 'e.conclusion', 'e.contenu_chiffre', 'a.nom_affiche as auteur'])
    .where('e.information_id', '=', informationId)
    .orderBy('e.rang')
    .limit(200)
    .execute()
  return rows.map(({ contenu_chiffre, nature, ...r }) => ({
    ...r,
    nature: nature as NatureEtape,
    texte: contenu_chiffre && cle.dechiffrer(lieu(informationId, r.rang), contenu_chiffre),
  }))
}

export function versEtape({ nature, le, suite, conclusion }: EtapeLue): Etape {
  if (nature === 'reponse') return { nature, le, suite: suite as SuiteReponse }
  if (nature === 'evaluation') return { nature, le, conclusion: conclusion as SuiteIp }
  return { nature, le }
}

/** Ajoute l'étape au rang qui suit ce qu'on a lu. @throws ErreurMetier conflit si une autre l'a pris entre-temps */
export async function insererEtape(
  { tx, agent }: Contexte,
  cle: Cle,
  informationId: string,
  rang: number,
  etape: Etape,
  texte: string | null,
): Promise<void> {
  const inseree = await tx
    .insertInto('protection.etape')
    .values({
      information_id: informationId,
      dossier_id: cle.id,
      rang,
      nature: etape.nature,
      le: etape.le,
      suite: etape.nature === 'reponse' ? etape.suite : etape.nature === 'qualification' ? 'QUALIFIEE' : null,
      conclusion: etape.nature === 'evaluation' ? etape.conclusion : null,
      contenu_chiffre: texte === null ? null : cle.chiffrer(lieu(informationId, rang), texte),
      auteur_id: agent.id,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('rang')
    .executeTakeFirst()
  if (!inseree) throw etapeSimultanee(informationId)
}
