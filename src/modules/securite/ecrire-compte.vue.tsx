import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  CleValeur,
  ETAT_VIDE,
  type Etat,
  FilAriane,
  Formulaire,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import type { Compte } from './comptes.ts'

export function PageNouveauCompte({ etat }: { readonly etat: Etat & { readonly cleIdempotence: string } }) {
  return (
    <>
      <FilAriane liens={[{ libelle: 'Comptes', href: '/comptes' }]} courant="Nouveau compte" />
      <Titre>Créer un compte</Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire action="/comptes/nouveau" etat={etat} libelle="Nouveau compte">
        <Champ nom="nomAffiche" libelle="Prénom et nom" etat={etat} requis longueurMax={120} />
        <Champ
          nom="identifiant"
          libelle="Identifiant"
          etat={etat}
          requis
          longueurMax={120}
          aide="Par exemple prenom.nom ; il ne changera plus."
        />
        <Boutons>
          <Bouton>Créer le compte</Bouton>
          <BoutonLien href="/comptes">Annuler</BoutonLien>
        </Boutons>
      </Formulaire>
      <p>
        Le mot de passe provisoire sera affiché une seule fois. L’agent choisira le sien et activera la double vérification à sa première
        connexion.
      </p>
    </>
  )
}

/** Le mot de passe provisoire, affiché cette seule fois ; `null` quand ce formulaire avait déjà servi. */
export function PageProvisoire(props: {
  readonly titre: string
  readonly agentId: string
  readonly identifiant: string
  readonly provisoire: string | null
}) {
  const { titre, agentId, identifiant, provisoire } = props
  return (
    <>
      <Titre>{titre}</Titre>
      {provisoire === null ? (
        <Alerte genre="attention" annonce>
          Ce formulaire avait déjà été envoyé : le compte existe et son mot de passe provisoire a été affiché alors. S’il est perdu,
          réinitialisez le compte.
        </Alerte>
      ) : (
        <>
          <Alerte genre="attention" annonce>
            Remettez ce mot de passe en main propre ou de vive voix : il ne sera plus affiché, et doit être changé à la première connexion.
          </Alerte>
          <CleValeur
            paires={[
              ['Identifiant', identifiant],
              ['Mot de passe provisoire', <code>{provisoire}</code>],
            ]}
          />
        </>
      )}
      <Boutons>
        <BoutonLien genre="principal" href={`/comptes/${agentId}`}>
          Voir le compte
        </BoutonLien>
        <BoutonLien href="/comptes">Tous les comptes</BoutonLien>
      </Boutons>
    </>
  )
}

const CONFIRMATIONS = {
  reinitialiser: {
    titre: 'Réinitialiser le compte',
    phrases: [
      'Ses sessions se ferment, son mot de passe et sa double vérification sont effacés. Un mot de passe provisoire vous sera montré une fois.',
      'L’acte est journalisé. L’agent le lira à sa connexion suivante, avec votre nom, et son conseiller technique peut le voir.',
    ],
    bouton: 'Réinitialiser',
  },
  fermer: {
    titre: 'Fermer le compte',
    phrases: [
      'Ses sessions se ferment et il ne pourra plus se connecter. Son nom reste sur les actes qu’il a signés.',
      'Un compte fermé ne se rouvre pas : créez-en un autre si l’agent revient.',
    ],
    bouton: 'Fermer le compte',
  },
} as const

export function PageConfirmation({
  compte,
  acte,
  etat = ETAT_VIDE,
}: {
  readonly compte: Compte
  readonly acte: keyof typeof CONFIRMATIONS
  readonly etat?: Etat | undefined
}) {
  const { titre, phrases, bouton } = CONFIRMATIONS[acte]
  return (
    <>
      <FilAriane
        liens={[
          { libelle: 'Comptes', href: '/comptes' },
          { libelle: 'Compte', href: `/comptes/${compte.id}` },
        ]}
        courant={titre}
      />
      <Titre complement={`${compte.nomAffiche}, ${compte.identifiant}`}>{titre}</Titre>
      <ResumeErreurs etat={etat} />
      {phrases.map((phrase) => (
        <p>{phrase}</p>
      ))}
      <Formulaire action={`/comptes/${compte.id}/${acte}`} libelle={titre}>
        <Boutons>
          <Bouton genre="danger">{bouton}</Bouton>
          <BoutonLien href={`/comptes/${compte.id}`}>Annuler</BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}
