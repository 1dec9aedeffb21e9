import { z } from 'zod'
import { listComptesRendus } from '#modules/actes/index.ts'
import { canauxTransmission, findEtablissement, fonctionsAgent, typesActe } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage, minuteDeParis } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import { codeFacultatif, id, instantDeParis, texte, texteLong } from '#socle/saisie.ts'
import { peutLireDemande, peutRepondre } from './demande.politique.ts'
import { chargerDemande, type DemandeChargee, findDocument, insererSuite } from './demande.requetes.ts'
import { dejaClose, demandeurs, type Issue, issues } from './demande.ts'
import { type Extrait, ligneEtrangere, texteCite } from './extrait.ts'
import { convient, fondementDe } from './fondement.ts'

export type Imprimerie = { readonly pdf: FabriquePdf; readonly gabarit: string }

const vide = (v: unknown) => (v === '' || v === undefined ? null : v)
const CITE = /^cite\.([0-9a-f-]{36})$/

/** « cite.<acte> » : ce qui est gardé de son compte rendu. */
const rangerCites = (valeurs: unknown) => {
  if (typeof valeurs !== 'object' || valeurs === null) return valeurs
  const cites = Object.entries(valeurs).flatMap(([nom, texte]) => {
    const acteId = CITE.exec(nom)?.[1]
    return acteId !== undefined && typeof texte === 'string' && texte.trim() !== '' ? [[acteId, texte.replaceAll('\r\n', '\n')]] : []
  })
  return { ...valeurs, cites: Object.fromEntries(cites) }
}

const saisieReponse = z.preprocess(
  rangerCites,
  z.object({
    demandeId: id(),
    issue: z.enum(Object.keys(issues) as [Issue, ...Issue[]], 'Dites ce que vous décidez.'),
    fondement: z.preprocess(vide, z.string().max(40).nullable()),
    remiseA: texte(300),
    canal: codeFacultatif(canauxTransmission),
    le: instantDeParis('Indiquez le jour et l’heure.'),
    familleInformee: z.preprocess(vide, z.enum(['oui', 'non'], 'Choisissez dans la liste.').nullable()),
    familleExplication: texte(1_000),
    mot: texteLong(),
    cites: z.record(z.uuid(), z.string().max(100_000)).default({}),
  }),
)
type Saisie = z.output<typeof saisieReponse>

const aCorriger = (champ: string, phrase: string) => new ErreurMetier('invalide', `demandes.${champ.split('.')[0]}`, phrase, {}, champ)

/** Ce que chaque issue exige, dans l'ordre où la page le demande. */
function exigerFondee(s: Saisie, extraits: readonly Extrait[], maintenant: Date): void {
  if (s.le > maintenant) throw aCorriger('le', 'Cette date est dans l’avenir : indiquez quand c’est parti.')
  if (!convient(s.issue, s.fondement))
    throw aCorriger(
      'fondement',
      s.issue === 'repondue'
        ? 'Choisissez le texte qui vous autorise à répondre.'
        : s.issue === 'refusee'
          ? 'Choisissez le texte qui fait refuser.'
          : 'Ni réorienter ni clore ne demande de fondement : laissez ce choix vide.',
    )
  if (s.issue === 'sans_objet') return
  if (s.canal === null) throw aCorriger('canal', 'Dites par quelle voie vous l’avez dit au demandeur.')
  if (s.issue === 'reorientee' && s.mot === null) throw aCorriger('mot', 'Dites vers qui vous avez réorienté le demandeur.')
  if (s.issue !== 'repondue') return
  if (extraits.length === 0 && s.mot === null)
    throw aCorriger('mot', 'Une réponse dit quelque chose : gardez un extrait, ou écrivez un mot.')
  if (s.fondement === 'L226_2_2' && s.familleInformee === null)
    throw aCorriger('familleInformee', 'Le partage du secret suppose la famille informée avant ; dites si elle l’a été.')
  if (s.familleInformee === 'non' && s.familleExplication === null)
    throw aCorriger('familleExplication', 'Dites pourquoi l’information de la famille serait contraire à l’intérêt de l’enfant.')
}

