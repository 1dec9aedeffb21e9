import type { ComponentChildren } from 'preact'
import { nombreEnClair, typographier } from './typographie.ts'

/** Une donnée de graphique. `valeur: null` : masquée par le secret statistique, jamais dessinée ni lue comme un zéro. */
export type Donnee = { readonly libelle: string; readonly valeur: number | null }

type PropsGraphique = {
  readonly titre: string
  readonly donnees: readonly Donnee[]
  /** Nom de ce qu’on compte, en tête de colonne : « Entretiens ». */
  readonly unite: string
  /** Intitulé de la première colonne : « Mois », « Motif ». */
  readonly axe: string
  /** Page qui explique le masquage. */
  readonly lienMasque?: string | undefined
  /** Définition, périmètre, dénominateur, téléchargement. */
  readonly children?: ComponentChildren
}

const maximum = (donnees: readonly Donnee[]): number => Math.max(1, ...donnees.map((d) => d.valeur ?? 0))
const arrondi = (n: number): number => Math.round(n * 100) / 100

function Valeur({ valeur, lienMasque }: { valeur: number | null; lienMasque: string | undefined }) {
  if (valeur !== null) return <>{nombreEnClair(valeur)}</>
  const texte = 'masqué (secret statistique)'
  return lienMasque === undefined ? <span class="eg-absent">{texte}</span> : <a href={lienMasque}>{texte}</a>
}

function Barre({ valeur, max }: { valeur: number; max: number }) {
  return (
    <svg class="eg-barre" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect x="0" y="0" width={arrondi((100 * valeur) / max)} height="10" />
    </svg>
  )
}

/** Barres horizontales : le tableau est le graphique, une barre prolonge chaque nombre. Lisible sans la voir, et à 320 px. */
export function Barres(props: PropsGraphique) {
  const max = maximum(props.donnees)
  return (
    <figure class="eg-graphique" aria-label={typographier(props.titre)}>
      <table class="eg-barres">
        <caption>{typographier(props.titre)}</caption>
        <thead>
          <tr>
            <th scope="col">{typographier(props.axe)}</th>
            <th scope="col" class="eg-nombre">
              {typographier(props.unite)}
            </th>
            <td class="eg-barres__trait" aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {props.donnees.map((donnee) => (
            <tr>
              <th scope="row">{typographier(donnee.libelle)}</th>
              {donnee.valeur === null ? (
                <td colspan={2}>
                  <Valeur valeur={null} lienMasque={props.lienMasque} />
                </td>
              ) : (
                <>
                  <td class="eg-nombre">{nombreEnClair(donnee.valeur)}</td>
                  <td class="eg-barres__trait" aria-hidden="true">
                    <Barre valeur={donnee.valeur} max={max} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {props.children}
    </figure>
  )
}

const LARGEUR = 600
const HAUTEUR = 160

/** Points du tracé ; un nombre masqué coupe la ligne. */
function morceaux(donnees: readonly Donnee[], max: number): readonly (readonly (readonly [number, number])[])[] {
  const pas = donnees.length > 1 ? LARGEUR / (donnees.length - 1) : 0
  const suites: [number, number][][] = [[]]
  donnees.forEach((donnee, rang) => {
    if (donnee.valeur === null) suites.push([])
    else suites.at(-1)?.push([arrondi(rang * pas), arrondi(HAUTEUR - (HAUTEUR * donnee.valeur) / max)])
  })
  return suites.filter((suite) => suite.length > 0)
}

function Trace({ donnees, max }: { donnees: readonly Donnee[]; max: number }) {
  return (
    <svg class="eg-courbe__trace" viewBox={`0 0 ${LARGEUR} ${HAUTEUR}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {[0, 0.5, 1].map((part) => (
        <line class="eg-courbe__repere" x1="0" x2={LARGEUR} y1={HAUTEUR * part} y2={HAUTEUR * part} />
      ))}
      {morceaux(donnees, max).map((points) =>
        points.length === 1 ? (
          <line class="eg-courbe__point" x1={points[0]?.[0]} x2={points[0]?.[0]} y1={points[0]?.[1]} y2={points[0]?.[1]} />
        ) : (
          <polyline class="eg-courbe__ligne" points={points.map((point) => point.join(',')).join(' ')} />
        ),
      )}
    </svg>
  )
}

function TableauDonnees(props: PropsGraphique) {
  return (
    <table class="eg-barres">
      <caption class="fr-sr-only">{typographier(props.titre)}</caption>
      <thead>
        <tr>
          <th scope="col">{typographier(props.axe)}</th>
          <th scope="col" class="eg-nombre">
            {typographier(props.unite)}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.donnees.map((donnee) => (
          <tr>
            <th scope="row">{typographier(donnee.libelle)}</th>
            <td class="eg-nombre">
              <Valeur valeur={donnee.valeur} lienMasque={props.lienMasque} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Courbe d’une suite ordonnée (des mois), de zéro à son maximum ; son tableau se déplie dessous. */
export function Courbe(props: PropsGraphique) {
  const max = maximum(props.donnees)
  return (
    <figure class="eg-graphique" aria-label={typographier(props.titre)}>
      <figcaption>{typographier(props.titre)}</figcaption>
      <div class="eg-courbe" aria-hidden="true">
        <span class="eg-courbe__max">{nombreEnClair(max)}</span>
        <span class="eg-courbe__zero">0</span>
        <Trace donnees={props.donnees} max={max} />
        <span class="eg-courbe__debut">{props.donnees[0]?.libelle}</span>
        <span class="eg-courbe__fin">{props.donnees.at(-1)?.libelle}</span>
      </div>
      <details class="eg-depliable">
        <summary>Lire les chiffres</summary>
        <div class="eg-depliable__contenu">
          <TableauDonnees {...props} />
        </div>
      </details>
      {props.children}
    </figure>
  )
}

/** Petites colonnes décoratives à côté d’une phrase qui dit déjà les nombres. */
export function Etincelles({ valeurs }: { readonly valeurs: readonly number[] }) {
  const max = Math.max(1, ...valeurs)
  return (
    <svg class="eg-etincelles" viewBox={`0 0 ${Math.max(1, valeurs.length) * 8} 20`} aria-hidden="true" focusable="false">
      {valeurs.map((valeur, rang) => (
        <rect x={rang * 8} y={arrondi(20 - (20 * valeur) / max)} width="6" height={arrondi((20 * valeur) / max)} />
      ))}
    </svg>
  )
}

/**
 * Avancement d’un travail long. Avec `url`, le script l’interroge chaque seconde : elle répond en JSON
 * `{ faites, total, libelle, fini, suite? }` ; `suite` est la page où aller une fois fini. Sans script, recharger la page.
 */
export function Progression(props: {
  readonly faites: number
  readonly total: number
  readonly libelle: string
  readonly url?: string | undefined
}) {
  const { faites, total, libelle, url } = props
  return (
    <div class="eg-progression" data-progression-url={url}>
      <label>
        <span class="eg-progression__libelle" data-progression-libelle role={url === undefined ? undefined : 'status'}>
          {typographier(libelle)}
        </span>
        <progress max={Math.max(1, total)} value={Math.min(faites, Math.max(1, total))}>
          {`${nombreEnClair(faites)} sur ${nombreEnClair(total)}`}
        </progress>
      </label>
      {url !== undefined && (
        <p class="eg-sans-script">
          <a href="?">Actualiser l’avancement</a>
        </p>
      )}
    </div>
  )
}
