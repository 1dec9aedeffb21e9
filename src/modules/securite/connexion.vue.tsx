import { Alerte, Bouton, BoutonLien, Boutons, Champ, ETAT_VIDE, type Etat, Formulaire, Lignes, ResumeErreurs, Titre } from '#ui/index.ts'
import { libelleFonction, parMetier } from './fonctions.ts'
import type { EnvoiRetenu, Suite } from './suite.ts'

export type CompteAffiche = {
  readonly identifiant: string
  readonly nomAffiche: string
  readonly fonction: string
  readonly territoire: string
}

/** Pourquoi la page se montre, quand ce n'est pas l'agent qui l'a demandée. */
export type Raison = 'aucune' | 'expiree' | 'deconnectee' | 'saisie_non_gardee'

const RAISONS: Readonly<Record<Exclude<Raison, 'aucune'>, string>> = {
  expiree:
    'Votre session était terminée quand cet envoi est arrivé. Rien n’est perdu : connectez-vous avec le même compte, il vous sera proposé de le reprendre.',
  deconnectee: 'Vous êtes déconnecté. Sur un poste partagé, fermez aussi le navigateur.',
  saisie_non_gardee:
    'Cet envoi est arrivé sans session et n’a pas pu être gardé. Revenez à la page précédente du navigateur : votre saisie y est encore ; connectez-vous dans un autre onglet, puis envoyez-la de nouveau. Un fichier se choisit de nouveau.',
}

export function ChampsSuite({ suite }: { readonly suite: Suite }) {
  return (
    <>
      <input type="hidden" name="retour" value={suite.retour} />
      {suite.reprise !== '' && <input type="hidden" name="reprise" value={suite.reprise} />}
    </>
  )
}

/** Page de connexion, première étape. `comptes` n'est rempli qu'en démonstration. */
export function PageConnexion(props: {
  readonly etat?: Etat | undefined
  readonly suite: Suite
  readonly raison: Raison
  readonly comptes: readonly CompteAffiche[]
  readonly motDePasseDemonstration: string
}) {
  const { etat = ETAT_VIDE, suite, raison } = props
  return (
    <>
      <Titre complement="Réservé aux personnels du service social en faveur des élèves et à leurs partenaires habilités.">
        Se connecter à Égide
      </Titre>
      {raison !== 'aucune' && (
        <Alerte genre={raison === 'deconnectee' ? 'succes' : 'attention'} annonce>
          {RAISONS[raison]}
        </Alerte>
      )}
      <ResumeErreurs etat={etat} />
      <Formulaire action="/connexion" libelle="Connexion" etat={etat}>
        <ChampsSuite suite={suite} />
        <Champ nom="identifiant" libelle="Identifiant" etat={etat} requis completion="username" longueurMax={120} />
        <Champ nom="motDePasse" libelle="Mot de passe" type="mot-de-passe" etat={{ ...etat, valeurs: {} }} requis longueurMax={200} />
        <Boutons>
          <Bouton>Se connecter</Bouton>
        </Boutons>
      </Formulaire>
      {props.comptes.length > 0 && <ComptesDemonstration {...props} />}
    </>
  )
}

function ComptesDemonstration({
  comptes,
  suite,
  motDePasseDemonstration,
}: {
  comptes: readonly CompteAffiche[]
  suite: Suite
  motDePasseDemonstration: string
}) {
  return (
    <section aria-labelledby="comptes-demonstration">
      <Titre niveau={2} id="comptes-demonstration">
        Essayer avec un compte de démonstration
      </Titre>
      <Alerte>
        <p>
          Toutes les personnes suivies sont fictives, et tous les nombres : un trimestre pour l’année en cours, un huitième d’une activité
          ordinaire pour l’année passée. Les établissements sont réels.
        </p>
        <p>
          Ces comptes partagent un mot de passe affiché ici, <code>{motDePasseDemonstration}</code>, et n’ont pas de double vérification :
          c’est propre à la démonstration. Hors d’elle, ils ne s’ouvrent pas, et tout compte exige un second code.
        </p>
      </Alerte>
      <Lignes
        lignes={parMetier(comptes).map((compte) => ({
          texte: <strong>{libelleFonction(compte.fonction)}</strong>,
          precision: `${compte.nomAffiche}, ${compte.territoire}`,
          action: (
            <form method="post" action="/connexion">
              <ChampsSuite suite={suite} />
              <input type="hidden" name="identifiant" value={compte.identifiant} />
              <input type="hidden" name="motDePasse" value={motDePasseDemonstration} />
              <Bouton genre="secondaire">
                Entrer
                <span class="fr-sr-only">{` comme ${compte.nomAffiche}, ${libelleFonction(compte.fonction)}`}</span>
              </Bouton>
            </form>
          ),
        }))}
      />
    </section>
  )
}

