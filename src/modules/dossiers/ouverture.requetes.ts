import { ageAu, type Eleve, findEleves, identitesEquivalentes, listResponsables } from '#modules/eleves/index.ts'
import { deposerFait } from '#modules/pilotage/index.ts'
import { type MotifIntervention, type OrigineDemande, type Regime, regimes, type Sexe } from '#modules/referentiels/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { lieuIdentite } from './dossier.requetes.ts'
import type { Identite } from './dossier.ts'
import { ajouterTitulaireA } from './famille.requetes.ts'

const aveugle = ({ coffre }: Pick<Contexte, 'coffre'>, eleveId: string): Buffer => coffre.empreinte('dossier.eleve', eleveId)

export type Ouverture = { readonly motif: MotifIntervention; readonly origine: OrigineDemande; readonly le?: string }

/** Les dossiers ouverts visibles de ces élèves : élève → dossier. Une requête, par l'index aveugle ; 200 élèves au plus. */
export async function marquerDossiers(contexte: Contexte, eleveIds: readonly string[]): Promise<Map<string, string>> {
  const parEmpreinte = new Map(eleveIds.slice(0, 200).map((id) => [aveugle(contexte, id).toString('hex'), id]))
  if (parEmpreinte.size === 0) return new Map()
  const rows = await contexte.tx
    .selectFrom('dossiers.dossier')
    .select(['id', 'eleve_aveugle'])
    .where(
      'eleve_aveugle',
      'in',
      [...parEmpreinte.keys()].map((hex) => Buffer.from(hex, 'hex')),
    )
    .where('statut', '=', 'ouvert')
    .orderBy('ouvert_le')
    .limit(400)
    .execute()
  return new Map(
    rows.flatMap((r) => {
      const eleveId = parEmpreinte.get(r.eleve_aveugle.toString('hex'))
      return eleveId ? [[eleveId, r.id] as const] : []
    }),
  )
}

/** Les dossiers visibles d'un élève, sous toutes ses fiches réunies ; le plus récent d'abord, 50 au plus. */
export async function listDossiersDeLEleve(
  contexte: Contexte,
  eleveId: string,
): Promise<{ id: string; etablissementId: string; statut: string; ouvertLe: Date }[]> {
  const equivalents = await identitesEquivalentes(contexte, eleveId)
  return contexte.tx
    .selectFrom('dossiers.dossier')
    .select(['id', 'etablissement_id as etablissementId', 'statut', 'ouvert_le as ouvertLe'])
    .where(
      'eleve_aveugle',
      'in',
      equivalents.map((id) => aveugle(contexte, id)),
    )
    .orderBy('ouvert_le', 'desc')
    .limit(50)
    .execute()
}

/**
 * Ouvre le dossier d'un élève dans son établissement, ou mène à celui qui y est déjà ouvert. La clé naît d'abord, puis le
 * dossier, son référent, les titulaires connus de la base élèves. Reprend le dernier dossier clos, s'il y en a un.
 */
export async function ouvrirPour(
  contexte: Contexte,
  eleve: Eleve,
  ouverture: Ouverture,
): Promise<{ readonly dossierId: string; readonly neuf: boolean }> {
  const { tx, coffre, agent, identifiant, aujourdHui } = contexte
  const eleveAveugle = aveugle(contexte, eleve.id)
  // Deux envois simultanés pour le même élève passent l'un après l'autre : le second trouve le dossier du premier.
  await sql`select pg_advisory_xact_lock(hashtext(${eleveAveugle.toString('hex')}))`.execute(tx)
  const siens = (await listDossiersDeLEleve(contexte, eleve.id)).filter((d) => d.etablissementId === eleve.etablissementId)
  const ouvert = siens.find((d) => d.statut === 'ouvert')
  if (ouvert) return { dossierId: ouvert.id, neuf: false }

  const dossierId = identifiant()
  const cle = await coffre.creerCle(tx, 'dossier', dossierId)
  await tx
    .insertInto('dossiers.dossier')
    .values({
      id: dossierId,
      etablissement_id: eleve.etablissementId,
      eleve_aveugle: eleveAveugle,
      identite_chiffree: cle.chiffrer(lieuIdentite(dossierId), JSON.stringify(identiteDeLEleve(eleve))),
      motif: ouverture.motif,
      origine: ouverture.origine,
      ouvert_par: agent.id,
      suite_de: siens[0]?.id ?? null,
    })
    .execute()
  await tx
    .insertInto('dossiers.membre')
    .values({ id: identifiant(), dossier_id: dossierId, agent_id: agent.id, qualite: 'referent', du: aujourdHui, ajoute_par: agent.id })
    .execute()
  for (const r of (await listResponsables(contexte, eleve.id)).filter((x) => x.niveauResponsabilite === '1'))
    await ajouterTitulaireA(
      contexte,
      cle,
      dossierId,
      {
        nom: r.nomUsage ?? r.nomFamille,
        prenom: r.prenom ?? '',
        lien: r.codeParente,
        decision: null,
        decisionLe: null,
        precision: null,
        adresseSecrete: false,
      },
      { du: null, au: null },
    )
  await deposerFait(contexte, {
    type: 'ouverture',
    motif: ouverture.motif,
    origine: ouverture.origine,
    le: ouverture.le ?? aujourdHui,
    ...traitsPour(eleve, aujourdHui),
  })
  return { dossierId, neuf: true }
}

const identiteDeLEleve = ({ id, nomFamille, nomUsage, prenom, dateNaissance, sexe }: Eleve): Identite => ({
  eleveId: id,
  nomFamille,
  nomUsage,
  prenom,
  dateNaissance,
  sexe,
})

const CODES_SEXE: Readonly<Record<'F' | 'M', Sexe>> = { M: '1', F: '2' }

/** Un fichier peut porter un régime que la liste relevée n'a pas : il n'est pas connu. */
const regimeConnu = (regime: string | null | undefined): Regime | null =>
  regime && Object.hasOwn(regimes.entrees, regime) ? (regime as Regime) : null

/** Ce qu'un fait d'observation garde d'un élève : établissement, niveau, sexe, âge, régime ; rien qui le nomme. */
const traitsPour = (eleve: Eleve, jour: string) => ({
  etablissementId: eleve.etablissementId,
  niveau: eleve.niveau,
  sexe: eleve.sexe && CODES_SEXE[eleve.sexe],
  age: ageAu(eleve.dateNaissance, jour),
  regime: regimeConnu(eleve.regime),
})

/** Les mêmes traits, depuis un dossier : sans la base élèves (stagiaire, élève parti), le niveau reste inconnu. */
export async function traitsDuDossier(contexte: Contexte, dossier: { readonly etablissementId: string }, identite: Identite, jour: string) {
  const [eleve] = await findEleves(contexte, [identite.eleveId])
  return {
    etablissementId: dossier.etablissementId,
    niveau: eleve?.niveau ?? null,
    sexe: identite.sexe && CODES_SEXE[identite.sexe],
    age: ageAu(identite.dateNaissance, jour),
    regime: regimeConnu(eleve?.regime),
  }
}
