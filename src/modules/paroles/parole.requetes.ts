import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Annotation, Parole } from './parole.ts'
import type { Fois } from './recit.ts'
import { canonique, type Scelle, verifier } from './scelle.ts'

/** Les paroles d'un dossier qu'on relit à la fois. Choix d'Égide : aucun dossier n'en approche. */
const PAROLES_MAX = 200

const lieuParole = (ligneId: string): Lieu => ({ colonne: 'paroles.parole.scelle_chiffre', ligneId })
const lieuAnnotation = (ligneId: string): Lieu => ({ colonne: 'paroles.annotation.texte_chiffre', ligneId })

const paroleIntrouvable = (paroleId: string) =>
  new ErreurMetier('introuvable', 'paroles.introuvable', 'Ces paroles n’existent pas ou ne vous sont pas accessibles.', { paroleId })

const scellees = ({ tx }: Pick<Contexte, 'tx'>, dossierId: string) =>
  tx
    .selectFrom('paroles.parole as p')
    .innerJoin('securite.agent as a', 'a.id', 'p.auteur_id')
    .select(['p.id', 'p.auteur_id', 'p.le', 'p.scelle_chiffre', 'p.empreinte', 'a.nom_affiche as auteur'])
    .where('p.dossier_id', '=', dossierId)
    .orderBy('p.le', 'desc')
    .orderBy('p.saisie_le', 'desc')
    .orderBy('p.id', 'desc')
    .limit(PAROLES_MAX)
type ParoleRow = Awaited<ReturnType<ReturnType<typeof scellees>['execute']>>[number]

/** Les paroles d'un dossier, sceau vérifié, de la plus récente à la plus ancienne. @throws Error si un sceau est altéré */
export async function parolesSous(contexte: Pick<Contexte, 'tx'>, cle: Cle): Promise<Parole[]> {
  const rows = await scellees(contexte, cle.id).execute()
  if (rows.length === 0) return []
  const annotations = await annotationsSous(contexte, cle)
  return rows.map((r) => versParole(cle, r, annotations.get(r.id) ?? []))
}

function versParole(cle: Cle, r: ParoleRow, annotations: readonly Annotation[]): Parole {
  const texte = cle.dechiffrer(lieuParole(r.id), r.scelle_chiffre)
  const { propos, entenduPar, le, heure, lieu, presents, question, scelleLe } = verifier(texte, r.empreinte, {
    paroleId: r.id,
    dossierId: cle.id,
    auteurId: r.auteur_id,
    le: r.le,
  })
  return {
    ...{ propos, entenduPar, le, heure, lieu, presents, question, annotations },
    id: r.id,
    auteur: r.auteur,
    scelleLe: new Date(scelleLe),
    empreinte: r.empreinte.toString('hex'),
  }
}

/** Des paroles de ce dossier. @throws ErreurMetier introuvable @throws Error si leur sceau est altéré */
export async function paroleSous(contexte: Pick<Contexte, 'tx'>, cle: Cle, id: string): Promise<Parole> {
  const row = await scellees(contexte, cle.id).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw paroleIntrouvable(id)
  return versParole(cle, row, (await annotationsSous(contexte, cle)).get(id) ?? [])
}

/**
 * À qui et quand, pour compter. Le sceau n'y est pas revérifié : un rappel ou la page d'un dossier ne doivent pas tomber avec lui ;
 * les mots, eux, ne se lisent que vérifiés.
 */
export async function foisSous(
  contexte: Pick<Contexte, 'tx'>,
  cle: Cle,
): Promise<(Fois & { readonly le: string; readonly auteur: string })[]> {
  return (await scellees(contexte, cle.id).execute()).map((r) => ({
    a: (JSON.parse(cle.dechiffrer(lieuParole(r.id), r.scelle_chiffre)) as Scelle).entenduPar,
    le: r.le,
    auteur: r.auteur,
  }))
}

/** Les annotations d'un dossier, par paroles, dans l'ordre où elles ont été écrites ; 1 000 au plus. */
async function annotationsSous({ tx }: Pick<Contexte, 'tx'>, cle: Cle): Promise<ReadonlyMap<string, readonly Annotation[]>> {
  const rows = await tx
    .selectFrom('paroles.annotation as n')
    .innerJoin('securite.agent as a', 'a.id', 'n.auteur_id')
    .select(['n.id', 'n.parole_id', 'n.texte_chiffre', 'n.saisie_le', 'a.nom_affiche as auteur'])
    .where('n.dossier_id', '=', cle.id)
    .orderBy('n.saisie_le')
    .orderBy('n.id')
    .limit(1_000)
    .execute()
  const parParoles = Map.groupBy(rows, (r) => r.parole_id)
  return new Map(
    [...parParoles].map(([paroleId, siennes]) => [
      paroleId,
      siennes.map((r) => ({
        id: r.id,
        texte: cle.dechiffrer(lieuAnnotation(r.id), r.texte_chiffre),
        saisieLe: r.saisie_le,
        auteur: r.auteur,
      })),
    ]),
  )
}

/** Scelle : le JSON canonique chiffré, son empreinte. La base n'accepte ensuite ni correction ni effacement. */
export async function insererParole({ tx }: Pick<Contexte, 'tx'>, cle: Cle, scelle: Scelle): Promise<void> {
  const texte = canonique(scelle)
  await tx
    .insertInto('paroles.parole')
    .values({
      id: scelle.paroleId,
      dossier_id: cle.id,
      auteur_id: scelle.auteurId,
      le: scelle.le,
      scelle_chiffre: cle.chiffrer(lieuParole(scelle.paroleId), texte),
      empreinte: sha256(texte),
    })
    .execute()
}

export async function insererAnnotation({ tx, agent, identifiant }: Contexte, cle: Cle, paroleId: string, texte: string): Promise<string> {
  const id = identifiant()
  await tx
    .insertInto('paroles.annotation')
    .values({
      id,
      parole_id: paroleId,
      dossier_id: cle.id,
      auteur_id: agent.id,
      texte_chiffre: cle.chiffrer(lieuAnnotation(id), texte),
    })
    .execute()
  return id
}
