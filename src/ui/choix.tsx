import type { ComponentChildren } from 'preact'
import { ETAT_VIDE, type Etat, idDe, type OptionChoix, type OptionLongue, optionLongue, valeurDe, valeursDe } from './etat.ts'
import { typographier } from './typographie.ts'

/** « pastilles » : des mots à cliquer, pour un choix d’un geste ; « ligne » : côte à côte ; « pile » : l’un sous l’autre. */
export type VarianteChoix = 'pile' | 'ligne' | 'pastilles'

type PropsCommunes = {
  readonly nom: string
  readonly libelle: string
  readonly etat?: Etat | undefined
  readonly aide?: string | undefined
  readonly requis?: boolean | undefined
  readonly variante?: VarianteChoix | undefined
  readonly montreSi?: string | undefined
  readonly children?: ComponentChildren
}

function Ensemble(props: PropsCommunes & { readonly contenu: ComponentChildren }) {
  const { nom, libelle, etat = ETAT_VIDE, aide, requis, variante = 'pile', montreSi, contenu, children } = props
  const id = idDe(nom)
  const erreur = etat.erreurs[nom]
  return (
    <fieldset
      class={`eg-choix eg-choix--${variante}${erreur === undefined ? '' : ' eg-champ--erreur'}`}
      id={id}
      tabindex={-1}
      aria-labelledby={`${id}-legende${erreur === undefined ? '' : ` ${id}-erreur`}`}
      data-montre-si={montreSi}
    >
      <legend class="fr-label" id={`${id}-legende`}>
        {typographier(libelle)}
        {requis && <span class="eg-requis"> (obligatoire)</span>}
        {aide !== undefined && <span class="fr-hint-text">{typographier(aide)}</span>}
      </legend>
      <div class="eg-choix__options">{contenu}</div>
      {erreur !== undefined && (
        <p class="eg-erreur" id={`${id}-erreur`}>
          {typographier(erreur)}
        </p>
      )}
      {children}
    </fieldset>
  )
}

function Option(props: {
  type: 'radio' | 'checkbox'
  nom: string
  rang: number
  option: OptionLongue
  choisie: boolean
  requis?: boolean | undefined
}) {
  const { type, nom, rang, option, choisie, requis } = props
  const id = `${idDe(nom)}-${rang + 1}`
  return (
    <div class={`eg-option eg-option--${type}`}>
      <input
        type={type}
        id={id}
        name={nom}
        value={option.valeur}
        checked={choisie}
        disabled={option.desactivee}
        required={type === 'radio' && requis}
        aria-describedby={option.aide === undefined ? undefined : `${id}-aide`}
      />
      <label for={id}>{typographier(option.libelle)}</label>
      {option.aide !== undefined && (
        <span class="fr-hint-text" id={`${id}-aide`}>
          {typographier(option.aide)}
        </span>
      )}
    </div>
  )
}

/** Boutons radio. `defaut` est coché tant que rien n’a été soumis. */
export function ChoixUnique(props: PropsCommunes & { readonly options: readonly OptionChoix[]; readonly defaut?: string | undefined }) {
  const choisie = valeurDe(props.etat ?? ETAT_VIDE, props.nom, props.defaut)
  const options = props.options.map(optionLongue)
  return (
    <Ensemble
      {...props}
      contenu={options.map((option, rang) => (
        <Option type="radio" nom={props.nom} rang={rang} option={option} choisie={option.valeur === choisie} requis={props.requis} />
      ))}
    />
  )
}

/** Cases à cocher ; aucune, une ou plusieurs. */
export function ChoixMultiple(
  props: PropsCommunes & { readonly options: readonly OptionChoix[]; readonly defaut?: readonly string[] | undefined },
) {
  const choisies = valeursDe(props.etat ?? ETAT_VIDE, props.nom, props.defaut)
  const options = props.options.map(optionLongue)
  return (
    <Ensemble
      {...props}
      contenu={options.map((option, rang) => (
        <Option type="checkbox" nom={props.nom} rang={rang} option={option} choisie={choisies.includes(option.valeur)} />
      ))}
    />
  )
}

/** Une seule case : « J’ai lu… ». La valeur envoyée est « oui » ; décochée, rien n’est envoyé. */
export function Case(props: {
  readonly nom: string
  readonly libelle: string
  readonly etat?: Etat | undefined
  readonly aide?: string | undefined
  readonly defaut?: boolean | undefined
  readonly montreSi?: string | undefined
}) {
  const { nom, libelle, etat = ETAT_VIDE, aide, defaut, montreSi } = props
  const id = idDe(nom)
  const erreur = etat.erreurs[nom]
  const decritPar = [aide !== undefined && `${id}-aide`, erreur !== undefined && `${id}-erreur`].filter(Boolean).join(' ')
  return (
    <div class={`eg-champ${erreur === undefined ? '' : ' eg-champ--erreur'}`} data-montre-si={montreSi}>
      <div class="eg-option eg-option--checkbox">
        <input
          type="checkbox"
          id={id}
          name={nom}
          value="oui"
          checked={valeurDe(etat, nom, defaut ? 'oui' : '') === 'oui'}
          aria-describedby={decritPar || undefined}
          aria-invalid={erreur === undefined ? undefined : 'true'}
        />
        <label for={id}>{typographier(libelle)}</label>
        {aide !== undefined && (
          <span class="fr-hint-text" id={`${id}-aide`}>
            {typographier(aide)}
          </span>
        )}
      </div>
      {erreur !== undefined && (
        <p class="eg-erreur" id={`${id}-erreur`}>
          {typographier(erreur)}
        </p>
      )}
    </div>
  )
}

/** Oui, non, ne sait pas : l’inconnu est une réponse, distincte du non. Valeurs « oui », « non », « inconnu ». */
export function ChoixTrois(props: PropsCommunes & { readonly defaut?: string | undefined; readonly inconnu?: string | undefined }) {
  const options: readonly OptionChoix[] = [
    ['oui', 'Oui'],
    ['non', 'Non'],
    ['inconnu', props.inconnu ?? 'Ne sait pas'],
  ]
  return <ChoixUnique variante="ligne" {...props} options={options} />
}
