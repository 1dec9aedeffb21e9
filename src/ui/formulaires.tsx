import type { ComponentChildren } from 'preact'
import { type Etat, idDe } from './etat.ts'
import { Icone } from './icones.tsx'
import { typographier } from './typographie.ts'

/**
 * Formulaire envoyé en POST (GET avec `methode="get"`, pour les filtres).
 *
 * `cleIdempotence` (prise dans `etat` si elle y est) rend un double envoi sans effet ; `jetonVersion` fait refuser une modification faite sur une page périmée. La
 * validation est celle du serveur : `novalidate` évite deux messages pour une même erreur.
 */
export function Formulaire(props: {
  readonly id?: string | undefined
  readonly etat?: (Etat & { readonly cleIdempotence?: string | undefined }) | undefined
  readonly action?: string | undefined
  readonly methode?: 'post' | 'get' | undefined
  readonly cleIdempotence?: string | undefined
  readonly jetonVersion?: string | undefined
  readonly multipart?: boolean | undefined
  readonly libelle?: string | undefined
  readonly recherche?: boolean | undefined
  readonly children: ComponentChildren
}) {
  const {
    id,
    action,
    methode = 'post',
    etat,
    cleIdempotence = etat?.cleIdempotence,
    jetonVersion,
    multipart,
    libelle,
    recherche,
    children,
  } = props
  return (
    <form
      id={id}
      class="eg-formulaire"
      method={methode}
      action={action}
      enctype={multipart ? 'multipart/form-data' : undefined}
      aria-label={libelle}
      role={recherche ? 'search' : undefined}
      novalidate
    >
      {cleIdempotence !== undefined && <input type="hidden" name="cleIdempotence" value={cleIdempotence} />}
      {jetonVersion !== undefined && <input type="hidden" name="jetonVersion" value={jetonVersion} />}
      {children}
    </form>
  )
}

/** Ce qui empêche l’envoi, en tête de page, chaque ligne menant à son champ ; rien s’il n’y a pas d’erreur. */
export function ResumeErreurs({ etat }: { readonly etat: Etat }) {
  const erreurs = Object.entries(etat.erreurs)
  // « formulaire » : une règle qui porte sur l’ensemble ; elle ne mène à aucun champ.
  if (erreurs.length === 0 && etat.general === undefined) return null
  const titre = erreurs.length > 1 ? `${erreurs.length} points à corriger avant d’enregistrer` : 'À corriger avant d’enregistrer'
  return (
    <div class="eg-alerte eg-alerte--erreur" id="resume-erreurs" role="alert" tabindex={-1} data-prend-le-focus>
      <Icone nom="erreur" />
      <div class="eg-alerte__corps">
        {erreurs.length > 0 && <p class="eg-alerte__titre">{titre}</p>}
        {etat.general !== undefined && <p>{typographier(etat.general)}</p>}
        {erreurs.length > 0 && (
          <ul>
            {erreurs.map(([nom, phrase]) => (
              <li>{nom === 'formulaire' ? typographier(phrase) : <a href={`#${idDe(nom)}`}>{typographier(phrase)}</a>}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

/** Champs qui vont ensemble, sous une légende lue avec chacun d’eux. `enLigne` les range côte à côte quand la place le permet. */
export function GroupeChamps(props: {
  readonly legende: string
  readonly aide?: string | undefined
  readonly enLigne?: boolean | undefined
  readonly montreSi?: string | undefined
  readonly children: ComponentChildren
}) {
  const { legende, aide, enLigne, montreSi, children } = props
  return (
    <fieldset class="eg-groupe" data-montre-si={montreSi}>
      <legend class="eg-groupe__legende">
        {typographier(legende)}
        {aide !== undefined && <span class="fr-hint-text">{typographier(aide)}</span>}
      </legend>
      <div class={enLigne ? 'eg-ligne' : 'eg-pile'}>{children}</div>
    </fieldset>
  )
}

/** Champs côte à côte, sans légende ; empilés sur un petit écran. */
export function Ligne({ children }: { readonly children: ComponentChildren }) {
  return <div class="eg-ligne">{children}</div>
}

/** Zone que l’on déplie (sans script). L’ouvrir d’office si elle contient une saisie ou une erreur. */
export function Depliable(props: { readonly titre: string; readonly ouvert?: boolean | undefined; readonly children: ComponentChildren }) {
  return (
    <details class="eg-depliable" open={props.ouvert}>
      <summary>{typographier(props.titre)}</summary>
      <div class="eg-depliable__contenu">{props.children}</div>
    </details>
  )
}
