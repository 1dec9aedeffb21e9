import { z } from 'zod'
import { delaiInquietude, findDossier, noterActe, traitsDuDossier } from '#modules/dossiers/index.ts'
import { deposerFait } from '#modules/pilotage/index.ts'
import { canauxTransmission, lireParametre, type Protocole } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage, jourDeParis, minuteDeParis } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { codesDe } from '#socle/nomenclature.ts'
import { id, instantDeParis, liste, texte, version } from '#socle/saisie.ts'
import { jourEnClair } from '#ui/dates.ts'
import { findProtocole } from '../lieu.requetes.ts'
import { composerSelon, type Imprimerie } from '../modeles.ts'
import { enTeteDe } from './en-tete.requetes.ts'
import { canalHorsProtocole, destinataireManquant } from './erreurs.ts'
import { composerFiche } from './fiche.ts'
import { verrouillerBrouillon } from './information.requetes.ts'
import { peutTransmettre } from './information-preoccupante.politique.ts'
import { type DestinataireFige, type Transmise, transmettre } from './information-preoccupante.ts'
import { chargerPiece, type Piece } from './piece.requetes.ts'
import { figer, insererEnfant } from './transmission.requetes.ts'

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const saisieTransmission = z.object({
  id: id(),
  jetonVersion: version(),
  /** « protocole-2 » : deuxième destinataire du protocole ; « autre » : saisi, sans protocole. */
  destinataire: z.string('Choisissez le destinataire.').regex(/^(protocole-\d{1,3}|autre)$/, 'Choisissez le destinataire.'),
  intitule: texte(),
  adresse: texte(500),
  telephone: texte(),
  courriel: texte(),
  canal: z.preprocess(vide, z.enum(codesDe(canauxTransmission), 'Dites par quelle voie l’écrit est transmis.').nullable()),
  copies: liste(z.string().regex(/^\d{1,3}$/)),
  transmiseLe: instantDeParis('Indiquez le jour et l’heure de la transmission.'),
})
type Saisie = z.output<typeof saisieTransmission>

/** Qui reçoit : une ligne du protocole en vigueur, figée, ou un destinataire saisi, dit « sans protocole ». */
function destinataireDe(s: Saisie, protocole: Protocole | null, departement: string): DestinataireFige {
  if (s.destinataire === 'autre') {
    if (!s.intitule) throw destinataireManquant(s.id)
    return { intitule: s.intitule, adresse: s.adresse, courriel: s.courriel, telephone: s.telephone, protocole: null, copies: [] }
  }
  const ordre = Number(s.destinataire.slice('protocole-'.length))
  const prevu = protocole?.destinataires.find((d) => d.ordre === ordre)
  if (!prevu || !protocole) throw destinataireManquant(s.id)
  if (s.canal && !prevu.canaux.includes(s.canal)) throw canalHorsProtocole(s.id)
  const copies = protocole.destinataires.filter((d) => d.ordre !== ordre && s.copies.includes(String(d.ordre))).map((d) => d.intitule)
  const { intitule, adresse, courriel, telephone } = prevu
  return {
    intitule,
    adresse,
    courriel,
    telephone,
    protocole: `Protocole départemental (${departement}), version ${protocole.version}, en vigueur depuis le ${jourEnClair(protocole.enVigueurDu)}`,
    copies,
  }
}

/** La fiche et son PDF. Composé dans la transaction, sous le verrou du brouillon : ce qui est figé est ce qui a été relu (ADR 0012). */
async function imprimer(contexte: Contexte, imprimerie: Imprimerie, piece: Piece, ip: Transmise, protocoleId: string | null) {
  const minute = minuteDeParis(ip.transmiseLe)
  const envoi = { destinataire: ip.destinataire, canal: ip.canal, minute, retourAttenduLe: ip.retourAttenduLe }
  const fiche = composerFiche(piece.ip.ecrit.contenu, { ...enTeteDe(contexte, piece, minute.slice(0, 10)), envoi })
  const json = JSON.stringify(fiche)
  const empreinte = sha256(json)
  const pdf = await composerSelon(contexte, imprimerie, protocoleId, { ...fiche, empreinte: empreinte.toString('hex') })
  return { fiche: json, empreinte, pdf, protocoleId }
}

const informationsDe = ({ titulaires, ip }: Piece) => ({
  titulaires: new Map(titulaires.map((t) => [t.id, t.information])),
  sansTitulaire: ip.ecrit.sansTitulaire,
})

/** Transmet : fige l'écrit, son PDF et leurs empreintes, crée l'échéance, dépose le fait ; une seule fois, quoi qu'il arrive. */
export const creerTransmettre = (imprimerie: Imprimerie) =>
  casUsage({
    nom: 'protection.transmettre_information',
    saisie: saisieTransmission,
    charger: (contexte, saisie) => chargerPiece(contexte, saisie.id),
    autoriser: peutTransmettre,
    async executer(contexte, saisie, piece) {
      await verrouillerBrouillon(contexte, saisie.id, saisie.jetonVersion, piece.ip.version)
      const protocole = await findProtocole(contexte, piece.lieu)
      const destinataire = destinataireDe(saisie, protocole, piece.lieu.etablissement.departement)
      const delaiMois = await lireParametre(contexte.tx, 'protection.delai_retour_mois')
      const transmise = transmettre(
        { statut: 'brouillon', id: saisie.id, informations: informationsDe(piece) },
        { destinataire, canal: saisie.canal, transmiseLe: saisie.transmiseLe },
        contexte.maintenant,
        delaiMois,
      )
      await rattacherEnfants(contexte, piece)
      const protocoleId = destinataire.protocole === null ? null : (protocole?.id ?? null)
      await figer(contexte, piece.cle, transmise, await imprimer(contexte, imprimerie, piece, transmise, protocoleId))
      await noter(contexte, piece, transmise)
      return { informationId: saisie.id }
    },
    sujet: (saisie) => ({ cibleId: saisie.id }),
    creation: true,
  })

/** L'information paraît aussi dans le dossier de chaque autre enfant qu'elle concerne. */
async function rattacherEnfants(contexte: Contexte, { ip, dossier }: Piece): Promise<void> {
  const concernes = ip.ecrit.contenu.autresEnfants.flatMap((e) => (e.concerne === 'oui' && e.dossierId ? [e.dossierId] : []))
  for (const dossierId of new Set(concernes)) {
    const { id } = await findDossier(contexte, dossierId)
    if (id !== dossier.id) await insererEnfant(contexte, ip.id, dossier.id, id)
  }
}

async function noter(contexte: Contexte, { dossier, identite }: Piece, { transmiseLe }: Transmise): Promise<void> {
  const le = jourDeParis(transmiseLe)
  await deposerFait(contexte, {
    type: 'ip',
    motif: dossier.motif,
    delaiInquietude: (await delaiInquietude(contexte, dossier.id, le)) ?? 'INCONNU',
    le,
    ...(await traitsDuDossier(contexte, dossier, identite, le)),
  })
  await noterActe(contexte.tx, dossier.id, le)
}
