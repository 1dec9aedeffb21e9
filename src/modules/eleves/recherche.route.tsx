import { lancer } from '#socle/cas-usage.ts'
import { type EchangeIdentifie, identifie, type Route } from '#socle/http/route.ts'
import { creerChercher, type Marquage } from './chercher.cas.ts'
import { nomAffiche } from './eleve.ts'
import { etatTrouve, hrefTrouve, PageRecherche, precisionTrouve } from './recherche.vue.tsx'

/** La recherche, en page et en propositions à la frappe. `marquer` dit quels élèves ont un dossier ouvert. */
export function routesRecherche(marquer: Marquage): Route[] {
  const cas = creerChercher(marquer)
  const chercher = (e: EchangeIdentifie) => lancer(e.moteur, e.agent, cas, { q: e.corps.q })
  return [
    {
      chemin: '/recherche',
      methodes: ['GET', 'POST'],
      acces: ['assistant_social'],
      async traiter(brut) {
        const recherche = await chercher(identifie(brut))
        return { genre: 'page', statut: 200, titre: 'Rechercher un élève', contenu: <PageRecherche recherche={recherche} /> }
      },
    },
    {
      chemin: '/recherche.json',
      methodes: ['POST'],
      acces: ['assistant_social'],
      async traiter(brut) {
        const { eleves } = await chercher(identifie(brut))
        const resultats = eleves.map((t) => ({
          libelle: nomAffiche(t),
          href: hrefTrouve(t),
          precision: precisionTrouve(t),
          etat: etatTrouve(t),
        }))
        return { genre: 'json', statut: 200, corps: { resultats } }
      },
    },
  ]
}
