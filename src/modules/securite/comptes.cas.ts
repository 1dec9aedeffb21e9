import { z } from 'zod'
import { FONCTIONS } from '#socle/agent.ts'
import { type Contexte, casUsage, sansCible, sansSujet } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { id, jour, jourFacultatif, liste, texte, texteRequis } from '#socle/saisie.ts'
import { peutAdministrerComptes, peutAffecter, peutClore, peutReinitialiser, peutVoirComptes } from './comptes.politique.ts'
import {
  chevauche,
  EQUIPE_MAX,
  fermerCompte,
  findAffectation,
  findCompte,
  listAffectations,
  listAncetres,
  listComptes,
  listEquipe,
  listReinitialisations,
  PAR_PAGE,
  reinitialiserCompte,
} from './comptes.requetes.ts'
import { type Compte, lendemain, niveauxDeFonction, veille } from './comptes.ts'

const INTROUVABLE = 'Ce compte n’existe pas ou ne vous est pas accessible.'

export async function chargerCompte({ tx }: Pick<Contexte, 'tx'>, { agentId }: { agentId: string }): Promise<Compte> {
  const compte = await findCompte(tx, agentId)
  if (!compte) throw new ErreurMetier('introuvable', 'securite.compte_introuvable', INTROUVABLE, { agentId })
  return compte
}

const visant = { saisie: z.object({ agentId: id() }), sujet: ({ agentId }: { agentId: string }) => ({ cibleId: agentId }) }

export const listerComptes = casUsage({
  nom: 'securite.lister_comptes',
  saisie: z.object({ q: texte(100), page: z.coerce.number().int().min(1).max(10_000).catch(1) }),
  charger: sansCible,
  autoriser: peutVoirComptes,
  async executer({ tx }, { q, page }) {
    const { comptes, total } = await listComptes(tx, q, page)
    return { comptes, total, q, page, pages: Math.ceil(total / PAR_PAGE) }
  },
  sujet: sansSujet,
})

export const lireCompte = casUsage({
  nom: 'securite.lire_compte',
  ...visant,
  charger: chargerCompte,
  autoriser: peutVoirComptes,
  executer: async ({ tx }, { agentId }, compte) => ({
    compte,
    affectations: await listAffectations(tx, agentId),
    reinitialisations: await listReinitialisations(tx, agentId),
  }),
})

/** `tirageId` dit à l'appelant si c'est bien son mot de passe provisoire qui a été posé, et non celui d'un premier envoi. */
export const creerCompte = casUsage({
  nom: 'securite.creer_compte',
  creation: true,
  saisie: z.object({
    identifiant: texteRequis('Écrivez un identifiant, par exemple prenom.nom.', 120)
      .transform((v) => v.toLowerCase())
      .pipe(
        z.string().regex(/^[a-z0-9][a-z0-9._@-]{2,}$/, 'Au moins trois signes : lettres sans accent, chiffres, point, tiret, arobase.'),
      ),
    nomAffiche: texteRequis('Écrivez le prénom et le nom.', 120),
    condense: z.string().startsWith('$argon2id$'),
    tirageId: z.uuid(),
  }),
  charger: sansCible,
  autoriser: peutAdministrerComptes,
  async executer({ tx, identifiant: tirer }, { identifiant, nomAffiche, condense, tirageId }) {
    const agentId = tirer()
    const cree = await tx
      .insertInto('securite.agent')
      .values({ id: agentId, identifiant, nom_affiche: nomAffiche })
      .onConflict((oc) => oc.column('identifiant').doNothing())
      .executeTakeFirst()
    if (cree.numInsertedOrUpdatedRows !== 1n)
      throw new ErreurMetier('conflit', 'securite.identifiant_pris', 'Un compte porte déjà cet identifiant.', {}, 'identifiant')
    await tx.insertInto('securite.identification').values({ agent_id: agentId, mot_de_passe: condense, a_changer: true }).execute()
    return { agentId, tirageId }
  },
  sujet: (_saisie, resultat) => ({ cibleId: resultat?.agentId }),
})

/** Mot de passe provisoire, double vérification retirée, sessions fermées, trace montrée à l'agent. */
export const reinitialiser = casUsage({
  nom: 'securite.reinitialiser_compte',
  saisie: z.object({ agentId: id(), condense: z.string().startsWith('$argon2id$') }),
  charger: chargerCompte,
  autoriser: peutReinitialiser,
  async executer({ tx }, { agentId, condense }, compte) {
    await reinitialiserCompte(tx, agentId, condense)
    return compte
  },
  sujet: ({ agentId }) => ({ cibleId: agentId }),
})

/** La page qui demande confirmation : mêmes droits que l'acte. */
export const preparerReinitialisation = casUsage({
  nom: 'securite.preparer_reinitialisation',
  ...visant,
  charger: chargerCompte,
  autoriser: peutReinitialiser,
  executer: async (_c, _s, compte) => compte,
})

export const fermer = casUsage({
  nom: 'securite.fermer_compte',
  ...visant,
  charger: chargerCompte,
  autoriser: peutReinitialiser,
  async executer({ tx }, { agentId }) {
    await fermerCompte(tx, agentId)
    return { agentId }
  },
})

