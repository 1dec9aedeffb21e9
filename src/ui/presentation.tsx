import type { ComponentChildren } from 'preact'
import { Icone, type NomIcone } from './icones.tsx'
import { typographier } from './typographie.ts'

/** Titre de page (niveau 1) ou de section ; `complement` se lit sous le titre, plus petit. */
export function Titre(props: {
  readonly niveau?: 1 | 2 | 3 | undefined
  readonly id?: string | undefined
  readonly complement?: ComponentChildren
  readonly children: ComponentChildren
}) {
  const { niveau = 1, id, complement, children } = props
  const Balise = `h${niveau}` as 'h1' | 'h2' | 'h3'
  const texte = typeof children === 'string' ? typographier(children) : children
  return (
    <div class={`eg-titre eg-titre--${niveau}`}>
      <Balise id={id}>{texte}</Balise>
      {complement !== undefined && <p class="eg-titre__complement">{complement}</p>}
    </div>
  )
}

export type GenreAlerte = 'info' | 'succes' | 'attention' | 'erreur'

const MOTS_ALERTE: Readonly<Record<GenreAlerte, string>> = { info: 'Information', succes: 'Fait', attention: 'Attention', erreur: 'Erreur' }

/** Message encadré. `annonce` le fait lire d’office par les lecteurs d’écran (résultat d’une action). */
export function Alerte(props: {
  readonly genre?: GenreAlerte | undefined
  readonly titre?: string | undefined
  readonly annonce?: boolean | undefined
  readonly children?: ComponentChildren
}) {
  const { genre = 'info', titre, annonce, children } = props
  const role = annonce ? (genre === 'erreur' ? 'alert' : 'status') : undefined
  return (
    <div class={`eg-alerte eg-alerte--${genre}`} role={role}>
      <Icone nom={genre} />
      <div class="eg-alerte__corps">
        <span class="fr-sr-only">{`${MOTS_ALERTE[genre]}\u00a0: `}</span>
        {titre !== undefined && <p class="eg-alerte__titre">{typographier(titre)}</p>}
        {typeof children === 'string' ? <p>{typographier(children)}</p> : children}
      </div>
    </div>
  )
}

/**
 * La règle de droit là où elle sert : une phrase, l’article à côté, le détail à déplier.
 *
 * `certitude` dit ce qu’on n’a pas pu établir (« à confirmer par le protocole départemental ») : ce doute se lit toujours.
 */
export function RegleDeDroit(props: {
  readonly phrase: string
  readonly source: string
  readonly lien?: string | undefined
  readonly certitude?: string | undefined
  readonly children?: ComponentChildren
}) {
  const { phrase, source, lien, certitude, children } = props
  const article = (
    <cite class="eg-regle__source">{lien === undefined ? typographier(source) : <a href={lien}>{typographier(source)}</a>}</cite>
  )
  return (
    <div class="eg-regle">
      <Icone nom="regle" />
      <div class="eg-regle__corps">
        <p>
          {typographier(phrase)} {article}
        </p>
        {certitude !== undefined && <p class="eg-regle__certitude">{typographier(certitude)}</p>}
        {children !== undefined && (
          <details class="eg-regle__detail">
            <summary>Lire la règle</summary>
            <div>{children}</div>
          </details>
        )}
      </div>
    </div>
  )
}

/** Un vide explique quoi faire : une phrase, puis au plus une action. */
export function ListeVide(props: { readonly titre: string; readonly children?: ComponentChildren }) {
  return (
    <div class="eg-vide">
      <p class="eg-vide__titre">{typographier(props.titre)}</p>
      {props.children !== undefined && <div class="eg-vide__suite">{props.children}</div>}
    </div>
  )
}

export type GenreBadge = 'neutre' | 'info' | 'succes' | 'attention' | 'erreur'

/** Mot court qui qualifie ; jamais la couleur seule. */
export function Badge(props: { readonly genre?: GenreBadge | undefined; readonly children: ComponentChildren }) {
  return <span class={`eg-badge eg-badge--${props.genre ?? 'neutre'}`}>{props.children}</span>
}

