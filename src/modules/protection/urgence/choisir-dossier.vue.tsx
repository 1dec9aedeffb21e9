import type { LigneDossier } from '#modules/dossiers/index.ts'
import { BoutonLien, Boutons, FilAriane, Lignes, ListeVide, Masque, Titre } from '#ui/index.ts'

type Choix = { readonly lignes: readonly LigneDossier[]; readonly suite: string | null }

/** De quel élève s'agit-il : mes dossiers, le dernier mouvement d'abord. */
export function PageChoisirDossier({ donnees: { lignes, suite } }: { readonly donnees: Choix }) {
  return (
    <>
      <FilAriane liens={[{ libelle: 'Urgence', href: '/urgence' }]} courant="Noter ce qui est fait" />
      <Titre complement="Choisissez le dossier de l’élève.">Noter ce qui est fait</Titre>
      {lignes.length === 0 ? (
        <ListeVide titre="Aucun dossier ouvert.">Cherchez l’élève : son dossier s’ouvre en consignant le premier acte.</ListeVide>
      ) : (
        <Lignes
          lignes={lignes.map(({ dossier, identite }) => ({
            texte: (
              <a href={`/dossiers/${dossier.id}/urgence`}>
                {identite ? <Masque>{`${identite.prenom} ${identite.nomUsage ?? identite.nomFamille}`}</Masque> : 'Dossier sans clé'}
              </a>
            ),
            precision: dossier.etablissement,
          }))}
        />
      )}
      <Boutons>
        {suite !== null && (
          <BoutonLien genre="discret" href={`/urgence/noter?apres=${encodeURIComponent(suite)}`}>
            Dossiers plus anciens
          </BoutonLien>
        )}
        <BoutonLien href="/recherche">Chercher un élève</BoutonLien>
      </Boutons>
    </>
  )
}
