import { z } from 'zod'
import { type CanalTransmission, canauxTransmission } from '#modules/referentiels/index.ts'
import { casUsage, jourDeParis } from '#socle/cas-usage.ts'
import { codesDe } from '#socle/nomenclature.ts'
import { id, instantDeParis, jour, texteLong, texteRequis } from '#socle/saisie.ts'
import { etapeSimultanee, pasEncoreTransmis, transmissionFuture } from './erreurs.ts'
import { insererEtape } from './etape.requetes.ts'
import { chargerPiece } from './piece.requetes.ts'
import { peutSuivreSignalement } from './signalement.politique.ts'
import { avancer, rejouer } from './signalement.ts'

const commun = { id: id(), etapesLues: z.coerce.number().int().min(0).max(199) }
const parquet = { ...commun, le: jour('Indiquez la date.'), texte: texteLong() }
const saisieSuite = z.discriminatedUnion(
  'nature',
  [
    z.object({
      ...commun,
      nature: z.literal('copie'),
      aQui: texteRequis('Dites à qui la copie est adressée.'),
      copieeLe: instantDeParis('Indiquez le jour et l’heure de la copie.'),
      canal: z.enum(codesDe(canauxTransmission), 'Dites par quelle voie la copie est adressée.'),
    }),
    z.object({ ...parquet, nature: z.literal('accuse') }),
    z.object({ ...parquet, nature: z.literal('suite') }),
  ],
  'Dites ce qui est arrivé.',
)
type Saisie = z.output<typeof saisieSuite>

const etapeDe = (s: Saisie) =>
  s.nature === 'copie'
    ? { nature: s.nature, le: jourDeParis(s.copieeLe), copieeLe: s.copieeLe, canal: s.canal, aQui: s.aQui, texte: null }
    : { nature: s.nature, le: s.le, copieeLe: null, canal: null, aQui: null, texte: s.texte }

/** Consigne la copie au département, l'accusé ou les suites, après ce qu'on a lu. */
export const consignerSuite = casUsage({
  nom: 'protection.consigner_suite_signalement',
  saisie: saisieSuite,
  charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
  autoriser: peutSuivreSignalement,
  async executer(contexte, saisie, { signalement, etapes, cle }) {
    const t = signalement.transmission
    if (t === null) throw pasEncoreTransmis(saisie.id)
    if (etapes.length !== saisie.etapesLues) throw etapeSimultanee(saisie.id)
    if (saisie.nature === 'copie' && saisie.copieeLe > contexte.maintenant) throw transmissionFuture(saisie.id)
    const depart = { ...t, statut: 'transmis', id: saisie.id, canal: t.canal as CanalTransmission, copieLe: null } as const
    const jourTransmission = jourDeParis(t.transmisLe)
    const etape = etapeDe(saisie)
    avancer(rejouer(depart, etapes, jourTransmission, contexte.aujourdHui), etape, jourTransmission, contexte.aujourdHui)
    await insererEtape(contexte, cle, saisie.id, { ...etape, rang: saisie.etapesLues + 1 })
    return { signalementId: saisie.id }
  },
  sujet: (saisie) => ({ cibleId: saisie.id }),
  creation: true,
})
