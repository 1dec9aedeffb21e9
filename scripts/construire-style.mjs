/*
 * Le sous-ensemble du DSFR qu’Égide utilise, et lui seul.
 *
 * Le DSFR entier pèse 60 Ko comprimé ; on garde les règles dont toutes les classes `fr-…` sont écrites dans `src/`, puis les variables
 * encore citées. Le thème sombre, que le DSFR pose par script, devient une préférence du système.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const SOMBRE = ':root[data-fr-theme=dark]'
/** Accroches que seul le script du DSFR pose : sans lui, ces règles sont mortes. */
const ACCROCHES_MORTES = /\[data-fr-(?!theme=dark)|\.fr-no-|--(?:open|expanded|disabled)\b/

/** @typedef {{ entete: string, corps: string | Bloc[] }} Bloc */

/** Fin du bloc ouvert en `debut` (juste après l’accolade), chaînes sautées. */
function finDeBloc(css, debut) {
  let profondeur = 1
  for (let i = debut; i < css.length; i++) {
    if (css[i] === '"' || css[i] === "'") i = css.indexOf(css[i], i + 1)
    else if (css[i] === '{') profondeur++
    else if (css[i] === '}' && --profondeur === 0) return i
  }
  throw new Error('Feuille de style : accolade non fermée')
}

/** Découpe une feuille en blocs ; les groupes (`@media`, `@supports`) gardent leurs blocs. @returns {Bloc[]} */
export function lireBlocs(css) {
  const blocs = []
  let i = 0
  while (i < css.length) {
    const ouvre = css.indexOf('{', i)
    if (ouvre === -1) break
    const ferme = finDeBloc(css, ouvre + 1)
    const entete = css.slice(i, ouvre).split(';').at(-1).trim()
    const corps = css.slice(ouvre + 1, ferme)
    blocs.push({ entete, corps: /^@(media|supports)/.test(entete) ? lireBlocs(corps) : corps })
    i = ferme + 1
  }
  return blocs
}

/** Sélecteurs d’une liste, sans couper dans les parenthèses. */
function selecteurs(liste) {
  let profondeur = 0
  const suite = ['']
  for (const lettre of liste) {
    if (lettre === '(') profondeur++
    if (lettre === ')') profondeur--
    if (lettre === ',' && profondeur === 0) suite.push('')
    else suite[suite.length - 1] += lettre
  }
  return suite.map((s) => s.trim())
}

function selecteurUtile(selecteur, utilisees) {
  const positif = selecteur.replace(/:not\([^)]*\)/g, '')
  if (ACCROCHES_MORTES.test(positif)) return false
  return (positif.match(/\.(?:fr|ri)-[\w-]+/g) ?? []).every((classe) => utilisees.has(classe.slice(1)))
}

/** Une règle, séparée en claire et sombre, réduite aux sélecteurs utiles. @returns {Bloc[]} */
function reduireRegle(bloc, utilisees) {
  const utiles = selecteurs(bloc.entete).filter((s) => selecteurUtile(s, utilisees))
  const clairs = utiles.filter((s) => !s.includes(SOMBRE))
  // « :root:root » garde le poids du sélecteur d’origine : les couleurs claires sont déclarées après.
  const sombres = utiles.filter((s) => s.includes(SOMBRE)).map((s) => s.replace(SOMBRE, ':root:root'))
  const regles = clairs.length > 0 ? [{ entete: clairs.join(','), corps: bloc.corps }] : []
  if (sombres.length > 0)
    regles.push({ entete: '@media (prefers-color-scheme:dark)', corps: [{ entete: sombres.join(','), corps: bloc.corps }] })
  return regles
}

/** @returns {Bloc[]} */
function reduire(blocs, utilisees) {
  return blocs.flatMap((bloc) => {
    if (bloc.entete.startsWith('@font-face')) return []
    if (bloc.entete.startsWith('@') && typeof bloc.corps === 'string') return [bloc]
    if (typeof bloc.corps === 'string') return reduireRegle(bloc, utilisees)
    const corps = reduire(bloc.corps, utilisees)
    return corps.length > 0 ? [{ entete: bloc.entete, corps }] : []
  })
}

