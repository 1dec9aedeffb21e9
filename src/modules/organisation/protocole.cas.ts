import { z } from 'zod'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, jour, version } from '#socle/saisie.ts'
import { saisieBrouillon } from './brouillon.ts'
import { precedenteDe } from './changements.ts'
import { findDepartementVise, listDepartements } from './departement.requetes.ts'
import type { DepartementVise } from './departement.ts'
import { LECTEURS, ORGANISATEURS, peutLireProtocole, peutOrganiser } from './organisation.politique.ts'
import { findVersion, insertBrouillon, listVersions, publier, updateBrouillon } from './protocole.requetes.ts'
import { manquesPourPublier, premierJourPossible, type VersionProtocole } from './protocole.ts'

type VersionVisee = { readonly departement: DepartementVise; readonly version: VersionProtocole }

/** Une version et son département. */
export const viser =
  (fonctions: typeof LECTEURS | typeof ORGANISATEURS) =>
  async (contexte: Contexte, { protocoleId }: { readonly protocoleId: string }): Promise<VersionVisee> => {
    const lue = await findVersion(contexte, protocoleId)
    return { departement: await findDepartementVise(contexte, fonctions, lue.departementId), version: lue }
  }
export const surLeDepartement =
  (politique: typeof peutOrganiser) =>
  (agent: Contexte['agent'], { departement }: VersionVisee) =>
    politique(agent, departement)

/** Le protocole d'un département : ce qui vaut aujourd'hui, ce qui vaudra, ce qui a valu. */
export const lireProtocole = casUsage({
  nom: 'organisation.lire_protocole',
  saisie: z.object({ departementId: z.preprocess((v) => v || undefined, z.uuid().optional()) }),
  charger: (contexte, { departementId }) => findDepartementVise(contexte, LECTEURS, departementId),
  autoriser: peutLireProtocole,
  async executer(contexte, _saisie, departement) {
    const versions = await listVersions(contexte, departement.id)
    const publiees = versions.filter((v) => v.publieLe !== null)
    const courante = publiees.find((v) => v.enVigueurDu <= contexte.aujourdHui && (v.enVigueurAu ?? '9999-12-31') > contexte.aujourdHui)
    return {
      departement,
      departements: await listDepartements(contexte, LECTEURS),
      enVigueur: courante ?? null,
      publiees,
      brouillon: versions.find((v) => v.publieLe === null) ?? null,
      peutOrganiser: peutOrganiser(contexte.agent, departement).permis,
    }
  },
  sujet: ({ departementId }) => ({ cibleId: departementId }),
})

/** Une version, telle qu'elle se lit ; un brouillon n'est lu que de ceux qui le préparent. */
export const lireVersion = casUsage({
  nom: 'organisation.lire_version',
  saisie: z.object({ protocoleId: id() }),
  charger: viser(LECTEURS),
  autoriser: surLeDepartement(peutLireProtocole),
  executer: async (contexte, _saisie, cible) => ({
    ...cible,
    precedente: precedenteDe(await listVersions(contexte, cible.departement.id), cible.version),
    peutOrganiser: peutOrganiser(contexte.agent, cible.departement).permis,
  }),
  sujet: ({ protocoleId }) => ({ cibleId: protocoleId }),
})

/** Commence la version suivante. Sans effet s'il y a déjà un brouillon : on le reprend. */
export const preparerVersion = casUsage({
  nom: 'organisation.preparer_version',
  saisie: z.object({ departementId: id() }),
  charger: (contexte, { departementId }) => findDepartementVise(contexte, ORGANISATEURS, departementId),
  autoriser: peutOrganiser,
  executer: async (contexte, { departementId }) => ({ protocoleId: await insertBrouillon(contexte, departementId) }),
  sujet: (_saisie, resultat) => ({ cibleId: resultat?.protocoleId }),
  creation: true,
})

