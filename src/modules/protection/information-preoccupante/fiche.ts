import { ageAu } from '#modules/eleves/index.ts'
import {
  autoritesParentales,
  besoinsFondamentaux,
  canauxTransmission,
  codesEnOrdre,
  decisionsAutoriteParentale,
  modesInformation,
  motifsNonInformation,
  naturesDuDanger,
  problematiquesFamiliales,
  situationsFamiliales,
  transmetteursIp,
  typesDeDanger,
} from '#modules/referentiels/index.ts'
import { libelleDe, type Nomenclature } from '#socle/nomenclature.ts'
import type { Contenu, Reponse } from './contenu.ts'
import type {
  AvisEleve,
  CodeLibelle,
  Critere,
  DonneesInformationPreoccupante,
  InformationPrealable,
  ReponseCritere,
  TitulaireAutoriteParentale,
} from './donnees-ip.ts'
import type { DestinataireFige, StatutInformation } from './information-preoccupante.ts'

/** L'enfant, tel que le dossier le nomme au moment où l'on compose. */
export type EnfantFiche = {
  readonly nom: string
  readonly prenom: string
  readonly sexe: 'F' | 'M' | null
  readonly neLe: string
  readonly age: number
}

export type EtablissementFiche = {
  readonly nom: string
  readonly uai: string | null
  readonly adresse: string | null
  readonly departement: string
}

/** Un titulaire et ses coordonnées telles que le rédacteur les a vérifiées ici. */
export type TitulaireFiche = {
  readonly nom: string
  readonly prenom: string
  readonly lien: string
  readonly adresseSecrete: boolean
  readonly coordonnees: Coordonnees
  readonly information: StatutInformation | null
}
export type Coordonnees = { readonly adresse: string | null; readonly telephone: string | null; readonly courriel: string | null }

export type EnTete = {
  readonly reference: string
  /** Jour de la composition, ou de la transmission. */
  readonly redigeLe: string
  readonly redacteur: { readonly nom: string; readonly fonction: string }
  readonly enfant: EnfantFiche
  readonly etablissement: EtablissementFiche
  readonly titulaires: readonly TitulaireFiche[]
  /** L'écrit transmis que celui-ci complète. */
  readonly complete: { readonly reference: string; readonly le: string } | null
  /** Pourquoi aucun titulaire n'est connu, s'il n'y en a pas. */
  readonly sansTitulaire: string | null
  readonly envoi: {
    readonly destinataire: DestinataireFige
    readonly canal: string
    readonly minute: string
    readonly retourAttenduLe: string
  } | null
}

const reponseCritere = (r: Reponse): ReponseCritere => (r === 'nsp' ? 'ne_sait_pas' : r)
const codeLibelle = (n: Nomenclature, code: string | null): CodeLibelle | null =>
  code === null ? null : { code, libelle: libelleDe(n, code) }
const criteres = (n: Nomenclature, r: Readonly<Record<string, Reponse>>): Critere[] =>
  codesEnOrdre(n).map((code) => ({ code, libelle: libelleDe(n, code), reponse: reponseCritere(r[code] ?? null) }))
const lignesDe = (t: string | null): string[] =>
  (t ?? '')
    .split('\n')
    .map((l) => l.trim())
    .filter(Boolean)

/** Compose ce que dit la fiche, sans rien résumer ni reformuler : chaque mot saisi s'y retrouve. Pure. */
export function composerFiche(c: Contenu, t: EnTete): DonneesInformationPreoccupante {
  const { envoi } = t
  return {
    statut: envoi ? 'transmise' : 'brouillon',
    reference: t.reference,
    redigeLe: t.redigeLe,
    empreinte: null,
    emetteur: emetteurDe(c, t),
    destinataire: envoi && { ...destinataireDe(envoi.destinataire) },
    transmission: envoi && { le: envoi.minute, voie: libelleDe(canauxTransmission, envoi.canal) },
    retourAttenduLe: envoi?.retourAttenduLe ?? null,
    complete: t.complete,
    enfants: [enfantDe(c, t), ...c.autresEnfants.filter((e) => e.concerne === 'oui').map((e) => autreEnfantDe(e, t.redigeLe))],
    familles: [familleDe(c, t)],
    motif: c.motif,
    constats: c.constats.map((l) => ({ ...l, faits: l.faits ?? '' })),
    paroles: c.paroles.map((l) => ({ ...l, propos: l.propos ?? '', de: l.de ?? '' })),
    pointsDeVue: c.pointsDeVue.map((l) => ({ ...l, de: l.de ?? '' })),
    sources: c.sources.map((l) => ({ ...l, de: l.de ?? '', rapporte: l.rapporte ?? '' })),
    historique: c.historique,
    environnement: c.environnement,
    ressources: c.ressources,
    besoins: codesEnOrdre(besoinsFondamentaux).map((code) => ({
      code,
      libelle: libelleDe(besoinsFondamentaux, code),
      observe: c.besoins[code]?.observe ?? null,
      preoccupe: reponseCritere(c.besoins[code]?.preoccupe ?? null),
    })),
    natureDanger: criteres(naturesDuDanger, c.natureDanger),
    typesDanger: criteres(typesDeDanger, c.typesDanger),
    problematiques: criteres(problematiquesFamiliales, c.problematiques),
    concertation: c.concertation.map((l) => ({ ...l, avec: l.avec ?? '' })),
    actions: c.actions.map((l) => ({ ...l, action: l.action ?? '' })),
    demande: c.demande,
    mesures: liste(c.mesures, c.mesuresConnues)?.map((l) => ({ ...l, mesure: l.mesure ?? '' })) ?? null,
    informationsAnterieures: liste(c.anterieures, c.anterieuresConnues),
    pieces: lignesDe(c.pieces),
    lieuSignature: c.emetteur.lieuSignature,
  }
}

