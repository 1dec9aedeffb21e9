import { findTerritoire, idTerritoire } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { DepartementVise } from './departement.ts'
import type { Bassin, EtablissementRange, Secteur } from './territoires.ts'

/** Les établissements d'un département, leur bassin et leurs secteurs un `jour` ; par type, commune et nom, au plus 2 000. */
export async function listEtablissementsRanges({ tx }: Contexte, departementId: string, jour: string): Promise<EtablissementRange[]> {
  const { rows } = await sql<EtablissementRange>`
    select e.territoire_id as id, e.nom, e.type, e.secteur, e.commune, e.etat, b.id as "bassinId", b.libelle as bassin,
           coalesce(s.ids, '{}') as "secteurIds", coalesce(s.noms, '{}') as secteurs
      from referentiels.ascendance d
      join referentiels.etablissement e on e.territoire_id = d.descendant_id
      join referentiels.territoire t on t.id = e.territoire_id
      left join referentiels.territoire b on b.id = t.parent_id and b.niveau = 'bassin'
      left join lateral (
        select array_agg(x.id order by x.nom) as ids, array_agg(x.nom order by x.nom) as noms
          from referentiels.secteur_etablissement y join referentiels.secteur x on x.id = y.secteur_id
         where y.etablissement_id = e.territoire_id and y.valide_du <= ${jour} and (y.valide_au is null or y.valide_au > ${jour})
           and (x.valide_au is null or x.valide_au > ${jour})) s on true
     where d.ancetre_id = ${departementId}
     order by e.type, e.commune, e.nom, e.territoire_id limit 2000`.execute(tx)
  return rows
}

const inconnu = () =>
  new ErreurMetier('introuvable', 'organisation.territoire_inconnu', 'Cette page n’existe pas ou ne vous est pas accessible.')

/** Les bassins d'un département, par nom ; au plus 200. */
export async function listBassins({ tx }: Contexte, departementId: string): Promise<Bassin[]> {
  const { rows } = await sql<Bassin>`
    select t.id, t.libelle, t.parent_id as "departementId",
           (select count(*)::int from referentiels.territoire e where e.parent_id = t.id) as nombre
      from referentiels.territoire t where t.parent_id = ${departementId} and t.niveau = 'bassin'
     order by t.libelle, t.id limit 200`.execute(tx)
  return rows
}

/** Un bassin. @throws ErreurMetier introuvable */
export async function findBassin(contexte: Contexte, id: string): Promise<Bassin> {
  const t = await findTerritoire(contexte.tx, id)
  if (t?.niveau !== 'bassin' || !t.parentId) throw inconnu()
  const bassin = (await listBassins(contexte, t.parentId)).find((b) => b.id === id)
  if (!bassin) throw inconnu()
  return bassin
}

/** Les secteurs d'un département, ouverts ou à venir le `jour`, par nom ; au plus 300. */
export async function listSecteurs({ tx }: Contexte, departementId: string, jour: string): Promise<Secteur[]> {
  const { rows } = await sql<Secteur>`
    select s.id, s.nom, s.departement_id as "departementId", s.valide_du as "valideDu", s.valide_au as "valideAu",
           (select count(*)::int from referentiels.secteur_etablissement e
             where e.secteur_id = s.id and e.valide_du <= greatest(s.valide_du, ${jour}::date)
               and (e.valide_au is null or e.valide_au > greatest(s.valide_du, ${jour}::date))) as nombre
      from referentiels.secteur s
     where s.departement_id = ${departementId} and (s.valide_au is null or s.valide_au > ${jour})
     order by s.nom, s.id limit 300`.execute(tx)
  return rows
}

/** Un secteur ouvert ou à venir. @throws ErreurMetier introuvable s'il n'existe pas ou s'il est fermé */
export async function findSecteur(contexte: Contexte, id: string): Promise<Secteur> {
  const row = await contexte.tx.selectFrom('referentiels.secteur').select('departement_id').where('id', '=', id).executeTakeFirst()
  const secteur = row && (await listSecteurs(contexte, row.departement_id, contexte.aujourdHui)).find((s) => s.id === id)
  if (!secteur) throw inconnu()
  return secteur
}

const nomPris = () =>
  new ErreurMetier('invalide', 'organisation.nom_pris', 'Ce nom est déjà pris dans le département : choisissez-en un autre.', {}, 'nom')

