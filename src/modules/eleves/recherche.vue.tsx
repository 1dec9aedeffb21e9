import { Alerte, accorder, Badge, Bouton, BoutonLien, Champ, Formulaire, ListeVide, Masque, Tableau, Titre } from '#ui/index.ts'
import { nomAffiche } from './eleve.ts'
import { LETTRES_MIN, type Recherche, type Trouve } from './recherche.ts'

export const hrefTrouve = (e: Trouve): string => (e.dossierId === null ? `/eleves/${e.id}` : `/dossiers/${e.dossierId}`)
export const etatTrouve = (e: Trouve): string => (e.dossierId === null ? 'jamais vu' : 'dossier ouvert')
export const precisionTrouve = (e: Trouve): string =>
  [accorder(e.age, 'an'), e.classe ?? 'sans classe', e.etablissement, ...(e.present ? [] : ['sorti'])].join(', ')

/** La page de recherche. Ce qui est tapé part en POST : un nom ne paraît dans aucune adresse. */
export function PageRecherche({ recherche }: { readonly recherche: Recherche }) {
  return (
    <>
      <Titre>Rechercher un élève</Titre>
      <Formulaire action="/recherche" recherche libelle="Rechercher un élève">
        <Champ
          nom="q"
          libelle="Nom, prénom"
          type="recherche"
          defaut={recherche.q}
          rechercheUrl="/recherche.json"
          focus={recherche.q === ''}
          aide="Dans n’importe quel ordre, sans accent s’il le faut, même avec une faute ou un début de mot. Seuls vos établissements sont cherchés."
        />
        <Bouton icone="chercher">Rechercher</Bouton>
      </Formulaire>
      {recherche.q !== '' && <Resultats recherche={recherche} />}
    </>
  )
}

function Resultats({ recherche }: { readonly recherche: Recherche }) {
  const { q, eleves, preuve } = recherche
  if (q.length < LETTRES_MIN) return <Alerte annonce>Tapez au moins deux lettres.</Alerte>
  return (
    <section aria-label="Résultats">
      <Tableau
        legende="Élèves de vos établissements qui ressemblent"
        precision={combien(recherche)}
        lignes={eleves}
        vide={<ListeVide titre="Aucun élève de vos établissements ne ressemble.">Essayez le nom seul, ou le prénom seul.</ListeVide>}
        colonnes={[
          {
            libelle: 'Nom',
            rendre: (e) => (
              <a href={hrefTrouve(e)}>
                <Masque>{nomAffiche(e)}</Masque>
              </a>
            ),
          },
          { libelle: 'Âge', rendre: (e) => accorder(e.age, 'an') },
          { libelle: 'Classe', rendre: (e) => e.classe ?? <span class="eg-absent">sans classe</span> },
          { libelle: 'Établissement', rendre: (e) => e.etablissement },
          { libelle: 'Suivi', rendre: Suivi },
        ]}
      />
      {preuve !== null && (
        <p>
          Aucun ?{' '}
          <BoutonLien href={`/eleves/nouveau?preuve=${preuve}`} genre="secondaire" icone="ajouter">
            Créer l’élève
          </BoutonLien>
        </p>
      )}
    </section>
  )
}

function Suivi(e: Trouve) {
  return (
    <>
      <Badge genre={e.dossierId === null ? 'neutre' : 'info'}>{etatTrouve(e)}</Badge>
      {!e.present && <Badge genre="attention">sorti</Badge>}
    </>
  )
}

/** Combien, et comment restreindre. */
function combien({ eleves, total, davantage }: Recherche): string {
  if (total <= eleves.length) return accorder(total, 'élève')
  return `Les ${eleves.length} plus ressemblants sur ${davantage ? `${total} ou davantage` : total}. Pour restreindre, tapez le nom et le prénom.`
}
