import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { actifs, PREFIXE_ACTIFS } from './actifs.ts'
import { type ActionEntete, Entete, type LienNavigation, type RechercheEntete } from './entete.tsx'
import { Alerte, type GenreAlerte } from './presentation.tsx'
import { typographier } from './typographie.ts'
import { Verrou, type Verrouillage } from './verrou.tsx'

export type PropsGabarit = {
  /** Titre de l’onglet : générique, jamais un nom (« Dossier », non « Dossier de… »). */
  readonly titre: string
  readonly marque?: string | undefined
  readonly recherche?: RechercheEntete | undefined
  readonly navigation?: readonly LienNavigation[] | undefined
  readonly actions?: readonly ActionEntete[] | undefined
  /** Liens du pied de page, après « Accessibilité ». */
  readonly pied?: readonly LienNavigation[] | undefined
  /** Mention légale d’accessibilité ; « non conforme » tant qu’aucun audit ne dit mieux, quel que soit le soin pris. */
  readonly conformite?: 'non conforme' | 'partiellement conforme' | 'totalement conforme' | undefined
  /** Qui est connecté ; `deconnexion` est l’adresse du POST. */
  readonly agent?: { readonly nom: string; readonly fonction?: string | undefined; readonly deconnexion?: string | undefined } | undefined
  readonly verrouillable?: Verrouillage | undefined
  readonly contenu: ComponentChildren
  /** Phrase affichée en tête de toutes les pages d’une démonstration. */
  readonly modeDemonstration?: string | undefined
  /** Résultat de l’action qui vient d’avoir lieu. */
  readonly message?: { readonly genre: GenreAlerte; readonly texte: string } | undefined
  /** Noms masqués dès l’arrivée (témoin `egide_noms_masques`). */
  readonly nomsMasques?: boolean | undefined
  /** Page étroite et centrée : connexion, verrou, erreur. */
  readonly etroit?: boolean | undefined
}

function Tete({ titre, marque }: { titre: string; marque: string }) {
  const { style, script, icone, polices } = actifs()
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex, nofollow" />
      <title>{`${typographier(titre)} — ${marque}`}</title>
      {polices.map((police) => (
        <link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href={PREFIXE_ACTIFS + police} />
      ))}
      <link rel="stylesheet" href={PREFIXE_ACTIFS + style} />
      <link rel="icon" type="image/svg+xml" href={PREFIXE_ACTIFS + icone} />
      <script type="module" src={PREFIXE_ACTIFS + script} />
    </head>
  )
}

function Evitement({ recherche }: { recherche: boolean }) {
  return (
    <nav class="eg-evitement" aria-label="Accès rapide">
      <a href="#contenu">Aller au contenu</a>
      {recherche && <a href="#recherche-globale">Aller à la recherche</a>}
      <a href="#pied">Aller au pied de page</a>
    </nav>
  )
}

function Pied({ liens, conformite }: { liens: readonly LienNavigation[]; conformite: string }) {
  return (
    <footer class="eg-pied" id="pied" tabindex={-1}>
      <ul>
        <li>
          <a href="/accessibilite">{typographier(`Accessibilité : ${conformite}`)}</a>
        </li>
        {liens.map((lien) => (
          <li>
            <a href={lien.href}>{typographier(lien.libelle)}</a>
          </li>
        ))}
        <li>
          <button type="button" class="eg-pied__bouton" data-bascule-raccourcis hidden>
            Désactiver les raccourcis d’une touche
          </button>
        </li>
      </ul>
    </footer>
  )
}

/** Document HTML complet. Aucun script ni style en ligne ; tout se lit et s’envoie sans script. */
export function Gabarit(props: PropsGabarit) {
  const { titre, marque = 'Égide', recherche, navigation = [], actions = [], pied = [], agent, verrouillable, message } = props
  return (
    <html lang="fr" class={props.nomsMasques ? 'noms-masques' : undefined}>
      <Tete titre={titre} marque={marque} />
      <body data-inactivite-secondes={verrouillable?.inactiviteSecondes} data-demonstration={props.modeDemonstration ? '' : undefined}>
        <div id="page">
          <Evitement recherche={recherche !== undefined} />
          <Entete
            marque={marque}
            recherche={recherche}
            navigation={navigation}
            actions={actions}
            agent={agent}
            verrouillable={verrouillable}
            demonstration={props.modeDemonstration}
          />
          <main id="contenu" tabindex={-1} class={props.etroit ? 'eg-contenu eg-contenu--etroit' : 'eg-contenu'}>
            {message && (
              <Alerte genre={message.genre} annonce>
                {message.texte}
              </Alerte>
            )}
            {props.contenu}
          </main>
          <Pied liens={pied} conformite={props.conformite ?? 'non conforme'} />
        </div>
        {verrouillable && <Verrou verrouillage={verrouillable} marque={marque} />}
      </body>
    </html>
  )
}

/** Texte du document, doctype compris, prêt à envoyer. */
export function rendreDocument(document: VNode): string {
  return `<!doctype html>${renderToString(document)}`
}
