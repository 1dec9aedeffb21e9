import type { ComponentChildren } from 'preact'
import { delaiEnClair, dureeEnClair, ecartJours, instantEnClair, jourComplet, jourDe, jourEnClair } from './dates.ts'
import { typographier } from './typographie.ts'

/** Un jour : « 22 nov. 2026 », le jour complet au survol. */
export function Jour({ jour }: { readonly jour: string }) {
  return (
    <time datetime={jour} title={jourComplet(jour)}>
      {jourEnClair(jour)}
    </time>
  )
}

/** Un instant : « 22 nov. 2026 à 10 h 30 », heure de Paris sauf fuseau donné. */
export function Instant(props: { readonly instant: Date | string; readonly fuseau?: string | undefined }) {
  const date = new Date(props.instant)
  return <time datetime={date.toISOString()}>{instantEnClair(date, props.fuseau)}</time>
}

/** Un jour dit par sa distance (« il y a 3 mois 6 jours ») ; la date au survol et à la lecture. */
export function Delai(props: { readonly jour: string; readonly aujourdHui: string }) {
  return (
    <time datetime={props.jour} title={jourComplet(props.jour)}>
      {delaiEnClair(props.jour, props.aujourdHui)}
      <span class="fr-sr-only"> ({jourComplet(props.jour)})</span>
    </time>
  )
}

/** En dessous de ce nombre de jours, une échéance se voit. Choix d’Égide. */
const JOURS_PROCHES = 7

function phraseEcheance(jour: string, aujourdHui: string): string {
  const ecart = ecartJours(aujourdHui, jour)
  return ecart < 0 ? `en retard de ${dureeEnClair(jour, aujourdHui)}` : delaiEnClair(jour, aujourdHui)
}

/** Une échéance : « dans 3 jours », « en retard de 6 jours » ; la date au survol et à la lecture. `faite` la calme. */
export function Echeance(props: { readonly jour: string; readonly aujourdHui: string; readonly faite?: boolean | undefined }) {
  const { jour, aujourdHui, faite } = props
  if (faite) return <Jour jour={jour} />
  const ecart = ecartJours(aujourdHui, jour)
  const ton = ecart < 0 ? 'retard' : ecart <= JOURS_PROCHES ? 'proche' : 'loin'
  return (
    <time class={`eg-echeance eg-echeance--${ton}`} datetime={jour} title={jourComplet(jour)}>
      {phraseEcheance(jour, aujourdHui)}
      <span class="fr-sr-only"> ({jourComplet(jour)})</span>
    </time>
  )
}

export type EtapeFrise = {
  readonly libelle: string
  readonly etat: 'faite' | 'prochaine' | 'a_venir'
  /** Jour « AAAA-MM-JJ » ou instant ; pour une étape à venir, le jour où elle est due. */
  readonly le?: string | Date | undefined
  readonly precision?: ComponentChildren
}

const MOTS_ETAPE = { faite: 'fait', prochaine: 'prochaine étape', a_venir: 'à venir' } as const

/** Suite d’états avec leurs dates ; la prochaine est en gras et porte `aria-current`. */
export function Frise(props: { readonly etapes: readonly EtapeFrise[]; readonly libelle?: string | undefined }) {
  return (
    <ol class="eg-frise" aria-label={props.libelle ?? 'Étapes'}>
      {props.etapes.map(({ libelle, etat, le, precision }) => (
        <li class={`eg-frise__etape eg-frise__etape--${etat}`} aria-current={etat === 'prochaine' ? 'step' : undefined}>
          <span class="eg-frise__libelle">{typographier(libelle)}</span>
          <span class="fr-sr-only"> ({MOTS_ETAPE[etat]}) </span>
          {le !== undefined && (
            <span class="eg-frise__date">
              <Jour jour={typeof le === 'string' && le.length === 10 ? le : jourDe(le)} />
            </span>
          )}
          {precision !== undefined && <span class="eg-frise__precision">{precision}</span>}
        </li>
      ))}
    </ol>
  )
}

export type EntreeChronologie = {
  readonly id?: string | undefined
  readonly jour: string
  readonly titre: ComponentChildren
  readonly auteur?: string | undefined
  readonly etiquettes?: ComponentChildren
  readonly contenu?: ComponentChildren
  readonly action?: ComponentChildren
  /** Entrée en retrait : rectifiée, annulée. */
  readonly attenuee?: boolean | undefined
}

/** Actes d’un dossier, dans l’ordre reçu, datés dans la marge. */
export function Chronologie({
  entrees,
  libelle,
}: {
  readonly entrees: readonly EntreeChronologie[]
  readonly libelle?: string | undefined
}) {
  return (
    <ol class="eg-chronologie" aria-label={libelle ?? 'Chronologie'}>
      {entrees.map((entree) => (
        <li id={entree.id} class={entree.attenuee ? 'eg-chronologie__attenuee' : undefined}>
          <div class="eg-chronologie__jour">
            <Jour jour={entree.jour} />
          </div>
          <div class="eg-chronologie__corps">
            <div class="eg-chronologie__titre">
              <span class="eg-chronologie__nom">{entree.titre}</span>
              {entree.etiquettes}
            </div>
            {entree.auteur !== undefined && <p class="eg-chronologie__auteur">{entree.auteur}</p>}
            {entree.contenu}
          </div>
          {entree.action !== undefined && <div class="eg-chronologie__action">{entree.action}</div>}
        </li>
      ))}
    </ol>
  )
}
