import { z } from 'zod'
import { findDossier, identiteSous, titulairesSous } from '#modules/dossiers/index.ts'
import { informationPourCourrier } from '#modules/protection/index.ts'
import { liensParente } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage, jourDeParis } from '#socle/cas-usage.ts'
import { deplier } from '#socle/champs.ts'
import type { Cle } from '#socle/coffre.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { id, texte, texteLong, version } from '#socle/saisie.ts'
import { peutRedigerCourrier, peutSigner } from './courrier.politique.ts'
import { chargerCourrier, courriersSous, insererCourrier, majCourrier } from './courrier.requetes.ts'
import { type CourrierLu, dejaRemis } from './courrier.ts'
import { AUTOUR_D_UNE_INFORMATION, type Contenu, type Genre, genres, retenir, texteInitial } from './modele.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const viser = async (contexte: Contexte, { dossierId }: { readonly dossierId: string }) => {
  const dossier = await findDossier(contexte, dossierId)
  return { dossier, cle: await contexte.coffre.ouvrirCle(contexte.tx, dossier.id) }
}

/** Les lettres d'un dossier, et de quoi en commencer une. */
export const listerCourriers = casUsage({
  nom: 'courriers.lister',
  saisie: z.object({ dossierId: id(), informationId: z.uuid().nullish().catch(null) }),
  charger: viser,
  autoriser: peutRedigerCourrier,
  executer: async (contexte, { informationId }, { dossier, cle }) => ({
    dossier,
    identite: identiteSous(cle, dossier),
    courriers: await courriersSous(contexte, cle),
    titulaires: (await titulairesSous(contexte.tx, cle)).map((t) => ({
      id: t.id,
      nom: `${t.prenom} ${t.nom}`.trim(),
      lien: t.lien && libelleDe(liensParente, t.lien),
    })),
    information: informationId ? await informationPourCourrier(contexte, informationId) : null,
  }),
  sujet: ({ dossierId }) => ({ cibleId: dossierId }),
})

type Depart = { readonly genre: Genre; readonly informationId: string | null; readonly titulaireId: string | null }

/** Ce que la lettre dit avant qu'on y touche. */
async function contenuInitial(
  contexte: Contexte,
  cle: Cle,
  dossierId: string,
  { genre, informationId, titulaireId }: Depart,
): Promise<Contenu> {
  if (informationId !== null) {
    const i = await informationPourCourrier(contexte, informationId)
    if (i.dossierId !== dossierId) throw horsDuDossier()
    const corps = texteInitial(genre, { ...i, transmiseLe: jourDeParis(i.transmiseLe) })
    return { destinataire: { nom: i.destinataire.intitule, adresse: i.destinataire.adresse }, sections: retenir(genre, { corps }) }
  }
  const titulaire = titulaireId === null ? null : (await titulairesSous(contexte.tx, cle)).find((t) => t.id === titulaireId)
  if (titulaireId !== null && !titulaire) throw horsDuDossier()
  return {
    destinataire: { nom: titulaire ? `${titulaire.prenom} ${titulaire.nom}`.trim() : null, adresse: null },
    sections: retenir(genre, {}),
  }
}

const horsDuDossier = () =>
  new ErreurMetier('introuvable', 'courriers.hors_dossier', 'Cette personne ou cette information n’est pas de ce dossier.')

/** Commence une lettre. Relance, avis de départ et bordereau partent d'une information transmise ; une lettre à un parent, de ce parent seul. */
export const commencerCourrier = casUsage({
  nom: 'courriers.commencer',
  creation: true,
  saisie: z
    .object({
      dossierId: id(),
      genre: z.enum(genres, 'Choisissez ce que vous écrivez.'),
      informationId: z.preprocess(vide, z.uuid().nullable()),
      titulaireId: z.preprocess(vide, z.uuid('Choisissez à qui vous écrivez.').nullable()),
    })
    .superRefine((s, ctx) => {
      if (AUTOUR_D_UNE_INFORMATION.includes(s.genre) !== (s.informationId !== null))
        ctx.addIssue({
          code: 'custom',
          path: ['genre'],
          message: 'Une relance, un avis de départ ou un bordereau se commence depuis une information transmise.',
        })
      if ((s.genre === 'parent') !== (s.titulaireId !== null))
        ctx.addIssue({ code: 'custom', path: ['titulaireId'], message: 'Choisissez à quel titulaire vous écrivez.' })
    }),
  charger: viser,
  autoriser: peutRedigerCourrier,
  async executer(contexte, { dossierId, ...depart }, { dossier, cle }) {
    const contenu = await contenuInitial(contexte, cle, dossierId, depart)
    return { courrierId: await insererCourrier(contexte, cle, { ...depart, contenu, etablissementId: dossier.etablissementId }) }
  },
  sujet: ({ dossierId }, resultat) => ({ cibleId: resultat?.courrierId ?? dossierId }),
})

export const lireCourrier = casUsage({
  nom: 'courriers.lire',
  saisie: z.object({ courrierId: id() }),
  charger: chargerCourrier,
  autoriser: peutRedigerCourrier,
  executer: async ({ agent }, _, { cle: _cle, ...lu }): Promise<CourrierLu> => ({
    ...lu,
    peutEcrire: peutRedigerCourrier(agent, lu).permis,
    peutSigner: peutSigner(agent, lu).permis,
  }),
  sujet: ({ courrierId }) => ({ cibleId: courrierId }),
})

/** Enregistre le brouillon. Les parties étrangères au modèle n'y entrent pas. */
export const enregistrerCourrier = casUsage({
  nom: 'courriers.enregistrer',
  saisie: z.preprocess(
    deplier,
    z.object({
      courrierId: id(),
      jetonVersion: version(),
      destinataire: z.object({ nom: texte(300), adresse: texte(1_000) }),
      sections: z.record(z.string().max(40), texteLong()).default({}),
      suite: z.enum(['brouillon', 'remettre']).catch('brouillon'),
    }),
  ),
  charger: chargerCourrier,
  autoriser: peutRedigerCourrier,
  async executer(contexte, { courrierId, jetonVersion, suite, destinataire, sections }, { courrier, cle }) {
    if (courrier.remise) throw dejaRemis(courrierId)
    await majCourrier(contexte, cle, courrierId, jetonVersion, { destinataire, sections: retenir(courrier.genre, sections) })
    return { courrierId, suite }
  },
  sujet: ({ courrierId }) => ({ cibleId: courrierId }),
})
