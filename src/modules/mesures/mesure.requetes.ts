import { type AliasMesures, findAncetre, findProtocoleEnVigueur, type MesureProtection } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle, Lieu } from '#socle/coffre.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { ContenuMesure, Mesure } from './mesure.ts'

const lieuMesure = (ligneId: string): Lieu => ({ colonne: 'mesures.mesure.contenu_chiffre', ligneId })
const lieuRevue = (ligneId: string): Lieu => ({ colonne: 'mesures.revue_majorite.contenu_chiffre', ligneId })

export const mesureIntrouvable = (mesureId: string) =>
  new ErreurMetier('introuvable', 'mesures.introuvable', 'Cette mesure n’existe pas, est déjà close, ou ne vous est pas accessible.', {
    mesureId,
  })

/** Les noms locaux des mesures au protocole du département de cet établissement ; vide s'il n'en a pas publié. */
export async function findAliasMesures(
  { tx, aujourdHui }: Pick<Contexte, 'tx' | 'aujourdHui'>,
  etablissementId: string,
): Promise<AliasMesures> {
  const departement = await findAncetre(tx, etablissementId, 'departement')
  return (departement && (await findProtocoleEnVigueur(tx, departement.id, aujourdHui))?.aliasMesures) ?? {}
}

/** Les mesures d'un dossier, de la dernière inscrite à la plus ancienne ; 100 au plus. */
export async function mesuresSous({ tx }: Pick<Contexte, 'tx'>, cle: Cle): Promise<Mesure[]> {
  const rows = await tx
    .selectFrom('mesures.mesure as m')
    .innerJoin('securite.agent as a', 'a.id', 'm.auteur_id')
    .leftJoin('mesures.fin as f', 'f.mesure_id', 'm.id')
    .leftJoin('mesures.mesure as r', 'r.remplace_id', 'm.id')
    .select([
      'm.id',
      'm.type',
      'm.du',
      'm.echeance',
      'm.contenu_chiffre',
      'm.saisie_le',
      'a.nom_affiche',
      'f.le as finie_le',
      'r.id as remplacee_par',
    ])
    .where('m.dossier_id', '=', cle.id)
    .orderBy('m.saisie_le', 'desc')
    .orderBy('m.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((r) => ({
    ...(JSON.parse(cle.dechiffrer(lieuMesure(r.id), r.contenu_chiffre)) as ContenuMesure),
    id: r.id,
    type: r.type as MesureProtection,
    du: r.du,
    echeance: r.echeance,
    finieLe: r.finie_le,
    remplaceeParId: r.remplacee_par,
    auteur: r.nom_affiche,
    saisieLe: r.saisie_le,
  }))
}

type AInscrire = Pick<Mesure, 'type' | 'du' | 'echeance'> & { readonly remplaceId: string | null; readonly contenu: ContenuMesure }

/** @throws ErreurMetier conflit si la mesure remplacée vient de l'être */
export async function insererMesure({ tx, agent, identifiant }: Contexte, cle: Cle, m: AInscrire): Promise<string> {
  const id = identifiant()
  const inseree = await tx
    .insertInto('mesures.mesure')
    .values({
      id,
      dossier_id: cle.id,
      auteur_id: agent.id,
      type: m.type,
      remplace_id: m.remplaceId,
      du: m.du,
      echeance: m.echeance,
      contenu_chiffre: cle.chiffrer(lieuMesure(id), JSON.stringify(m.contenu)),
    })
    .onConflict((oc) => oc.column('remplace_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inseree)
    throw new ErreurMetier(
      'conflit',
      'mesures.deja_remplacee',
      'Cette mesure vient d’être remplacée par une autre : relisez le dossier avant d’en inscrire une nouvelle.',
      { mesureId: m.remplaceId ?? '' },
    )
  return id
}

/** @throws ErreurMetier conflit si elle a déjà pris fin */
export async function finirMesureLe({ tx, agent }: Contexte, cle: Cle, mesureId: string, le: string): Promise<void> {
  const finie = await tx
    .insertInto('mesures.fin')
    .values({ mesure_id: mesureId, dossier_id: cle.id, auteur_id: agent.id, le })
    .onConflict((oc) => oc.column('mesure_id').doNothing())
    .returning('mesure_id')
    .executeTakeFirst()
  if (!finie)
    throw new ErreurMetier('conflit', 'mesures.deja_finie', 'La fin de cette mesure est déjà inscrite : relisez le dossier.', { mesureId })
}

export async function revueDe({ tx }: Pick<Contexte, 'tx'>, dossierId: string): Promise<string | null> {
  const row = await tx.selectFrom('mesures.revue_majorite').select('le').where('dossier_id', '=', dossierId).executeTakeFirst()
  return row?.le ?? null
}

export async function insererRevue({ tx, agent, aujourdHui }: Contexte, cle: Cle, note: string | null): Promise<void> {
  await tx
    .insertInto('mesures.revue_majorite')
    .values({
      dossier_id: cle.id,
      auteur_id: agent.id,
      le: aujourdHui,
      contenu_chiffre: note === null ? null : cle.chiffrer(lieuRevue(cle.id), note),
    })
    .onConflict((oc) => oc.column('dossier_id').doNothing())
    .execute()
}
