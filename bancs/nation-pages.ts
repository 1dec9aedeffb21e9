import { imprimer, options } from './commun.ts'
import { CONSEILLERS, dossierNation, PREMIERE_RENTREE } from './nation.ts'
import { ANNEES } from './nation-hypotheses.ts'
import { mesurerPages } from './page-seule.ts'

/** Les pages de chiffres d'un département, d'une académie et du pays, sur cinq années de faits, une personne à la fois. */
const ANNEE = PREMIERE_RENTREE + ANNEES - 1
const PAGES = [
  { nom: 'Chiffres', chemin: `/chiffres?annee=${ANNEE}`, attendu: 'Motif' },
  { nom: 'Réponses du département', chemin: `/chiffres/retours?annee=${ANNEE}`, attendu: 'Sans réponse' },
] as const

async function principal(): Promise<void> {
  const { echelle = 'dixieme', racine } = options(['echelle', 'racine'])
  const releves = await mesurerPages(dossierNation(echelle, racine), CONSEILLERS, () => PAGES)
  imprimer(`Pages de chiffres sur cinq années nationales, échelle ${echelle}`, releves)
}

await principal()
