import { sansMajuscule } from '#ui/typographie.ts'
import type { CauseRefus, GabaritRefuse } from './gabarit.ts'

/** Un refus en français ; `moteur` : le message du moteur, en anglais, quand nous n'avons pas su le traduire. */
export type RefusDit = { readonly phrase: string; readonly moteur: string | null }

const CAUSES: Readonly<Record<Exclude<CauseRefus, 'composition'>, string>> = {
  delai: 'La composition dure trop longtemps : cherchez une boucle qui ne finit pas.',
  memoire: 'La composition demande trop de mémoire : cherchez une boucle qui ne finit pas.',
  taille: 'Le document composé est trop gros : cherchez une boucle qui ne finit pas.',
}

const citer = (noms: readonly string[], forme: (nom: string) => string): string =>
  noms.length < 2 ? noms.map(forme).join('') : `${noms.slice(0, -1).map(forme).join(', ')} et ${noms.slice(-1).map(forme).join('')}`

function direManques(liste: string): string {
  const noms = liste.split(', ')
  const [nom = ''] = noms
  if (noms.length === 1) return `La partie « ${nom} » manque : ajoutez #${nom}.`
  return `Les parties ${citer(noms, (n) => `« ${n} »`)} manquent : ajoutez ${citer(noms, (n) => `#${n}`)}.`
}

/** Ce que le moteur dit le plus souvent, et la phrase qui dit quoi faire. */
const TRADUCTIONS: readonly (readonly [RegExp, (trouve: string) => string])[] = [
  [/^panicked with: "partie manquante : (.+)"$/, direManques],
  [/^unknown variable: (\S+)/, (mot) => `« ${mot} » n’est pas connu : vérifiez son orthographe.`],
  [/^(unclosed)/, () => 'Un signe ouvert ici n’est pas refermé : parenthèse, crochet, accolade, guillemet, * ou $.'],
  [/^unexpected closing/, () => 'Un signe est refermé ici sans avoir été ouvert.'],
  [
    /^(file not found|failed to load file|.*plugin|.*WebAssembly)/,
    () => 'Un modèle ne lit aucun fichier : ôtez cette lecture ou cette image.',
  ],
  [/^(failed to download package|package not found)/, () => 'Un modèle ne charge aucun paquet : ôtez cette ligne.'],
  [/^(condition is always true|loop seems to be infinite|maximum .* depth exceeded)/, () => 'Cette boucle ne finit pas.'],
  [/^label `<(.+)>` does not exist/, (mot) => `« @${mot} » ne renvoie à rien ; pour écrire le signe @, faites-le précéder de \\.`],
  [/^expected function, found content/, () => 'Une partie s’écrit sans parenthèses : #motif.'],
  [/^pagebreaks are not allowed/, () => 'Un saut de page ne se met pas à l’intérieur d’un cadre.'],
  [/^PDF\/UA-1 error: the first heading/, () => 'Le document n’a pas de titre : ajoutez #titre, ou une ligne qui commence par « = ».'],
  [/^PDF\/UA-1 error: skipped from heading/, () => 'Un niveau de titre est sauté : après « = » vient « == », puis « === ».'],
  [/^PDF\/UA-1 error: the text `"(.+)"` could not/, (texte) => `Nos polices ne dessinent pas « ${texte} » : écrivez-le autrement.`],
  [/^PDF\/UA-1 error: missing alt text/, () => 'Une formule demande un texte de remplacement : écrivez-la en toutes lettres.'],
]

const EXTRAIT_MAX = 40
/** « 20 (« #inconnu ») » : qui écrit ne voit pas de numéros, mais reconnaît sa ligne. */
function lieuDe(ligne: number, texte: string): string {
  const extrait = texte.split('\n')[ligne - 1]?.trim() ?? ''
  const court = extrait.length > EXTRAIT_MAX ? `${extrait.slice(0, EXTRAIT_MAX)}…` : extrait
  return court === '' ? String(ligne) : `${ligne} (« ${court} »)`
}

const situer = (lieu: string | null, phrase: string): string => (lieu === null ? phrase : `Ligne ${lieu} : ${sansMajuscule(phrase)}`)

/** Dit la première faute, à sa ligne dans `texte`. */
export function direRefus({ motif, fautes: [faute] }: Pick<GabaritRefuse, 'motif' | 'fautes'>, texte: string): RefusDit {
  if (motif !== 'composition') return { phrase: CAUSES[motif], moteur: null }
  const { ligne = null, message = '' } = faute ?? {}
  const lieu = ligne === null ? null : lieuDe(ligne, texte)
  for (const [forme, dire] of TRADUCTIONS) {
    const trouve = forme.exec(message)
    if (trouve) return { phrase: situer(lieu, dire(trouve[1] ?? '')), moteur: null }
  }
  return { phrase: `Le modèle ne se compose pas${lieu === null ? '' : ` à la ligne ${lieu}`}.`, moteur: message || null }
}
