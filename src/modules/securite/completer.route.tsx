import { toString as qrCode } from 'qrcode'
import { lancer } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import type { Echange, Reponse, Route, Valeurs } from '#socle/http/route.ts'
import type { Etat } from '#ui/etat.ts'
import { condenser, correspond } from './condense.ts'
import { tenterIdentification } from './identification.requetes.ts'
import { agentDe, sessionDe } from './identifier.cas.ts'
import { changerMotDePasse, lireMonCompte, poserDoubleVerification } from './mon-compte.cas.ts'
import { defautDuMotDePasse } from './mot-de-passe.ts'
import { rouvrirSession } from './ouvrir-session.cas.ts'
import type { ReglagesSecurite } from './reglages.ts'
import { envoiRetenu, pageNue, poursuivre, temoinDe, texteDe } from './reponses.vue.tsx'
import { versAvecRetour } from './retour.ts'
import { desceller, sceller } from './scelle.ts'
import { PageCodesSecours, PageEnrolement, PageMotDePasse } from './secrets.vue.tsx'
import type { SessionLue } from './session.requetes.ts'
import { lireSuite, type Suite } from './suite.ts'
import { adresseTotp, pasDuCode, tirerSecret } from './totp.ts'

const ENROLEMENT_MINUTES = 30
const FAUX = 'Mot de passe non reconnu. Après plusieurs échecs, patientez quelques minutes.'

type Completant = (e: Echange, session: SessionLue, suite: Suite) => Promise<Reponse>

/**
 * Les pages qui complètent un compte. Publiques pour la route, car un compte incomplet n'a encore accès à rien ; elles exigent
 * elles-mêmes une session vivante et non verrouillée.
 */
const completant = (r: ReglagesSecurite, chemin: `/${string}`, methodes: Route['methodes'], traiter: Completant): Route => ({
  chemin,
  methodes,
  acces: 'public',
  async traiter(e) {
    const session = await sessionDe(e.moteur, r, e.requete)
    if (!session) return { genre: 'redirection', vers: versAvecRetour('/connexion', chemin) }
    if (session.verrouillee) return { genre: 'redirection', vers: versAvecRetour('/deverrouiller', chemin) }
    return traiter(e, session, lireSuite(e.methode === 'GET' ? { retour: e.question.retour } : e.corps))
  },
})

/** Vérifie le mot de passe de l'agent connecté ; les échecs comptent comme ceux d'une connexion. */
export async function prouverActuel(e: Echange, r: ReglagesSecurite, agentId: string, saisi: string): Promise<boolean> {
  const tente = await tenterIdentification(e.moteur.db, { agentId }, r.demonstration)
  return correspond(tente?.motDePasse, saisi)
}

/** La page qui complète le compte, en gardant l'envoi retenu : il repartira une fois le compte en règle. */
export async function pageDeCompletion(e: Echange, session: SessionLue, suite: Suite, statut: number): Promise<Reponse> {
  if (!session.aChanger) return pageEnrolement(e, session, suite, statut)
  const { reinitialisations } = await lancer(e.moteur, agentDe(session), lireMonCompte, {})
  return pageNue('Mot de passe', <PageMotDePasse suite={suite} premier reinitialisations={reinitialisations} />, statut)
}

