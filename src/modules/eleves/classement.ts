import { fautesDeFrappe } from './distance.ts'
import { motsDe, normaliser } from './normaliser.ts'

/** Ce qu'un mot cherché coûte quand rien ne lui ressemble. */
const ETRANGER = 3
const DEBUT_DE_MOT = 0.3
/** Au-dessous, un début de mot qui porte une faute est trop court pour vouloir dire quelque chose. */
const DEBUT_FAUTIF_MIN = 4

type Noms = {
  readonly nomFamille: string
  readonly nomUsage: string | null
  readonly prenom: string
  readonly prenom2?: string | null
  readonly prenom3?: string | null
}

/** Écart entre un mot cherché et un mot du nom : 0 identiques, puis début de mot, une faute, deux fautes, étranger. */
function ecart(cherche: string, mot: string): number {
  if (cherche === mot) return 0
  if (cherche.length >= 2 && mot.startsWith(cherche)) return DEBUT_DE_MOT
  const admises = cherche.length >= 7 ? 2 : cherche.length >= 2 ? 1 : 0
  const fautes = fautesDeFrappe(cherche, mot, admises)
  if (fautes <= admises) return fautes
  if (cherche.length < DEBUT_FAUTIF_MIN) return ETRANGER
  const debuts = [-1, 0, 1].map((d) => fautesDeFrappe(cherche, mot.slice(0, cherche.length + d), 1))
  return Math.min(...debuts) <= 1 ? 1 + DEBUT_DE_MOT : ETRANGER
}

/**
 * À quel point une recherche ressemble à ces noms : 0 exactement, plus c'est grand moins c'est lui ; `null` si plus de la
 * moitié des mots cherchés ne ressemble à rien. L'ordre des mots ne compte pas, ni où l'on a coupé (« le fevre », « lefèvre »).
 */
export function ressemblance(cherche: string, noms: Noms): number | null {
  const mots = [
    noms.nomFamille,
    noms.nomUsage,
    noms.prenom,
    noms.prenom2 ?? null,
    noms.prenom3 ?? null,
    `${noms.prenom} ${noms.nomFamille}`,
  ].flatMap(motsDe)
  const cherches = normaliser(cherche).split(' ').filter(Boolean)
  if (cherches.length === 0) return null
  const cout = (mot: string) => Math.min(ETRANGER, ...mots.map((m) => ecart(mot, m)))
  // meilleur[i] : les i premiers mots cherchés, chacun seul ou soudé au précédent.
  const meilleur = [0]
  cherches.forEach((mot, i) => {
    const seul = (meilleur[i] ?? 0) + cout(mot)
    const ensemble = i === 0 ? ETRANGER : cout((cherches[i - 1] ?? '') + mot)
    meilleur.push(ensemble === ETRANGER ? seul : Math.min(seul, (meilleur[i - 1] ?? 0) + ensemble))
  })
  const total = meilleur[cherches.length] ?? Infinity
  return total > Math.max(2, (cherches.length * ETRANGER) / 2) ? null : total
}
