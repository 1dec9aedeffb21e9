import { anneeEnClair } from '#modules/pilotage/index.ts'
import { libellesNiveaux } from '#modules/referentiels/index.ts'
import { Badge, Bouton, BoutonLien, Boutons, Champ, ETAT_VIDE, Formulaire, Instant, Ligne, Lignes, ListeVide, Titre } from '#ui/index.ts'
import type { RapportListe } from './rapport.ts'

type Props = {
  readonly annee: number
  readonly annees: readonly number[]
  readonly rapports: readonly RapportListe[]
  readonly regleLeSeuil: boolean
}

/** Les rapports d'une année : les vôtres à faire, puis ceux qui vous reviennent. */
export function PageRapports({ annee, annees, rapports, regleLeSeuil }: Props) {
  const [tenus, recus] = [rapports.filter((r) => r.tenu), rapports.filter((r) => !r.tenu)]
  return (
    <>
      <Titre complement={`Année scolaire ${anneeEnClair(annee)}, de septembre à août`}>Rapports d’activité</Titre>
      <Formulaire methode="get" libelle="Choisir l’année">
        <Ligne>
          <Champ
            nom="annee"
            libelle="Année scolaire"
            type="choix"
            invite={null}
            etat={{ ...ETAT_VIDE, valeurs: { annee: String(annee) } }}
            options={annees.map((a) => [String(a), anneeEnClair(a)] as const)}
          />
          <Bouton genre="secondaire">Afficher</Bouton>
        </Ligne>
      </Formulaire>
      <Titre niveau={2}>Les vôtres</Titre>
      {tenus.length === 0 ? <ListeVide titre="Aucun rapport ne vous est confié." /> : <Liste rapports={tenus} annee={annee} />}
      <Titre niveau={2}>Ce qui redescend, ce qui remonte</Titre>
      {recus.length === 0 ? (
        <ListeVide titre="Aucun rapport n’est encore figé autour de vous.">
          Les rapports du bassin, du département, de l’académie et de la nation paraissent ici dès qu’ils sont figés.
        </ListeVide>
      ) : (
        <Liste rapports={recus} annee={annee} />
      )}
      <Boutons>
        <BoutonLien href="/rapports/dictionnaire" genre="discret">
          Dictionnaire des données
        </BoutonLien>
        {regleLeSeuil && (
          <BoutonLien href="/rapports/seuil" genre="discret">
            Régler le seuil du secret statistique
          </BoutonLien>
        )}
      </Boutons>
    </>
  )
}

function Liste({ rapports, annee }: { readonly rapports: readonly RapportListe[]; readonly annee: number }) {
  return (
    <Lignes
      lignes={rapports.map((r) => ({
        texte: (
          <a href={r.tenu ? `/rapports/${r.territoireId}/${annee}` : `/rapports/${r.territoireId}/${annee}/${r.numero}`}>{r.territoire}</a>
        ),
        precision: (
          <>
            {libellesNiveaux[r.niveau]}
            {r.figeLe && (
              <>
                {', n° '}
                {r.numero} figé le <Instant instant={r.figeLe} />
              </>
            )}
          </>
        ),
        action: <Etat rapport={r} />,
      }))}
    />
  )
}

function Etat({ rapport }: { readonly rapport: RapportListe }) {
  if (rapport.etat === 'fige') return <Badge genre="succes">Figé</Badge>
  if (rapport.etat === null) return <Badge>À préparer</Badge>
  return <Badge genre="info">En préparation</Badge>
}
