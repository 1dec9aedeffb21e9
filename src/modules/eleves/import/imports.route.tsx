import { lancer } from '#socle/cas-usage.ts'
import { donneesJson, type EchangeIdentifie, etatApres, etatVide, identifie, page, type Reponse, type Route } from '#socle/http/route.ts'
import { creerDeposerImport, lireImport, listerImports } from './deposer-import.cas.ts'
import { avancementDes, avancementEnClair, enCours } from './import-affiche.ts'
import { ListeDesImports, PageImport } from './imports.vue.tsx'
import { oublierDepots, recevoirDepots } from './recevoir-depots.requetes.ts'
import type { ReglagesDepots, TacheImporter } from './reglages.ts'

const ACCES = ['assistant_social', 'administrateur'] as const
const TITRE = 'Base élèves'

/** Déposer, suivre, lire le compte rendu d'un import. */
export const routesImports = (reglages: ReglagesDepots, importer: TacheImporter): Route[] => [
  listeEtDepot(reglages, importer),
  page({
    chemin: '/imports/:importId',
    acces: ACCES,
    titre: 'Import',
    cas: lireImport,
    afficher: ({ donnees }) => <PageImport donnees={donnees} />,
  }),
  donneesJson({
    chemin: '/imports/avancement',
    acces: ACCES,
    cas: listerImports,
    presenter: ({ imports }) => ({ ...avancementDes(imports), suite: '/imports' }),
  }),
  donneesJson({
    chemin: '/imports/:importId/avancement',
    acces: ACCES,
    cas: lireImport,
    presenter: (i) => ({
      faites: i.octetsLus,
      total: i.octetsTotal,
      libelle: avancementEnClair(i),
      fini: !enCours(i),
      suite: `/imports/${i.id}`,
    }),
  }),
]

function listeEtDepot(reglages: ReglagesDepots, importer: TacheImporter): Route {
  const { depots: dossier } = reglages
  const cas = creerDeposerImport(importer)
  return {
    chemin: '/imports',
    methodes: ['GET', 'POST'],
    acces: ACCES,
    async traiter(brut) {
      const e = identifie(brut)
      if (e.methode === 'GET') return afficher(e, etatVide(e.moteur), 200)
      const { champs, depots, refus } = await recevoirDepots(e.requete, reglages, e.moteur.identifiant)
      try {
        if (refus) throw refus
        const { importIds } = await lancer(e.moteur, e.agent, cas, { ...champs, depots })
        // Le même envoi reçu deux fois : la première fois fait foi, ces fichiers-ci sont de trop.
        await oublierDepots(
          dossier,
          depots.filter((d) => !importIds.includes(d.depot)),
        )
        return { genre: 'redirection', vers: importIds.length === 1 ? `/imports/${importIds[0]}` : '/imports' }
      } catch (erreur) {
        await oublierDepots(dossier, depots)
        const reprise = etatApres(erreur, champs, etatVide(e.moteur))
        if (!reprise) throw erreur
        const { depots: manque, ...erreurs } = reprise.etat.erreurs
        return afficher(e, { ...reprise.etat, erreurs: manque === undefined ? erreurs : { ...erreurs, fichiers: manque } }, reprise.statut)
      }
    },
  }
}

async function afficher(e: EchangeIdentifie, etat: ReturnType<typeof etatVide>, statut: number): Promise<Reponse> {
  const donnees = await lancer(e.moteur, e.agent, listerImports, {})
  return { genre: 'page', statut, titre: TITRE, contenu: <ListeDesImports donnees={donnees} etat={etat} /> }
}
