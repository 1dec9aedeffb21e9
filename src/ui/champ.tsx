import type { ComponentChildren } from 'preact'
import { ETAT_VIDE, type Etat, idDe, type OptionChoix, type OptionLongue, optionLongue, valeurDe } from './etat.ts'
import { typographier } from './typographie.ts'

export type TypeChamp =
  | 'texte'
  | 'date'
  | 'heure'
  | 'datetime-local'
  | 'nombre'
  | 'texte-long'
  | 'choix'
  | 'mot-de-passe'
  | 'code'
  | 'fichier'
  | 'courriel'
  | 'telephone'
  | 'recherche'

export type PropsChamp = {
  readonly nom: string
  readonly libelle: string
  readonly etat?: Etat | undefined
  readonly type?: TypeChamp | undefined
  readonly aide?: string | undefined
  readonly requis?: boolean | undefined
  /** Valeur montrée tant que le champ n’a pas été soumis. */
  readonly defaut?: string | undefined
  /** Choix : options, groupées par leur `groupe` s’il est donné. */
  readonly options?: readonly OptionChoix[] | undefined
  /** Choix : options sous des intitulés. */
  readonly groupes?: readonly { readonly libelle: string; readonly options: readonly OptionChoix[] }[] | undefined
  /** Choix : libellé de l’option vide ; « Choisir… » par défaut, `null` pour ne pas en mettre. */
  readonly invite?: string | null | undefined
  readonly lignes?: number | undefined
  readonly longueurMax?: number | undefined
  readonly min?: string | number | undefined
  readonly max?: string | number | undefined
  readonly pas?: number | undefined
  /** Valeur de l’attribut `autocomplete` ; « off » par défaut : un poste partagé ne doit rien proposer. */
  readonly completion?: string | undefined
  /** Fichier : types acceptés, par exemple « .xml,.zip ». */
  readonly accepte?: string | undefined
  readonly multiple?: boolean | undefined
  readonly largeur?: 'courte' | 'moyenne' | 'pleine' | undefined
  readonly lectureSeule?: boolean | undefined
  /** Texte long dont la forme compte : lettres de même largeur, sans correcteur. */
  readonly chasseFixe?: boolean | undefined
  readonly focus?: boolean | undefined
  /** Masqué par le script tant que « champ=valeur » n’est pas choisi ; toujours visible sans script. */
  readonly montreSi?: string | undefined
  /** Adresse interrogée à la frappe (recherche). */
  readonly rechercheUrl?: string | undefined
  readonly children?: ComponentChildren
}

const TYPES_HTML = {
  date: 'date',
  heure: 'time',
  'datetime-local': 'datetime-local',
  nombre: 'number',
  'mot-de-passe': 'password',
  fichier: 'file',
  courriel: 'email',
  telephone: 'tel',
  recherche: 'search',
} as const satisfies Partial<Record<TypeChamp, string>>

/** `type` est rendu comme un texte quelconque : la définition de preact ne suit pas l’union de tous les types. */
const typeHtml = (type: TypeChamp): 'text' => ((TYPES_HTML as Partial<Record<TypeChamp, string>>)[type] ?? 'text') as 'text'

const COMPLETIONS: Readonly<Partial<Record<TypeChamp, string>>> = { 'mot-de-passe': 'current-password', code: 'one-time-code' }
const COURTS: readonly TypeChamp[] = ['date', 'heure', 'nombre', 'code']

function attributsCommuns(props: PropsChamp, erreur: string | undefined) {
  const id = idDe(props.nom)
  const decritPar = [props.aide !== undefined && `${id}-aide`, erreur !== undefined && `${id}-erreur`].filter(Boolean).join(' ')
  return {
    id,
    name: props.nom,
    required: props.requis,
    autofocus: props.focus,
    'aria-describedby': decritPar || undefined,
    'aria-invalid': erreur !== undefined ? ('true' as const) : undefined,
  }
}

const balisesOptions = (options: readonly OptionLongue[], choisie: string) =>
  options.map((option) => (
    <option value={option.valeur} selected={option.valeur === choisie} disabled={option.desactivee}>
      {typographier(option.libelle)}
    </option>
  ))