/** Encadré d’une page d’accueil ou d’un dossier : un titre, un contenu, un lien au plus. */
export function Carte(props: {
  readonly titre: string
  readonly id?: string | undefined
  readonly compte?: number | undefined
  readonly lien?: { readonly href: string; readonly libelle: string } | undefined
  readonly niveau?: 2 | 3 | undefined
  readonly children: ComponentChildren
}) {
  const Balise = `h${props.niveau ?? 2}` as 'h2' | 'h3'
  return (
    <section class="eg-carte" id={props.id}>
      <div class="eg-carte__entete">
        <Balise>
          {typographier(props.titre)}
          {props.compte !== undefined && <span class="eg-compte">{props.compte}</span>}
        </Balise>
        {props.lien && <a href={props.lien.href}>{typographier(props.lien.libelle)}</a>}
      </div>
      {props.children}
    </section>
  )
}

/** Range des cartes sur deux colonnes quand la place le permet. */
export function Grille({ children }: { readonly children: ComponentChildren }) {
  return <div class="eg-grille">{children}</div>
}

/** Deux colonnes inégales : le travail à gauche, l’aide à droite ; l’aide passe dessous sur un petit écran. */
export function DeuxColonnes(props: {
  readonly principal: ComponentChildren
  readonly cote: ComponentChildren
  readonly libelleCote: string
}) {
  return (
    <div class="eg-deux-colonnes">
      <div>{props.principal}</div>
      <aside aria-label={props.libelleCote}>{props.cote}</aside>
    </div>
  )
}

/** Lignes d’une liste : ce qui attend, rendez-vous, résultats. `repere` (heure, date) à gauche, `action` à droite. */
export function Lignes(props: {
  readonly lignes: readonly {
    readonly repere?: ComponentChildren
    readonly texte: ComponentChildren
    readonly precision?: ComponentChildren
    readonly action?: ComponentChildren
    readonly presse?: boolean | undefined
  }[]
}) {
  return (
    <ul class="eg-lignes">
      {props.lignes.map((ligne) => (
        <li class={ligne.presse ? 'eg-lignes__presse' : undefined}>
          {ligne.repere !== undefined && <span class="eg-lignes__repere">{ligne.repere}</span>}
          <span class="eg-lignes__texte">
            {ligne.texte}
            {ligne.precision !== undefined && <span class="eg-lignes__precision">{ligne.precision}</span>}
          </span>
          {ligne.action !== undefined && <span class="eg-lignes__action">{ligne.action}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Couples libellé – valeur. Une valeur absente se dit « non renseigné », jamais un blanc. */
export function CleValeur(props: { readonly paires: readonly (readonly [cle: string, valeur: ComponentChildren])[] }) {
  return (
    <dl class="eg-cle-valeur">
      {props.paires.map(([cle, valeur]) => (
        <div>
          <dt>{typographier(cle)}</dt>
          <dd>{valeur === null || valeur === undefined || valeur === '' ? <span class="eg-absent">non renseigné</span> : valeur}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Ce que veut dire un chiffre ou un terme : définition, périmètre, dénominateur, source ; à déplier. */
export function Definition(props: {
  readonly terme: string
  readonly definition: string
  readonly perimetre?: string | undefined
  readonly denominateur?: string | undefined
  readonly source?: string | undefined
}) {
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['Définition', props.definition],
    ['Périmètre', props.perimetre],
    ['Dénominateur', props.denominateur],
    ['Source', props.source],
  ]
  return (
    <details class="eg-depliable eg-definition">
      <summary>{`Ce que compte «\u00a0${typographier(props.terme)}\u00a0»`}</summary>
      <div class="eg-depliable__contenu">
        <CleValeur paires={parts.flatMap(([cle, valeur]) => (valeur === undefined ? [] : [[cle, typographier(valeur)] as const]))} />
      </div>
    </details>
  )
}

/** Nom propre qu’une touche (M) masque à l’écran ; les lecteurs d’écran le lisent toujours. */
export function Masque({ children }: { readonly children: ComponentChildren }) {
  return <span class="eg-nom">{children}</span>
}

/** Mot qui accompagne une icône. */
export function AvecIcone(props: { readonly icone: NomIcone; readonly children: ComponentChildren }) {
  return (
    <span class="eg-avec-icone">
      <Icone nom={props.icone} />
      {props.children}
    </span>
  )
}