/** Des lignes : les voici ; « aucune » : liste vide ; « ne sait pas » ou rien : non renseigné. */
const liste = <T>(lignes: readonly T[], connaissance: 'aucun' | 'nsp' | null): readonly T[] | null =>
  lignes.length > 0 ? lignes : connaissance === 'aucun' ? [] : null

function emetteurDe(c: Contenu, { redacteur, etablissement }: EnTete) {
  return {
    organisme: etablissement.nom,
    service: c.emetteur.service ?? `Service social en faveur des élèves, ${etablissement.departement}`,
    adresse: c.emetteur.adresse ?? etablissement.adresse,
    telephone: c.emetteur.telephone,
    courriel: c.emetteur.courriel,
    redacteur,
    transmetteur: codeLibelle(transmetteursIp, c.emetteur.transmetteur),
  }
}

const destinataireDe = ({ intitule, adresse, courriel, protocole, copies }: DestinataireFige) => ({
  nom: intitule,
  adresse,
  courriel,
  protocole: protocole ?? 'Sans protocole départemental publié',
  copies,
})

function enfantDe(c: Contenu, { enfant, etablissement }: EnTete) {
  return {
    ...enfant,
    domicile: c.enfant.domicile,
    residenceActuelle: c.enfant.residenceActuelle,
    scolarite: {
      classe: c.enfant.classe,
      etablissement: etablissement.nom,
      uai: etablissement.uai,
      adresse: etablissement.adresse,
      telephone: null,
      observations: c.enfant.observationsScolaires,
    },
    avis: avisDe(c.avis.recueilli, c.avis.le, c.avis.texte),
    enPropre: c.enfant.enPropre,
  }
}

function autreEnfantDe(e: Contenu['autresEnfants'][number], jour: string) {
  return {
    nom: e.nom ?? '',
    prenom: e.prenom ?? '',
    sexe: e.sexe,
    neLe: e.neLe,
    age: e.neLe === null ? null : ageAu(e.neLe, jour),
    domicile: e.domicile,
    residenceActuelle: e.residenceActuelle,
    scolarite: {
      classe: e.classe,
      etablissement: e.etablissement,
      uai: null,
      adresse: null,
      telephone: null,
      observations: e.observationsScolaires,
    },
    avis: avisDe(e.avisRecueilli, e.avisLe, e.avisTexte),
    enPropre: e.enPropre,
  }
}

function avisDe(recueilli: 'oui' | 'non' | null, le: string | null, texte: string | null): AvisEleve {
  if (recueilli === null) return null
  return recueilli === 'oui' ? { recueilli: true, le, avis: texte } : { recueilli: false, motif: texte }
}

function familleDe(c: Contenu, { titulaires, sansTitulaire }: EnTete) {
  const composition =
    titulaires.length === 0 && sansTitulaire
      ? [c.famille.composition, `Aucun titulaire de l’autorité parentale connu : ${sansTitulaire}`].filter(Boolean).join('\n\n')
      : c.famille.composition
  return {
    enfants: [],
    menage: codeLibelle(situationsFamiliales, c.famille.menage),
    autoriteParentale: codeLibelle(autoritesParentales, c.famille.autoriteParentale),
    decision: codeLibelle(decisionsAutoriteParentale, c.famille.decision),
    decisionPrecisions: c.famille.decisionPrecisions,
    composition,
    titulaires: titulaires.map(titulaireDe),
    autresMineurs: liste(c.autresMineurs, c.autresMineursConnus)?.map((m) => ({ ...m, nom: m.nom ?? '' })) ?? null,
  }
}

const titulaireDe = (t: TitulaireFiche): TitulaireAutoriteParentale => ({
  nom: t.nom,
  prenom: t.prenom,
  lien: t.lien,
  neLe: null,
  ...t.coordonnees,
  coordonneesANePasCommuniquer: t.adresseSecrete,
  information: informationDe(t.information),
})

function informationDe(i: StatutInformation | null): InformationPrealable {
  if (i === null) return null
  if (i.statut === 'faite') return { faite: true, le: i.le, comment: libelleDe(modesInformation, i.mode), par: i.par, reaction: i.reaction }
  return { faite: false, motif: [libelleDe(motifsNonInformation, i.motif), i.explication].filter(Boolean).join('. ') }
}