/** Ouvre une version pour la modifier ou la publier, avec ce qui manque et le premier jour possible. */
export const lireBrouillon = casUsage({
  nom: 'organisation.lire_brouillon',
  saisie: z.object({ protocoleId: id() }),
  charger: viser(ORGANISATEURS),
  autoriser: surLeDepartement(peutOrganiser),
  async executer(contexte, _saisie, cible) {
    const precedente = (await listVersions(contexte, cible.departement.id)).find((v) => v.publieLe !== null)
    return {
      ...cible,
      precedente: precedente ?? null,
      manques: manquesPourPublier(cible.version),
      premierJour: premierJourPossible(precedente, contexte.aujourdHui),
    }
  },
  sujet: ({ protocoleId }) => ({ cibleId: protocoleId }),
})

const PERIMEE =
  'Cette version a été enregistrée ailleurs depuis que vous avez ouvert la page. Ce que vous avez écrit est gardé ci-dessous : comparez avec ce qui est enregistré, puis enregistrez de nouveau pour le remplacer.'

/** @throws ErreurMetier conflit si la version est publiée */
export function exigerBrouillon({ version: v }: VersionVisee): void {
  if (v.publieLe !== null)
    throw new ErreurMetier(
      'conflit',
      'organisation.deja_publiee',
      'Cette version est publiée : elle ne se modifie plus. Ce que vous avez écrit est gardé ci-dessous : recopiez-le dans une nouvelle version.',
      { protocoleId: v.id },
    )
}

/** Enregistre le brouillon entier. @throws ErreurMetier conflit si quelqu'un l'a enregistré entre-temps, ou publié */
export const ecrireBrouillon = casUsage({
  nom: 'organisation.ecrire_brouillon',
  saisie: saisieBrouillon({ protocoleId: id(), jetonVersion: version() }),
  charger: viser(ORGANISATEURS),
  autoriser: surLeDepartement(peutOrganiser),
  async executer(contexte, { protocoleId, jetonVersion, ...brouillon }, cible) {
    exigerBrouillon(cible)
    if (!(await updateBrouillon(contexte, protocoleId, jetonVersion, brouillon)))
      throw new ErreurMetier('conflit', 'organisation.version_perimee', PERIMEE, { protocoleId })
    return { protocoleId }
  },
  sujet: ({ protocoleId }) => ({ cibleId: protocoleId }),
})

/** Date et publie : la version précédente s'arrête la veille. Rien ne modifie plus une version publiée. */
export const publierVersion = casUsage({
  nom: 'organisation.publier_version',
  saisie: z.object({ protocoleId: id(), jetonVersion: version(), enVigueurDu: jour('Choisissez le jour d’entrée en vigueur.') }),
  charger: viser(ORGANISATEURS),
  autoriser: surLeDepartement(peutOrganiser),
  async executer(contexte, { protocoleId, jetonVersion, enVigueurDu }, cible) {
    exigerBrouillon(cible)
    const [manque] = manquesPourPublier(cible.version)
    if (manque) throw new ErreurMetier('invalide', 'organisation.incomplet', manque, { protocoleId })
    const precedente = (await listVersions(contexte, cible.departement.id)).find((v) => v.publieLe !== null)
    const premier = premierJourPossible(precedente, contexte.aujourdHui)
    if (premier !== null && enVigueurDu < premier) throw tropTot(protocoleId)
    if (!(await publier(contexte, protocoleId, jetonVersion, enVigueurDu)))
      throw new ErreurMetier(
        'conflit',
        'organisation.version_perimee',
        'Cette version a changé depuis que vous avez ouvert la page : relisez-la, puis publiez.',
        { protocoleId },
      )
    return { protocoleId, departementId: cible.departement.id }
  },
  sujet: ({ protocoleId }) => ({ cibleId: protocoleId }),
})

const tropTot = (protocoleId: string) =>
  new ErreurMetier(
    'invalide',
    'organisation.date_passee',
    'Choisissez aujourd’hui ou plus tard, et après le début de la version précédente : ce qui a déjà été transmis l’a été selon elle.',
    { protocoleId },
    'enVigueurDu',
  )
