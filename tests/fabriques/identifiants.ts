import { randomUUID } from 'node:crypto'
import { sql } from '#socle/db.ts'
import type { Essai } from './base.ts'

/** Une valeur par paramètre de chemin, telle qu'une adresse réelle la porterait. */
export type Identifiants = Readonly<Record<string, string>>

/** Ce qui appartient à un assistant : son premier dossier vivant et tout ce qui s'y rattache, des fixtures réelles. */
export async function identifiantsDe(essai: Essai, identifiantAgent: string): Promise<Identifiants> {
  const un = async (requete: ReturnType<typeof sql>): Promise<string> => {
    const { rows } = await requete.execute(essai.proprietaire)
    const [ligne] = rows as { id?: string }[]
    return ligne?.id ?? randomUUID()
  }
  const agentId = await un(sql`select id from securite.agent where identifiant = ${identifiantAgent}`)
  const dossierId = await un(sql`
    select d.id from dossiers.dossier d
    where d.ouvert_par = ${agentId} and d.statut = 'ouvert'
    order by (exists (select 1 from protection.information_preoccupante i where i.dossier_id = d.id and i.statut <> 'brouillon')) desc,
      (exists (select 1 from actes.rappel r where r.dossier_id = d.id)) desc, d.ouvert_le limit 1`)
  const duDossier = (table: string) => un(sql`select id from ${sql.table(table)} where dossier_id = ${dossierId} limit 1`)
  const etablissement = sql`(select etablissement_id from dossiers.dossier where id = ${dossierId})`
  return {
    dossierId,
    agentId,
    eleveId: await un(sql`select id from eleves.eleve where etablissement_id = ${etablissement} and present is true order by id limit 1`),
    acteId: await un(
      sql`select id from actes.acte where dossier_id = ${dossierId} and auteur_id = ${agentId} and rectifie_id is null order by saisi_le desc limit 1`,
    ),
    paroleId: await duDossier('paroles.parole'),
    noteId: await duDossier('actes.note_travail'),
    rappelId: await duDossier('actes.rappel'),
    membreId: await duDossier('dossiers.membre'),
    titulaireId: await duDossier('dossiers.titulaire_autorite'),
    lienId: await duDossier('dossiers.lien_familial'),
    id: await un(sql`select id from protection.information_preoccupante where auteur_id = ${agentId} and transmise_le is not null limit 1`),
    brouillonId: await un(
      sql`select id from protection.information_preoccupante where auteur_id = ${agentId} and transmise_le is null limit 1`,
    ),
    nature: 'conseil',
    actionId: await un(sql`
      select a.id from actions_collectives.action a where a.auteur_id = ${agentId} and a.nature = 'action_collective' limit 1`),
    urgenceId: await duDossier('protection.urgence'),
    mesureId: await duDossier('mesures.mesure'),
    avisId: await un(sql`select a.id from protection.avis a where a.demandeur_id = ${agentId} limit 1`),
    courrierId: await duDossier('courriers.courrier'),
    demandeId: await duDossier('demandes.demande'),
    rapprochementId: await un(sql`select id from eleves.rapprochement where etablissement_id = ${etablissement} limit 1`),
    importId: await un(sql`select id from eleves.import where etablissement_id = ${etablissement} and etat = 'fini' limit 1`),
    affectationId: await un(sql`select id from securite.affectation where agent_id = ${agentId} limit 1`),
    sessionId: await un(sql`select id from securite.session where agent_id = ${agentId} limit 1`),
    territoireId: await un(sql`select territoire_id as id from securite.affectation where agent_id = ${agentId} limit 1`),
    annee: '2025',
    numero: '1',
    correctionId: randomUUID(),
    bassinId: await un(sql`select id from referentiels.territoire where niveau = 'bassin' limit 1`),
    secteurId: await un(sql`select id from referentiels.secteur limit 1`),
    precisionId: await un(sql`select id from referentiels.precision_locale where valide_au is null limit 1`),
    modele: 'information',
    protocoleId: await un(sql`select id from referentiels.protocole limit 1`),
  }
}

/** Le chemin d'une route, ses paramètres remplacés. @throws Error un paramètre n'a pas d'identifiant d'essai : ajoutez-le */
export function remplir(chemin: string, valeurs: Identifiants): string {
  return chemin.replaceAll(/:(\w+)/g, (_, nom: string) => {
    const valeur = valeurs[nom]
    if (valeur === undefined)
      throw new Error(`La route ${chemin} a un paramètre inconnu des essais : ajoutez « ${nom} » à identifiants.ts.`)
    return valeur
  })
}
