import { Icone, type NomIcone } from './icones.tsx'
import { typographier } from './typographie.ts'
import type { Verrouillage } from './verrou.tsx'

export type LienNavigation = {
  readonly libelle: string
  readonly href: string
  readonly courant?: boolean | undefined
  readonly compte?: number | undefined
}

/** Lien du bandeau. `raccourci` est une lettre (« C ») ; `principale` reste visible à 320 px ; `urgence` se distingue. */
export type ActionEntete = LienNavigation & {
  readonly icone?: NomIcone | undefined
  readonly raccourci?: string | undefined
  readonly principale?: boolean | undefined
  readonly urgence?: boolean | undefined
}

/** Recherche du bandeau, en POST : un nom ne paraît dans aucune adresse. `suggestionsUrl` est interrogée à la frappe dès trois lettres. */
export type RechercheEntete = {
  readonly action: string
  readonly libelle?: string | undefined
  readonly nom?: string | undefined
  readonly valeur?: string | undefined
  readonly suggestionsUrl?: string | undefined
}

type PropsEntete = {
  readonly marque: string
  readonly recherche: RechercheEntete | undefined
  readonly navigation: readonly LienNavigation[]
  readonly actions: readonly ActionEntete[]
  readonly agent: { readonly nom: string; readonly fonction?: string | undefined; readonly deconnexion?: string | undefined } | undefined
  readonly verrouillable: Verrouillage | undefined
  readonly demonstration: string | undefined
}

function Recherche({ recherche }: { recherche: RechercheEntete }) {
  const libelle = typographier(recherche.libelle ?? 'Rechercher un élève')
  return (
    <search class="eg-recherche">
      <form method="post" action={recherche.action}>
        <label class="fr-sr-only" for="recherche-globale">
          {libelle}
        </label>
        <input
          id="recherche-globale"
          type="search"
          name={recherche.nom ?? 'q'}
          value={recherche.valeur}
          placeholder={`${libelle}…`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          data-recherche-url={recherche.suggestionsUrl}
        />
        <span class="eg-touche" aria-hidden="true">
          /
        </span>
        <button type="submit" title="Rechercher">
          <Icone nom="chercher" />
          <span class="fr-sr-only">Rechercher</span>
        </button>
      </form>
    </search>
  )
}

function Compte({ compte }: { compte: number | undefined }) {
  return compte === undefined ? null : <span class="eg-compte">{compte}</span>
}

function Action({ action }: { action: ActionEntete }) {
  const classe = action.principale ? 'eg-action eg-action--principale' : action.urgence ? 'eg-action eg-action--urgence' : 'eg-action'
  return (
    <a class={classe} href={action.href} data-raccourci={action.raccourci} aria-current={action.courant ? 'page' : undefined}>
      {action.icone && <Icone nom={action.icone} />}
      <span>{typographier(action.libelle)}</span>
      <Compte compte={action.compte} />
      {action.raccourci !== undefined && (
        <span class="eg-touche" aria-hidden="true">
          {action.raccourci}
        </span>
      )}
    </a>
  )
}

function BoutonVerrouiller({ verrouillable }: { verrouillable: Verrouillage }) {
  return (
    <form method="post" action={verrouillable.verrouiller ?? '/verrouiller'} data-verrouiller-bouton>
      <button class="eg-action" type="submit" title="Échap deux fois">
        <Icone nom="verrou" />
        <span>Verrouiller</span>
        <span class="eg-touche" aria-hidden="true">
          Échap Échap
        </span>
      </button>
    </form>
  )
}

function Agent({ agent }: { agent: NonNullable<PropsEntete['agent']> }) {
  return (
    <div class="eg-agent">
      <span class="eg-agent__nom">
        {agent.nom}
        {agent.fonction !== undefined && <span class="eg-agent__fonction">{agent.fonction}</span>}
      </span>
      {agent.deconnexion !== undefined && (
        <form method="post" action={agent.deconnexion}>
          <button class="eg-lien" type="submit">
            Se déconnecter
          </button>
        </form>
      )}
    </div>
  )
}

function Navigation({ liens, libelle }: { liens: readonly LienNavigation[]; libelle: string }) {
  if (liens.length === 0) return null
  return (
    <nav class="eg-navigation" aria-label={libelle}>
      <ul>
        {liens.map((lien) => (
          <li>
            <a href={lien.href} aria-current={lien.courant ? 'page' : undefined}>
              {typographier(lien.libelle)}
              <Compte compte={lien.compte} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const listeActions = (actions: readonly ActionEntete[]) =>
  actions.map((action) => (
    <li>
      <Action action={action} />
    </li>
  ))

/** Petit écran : chercher, consigner, et le reste dans un menu qui s’ouvre sans script. */
function EnteteReduit(props: PropsEntete) {
  const { marque, recherche, navigation, actions, agent, verrouillable } = props
  return (
    <div class="eg-entete__reduit">
      <a class="eg-marque" href="/">
        {marque}
      </a>
      {recherche && (
        <a class="eg-action" href={recherche.action}>
          <Icone nom="chercher" />
          <span class="eg-action__texte-large">Chercher</span>
        </a>
      )}
      {actions
        .filter((action) => action.principale)
        .map((action) => (
          <Action action={{ ...action, raccourci: undefined }} />
        ))}
      {(navigation.length > 0 || agent !== undefined) && (
        <details class="eg-menu">
          <summary>
            <Icone nom="menu" />
            <span>Menu</span>
          </summary>
          <div class="eg-menu__contenu">
            <ul class="eg-actions">
              {listeActions(actions.filter((action) => !action.principale).map((action) => ({ ...action, raccourci: undefined })))}
            </ul>
            {verrouillable && <BoutonVerrouiller verrouillable={verrouillable} />}
            <Navigation liens={navigation} libelle="Menu principal" />
            {agent && <Agent agent={agent} />}
          </div>
        </details>
      )}
    </div>
  )
}

/** Bandeau de toutes les pages, en deux habits dont la feuille de style ne montre qu’un : large et réduit. */
export function Entete(props: PropsEntete) {
  const { marque, recherche, navigation, actions, agent, verrouillable } = props
  return (
    <header class="eg-entete">
      {props.demonstration !== undefined && <p class="eg-demonstration">{typographier(props.demonstration)}</p>}
      <div class="eg-entete__large">
        <div class="eg-entete__ligne">
          <a class="eg-marque" href="/">
            {marque}
          </a>
          {recherche && <Recherche recherche={recherche} />}
          <ul class="eg-actions">
            {listeActions(actions)}
            {verrouillable && (
              <li>
                <BoutonVerrouiller verrouillable={verrouillable} />
              </li>
            )}
          </ul>
        </div>
        {(navigation.length > 0 || agent) && (
          <div class="eg-entete__ligne eg-entete__ligne--navigation">
            <Navigation liens={navigation} libelle="Navigation principale" />
            {agent && <Agent agent={agent} />}
          </div>
        )}
      </div>
      <EnteteReduit {...props} />
    </header>
  )
}
