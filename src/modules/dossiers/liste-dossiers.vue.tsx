import { ageAu, nomAffiche } from '#modules/eleves/index.ts'
import { motifsIntervention } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Badge, Bouton, Champ, Combien, Formulaire, Jour, Ligne, ListeVide, Masque, Tableau, Titre } from '#ui/index.ts'
import type { FiltreDossiers, LigneDossier, PageDossiers } from './dossier-affiche.ts'

const adresse = ({ statut, etablissementId }: FiltreDossiers, apres: string): string =>
  `/dossiers?${new URLSearchParams({ statut, ...(etablissementId ? { etablissementId } : {}), apres })}`

/** Mes dossiers : le filtre, combien, le tableau, la suite. */
export function ListeDossiers({
  donnees,
  agent,
  aujourdHui,
}: {
  readonly donnees: PageDossiers
  readonly agent: Agent
  readonly aujourdHui: string
}) {
  const { lignes, total, suite, filtre } = donnees
  return (
    <>
      <Titre>Mes dossiers</Titre>
      <Filtre agent={agent} filtre={filtre} />
      <Combien montres={lignes.length} total={total} singulier="dossier" />
      <Tableau
        legende="Dossiers, du dernier mouvement au plus ancien"
        legendeMasquee
        lignes={lignes}
        vide={<ListeVide titre="Aucun dossier ici.">Cherchez un élève : son dossier s’ouvre en consignant le premier acte.</ListeVide>}
        colonnes={[
          { libelle: 'Élève', rendre: (l) => <Nom ligne={l} aujourdHui={aujourdHui} /> },
          { libelle: 'Établissement', rendre: (l) => l.dossier.etablissement },
          { libelle: 'Motif d’ouverture', rendre: (l) => libelleDe(motifsIntervention, l.dossier.motif) },
          { libelle: 'Dernier mouvement', rendre: (l) => <Jour jour={l.dossier.dernierActeLe} /> },
        ]}
      />
      {suite !== null && (
        <nav class="eg-pagination" aria-label="Pages de la liste">
          <a class="fr-link" rel="next" href={adresse(filtre, suite)}>
            Dossiers plus anciens
          </a>
        </nav>
      )}
    </>
  )
}

function Nom({ ligne: { dossier, identite }, aujourdHui }: { readonly ligne: LigneDossier; readonly aujourdHui: string }) {
  return (
    <>
      <a href={`/dossiers/${dossier.id}`}>{identite ? <Masque>{nomAffiche(identite)}</Masque> : 'Dossier sans clé'}</a>
      {identite && `, ${ageAu(identite.dateNaissance, aujourdHui)} ans`} {dossier.statut === 'clos' && <Badge>Clos</Badge>}
    </>
  )
}

function Filtre({ agent, filtre }: { readonly agent: Agent; readonly filtre: FiltreDossiers }) {
  const etablissements = agent.affectations.filter((a) => a.niveau === 'etablissement' && a.fonction === 'assistant_social')
  return (
    <Formulaire methode="get" libelle="Restreindre la liste">
      <Ligne>
        <Champ
          nom="statut"
          libelle="État"
          type="choix"
          invite={null}
          defaut={filtre.statut}
          options={[
            ['ouvert', 'Ouverts'],
            ['clos', 'Clos'],
            ['tous', 'Tous'],
          ]}
        />
        {etablissements.length > 1 && (
          <Champ
            nom="etablissementId"
            libelle="Établissement"
            type="choix"
            invite="Tous"
            defaut={filtre.etablissementId ?? ''}
            options={etablissements.map((a) => [a.territoireId, a.libelle] as const)}
          />
        )}
        <Bouton genre="secondaire">Restreindre</Bouton>
      </Ligne>
    </Formulaire>
  )
}
