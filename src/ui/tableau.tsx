import type { ComponentChildren } from 'preact'
import { ListeVide } from './presentation.tsx'
import { accorder, nombreEnClair, typographier } from './typographie.ts'

export type Colonne<L> = {
  readonly libelle: string
  readonly rendre: (ligne: L) => ComponentChildren
  /** Aligné à droite, chiffres de même largeur. */
  readonly numerique?: boolean | undefined
  /** Cellule qui nomme la ligne ; la première colonne par défaut. */
  readonly entete?: boolean | undefined
}

type PropsTableau<L> = {
  readonly legende: string
  readonly colonnes: readonly Colonne<L>[]
  readonly lignes: readonly L[]
  /** Ce qu’on lit quand il n’y a rien : une phrase, ou un composant qui dit quoi faire. */
  readonly vide: ComponentChildren
  readonly legendeMasquee?: boolean | undefined
  /** Combien il y en a en tout et comment on restreint, sous la légende. */
  readonly precision?: ComponentChildren
}

// Les rôles sont écrits : une fois mis en cartes par la feuille de style, un tableau perd sa sémantique pour certains lecteurs d’écran.
const ROLE = {
  tableau: { role: 'table' },
  groupe: { role: 'rowgroup' },
  ligne: { role: 'row' },
  colonne: { role: 'columnheader' },
  nom: { role: 'rowheader' },
  cellule: { role: 'cell' },
} as const

function Cellule<L>({ colonne, ligne, entete }: { colonne: Colonne<L>; ligne: L; entete: boolean }) {
  const classe = colonne.numerique ? 'eg-nombre' : undefined
  const contenu = colonne.rendre(ligne)
  if (entete) {
    return (
      <th scope="row" {...ROLE.nom} class={classe}>
        {contenu}
      </th>
    )
  }
  return (
    <td {...ROLE.cellule} class={classe} data-libelle={typographier(colonne.libelle)}>
      {contenu}
    </td>
  )
}

/** Tableau lisible partout : sous 576 px chaque ligne devient une carte et chaque cellule porte le nom de sa colonne. */
export function Tableau<L>(props: PropsTableau<L>) {
  const { legende, colonnes, lignes, vide, legendeMasquee, precision } = props
  if (lignes.length === 0) return typeof vide === 'string' ? <ListeVide titre={vide} /> : vide
  const choisie = colonnes.findIndex((colonne) => colonne.entete)
  const rangEntete = choisie === -1 ? 0 : choisie
  return (
    <table class="eg-tableau" {...ROLE.tableau}>
      <caption class={legendeMasquee ? 'fr-sr-only' : undefined}>
        {typographier(legende)}
        {precision !== undefined && <span class="eg-tableau__precision">{precision}</span>}
      </caption>
      <thead {...ROLE.groupe}>
        <tr {...ROLE.ligne}>
          {colonnes.map((colonne) => (
            <th scope="col" {...ROLE.colonne} class={colonne.numerique ? 'eg-nombre' : undefined}>
              {typographier(colonne.libelle)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLE.groupe}>
        {lignes.map((ligne) => (
          <tr {...ROLE.ligne}>
            {colonnes.map((colonne, rang) => (
              <Cellule colonne={colonne} ligne={ligne} entete={rang === rangEntete} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Pages d’une liste ; `href` donne l’adresse d’une page. Rien s’il n’y en a qu’une. */
export function Pagination(props: {
  readonly page: number
  readonly pages: number
  readonly href: (page: number) => string
  readonly libelle?: string | undefined
}) {
  const { page, pages, href, libelle = 'Pages de la liste' } = props
  if (pages <= 1) return null
  return (
    <nav class="eg-pagination" aria-label={libelle}>
      {page > 1 && (
        <a class="fr-link" rel="prev" href={href(page - 1)}>
          Page précédente
        </a>
      )}
      <span aria-current="page">{`Page ${nombreEnClair(page)} sur ${nombreEnClair(pages)}`}</span>
      {page < pages && (
        <a class="fr-link" rel="next" href={href(page + 1)}>
          Page suivante
        </a>
      )}
    </nav>
  )
}

/** Où l’on est : des liens, puis la page courante, sans lien. */
export function FilAriane(props: {
  readonly liens: readonly { readonly libelle: string; readonly href: string }[]
  readonly courant: string
}) {
  return (
    <nav class="eg-fil" aria-label="Vous êtes ici">
      <ol class="eg-fil__liste">
        {props.liens.map((lien) => (
          <li>
            <a href={lien.href}>{typographier(lien.libelle)}</a>
          </li>
        ))}
        <li>
          <span aria-current="page">{typographier(props.courant)}</span>
        </li>
      </ol>
    </nav>
  )
}

/** Combien sur combien : « 12 dossiers sur 48 ». */
export function Combien(props: {
  readonly montres: number
  readonly total: number
  readonly singulier: string
  readonly pluriel?: string | undefined
  /** Ce qui s'y mêle sans en être, déjà compté. */
  readonly et?: string | false | undefined
}) {
  const { montres, total, singulier, pluriel, et } = props
  const suite = montres === total ? '' : ` sur ${nombreEnClair(total)}`
  return <p class="eg-combien">{[`${accorder(montres, singulier, pluriel)}${suite}`, et].filter(Boolean).join(', ')}</p>
}