export const lireEquipe = casUsage({
  nom: 'securite.lire_equipe',
  saisie: z.object({}),
  charger: sansCible,
  autoriser: peutVoirComptes,
  async executer({ tx, aujourdHui }) {
    const membres = await listEquipe(tx, aujourdHui)
    return { membres: membres.slice(0, EQUIPE_MAX), tronquee: membres.length > EQUIPE_MAX }
  },
  sujet: sansSujet,
})

const saisieAffectation = z
  .object({
    agentId: id(),
    fonction: z.enum(FONCTIONS, 'Choisissez une fonction.'),
    territoireId: z.uuid('Choisissez un territoire.'),
    du: jour('Indiquez le premier jour.'),
    dernierJour: jourFacultatif(),
    permanences: liste(z.coerce.number().int().min(1).max(6)),
  })
  .refine((s) => s.dernierJour === null || s.dernierJour >= s.du, { path: ['dernierJour'], message: 'Le dernier jour précède le premier.' })

export const affecterAgent = casUsage({
  nom: 'securite.affecter',
  creation: true,
  saisie: saisieAffectation,
  async charger(contexte, { agentId, fonction, territoireId }) {
    const compte = await chargerCompte(contexte, { agentId })
    return { agentId, fonction, ferme: compte.fermeLe !== null, ancetres: await listAncetres(contexte.tx, territoireId) }
  },
  autoriser: peutAffecter,
  async executer({ tx, agent, identifiant }, { agentId, fonction, territoireId, du, dernierJour, permanences }) {
    await exigerNiveau(tx, fonction, territoireId)
    const au = dernierJour === null ? null : lendemain(dernierJour)
    if (await chevauche(tx, { agentId, fonction, territoireId, du, au }))
      throw new ErreurMetier('conflit', 'securite.deja_affecte', 'Cet agent exerce déjà cette fonction ici à ces dates.', { agentId }, 'du')
    const affectationId = identifiant()
    await tx
      .insertInto('securite.affectation')
      .values({
        id: affectationId,
        agent_id: agentId,
        fonction,
        territoire_id: territoireId,
        du,
        au,
        permanences: [...new Set(permanences)].sort(),
        cree_par: agent.id,
      })
      .execute()
    return { affectationId }
  },
  sujet: ({ agentId }) => ({ cibleId: agentId }),
})

async function exigerNiveau(tx: Contexte['tx'], fonction: (typeof FONCTIONS)[number], territoireId: string): Promise<void> {
  const t = await tx.selectFrom('referentiels.territoire').select('niveau').where('id', '=', territoireId).executeTakeFirst()
  if (!t || !niveauxDeFonction[fonction].some((n) => n === t.niveau))
    throw new ErreurMetier(
      'invalide',
      'securite.niveau',
      'Cette fonction ne s’exerce pas à ce niveau : choisissez un autre territoire.',
      {},
      'territoireId',
    )
}

async function chargerAffectation({ tx }: Pick<Contexte, 'tx'>, { affectationId }: { affectationId: string }) {
  const affectation = await findAffectation(tx, affectationId)
  if (!affectation)
    throw new ErreurMetier(
      'introuvable',
      'securite.affectation_introuvable',
      'Cette affectation n’existe pas ou ne vous est pas accessible.',
      { affectationId },
    )
  const compte = await chargerCompte({ tx }, affectation)
  return { ...affectation, nomAffiche: compte.nomAffiche, ancetres: await listAncetres(tx, affectation.territoireId) }
}

export const preparerCloture = casUsage({
  nom: 'securite.preparer_cloture',
  saisie: z.object({ affectationId: id() }),
  charger: chargerAffectation,
  autoriser: peutClore,
  executer: async (_c, _s, affectation) => affectation,
  sujet: ({ affectationId }) => ({ cibleId: affectationId }),
})

/** L'affectation cesse après `dernierJour`. Jamais avant son premier jour : ce qui a été exercé l'a été. */
export const cloreAffectation = casUsage({
  nom: 'securite.clore_affectation',
  saisie: z.object({ affectationId: id(), dernierJour: jour('Indiquez le dernier jour.') }),
  charger: chargerAffectation,
  autoriser: peutClore,
  async executer({ tx, aujourdHui }, { affectationId, dernierJour }, affectation) {
    if (dernierJour < affectation.du)
      throw new ErreurMetier('invalide', 'securite.cloture_avant_debut', 'Le dernier jour précède le premier.', {}, 'dernierJour')
    if (dernierJour < veille(aujourdHui))
      throw new ErreurMetier(
        'invalide',
        'securite.cloture_passee',
        'Choisissez hier, aujourd’hui ou un jour à venir : on ne réécrit pas le passé.',
        {},
        'dernierJour',
      )
    await tx
      .updateTable('securite.affectation')
      .set({ au: lendemain(dernierJour) })
      .where('id', '=', affectationId)
      .execute()
    return { agentId: affectation.agentId }
  },
  sujet: ({ affectationId }) => ({ cibleId: affectationId }),
})