/** Deux secteurs ouverts d'un département ne portent pas le même nom : la base le refuse, on le dit. */
async function nomLibre<T>(ecriture: Promise<T>): Promise<T> {
  try {
    return await ecriture
  } catch (erreur) {
    throw (erreur as { code?: unknown }).code === '23505' ? nomPris() : erreur
  }
}

/**
 * Deux bassins d'un département ne portent pas le même nom. À appeler après l'écriture : le déclencheur de l'ascendance tient alors un
 * verrou jusqu'à la fin de la transaction, et deux écritures simultanées ne se croisent pas.
 */
async function exigerBassinUnique({ tx }: Contexte, departementId: string, libelle: string): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from referentiels.territoire
     where parent_id = ${departementId} and niveau = 'bassin' and lower(libelle) = lower(${libelle})`.execute(tx)
  if ((rows[0]?.n ?? 0) > 1) throw nomPris()
}

/** Crée un bassin vide. Le code reprend celui du département ; l'identifiant s'en déduit, comme partout. */
export async function insertBassin(contexte: Contexte, departement: DepartementVise, libelle: string): Promise<string> {
  const code = `${departement.code}-${contexte.identifiant().slice(0, 8)}`
  const id = idTerritoire('bassin', code)
  await contexte.tx
    .insertInto('referentiels.territoire')
    .values({ id, niveau: 'bassin', code, libelle, parent_id: departement.id })
    .execute()
  await exigerBassinUnique(contexte, departement.id, libelle)
  return id
}

export async function renommerBassin(contexte: Contexte, bassin: Bassin, libelle: string): Promise<void> {
  await contexte.tx.updateTable('referentiels.territoire').set({ libelle }).where('id', '=', bassin.id).execute()
  await exigerBassinUnique(contexte, bassin.departementId, libelle)
}

/** Range des établissements sous un bassin ou, pour les en sortir, sous le département. L'ascendance suit par déclencheur. */
export async function rangerSous({ tx }: Contexte, parentId: string, etablissements: readonly string[]): Promise<void> {
  if (etablissements.length === 0) return
  await tx.updateTable('referentiels.territoire').set({ parent_id: parentId }).where('id', 'in', etablissements).execute()
}

export async function insertSecteur(contexte: Contexte, departementId: string, nom: string, valideDu: string): Promise<string> {
  const id = contexte.identifiant()
  await nomLibre(
    contexte.tx.insertInto('referentiels.secteur').values({ id, departement_id: departementId, nom, valide_du: valideDu }).execute(),
  )
  return id
}

export async function renommerSecteur({ tx }: Contexte, id: string, nom: string): Promise<void> {
  await nomLibre(tx.updateTable('referentiels.secteur').set({ nom }).where('id', '=', id).execute())
}

/** Ajoute des établissements à un secteur à compter d'un `jour` ; qui en était sorti ce jour-là y revient. */
export async function rattacher({ tx }: Contexte, secteurId: string, etablissements: readonly string[], jour: string): Promise<void> {
  if (etablissements.length === 0) return
  await tx
    .insertInto('referentiels.secteur_etablissement')
    .values(etablissements.map((e) => ({ secteur_id: secteurId, etablissement_id: e, valide_du: jour })))
    .onConflict((oc) => oc.columns(['secteur_id', 'etablissement_id', 'valide_du']).doUpdateSet({ valide_au: null }))
    .execute()
}

/** Retire des établissements d'un secteur : ils n'en sont plus le `jour`. L'histoire reste. */
export async function detacher({ tx }: Contexte, secteurId: string, etablissements: readonly string[], jour: string): Promise<void> {
  if (etablissements.length === 0) return
  await tx
    .updateTable('referentiels.secteur_etablissement')
    .set({ valide_au: jour })
    .where('secteur_id', '=', secteurId)
    .where('etablissement_id', 'in', etablissements)
    .where('valide_au', 'is', null)
    .execute()
}

export async function fermerSecteurEtRattachements({ tx }: Contexte, secteurId: string, jour: string): Promise<void> {
  await tx.updateTable('referentiels.secteur').set({ valide_au: jour }).where('id', '=', secteurId).execute()
  await tx
    .updateTable('referentiels.secteur_etablissement')
    .set({ valide_au: jour })
    .where('secteur_id', '=', secteurId)
    .where('valide_au', 'is', null)
    .execute()
}