const ecrire = (blocs) => blocs.map((b) => `${b.entete}{${typeof b.corps === 'string' ? b.corps : ecrire(b.corps)}}`).join('')

/** Déclarations d’un corps, sans couper dans les chaînes ni les `url()`. */
const declarations = (corps) =>
  corps.match(/(?:[^;"'(]|"[^"]*"|'[^']*'|\((?:[^()"']|"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\))*\))+/g) ?? []

function elaguerVariables(blocs, citees) {
  return blocs.flatMap((bloc) => {
    if (bloc.entete.startsWith('@') && typeof bloc.corps === 'string') return [bloc]
    const corps =
      typeof bloc.corps === 'string'
        ? declarations(bloc.corps)
            .filter((d) => !d.trim().startsWith('--') || citees.has(d.trim().split(':')[0]))
            .join(';')
        : elaguerVariables(bloc.corps, citees)
    return corps.length > 0 ? [{ entete: bloc.entete, corps }] : []
  })
}

/** Ôte les variables que plus rien ne cite, jusqu’à ce que rien ne change (une variable en cite une autre). */
function sansVariablesMortes(blocs, autresFeuilles) {
  for (;;) {
    const texte = ecrire(blocs)
    const citees = new Set(`${texte}${autresFeuilles}`.match(/(?<=var\()\s*--[\w-]+/g))
    const reste = elaguerVariables(blocs, citees)
    if (ecrire(reste).length === texte.length) return texte
    blocs = reste
  }
}

/** Les icônes encore citées, écrites dans la feuille : quelques centaines d’octets chacune. */
function ecrireIcones(css, racineDsfr) {
  return css.replace(/url\((?:\.\.\/)+(icons\/[\w/-]+\.svg)\)/g, (_, chemin) => {
    const svg = readFileSync(join(racineDsfr, chemin), 'utf8')
      .replace(/"/g, "'")
      .replace(/[\n\r]/g, '')
    return `url("data:image/svg+xml,${svg.replace(/[%#<>{}]/g, encodeURIComponent)}")`
  })
}

/**
 * Feuille réduite du DSFR.
 * @param {{ dossierDsfr: string, utilisees: Set<string>, autresFeuilles: string }} options
 */
export function reduireDsfr({ dossierDsfr, utilisees, autresFeuilles }) {
  const composants = readdirSync(join(dossierDsfr, 'component'), { withFileTypes: true }).filter((e) => e.isDirectory())
  const chemins = ['core/core.main.min.css', 'scheme/scheme.min.css'].map((nom) => join(dossierDsfr, nom))
  for (const { name } of composants) chemins.push(join(dossierDsfr, 'component', name, `${name}.main.min.css`))
  const css = chemins.filter((c) => existsSync(c)).map((c) => readFileSync(c, 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
  const blocs = css.flatMap((feuille) => reduire(lireBlocs(feuille), utilisees))
  const texte = sansVariablesMortes(blocs, autresFeuilles)
    .replace(/Marianne/g, '"Atkinson Hyperlegible"')
    .replace(/Spectral/g, 'Georgia')
  return ecrireIcones(texte, dossierDsfr)
}

/** Classes `fr-…` écrites en toutes lettres dans les sources d’un dossier. @returns {Set<string>} */
export function classesUtilisees(dossier) {
  const fichiers = readdirSync(dossier, { recursive: true, withFileTypes: true }).filter(
    (e) => e.isFile() && /(?<!\.test)\.tsx?$/.test(e.name),
  )
  return new Set(
    fichiers.flatMap((e) => readFileSync(join(e.parentPath ?? dirname(e.path), e.name), 'utf8').match(/\bfr-[a-z0-9_-]+/g) ?? []),
  )
}