/** Les extraits gardés, chacun vérifié mot pour mot. @throws ErreurMetier invalide au champ de l'acte */
async function extraitsDe(contexte: Contexte, { cle }: DemandeChargee, cites: Saisie['cites']): Promise<Extrait[]> {
  const actes = await listComptesRendus(contexte, cle)
  const inconnus = Object.keys(cites).filter((acteId) => !actes.some((a) => a.id === acteId))
  if (inconnus.length > 0) throw aCorriger('mot', 'Un des actes cités a été rectifié depuis : rouvrez la page et choisissez de nouveau.')
  return actes.toReversed().flatMap((acte) => {
    const cite = cites[acte.id]
    if (cite === undefined) return []
    const etrangere = ligneEtrangere(cite, acte.compteRendu)
    if (etrangere !== null)
      throw aCorriger(
        `cite.${acte.id}`,
        `« ${etrangere.slice(0, 80)} » n’est pas dans ce compte rendu, à cette place. Un extrait retranche, il n’ajoute ni ne change rien ; écrivez le reste dans le mot d’accompagnement.`,
      )
    return [{ jour: acte.jour, type: libelleDe(typesActe, acte.type), texte: texteCite(cite) }]
  })
}

/** Ce que l'on peut citer, et combien d'actes du dossier sont de l'agent. */
export const preparerReponse = casUsage({
  nom: 'demandes.preparer_reponse',
  saisie: z.object({ demandeId: id() }),
  charger: chargerDemande,
  autoriser: peutLireDemande,
  async executer(contexte, _, { cle, ...vise }) {
    const citables = await listComptesRendus(contexte, cle)
    return {
      ...vise,
      citables,
      actesDeLAgent: citables.filter((a) => a.auteurId === contexte.agent.id).length,
      peutRepondre: peutRepondre(contexte.agent, vise).permis,
    }
  },
  sujet: ({ demandeId }) => ({ cibleId: demandeId }),
})

/** Ce que dit le document ; le gabarit ne connaît aucune nomenclature. */
async function composer(contexte: Contexte, { dossier, identite, demande }: DemandeChargee, s: Saisie, extraits: readonly Extrait[]) {
  const { agent, tx } = contexte
  const etablissement = await findEtablissement(tx, dossier.etablissementId)
  const fondement = s.fondement === null ? null : fondementDe(s.fondement)
  return {
    reference: `DEM-${demande.id.slice(0, 8).toUpperCase()}`,
    issue: s.issue,
    issueLibelle: issues[s.issue],
    redacteur: { nom: agent.nomAffiche, fonction: libelleDe(fonctionsAgent, 'assistant_social') },
    etablissement: { nom: etablissement?.nom ?? dossier.etablissement, adresse: etablissement?.adresse ?? null },
    demandeur: { qualite: demandeurs[demande.demandeur], intitule: demande.intitule, coordonnees: demande.coordonnees },
    remiseA: s.remiseA,
    question: demande.question,
    recueLe: demande.recueLe,
    le: minuteDeParis(s.le),
    voie: s.canal === null ? null : libelleDe(canauxTransmission, s.canal),
    fondement,
    famille: { informee: s.familleInformee, explication: s.familleExplication },
    enfant: { nom: identite.nomUsage ?? identite.nomFamille, prenom: identite.prenom, neLe: identite.dateNaissance },
    mot: s.mot,
    extraits,
  }
}

/** Répond, refuse, réoriente ou clôt : une seule fois, figé. Rien n'est envoyé par Égide. */
export const creerRepondre = ({ pdf, gabarit }: Imprimerie) =>
  casUsage({
    nom: 'demandes.repondre',
    creation: true,
    saisie: saisieReponse,
    charger: chargerDemande,
    autoriser: peutRepondre,
    async executer(contexte, saisie, chargee) {
      if (chargee.demande.suite) throw dejaClose(saisie.demandeId)
      const extraits = saisie.issue === 'repondue' ? await extraitsDe(contexte, chargee, saisie.cites) : []
      exigerFondee(saisie, extraits, contexte.maintenant)
      const { issue, fondement, canal, le } = saisie
      const donnees = await composer(contexte, chargee, saisie, extraits)
      const fige = JSON.stringify(donnees)
      await insererSuite(contexte, chargee.cle, saisie.demandeId, {
        ...{ issue, fondement, canal, le, fige },
        pdf: await pdf.composer(gabarit, { ...donnees, empreinte: sha256(fige).toString('hex') }),
      })
      return { demandeId: saisie.demandeId }
    },
    sujet: ({ demandeId }) => ({ cibleId: demandeId }),
  })

export const remettreReponse = casUsage({
  nom: 'demandes.remettre_reponse',
  saisie: z.object({ demandeId: id() }),
  charger: chargerDemande,
  autoriser: peutLireDemande,
  executer: async (contexte, { demandeId }, { cle }) => ({
    type: 'application/pdf',
    nom: `DEM-${demandeId.slice(0, 8).toUpperCase()}.pdf`,
    octets: await findDocument(contexte, cle, demandeId),
  }),
  sujet: ({ demandeId }) => ({ cibleId: demandeId }),
})
