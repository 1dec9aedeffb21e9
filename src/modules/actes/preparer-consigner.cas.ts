import { z } from 'zod'
import {
  type ContributionDossier,
  findDossier,
  identiteDe,
  listDossiersDeLEleve,
  listRecents,
  marquerDossiers,
  peutLister,
} from '#modules/dossiers/index.ts'
import { chercherEleves, type Eleve, findEleve, findEleves } from '#modules/eleves/index.ts'
import { listPrecisionsOffertes } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { type CibleActe, peutConsigner } from './acte.politique.ts'
import type { SujetConsigner } from './acte-affiche.ts'
import { lieuDe } from './consigner-acte.cas.ts'

type Cible = { readonly genre: 'choisir' } | Extract<CibleActe, { genre: 'dossier' }> | { readonly genre: 'eleve'; readonly eleve: Eleve }

async function cibleDe(contexte: Contexte, { dossierId, eleveId }: { dossierId: string | null; eleveId: string | null }) {
  if (dossierId) return { genre: 'dossier', dossier: await findDossier(contexte, dossierId) } as const
  if (!eleveId) return { genre: 'choisir' } as const
  const eleve = await findEleve(contexte, eleveId)
  const ouvert = (await listDossiersDeLEleve(contexte, eleveId)).find(
    (d) => d.statut === 'ouvert' && d.etablissementId === eleve.etablissementId,
  )
  return ouvert ? ({ genre: 'dossier', dossier: await findDossier(contexte, ouvert.id) } as const) : ({ genre: 'eleve', eleve } as const)
}

const facultatif = z.preprocess((v) => v || null, z.uuid().nullable())

/** Ce qu'il faut pour consigner. `contributions` : ce que d'autres modules rappellent avant un nouvel entretien. */
export const creerPreparerConsigner = (contributions: readonly ContributionDossier[]) =>
  casUsage({
    nom: 'actes.preparer_acte',
    saisie: z.object({ dossierId: facultatif, eleveId: facultatif, q: z.string().max(80).catch('') }),
    charger: cibleDe,
    autoriser: (agent, cible: Cible) => (cible.genre === 'choisir' ? peutLister(agent) : peutConsigner(agent, cible)),
    async executer(contexte, { q }, cible): Promise<SujetConsigner> {
      const precisions = cible.genre === 'choisir' ? [] : await listPrecisionsOffertes(contexte, lieuDe(cible))
      if (cible.genre === 'dossier') {
        const identite = await identiteDe(contexte, cible.dossier)
        const rappels = await Promise.all(contributions.map((c) => c.rappels?.(contexte, cible.dossier) ?? []))
        const classe = (await findEleves(contexte, [identite.eleveId]))[0]?.classe ?? null
        return { ...cible, identite, classe, rappels: rappels.flat(), precisions }
      }
      if (cible.genre === 'eleve') return { ...cible, precisions }
      const trouves = q.trim() === '' ? [] : (await chercherEleves(contexte, q)).eleves
      const { lignes } = await listRecents(contexte, 8)
      const ouverts = await marquerDossiers(
        contexte,
        trouves.map((e) => e.id),
      )
      return {
        genre: 'choisir',
        q,
        trouves: trouves.map((e) => ({ ...e, dossierId: ouverts.get(e.id) ?? null })),
        recents: lignes,
      }
    },
    // L'élève sans dossier ne paraît au journal que par son empreinte, et jamais à côté d'un dossier.
    sujet: ({ dossierId, eleveId }) => (dossierId ? { cibleId: dossierId } : { eleveId: eleveId ?? undefined }),
  })
