import type { ComponentChildren } from 'preact'
import { Icone, type NomIcone } from './icones.tsx'
import { typographier } from './typographie.ts'

/** Un seul bouton « principal » par page ; « danger » pour ce qui ne se défait pas. */
export type GenreBouton = 'principal' | 'secondaire' | 'discret' | 'danger'

const CLASSES: Readonly<Record<GenreBouton, string>> = {
  principal: 'fr-btn',
  secondaire: 'fr-btn fr-btn--secondary',
  discret: 'fr-btn fr-btn--tertiary-no-outline',
  danger: 'fr-btn eg-btn--danger',
}

type Commun = {
  readonly children: ComponentChildren
  readonly genre?: GenreBouton | undefined
  readonly icone?: NomIcone | undefined
}

function interieur(children: ComponentChildren, icone: NomIcone | undefined): ComponentChildren {
  const texte = typeof children === 'string' ? typographier(children) : children
  return icone ? [<Icone nom={icone} />, texte] : texte
}

/** Bouton d’envoi. `nom` et `valeur` disent lequel a été pressé ; `action` envoie ailleurs que le formulaire. */
export function Bouton(
  props: Commun & {
    readonly type?: 'submit' | 'button' | 'reset' | undefined
    readonly nom?: string | undefined
    readonly valeur?: string | undefined
    readonly action?: string | undefined
    readonly desactive?: boolean | undefined
    readonly decritPar?: string | undefined
    /** L’identifiant du formulaire envoyé, quand le bouton n’est pas dedans. */
    readonly formulaire?: string | undefined
    /** L’envoi remet un document : la page reste, ses boutons aussi. */
    readonly telecharger?: boolean | undefined
  },
) {
  const {
    children,
    genre = 'principal',
    icone,
    type = 'submit',
    nom,
    valeur,
    action,
    desactive,
    decritPar,
    formulaire,
    telecharger,
  } = props
  return (
    <button
      class={CLASSES[genre]}
      type={type}
      name={nom}
      value={valeur}
      formaction={action}
      form={formulaire}
      disabled={desactive}
      aria-describedby={decritPar}
      data-telecharger={telecharger}
    >
      {interieur(children, icone)}
    </button>
  )
}

/** Lien qui a l’allure d’un bouton : il mène à une page, il ne change rien. */
export function BoutonLien(props: Commun & { readonly href: string; readonly telecharger?: boolean | undefined }) {
  const { children, genre = 'secondaire', icone, href, telecharger } = props
  return (
    <a class={CLASSES[genre]} href={href} download={telecharger}>
      {interieur(children, icone)}
    </a>
  )
}

/** Range des boutons côte à côte ; ils s’empilent sur un petit écran. */
export function Boutons({ children }: { readonly children: ComponentChildren }) {
  return <div class="eg-boutons">{children}</div>
}
