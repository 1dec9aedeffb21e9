import { Alerte, Bouton, BoutonLien, Boutons, Champ, CleValeur, ETAT_VIDE, type Etat, Formulaire, ResumeErreurs, Titre } from '#ui/index.ts'
import type { Reinitialisation } from './comptes.ts'
import { ChampsSuite, EnvoiAReprendre } from './connexion.vue.tsx'
import { AvisReinitialisations } from './mon-compte.vue.tsx'
import { LONGUEUR_MIN } from './mot-de-passe.ts'
import type { EnvoiRetenu, Suite } from './suite.ts'
import { secretLisible } from './totp.ts'

/** Choisir un mot de passe ; `premier` : il remplace un mot de passe provisoire. */
export function PageMotDePasse(props: {
  readonly etat?: Etat | undefined
  readonly suite: Suite
  readonly premier: boolean
  readonly reinitialisations: readonly Reinitialisation[]
}) {
  const { etat = ETAT_VIDE, suite, premier } = props
  const vide = { ...etat, valeurs: {} }
  return (
    <>
      <Titre>{premier ? 'Choisir votre mot de passe' : 'Changer de mot de passe'}</Titre>
      {premier && <AvisReinitialisations liste={props.reinitialisations} />}
      {premier && <p>Le mot de passe provisoire ne sert qu’une fois : choisissez le vôtre, que personne d’autre ne connaît.</p>}
      <ResumeErreurs etat={etat} />
      <Formulaire action="/compte/mot-de-passe" etat={etat} libelle="Mot de passe">
        <ChampsSuite suite={suite} />
        {!premier && <Champ nom="actuel" libelle="Mot de passe actuel" type="mot-de-passe" etat={vide} requis longueurMax={200} />}
        <Champ
          nom="nouveau"
          libelle="Nouveau mot de passe"
          type="mot-de-passe"
          completion="new-password"
          etat={vide}
          requis
          longueurMax={200}
          aide={`Au moins ${LONGUEUR_MIN} caractères. Plusieurs mots sans lien font un bon mot de passe ; ni majuscule ni signe n’est imposé.`}
        />
        <Champ
          nom="confirmation"
          libelle="Le même, une seconde fois"
          type="mot-de-passe"
          completion="new-password"
          etat={vide}
          requis
          longueurMax={200}
        />
        <Boutons>
          <Bouton>Enregistrer</Bouton>
        </Boutons>
      </Formulaire>
      <p>Vos autres sessions seront fermées.</p>
    </>
  )
}

/** Enrôler une application d'authentification. `enrolement` porte le secret, scellé. */
export function PageEnrolement(props: {
  readonly etat?: Etat | undefined
  readonly suite: Suite
  readonly enrolement: string
  readonly secret: string
  readonly premier: boolean
}) {
  const { etat = ETAT_VIDE, suite, enrolement, secret, premier } = props
  const vide = { ...etat, valeurs: {} }
  return (
    <>
      <Titre complement="Un code qui change toutes les trente secondes, en plus du mot de passe : un mot de passe volé ne suffit plus.">
        {premier ? 'Activer la double vérification' : 'Changer d’application d’authentification'}
      </Titre>
      <ResumeErreurs etat={etat} />
      <ol>
        <li>Ouvrez une application d’authentification sur un téléphone professionnel ou un ordinateur.</li>
        <li>Ajoutez-y un compte en photographiant ce code, ou en recopiant la clé.</li>
        <li>Écrivez ci-dessous les six chiffres qu’elle affiche.</li>
      </ol>
      <p>
        <img
          src={`/compte/double-verification/qr?enrolement=${enrolement}`}
          width="220"
          height="220"
          alt="Code QR de la double vérification ; la clé écrite dessous dit la même chose."
        />
      </p>
      <CleValeur paires={[['Clé à recopier', <code>{secretLisible(secret)}</code>]]} />
      <Formulaire action="/compte/double-verification" etat={etat} libelle="Double vérification">
        <ChampsSuite suite={suite} />
        <input type="hidden" name="enrolement" value={enrolement} />
        {!premier && <Champ nom="actuel" libelle="Mot de passe actuel" type="mot-de-passe" etat={vide} requis longueurMax={200} />}
        <Champ nom="code" libelle="Les six chiffres" type="code" etat={vide} requis longueurMax={10} />
        <Boutons>
          <Bouton>Activer</Bouton>
        </Boutons>
      </Formulaire>
    </>
  )
}

/** Les dix codes, montrés cette seule fois. */
export function PageCodesSecours({
  codes,
  suite,
  envoi,
}: {
  readonly codes: readonly string[]
  readonly suite: Suite
  readonly envoi: EnvoiRetenu | null
}) {
  return (
    <>
      <Titre>Vos codes de secours</Titre>
      <Alerte genre="attention" annonce>
        Ils ne seront plus jamais affichés. Imprimez ou recopiez-les, et gardez-les sous clé : chacun remplace une fois votre application
        d’authentification.
      </Alerte>
      <ol>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      {envoi === null ? (
        <BoutonLien genre="principal" href={suite.retour}>
          J’ai gardé mes codes
        </BoutonLien>
      ) : (
        <EnvoiAReprendre envoi={envoi} />
      )}
    </>
  )
}

export function PageRenouvelerCodes({ etat = ETAT_VIDE }: { readonly etat?: Etat | undefined }) {
  return (
    <>
      <Titre>Refaire les codes de secours</Titre>
      <p>Dix codes neufs remplaceront les anciens, qui ne vaudront plus rien.</p>
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat} libelle="Codes de secours">
        <Champ nom="actuel" libelle="Mot de passe actuel" type="mot-de-passe" etat={{ ...etat, valeurs: {} }} requis longueurMax={200} />
        <Boutons>
          <Bouton>Refaire les codes</Bouton>
          <BoutonLien href="/compte">Annuler</BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}
