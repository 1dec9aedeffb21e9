import type { Affectation } from '#socle/agent.ts'
import { Alerte, accorder, Bouton, BoutonLien, Boutons, Carte, CleValeur, Instant, Tableau, Titre, typographier } from '#ui/index.ts'
import type { Reinitialisation } from './comptes.ts'
import { joursEnClair, libelleFonction } from './fonctions.ts'

/** Le prénom-nom d'un administrateur, ou l'exploitant quand elle vient de la ligne de commande. */
const auteur = (r: Reinitialisation) => r.par ?? 'l’exploitant (ligne de commande)'

/** Ce que l'agent doit savoir : quelqu'un d'autre a tenu un moment la clé de son compte. */
export function AvisReinitialisations({ liste }: { readonly liste: readonly Reinitialisation[] }) {
  if (liste.length === 0) return null
  return (
    <Alerte genre="attention" titre="Ce compte a été réinitialisé">
      <ul>
        {liste.map((r) => (
          <li>
            <Instant instant={r.faiteLe} />, par {auteur(r)}
          </li>
        ))}
      </ul>
      <p>
        Entre la réinitialisation et votre connexion, qui connaissait le mot de passe provisoire pouvait ouvrir ce compte. Si vous ne l’avez
        pas demandée, dites-le sans attendre à votre conseiller technique et au délégué à la protection des données.
      </p>
    </Alerte>
  )
}

type Compte = {
  readonly identifiant: string
  readonly nomAffiche: string
  readonly demonstration: boolean
  readonly totpConfirmeLe: Date | null
  readonly codesRestants: number
  readonly reinitialisations: readonly Reinitialisation[]
  readonly affectations: readonly Affectation[]
}

function Securite({ compte }: { compte: Compte }) {
  const totp = compte.totpConfirmeLe
  if (compte.demonstration)
    return (
      <p>
        Compte de démonstration, partagé : mot de passe affiché à la connexion, sans double vérification. Hors démonstration, il ne s’ouvre
        pas.
      </p>
    )
  return (
    <>
      <CleValeur
        paires={[
          [
            'Double vérification',
            totp === null ? null : (
              <>
                active depuis le <Instant instant={totp} />
              </>
            ),
          ],
          ['Codes de secours restants', accorder(compte.codesRestants, 'code')],
        ]}
      />
      <Boutons>
        <BoutonLien href="/compte/mot-de-passe">Changer de mot de passe</BoutonLien>
        <BoutonLien href="/compte/double-verification">Changer d’application</BoutonLien>
        <BoutonLien href="/compte/codes-de-secours">Refaire les codes de secours</BoutonLien>
      </Boutons>
    </>
  )
}

export function PageMonCompte({ compte }: { readonly compte: Compte }) {
  return (
    <>
      <Titre complement={`Identifiant\u00a0: ${compte.identifiant}`}>Mon compte</Titre>
      <AvisReinitialisations liste={compte.reinitialisations} />
      <Carte titre="Connexion">
        <Securite compte={compte} />
        <ul>
          <li>
            <a href="/compte/sessions">Mes sessions ouvertes</a>
          </li>
          <li>
            <a href="/compte/journal">Mon journal</a>
          </li>
        </ul>
      </Carte>
      <Tableau
        legende="Ce que vous exercez aujourd’hui"
        lignes={compte.affectations}
        vide="Aucune affectation en cours : demandez à votre conseiller technique de vous affecter à vos établissements."
        colonnes={[
          { libelle: 'Fonction', rendre: (a) => libelleFonction(a.fonction) },
          { libelle: 'Où', rendre: (a) => a.libelle },
          { libelle: 'Jours de permanence', rendre: (a) => joursEnClair(a.permanences) || 'non renseigné' },
        ]}
      />
      <p>Ces affectations se modifient par votre conseiller technique ou par l’administrateur, jamais par vous-même.</p>
    </>
  )
}

type Session = {
  readonly id: string
  readonly ouverteLe: Date
  readonly vueLe: Date
  readonly verrouillee: boolean
  readonly appareil: string
}

export function PageSessions({ sessions, courante }: { readonly sessions: readonly Session[]; readonly courante: string }) {
  return (
    <>
      <Titre complement={typographier('Une session que vous ne reconnaissez pas ? Fermez-la, puis changez de mot de passe.')}>
        Mes sessions ouvertes
      </Titre>
      <Tableau
        legende={accorder(sessions.length, 'session ouverte', 'sessions ouvertes')}
        lignes={sessions}
        vide="Aucune session ouverte."
        colonnes={[
          { libelle: 'Appareil', rendre: (s) => `${s.appareil || 'inconnu'}${s.id === courante ? ' (celle-ci)' : ''}` },
          { libelle: 'Ouverte', rendre: (s) => <Instant instant={s.ouverteLe} /> },
          { libelle: 'Dernier passage', rendre: (s) => <Instant instant={s.vueLe} /> },
          { libelle: 'État', rendre: (s) => (s.verrouillee ? 'verrouillée' : 'ouverte') },
          {
            libelle: 'Action',
            rendre: (s) =>
              s.id === courante ? (
                <form method="post" action="/deconnexion">
                  <Bouton genre="discret">Se déconnecter</Bouton>
                </form>
              ) : (
                <form method="post" action={`/compte/sessions/${s.id}/fermer`}>
                  <Bouton genre="discret">Fermer</Bouton>
                </form>
              ),
          },
        ]}
      />
      {sessions.length > 1 && (
        <form method="post" action="/compte/sessions/fermer-les-autres">
          <Bouton genre="secondaire">Fermer toutes les autres</Bouton>
        </form>
      )}
    </>
  )
}

type Ligne = { readonly survenuLe: Date; readonly action: string; readonly resultat: 'accord' | 'refus' }

const MODULES: Readonly<Record<string, string>> = {
  accueil: 'Accueil',
  actes: 'Actes',
  dossiers: 'Dossiers',
  eleves: 'Élèves',
  pilotage: 'Chiffres',
  protection: 'Protection',
  referentiels: 'Référentiels',
  securite: 'Comptes et sessions',
}

/** « dossiers.lire_dossier » se lit « Dossiers : lire dossier » : le nom même que porte le journal, sans traduction qui puisse s'en écarter. */
function acteEnClair(action: string): string {
  const [module = '', acte = ''] = action.split('.')
  return typographier(`${MODULES[module] ?? module} : ${acte.replaceAll('_', ' ')}`)
}

export function PageMonJournal({ lignes, maximum }: { readonly lignes: readonly Ligne[]; readonly maximum: number }) {
  return (
    <>
      <Titre complement="Vos lectures, vos actes et vos refus, tels que le journal les garde : sans nom, sans contenu, sans ce qu’ils visaient.">
        Mon journal
      </Titre>
      <Tableau
        legende={lignes.length < maximum ? accorder(lignes.length, 'ligne') : `Les ${maximum} dernières lignes`}
        lignes={lignes}
        vide="Rien encore."
        colonnes={[
          { libelle: 'Quand', rendre: (l) => <Instant instant={l.survenuLe} /> },
          { libelle: 'Acte', rendre: (l) => acteEnClair(l.action) },
          { libelle: 'Issue', rendre: (l) => (l.resultat === 'refus' ? <strong>refusé</strong> : 'accordé') },
        ]}
      />
    </>
  )
}