/** Seconde étape : le code. */
export function PageCode({
  etat = ETAT_VIDE,
  suite,
  etape,
}: {
  readonly etat?: Etat | undefined
  readonly suite: Suite
  readonly etape: string
}) {
  return (
    <>
      <Titre>Entrer le code de vérification</Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire action="/connexion/code" libelle="Code de vérification" etat={etat}>
        <ChampsSuite suite={suite} />
        <input type="hidden" name="etape" value={etape} />
        <Champ
          nom="code"
          libelle="Code"
          type="texte"
          completion="one-time-code"
          etat={{ ...etat, valeurs: {} }}
          requis
          focus
          longueurMax={20}
          largeur="moyenne"
          aide="Les six chiffres de votre application d’authentification, ou l’un de vos codes de secours."
        />
        <Boutons>
          <Bouton>Vérifier</Bouton>
        </Boutons>
      </Formulaire>
      <p>
        <a href="/connexion">Revenir à l’identifiant et au mot de passe</a>
      </p>
      <p>Sans application ni code de secours, demandez à un administrateur de réinitialiser votre compte.</p>
    </>
  )
}

/** Écran verrouillé, sans script ou après un envoi retenu. Ne dit pas qui. */
export function PageDeverrouiller({ etat = ETAT_VIDE, suite }: { readonly etat?: Etat | undefined; readonly suite: Suite }) {
  return (
    <>
      <Titre>Écran verrouillé</Titre>
      {suite.reprise === '' ? (
        <p>Votre mot de passe rouvre la page où vous étiez.</p>
      ) : (
        <Alerte genre="attention" annonce>
          L’écran s’était verrouillé quand vous avez envoyé cette page. Rien n’est perdu : déverrouillez, il vous sera proposé de reprendre
          l’envoi.
        </Alerte>
      )}
      <ResumeErreurs etat={etat} />
      <Formulaire action="/deverrouiller" libelle="Déverrouiller" etat={etat}>
        <ChampsSuite suite={suite} />
        <Champ
          nom="motDePasse"
          libelle="Mot de passe"
          type="mot-de-passe"
          etat={{ ...etat, valeurs: {} }}
          requis
          focus
          longueurMax={200}
          aide="Ou les six chiffres de votre application d’authentification."
        />
        <Boutons>
          <Bouton>Déverrouiller</Bouton>
        </Boutons>
      </Formulaire>
      <form method="post" action="/deconnexion">
        <Bouton genre="discret">Ce n’est pas moi : fermer cette session</Bouton>
      </form>
    </>
  )
}

/** L'envoi retenu, prêt à repartir tel quel. */
export function EnvoiAReprendre({ envoi }: { readonly envoi: EnvoiRetenu }) {
  return (
    <>
      <p>Votre saisie a été gardée pendant que la session était fermée. Elle n’est pas encore enregistrée.</p>
      <form method="post" action={envoi.chemin} data-reprise>
        {envoi.champs.map(([nom, valeur]) => (
          <input type="hidden" name={nom} value={valeur} />
        ))}
        <Boutons>
          <Bouton>Reprendre l’envoi</Bouton>
        </Boutons>
      </form>
      <p>
        <a href="/">Abandonner cette saisie et revenir à l’accueil</a>
      </p>
    </>
  )
}

export function PageReprendre({ envoi }: { readonly envoi: EnvoiRetenu }) {
  return (
    <>
      <Titre>Reprendre l’envoi</Titre>
      <EnvoiAReprendre envoi={envoi} />
    </>
  )
}

/** Une saisie gardée pour un autre agent, ou trop longtemps. */
export function PageNonReprise({ retour }: { readonly retour: string }) {
  return (
    <>
      <Titre>Saisie non reprise</Titre>
      <Alerte genre="attention" annonce>
        Une saisie attendait derrière cette page, mais elle appartient à un autre compte ou date de plus de douze heures. Elle n’a été ni
        montrée ni enregistrée.
      </Alerte>
      <BoutonLien genre="principal" href={retour}>
        Continuer
      </BoutonLien>
    </>
  )
}