function rassemblerGroupes(props: PropsChamp): Map<string, OptionLongue[]> {
  const groupes = new Map<string, OptionLongue[]>()
  const ranger = (nom: string, option: OptionLongue) => groupes.set(nom, [...(groupes.get(nom) ?? []), option])
  for (const option of (props.options ?? []).map(optionLongue)) ranger(option.groupe ?? '', option)
  for (const groupe of props.groupes ?? []) for (const option of groupe.options) ranger(groupe.libelle, optionLongue(option))
  return groupes
}

function Choix({ props, valeur, erreur }: { props: PropsChamp; valeur: string; erreur: string | undefined }) {
  return (
    <select class="fr-select" {...attributsCommuns(props, erreur)} data-origine={valeur}>
      {props.invite !== null && (
        <option value="" selected={valeur === ''}>
          {props.invite ?? 'Choisir…'}
        </option>
      )}
      {[...rassemblerGroupes(props)].map(([nom, options]) =>
        nom === '' ? balisesOptions(options, valeur) : <optgroup label={typographier(nom)}>{balisesOptions(options, valeur)}</optgroup>,
      )}
    </select>
  )
}

function attributsDeSaisie(props: PropsChamp, type: TypeChamp) {
  return {
    type: typeHtml(type),
    autocomplete: props.completion ?? COMPLETIONS[type] ?? 'off',
    maxlength: props.longueurMax,
    min: props.min,
    max: props.max,
    step: props.pas,
    accept: props.accepte,
    multiple: props.multiple,
    readonly: props.lectureSeule,
    inputmode: type === 'code' ? ('numeric' as const) : undefined,
    spellcheck: type === 'code' ? false : undefined,
    'data-recherche-url': props.rechercheUrl,
  }
}

function Saisie({ props, valeur, erreur }: { props: PropsChamp; valeur: string; erreur: string | undefined }) {
  const type = props.type ?? 'texte'
  const communs = attributsCommuns(props, erreur)
  if (type === 'choix') return <Choix props={props} valeur={valeur} erreur={erreur} />
  if (type === 'texte-long') {
    return (
      <textarea
        class={props.chasseFixe ? 'fr-input eg-chasse-fixe' : 'fr-input'}
        {...communs}
        rows={props.lignes ?? 6}
        maxlength={props.longueurMax}
        readonly={props.lectureSeule}
        spellcheck={props.chasseFixe ? false : undefined}
      >
        {valeur}
      </textarea>
    )
  }
  // Un mot de passe ne revient jamais dans la page ; un navigateur refuse qu’on lui rende un fichier.
  const valeurRendue = type === 'mot-de-passe' || type === 'fichier' ? undefined : valeur
  return (
    <input class={type === 'fichier' ? 'fr-upload' : 'fr-input'} {...communs} {...attributsDeSaisie(props, type)} value={valeurRendue} />
  )
}

/** Champ de saisie : libellé, aide, erreur liée, saisie conservée. Les noms de `etat.erreurs` sont les `nom` des champs. */
export function Champ(props: PropsChamp) {
  const { nom, libelle, etat = ETAT_VIDE, type = 'texte', aide, requis, largeur, montreSi } = props
  const id = idDe(nom)
  const erreur = etat.erreurs[nom]
  const taille = largeur ?? (COURTS.includes(type) ? 'courte' : 'pleine')
  return (
    <div class={`eg-champ eg-champ--${taille}${erreur === undefined ? '' : ' eg-champ--erreur'}`} data-montre-si={montreSi}>
      <label class="fr-label" for={id}>
        {typographier(libelle)}
        {requis && <span class="eg-requis"> (obligatoire)</span>}
      </label>
      {aide !== undefined && (
        <p class="fr-hint-text" id={`${id}-aide`}>
          {typographier(aide)}
        </p>
      )}
      <Saisie props={props} valeur={valeurDe(etat, nom, props.defaut)} erreur={erreur} />
      {erreur !== undefined && (
        <p class="eg-erreur" id={`${id}-erreur`}>
          {typographier(erreur)}
        </p>
      )}
      {props.children}
    </div>
  )
}
