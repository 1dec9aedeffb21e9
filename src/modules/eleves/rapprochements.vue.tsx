import type { Vue } from '#socle/http/route.ts'
import { Bouton, Boutons, Carte, CleValeur, Combien, Formulaire, Jour, ListeVide, Masque, Titre } from '#ui/index.ts'
import { nomAffiche } from './eleve.ts'
import type { Rapprochement } from './rapprochement.ts'

/** Les élèves qu'un fichier apporte et qui portent le nom, le prénom et la naissance d'un élève déjà connu. */
export function PageRapprochements({ donnees }: Vue<readonly Rapprochement[]>) {
  return (
    <>
      <Titre>Est-ce le même élève ?</Titre>
      <p>Même nom, même prénom, même date de naissance, mais aucun INE commun pour l’assurer : Égide ne réunit rien sans vous.</p>
      {donnees.length === 0 ? (
        <ListeVide titre="Aucun rapprochement à décider." />
      ) : (
        <>
          <Combien montres={donnees.length} total={donnees.length} singulier="rapprochement à décider" pluriel="rapprochements à décider" />
          {donnees.map((r) => (
            <UnRapprochement r={r} />
          ))}
        </>
      )}
    </>
  )
}

function UnRapprochement({ r }: { readonly r: Rapprochement }) {
  return (
    <Carte titre={nomAffiche(r.eleve)}>
      <CleValeur
        paires={[
          ['Naissance', <Jour jour={r.eleve.dateNaissance} />],
          [
            'Ici',
            <>
              <a href={`/eleves/${r.eleve.id}`}>
                <Masque>sa fiche</Masque>
              </a>
              , {r.eleve.classe ?? 'sans classe'}, {r.eleve.etablissement}
            </>,
          ],
          ['Connu aussi à', r.ancienEtablissement],
          ['Proposé le', <Jour jour={r.proposeLe} />],
        ]}
      />
      <Formulaire action={`/rapprochements/${r.id}`} libelle="Décider">
        <Boutons>
          <Bouton genre="secondaire" nom="decision" valeur="confirmer">
            C’est le même élève
          </Bouton>
          <Bouton genre="discret" nom="decision" valeur="ecarter">
            Ce sont deux élèves
          </Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  )
}
