import { Gabarit } from '#ui/gabarit.tsx'
import { VitrineAccueil, VitrineChiffres, VitrineDossier } from './pages.tsx'
import { VitrineSaisie } from './saisie.tsx'

/*
 * Toutes les pièces de l’interface sur quatre pages, avec des données de personne. Sert aux essais (axe, 320 px, clavier) et à montrer à
 * qui écrit une page ce qui existe.
 */
/** Pages de la vitrine, par leur nom. */
export const PAGES_VITRINE = { saisie: VitrineSaisie, accueil: VitrineAccueil, dossier: VitrineDossier, chiffres: VitrineChiffres } as const

/** Une page de la vitrine, complète. */
export function pageVitrine(nom: keyof typeof PAGES_VITRINE) {
  const Contenu = PAGES_VITRINE[nom]
  return (
    <Gabarit
      titre="Vitrine"
      recherche={{ action: '/eleves', suggestionsUrl: '/propositions' }}
      navigation={[
        { libelle: 'Accueil', href: '/accueil', courant: nom === 'accueil' },
        { libelle: 'Dossiers', href: '/dossier', courant: nom === 'dossier' },
        { libelle: 'Chiffres', href: '/chiffres', courant: nom === 'chiffres' },
      ]}
      actions={[
        { libelle: 'Consigner', href: '/saisie', icone: 'ajouter', raccourci: 'C', principale: true },
        { libelle: 'Urgence', href: '/urgence', icone: 'telephone', urgence: true },
        { libelle: 'Échéances', href: '/echeances', icone: 'horloge', compte: 4 },
      ]}
      agent={{ nom: 'Camille Exemple', fonction: 'assistante de service social', deconnexion: '/deconnexion' }}
      verrouillable={{ inactiviteSecondes: 900 }}
      modeDemonstration="Démonstration : personnes et faits inventés."
      message={nom === 'accueil' ? { genre: 'succes', texte: 'C’est enregistré.' } : undefined}
      pied={[{ libelle: 'Mentions légales', href: '/mentions' }]}
      contenu={<Contenu />}
    />
  )
}
