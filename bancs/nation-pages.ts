import { imprimer, options, type Releve } from './commun.ts'
import { identifiantDe } from './conseillers.ts'
import { CONSEILLERS, dossierNation, PREMIERE_RENTREE } from './nation.ts'
import { ANNEES } from './nation-hypotheses.ts'
import { lancerServeurBanc, Navigateur } from './navigateur.ts'
import { mesurerPage } from './page-seule.ts'

/** Les pages de chiffres d'un département, d'une académie et du pays, sur cinq années de faits, une personne à la fois. */
const ANNEE = PREMIERE_RENTREE + ANNEES - 1
const PAGES = [
  { nom: 'Chiffres', chemin: `/chiffres?annee=${ANNEE}`, attendu: 'Motif' },
  { nom: 'Réponses du département', chemin: `/chiffres/retours?annee=${ANNEE}`, attendu: 'Sans réponse' },
] as const

async function principal(): Promise<void> {
  const { echelle = 'dixieme', racine } = options(['echelle', 'racine'])
  const serveur = await lancerServeurBanc(dossierNation(echelle, racine))
  const releves: Releve[] = []
  try {
    for (const conseiller of CONSEILLERS) {
      const navigateur = new Navigateur(serveur.adresse)
      await navigateur.entrer(identifiantDe(conseiller))
      for (const page of PAGES)
        releves.push(...(await mesurerPage(navigateur, { ...page, nom: `${page.nom}, niveau ${conseiller.niveau}` })))
      navigateur.fermer()
    }
  } finally {
    await serveur.arreter()
  }
  imprimer(`Pages de chiffres sur cinq années nationales, échelle ${echelle}`, releves)
}

await principal()
