import { z } from 'zod'
import { findModele, type NatureModele, naturesModele, schemaNatureModele } from '#modules/referentiels/index.ts'
import { type Contexte, casUsage } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { direRefus, GabaritRefuse, type RefusDit } from '#socle/pdf/index.ts'
import { version } from '#socle/saisie.ts'
import { poserModele, retirerModele } from './modeles.requetes.ts'
import { type Atelier, source, visee } from './modeles.ts'
import { LECTEURS, ORGANISATEURS, peutLireProtocole, peutOrganiser } from './organisation.politique.ts'
import { exigerBrouillon, publierVersion, surLeDepartement, viser } from './protocole.cas.ts'
import { prendreRevision } from './protocole.requetes.ts'

const sujet = ({ protocoleId }: { readonly protocoleId: string }) => ({ cibleId: protocoleId })

/** Ce qui empêche un modèle de se composer sur l'exemple fictif, ou rien. */
async function refusDe(atelier: Atelier, nature: NatureModele, texte: string): Promise<RefusDit | null> {
  try {
    await atelier[nature].composer(texte)
    return null
  } catch (erreur) {
    if (!(erreur instanceof GabaritRefuse)) throw erreur
    return direRefus(erreur, texte)
  }
}

/** Le modèle d'un écrit dans un brouillon, ce qui l'empêche de se composer, et de quoi l'écrire. */
export const creerLireModele = (atelier: Atelier) =>
  casUsage({
    nom: 'organisation.lire_modele',
    saisie: z.object(visee),
    charger: viser(ORGANISATEURS),
    autoriser: surLeDepartement(peutOrganiser),
    async executer({ tx }, { protocoleId, modele: nature }, cible) {
      const propre = await findModele(tx, protocoleId, nature)
      return { ...cible, nature, propre, refus: propre === null ? null : await refusDe(atelier, nature, propre), ecrit: atelier[nature] }
    },
    sujet,
  })

/** Le modèle d'un écrit dans une version, tel qu'il se lit. */
export const creerConsulterModele = (atelier: Atelier) =>
  casUsage({
    nom: 'organisation.consulter_modele',
    saisie: z.object(visee),
    charger: viser(LECTEURS),
    autoriser: surLeDepartement(peutLireProtocole),
    async executer({ tx }, { protocoleId, modele: nature }, cible) {
      const propre = await findModele(tx, protocoleId, nature)
      return { ...cible, nature, propre: propre !== null, texte: propre ?? atelier[nature].national }
    },
    sujet,
  })

const PERIMEE =
  'Ce brouillon a été enregistré ailleurs depuis que vous avez ouvert la page. Ce que vous avez écrit est gardé ci-dessous : vérifiez, puis enregistrez de nouveau pour le remplacer.'

async function reviser(
  contexte: Contexte,
  { protocoleId, jetonVersion }: { readonly protocoleId: string; readonly jetonVersion: number },
): Promise<void> {
  if (!(await prendreRevision(contexte, protocoleId, jetonVersion)))
    throw new ErreurMetier('conflit', 'organisation.version_perimee', PERIMEE, { protocoleId })
}

/** Enregistre le modèle, même s'il ne se compose pas encore : la page le dit, et publier l'exigera. */
export const ecrireModele = casUsage({
  nom: 'organisation.ecrire_modele',
  saisie: z.object({ ...visee, jetonVersion: version(), source: source() }),
  charger: viser(ORGANISATEURS),
  autoriser: surLeDepartement(peutOrganiser),
  async executer(contexte, saisie, cible) {
    exigerBrouillon(cible)
    await reviser(contexte, saisie)
    await poserModele(contexte, saisie.protocoleId, saisie.modele, saisie.source)
    return { protocoleId: saisie.protocoleId, modele: saisie.modele }
  },
  sujet,
})

/** Retire le modèle du département, quel qu'il soit devenu : l'écrit reprend l'ordre national. */
export const revenirAuNational = casUsage({
  nom: 'organisation.retirer_modele',
  saisie: z.object(visee),
  charger: viser(ORGANISATEURS),
  autoriser: surLeDepartement(peutOrganiser),
  async executer(contexte, saisie, cible) {
    exigerBrouillon(cible)
    await reviser(contexte, { ...saisie, jetonVersion: cible.version.revision })
    await retirerModele(contexte, saisie.protocoleId, saisie.modele)
    return { protocoleId: saisie.protocoleId, modele: saisie.modele }
  },
  sujet,
})

/** Les deux lignes d'une faute : la phrase, puis les mots du moteur s'il y en a. */
const enErreur = ({ phrase, moteur }: RefusDit) =>
  new ErreurMetier('invalide', 'organisation.modele_refuse', moteur === null ? phrase : `${phrase}\n${moteur}`, {}, 'source')

/** Compose ce qui est à l'écran sur l'exemple fictif ; rien n'en est gardé. @throws ErreurMetier invalide, à la ligne fautive */
export const creerApercevoirModele = (atelier: Atelier) =>
  casUsage({
    nom: 'organisation.apercevoir_modele',
    saisie: z.object({ ...visee, source: source() }),
    charger: viser(ORGANISATEURS),
    autoriser: surLeDepartement(peutOrganiser),
    async executer(_contexte, { modele, source: texte }) {
      try {
        return { type: 'application/pdf', nom: `apercu-${modele}.pdf`, octets: await atelier[modele].composer(texte) }
      } catch (erreur) {
        throw erreur instanceof GabaritRefuse ? enErreur(direRefus(erreur, texte)) : erreur
      }
    },
    sujet,
  })

/** Publie, après avoir composé chaque modèle de la version sur l'exemple fictif : aucun ne manquera le jour d'un envoi. */
export const creerPublierVersion = (atelier: Atelier) =>
  casUsage({
    ...publierVersion,
    async executer(contexte, saisie, cible) {
      for (const nature of schemaNatureModele.options) {
        const propre = await findModele(contexte.tx, saisie.protocoleId, nature)
        const refus = propre === null ? null : await refusDe(atelier, nature, propre)
        if (refus !== null)
          throw new ErreurMetier(
            'invalide',
            'organisation.modele_fautif',
            `Corrigez d’abord le modèle « ${naturesModele[nature]} » : il ne se compose pas. ${refus.phrase}`,
            { protocoleId: saisie.protocoleId },
          )
      }
      return publierVersion.executer(contexte, saisie, cible)
    },
  })
