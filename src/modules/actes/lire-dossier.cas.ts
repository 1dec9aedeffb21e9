import { z } from 'zod'
import {
  type ContributionDossier,
  type Dossier,
  type EtapeExterne,
  findDossier,
  identiteSous,
  liensSous,
  listMembres,
  peutEcrire,
  peutLire,
  peutOrganiser,
  titulairesSous,
} from '#modules/dossiers/index.ts'
import { findEleves } from '#modules/eleves/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { ecrireJournal } from '#socle/journal.ts'
import { id } from '#socle/saisie.ts'
import type { Acte } from './acte.ts'
import type { DossierLu, Filtre } from './acte-affiche.ts'
import { findTiers, listActes, listRappelsDu, PAR_PAGE } from './lire-chronologie.requetes.ts'

const saisie = z.object({
  dossierId: id(),
  type: z.preprocess((v) => v || null, z.string().max(20).nullable()).catch(null),
  tiroir: z.enum(['tout', 'notes', 'tiers']).catch('tout'),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
  /** Information sur un tiers à ouvrir : une lecture de plus, journalisée sous son propre nom. */
  tiers: z.preprocess((v) => v || null, z.uuid().nullable()).catch(null),
})

/** La page d'un dossier. `contributions` : ce que d'autres modules y ajoutent, assemblé par la composition. */
export const creerLireDossier = (contributions: readonly ContributionDossier[]) =>
  casUsage({
    nom: 'actes.lire_dossier',
    saisie,
    charger: (contexte, { dossierId }) => findDossier(contexte, dossierId),
    autoriser: peutLire,
    async executer(contexte, { tiers, ...filtre }, dossier): Promise<DossierLu> {
      const { tx, agent, coffre } = contexte
      // Le dossier, ses notes et l'élève ont chacun leur clé : elles s'ouvrent ensemble.
      await coffre.ouvrirCles(tx, [dossier.id, agent.id, dossier.etablissementId])
      const cle = await coffre.ouvrirCle(tx, dossier.id)
      const [{ actes: lus, total }, tete, apports] = await Promise.all([
        listActes(contexte, cle, filtre),
        lireTete(contexte, cle, dossier),
        Promise.all(contributions.map((c) => c.apporter(contexte, dossier))),
      ])
      const actes = await ouvrirTiers(contexte, cle, lus, tiers)
      const ecrit = peutEcrire(agent, dossier).permis
      return {
        ...tete,
        actes,
        etapes: etapesDeLaPage(
          apports.flatMap((a) => a.etapes),
          filtre,
          actes,
        ),
        actions: ecrit ? apports.flatMap((a) => a.actions) : [],
        total,
        pages: Math.max(1, Math.ceil(total / PAR_PAGE)),
        filtre,
        peutEcrire: ecrit,
        peutOrganiser: peutOrganiser(agent, dossier).permis,
      }
    },
    sujet: ({ dossierId }) => ({ cibleId: dossierId }),
  })

async function lireTete(contexte: Contexte, cle: Cle, dossier: Dossier) {
  const { tx } = contexte
  const identite = identiteSous(cle, dossier)
  const [[eleve], membres, titulaires, liens, rappels, autour] = await Promise.all([
    findEleves(contexte, [identite.eleveId]),
    listMembres(tx, dossier.id),
    titulairesSous(tx, cle),
    liensSous(tx, cle),
    listRappelsDu(tx, cle),
    voisins(contexte, dossier),
  ])
  return { dossier, identite, eleve: eleve ?? null, membres, titulaires, liens, rappels, ...autour }
}

async function voisins({ tx }: Contexte, { id: dossierId, suiteDe }: Dossier): Promise<{ avant: string | null; apres: string | null }> {
  const rows = await tx
    .selectFrom('dossiers.dossier')
    .select(['id', 'suite_de'])
    .where((eb) => eb.or([eb('suite_de', '=', dossierId), eb('id', '=', suiteDe)]))
    .limit(10)
    .execute()
  return { avant: rows.find((r) => r.id === suiteDe)?.id ?? null, apres: rows.find((r) => r.suite_de === dossierId)?.id ?? null }
}

async function ouvrirTiers(contexte: Contexte, cle: Cle, actes: readonly Acte[], tiersId: string | null): Promise<readonly Acte[]> {
  if (tiersId === null) return actes
  const ouvert = await findTiers(contexte.tx, cle, tiersId)
  if (!ouvert) return actes
  await ecrireJournal(contexte, 'actes.lire_tiers', { cibleId: tiersId })
  return actes.map((acte) => ({ ...acte, tiers: acte.tiers.map((t) => (t.id === tiersId ? ouvert : t)) }))
}

/** Les étapes des autres modules qui tombent dans cette page de la chronologie ; aucune quand elle est filtrée. */
function etapesDeLaPage(toutes: readonly EtapeExterne[], filtre: Filtre, actes: readonly Acte[]) {
  if (filtre.type !== null || filtre.tiroir !== 'tout') return []
  const haute = filtre.page === 1 ? '9999-12-31' : (actes[0]?.dateActe ?? '')
  const basse = actes.length < PAR_PAGE ? '0000-01-01' : (actes.at(-1)?.dateActe ?? '')
  return toutes.filter((e) => basse < e.jour && e.jour <= haute)
}
