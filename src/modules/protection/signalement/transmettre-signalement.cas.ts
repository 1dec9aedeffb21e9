import { z } from 'zod'
import { delaiInquietude, noterActe, traitsDuDossier } from '#modules/dossiers/index.ts'
import { deposerFait } from '#modules/pilotage/index.ts'
import { canauxTransmission, type Protocole } from '#modules/referentiels/index.ts'
import { casUsage, jourDeParis, minuteDeParis } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { codesDe, libelleDe } from '#socle/nomenclature.ts'
import { coche, id, instantDeParis, texte, version } from '#socle/saisie.ts'
import { findProtocole } from '../lieu.requetes.ts'
import { composerSelon, type Imprimerie } from '../modeles.ts'
import { composerSignalement } from './composer-document.ts'
import { canalHorsProtocole, destinataireManquant } from './erreurs.ts'
import { chargerPiece } from './piece.requetes.ts'
import { peutTransmettreSignalement } from './signalement.politique.ts'
import { verrouillerBrouillon } from './signalement.requetes.ts'
import { type Parquet, transmettre } from './signalement.ts'
import { figer } from './transmission.requetes.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const saisieTransmission = z.object({
  id: id(),
  jetonVersion: version(),
  /** « protocole-2 » : deuxième destinataire du protocole, un parquet ; « autre » : saisi, sans protocole. */
  destinataire: z.string('Choisissez le parquet.').regex(/^(protocole-\d{1,3}|autre)$/, 'Choisissez le parquet.'),
  intitule: texte(),
  adresse: texte(500),
  telephone: texte(),
  courriel: texte(),
  canal: z.preprocess(vide, z.enum(codesDe(canauxTransmission), 'Dites par quelle voie l’écrit est transmis.').nullable()),
  transmisLe: instantDeParis('Indiquez le jour et l’heure de la transmission.'),
  parentsConfirmes: coche(),
})
type Saisie = z.output<typeof saisieTransmission>

/** Qui reçoit : une ligne « parquet » du protocole, figée, ou un parquet saisi, dit « sans protocole ». */
function parquetDe(s: Saisie, protocole: Protocole | null, departement: string): Parquet {
  if (s.destinataire === 'autre') {
    if (!s.intitule) throw destinataireManquant(s.id)
    return { intitule: s.intitule, adresse: s.adresse, courriel: s.courriel, telephone: s.telephone, protocole: null }
  }
  const ordre = Number(s.destinataire.slice('protocole-'.length))
  const prevu = protocole?.destinataires.find((d) => d.ordre === ordre && d.nature === 'parquet')
  if (!prevu || !protocole) throw destinataireManquant(s.id)
  if (s.canal && !prevu.canaux.includes(s.canal)) throw canalHorsProtocole(s.id)
  const { intitule, adresse, courriel, telephone } = prevu
  return { intitule, adresse, courriel, telephone, protocole: `Protocole départemental (${departement}), version ${protocole.version}` }
}

/** Transmet : fige l'écrit, son PDF et leurs empreintes ; une seule fois, quoi qu'il arrive. */
export const creerTransmettreSignalement = (imprimerie: Imprimerie) =>
  casUsage({
    nom: 'protection.transmettre_signalement',
    saisie: saisieTransmission,
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutTransmettreSignalement,
    async executer(contexte, saisie, piece) {
      await verrouillerBrouillon(contexte, saisie.id, saisie.jetonVersion, piece.signalement.version)
      const { contenu } = piece.signalement
      const protocole = await findProtocole(contexte, piece.lieu)
      const transmis = transmettre(
        {
          statut: 'brouillon',
          id: saisie.id,
          parentsInformes: contenu.parentsInformes === 'oui',
          infractionFamille: contenu.infractionFamille,
        },
        { ...saisie, destinataire: parquetDe(saisie, protocole, piece.lieu.etablissement.departement) },
        contexte.maintenant,
      )
      const le = minuteDeParis(transmis.transmisLe)
      const envoi = { destinataire: transmis.destinataire, voie: libelleDe(canauxTransmission, transmis.canal), le }
      const donnees = composerSignalement(piece, contexte.agent, le.slice(0, 10), envoi)
      const fiche = JSON.stringify(donnees)
      const empreinte = sha256(fiche)
      const protocoleId = transmis.destinataire.protocole === null ? null : (protocole?.id ?? null)
      const pdf = await composerSelon(contexte, imprimerie, protocoleId, { ...donnees, empreinte: empreinte.toString('hex') })
      await figer(contexte, piece.cle, transmis, { fiche, empreinte, pdf, protocoleId })
      const jourTransmission = jourDeParis(transmis.transmisLe)
      await noterActe(contexte.tx, piece.dossier.id, jourTransmission)
      const traits = await traitsDuDossier(contexte, piece.dossier, piece.identite, jourTransmission)
      await deposerFait(contexte, {
        type: 'signalement',
        motif: piece.dossier.motif,
        delaiInquietude: (await delaiInquietude(contexte, piece.dossier.id, jourTransmission)) ?? 'INCONNU',
        le: jourTransmission,
        ...traits,
      })
      return { signalementId: saisie.id }
    },
    sujet: (saisie) => ({ cibleId: saisie.id }),
    creation: true,
  })