/** `/compte/mot-de-passe`, `/compte/double-verification` et son image. */
export function routesCompletion(r: ReglagesSecurite): readonly Route[] {
  const motDePasse = completant(r, '/compte/mot-de-passe', ['GET', 'POST'], async (e, session, suite) => {
    const compte = await lancer(e.moteur, agentDe(session), lireMonCompte, {})
    const rendre = (statut: number, etat?: Etat) =>
      pageNue(
        'Mot de passe',
        <PageMotDePasse etat={etat} suite={suite} premier={session.aChanger} reinitialisations={compte.reinitialisations} />,
        statut,
      )
    if (e.methode === 'GET') return rendre(200)
    const erreurs = await erreursDuChoix(e, r, session, compte.identifiant)
    if (Object.keys(erreurs).length > 0) return rendre(422, { valeurs: {}, erreurs })
    await lancer(e.moteur, agentDe(session), changerMotDePasse, { condense: await condenser(texteDe(e.corps.nouveau)) })
    const temoins = [temoinDe(await rouvrirSession(e.moteur, session, 'securite.completer'))]
    if (session.aEnroler) return pageEnrolement(e, session, suite, 200, undefined, temoins)
    if (!session.aChanger) return { genre: 'redirection', vers: '/compte?fait=1', temoins }
    return poursuivre(e.moteur.coffre, e.moteur.maintenant(), session.agentId, suite, temoins)
  })

  const enrolement = completant(r, '/compte/double-verification', ['GET', 'POST'], async (e, session, suite) => {
    if (session.aChanger) return { genre: 'redirection', vers: versAvecRetour('/compte/mot-de-passe', suite.retour) }
    if (e.methode === 'GET') return pageEnrolement(e, session, suite, 200)
    const secret = secretScelle(e, session.agentId, e.corps)
    if (secret === null)
      return pageEnrolement(e, session, suite, 422, {
        valeurs: {},
        erreurs: {},
        general: 'Cette clé a expiré. En voici une autre : ajoutez-la à votre application.',
      })
    if (!session.aEnroler && !(await prouverActuel(e, r, session.agentId, texteDe(e.corps.actuel))))
      return pageEnrolement(e, session, suite, 422, { valeurs: {}, erreurs: { actuel: FAUX } })
    const pas = pasDuCode(secret, texteDe(e.corps.code), e.moteur.maintenant())
    if (pas === null)
      return pageEnrolement(e, session, suite, 422, {
        valeurs: {},
        erreurs: { code: 'Ce code ne correspond pas. Vérifiez l’heure de l’appareil, puis écrivez le code affiché maintenant.' },
      })
    const codes = await lancer(e.moteur, agentDe(session), poserDoubleVerification, { secret, pas })
    const temoins = [temoinDe(await rouvrirSession(e.moteur, session, 'securite.completer'))]
    const envoi = envoiRetenu(e.moteur.coffre, e.moteur.maintenant(), session.agentId, suite)
    return pageNue('Codes de secours', <PageCodesSecours codes={codes} suite={suite} envoi={envoi} />, 200, temoins)
  })

  const image = completant(r, '/compte/double-verification/qr', ['GET'], async (e, session) => {
    const secret = secretScelle(e, session.agentId, e.question)
    if (secret === null) throw new ErreurMetier('introuvable', 'securite.enrolement_perime', 'Cette image n’est plus valable.')
    const { identifiant } = await lancer(e.moteur, agentDe(session), lireMonCompte, {})
    const svg = await qrCode(adresseTotp(secret, identifiant), { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
    return { genre: 'fichier', type: 'image/svg+xml', nom: 'double-verification.svg', octets: Buffer.from(svg) }
  })
  return [motDePasse, enrolement, image]
}

async function erreursDuChoix(e: Echange, r: ReglagesSecurite, session: SessionLue, identifiant: string): Promise<Record<string, string>> {
  const [actuel, nouveau, confirmation] = [texteDe(e.corps.actuel), texteDe(e.corps.nouveau), texteDe(e.corps.confirmation)]
  const defaut = defautDuMotDePasse(nouveau, identifiant)
  if (defaut !== null) return { nouveau: defaut }
  if (nouveau !== confirmation) return { confirmation: 'Les deux saisies diffèrent.' }
  // Le mot de passe provisoire vient d'être donné à la connexion ; on ne le redemande pas, mais on ne le garde pas non plus.
  if (!session.aChanger && !(await prouverActuel(e, r, session.agentId, actuel))) return { actuel: FAUX }
  const repete = session.aChanger ? await prouverActuel(e, r, session.agentId, nouveau) : nouveau === actuel
  return repete ? { nouveau: 'Choisissez un mot de passe différent de l’actuel.' } : {}
}

const secretScelle = (e: Echange, agentId: string, valeurs: Valeurs): string | null =>
  desceller(e.moteur.coffre, 'enrolement', agentId, valeurs.enrolement, e.moteur.maintenant()) as string | null

/** Garde le même secret après une erreur de code : l'application l'a déjà. */
function pageEnrolement(
  e: Echange,
  session: SessionLue,
  suite: Suite,
  statut: number,
  etat?: Etat,
  temoins?: Parameters<typeof pageNue>[3],
): Reponse {
  const deja = e.methode === 'POST' ? secretScelle(e, session.agentId, e.corps) : null
  const secret = deja ?? tirerSecret()
  const jusque = new Date(e.moteur.maintenant().getTime() + ENROLEMENT_MINUTES * 60_000)
  const scelle = deja === null ? sceller(e.moteur.coffre, 'enrolement', session.agentId, secret, jusque) : texteDe(e.corps.enrolement)
  return pageNue(
    'Double vérification',
    <PageEnrolement etat={etat} suite={suite} enrolement={scelle} secret={secret} premier={session.aEnroler} />,
    statut,
    temoins,
  )
}
