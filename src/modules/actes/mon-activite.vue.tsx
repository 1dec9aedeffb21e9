import { MesActionsSansNom } from '#modules/actions-collectives/index.ts'
import { AnneesVoisines, anneeEnClair, moisScolaires } from '#modules/pilotage/index.ts'
import { codesEnOrdre, motifsIntervention, niveauxScolaires, noteDe, originesDemande, typesActe } from '#modules/referentiels/index.ts'
import { codesDe, libelleDe, type Nomenclature } from '#socle/nomenclature.ts'
import { accorder, Barres, Courbe, Definition, ListeVide, moisEnClair, Titre } from '#ui/index.ts'
import type { MonActivite, Repartition } from './acte-affiche.ts'

const VENTILATIONS = [
  ['type', 'type_acte', typesActe],
  ['motif', 'motif_principal', motifsIntervention],
  ['origine', 'origine_demande', originesDemande],
  ['niveau', 'niveau_scolaire', niveauxScolaires],
] as const

type Props = { readonly donnees: MonActivite; readonly aujourdHui: string }

/** Mes chiffres : une phrase, une courbe, puis chaque ventilation de la grille, avec sa définition. */
export function PageMonActivite({ donnees, aujourdHui }: Props) {
  const { annee, total, sansNom } = donnees
  return (
    <>
      <Titre complement="Vos chiffres : personne d’autre ne les lit. Aucun niveau au-dessus ne voit un chiffre par agent.">
        Mon activité
      </Titre>
      <p class="eg-phrase">{`${accorder(total, 'acte consigné', 'actes consignés')} en ${anneeEnClair(annee)}.`}</p>
      <AnneesVoisines chemin="/mon-activite" annee={annee} aujourdHui={aujourdHui} />
      {total === 0 ? (
        <ListeVide titre="Aucun acte cette année-là.">Chaque acte que vous consignez se compte ici aussitôt.</ListeVide>
      ) : (
        <Chiffres donnees={donnees} aujourdHui={aujourdHui} />
      )}
      {sansNom && <MesActionsSansNom comptes={sansNom} annee={annee} />}
    </>
  )
}

function Chiffres({ donnees, aujourdHui }: Props) {
  const mois = moisScolaires(donnees.annee)
    .filter((m) => m <= aujourdHui)
    .map((m) => ({ libelle: moisEnClair(m), valeur: donnees.mois.get(m) ?? 0 }))
  return (
    <>
      <Courbe titre="Actes par mois" axe="Mois" unite="Actes" donnees={mois}>
        <Note rubrique="mois" />
      </Courbe>
      {VENTILATIONS.map(([champ, rubrique, nomenclature]) => (
        <Barres
          titre={noteDe(rubrique).libelle}
          axe={noteDe(rubrique).libelle}
          unite="Actes"
          donnees={lignesDe(nomenclature, donnees[champ])}
        >
          <Note rubrique={rubrique} />
        </Barres>
      ))}
      {donnees.precision.size > 0 && <Precisions precision={donnees.precision} />}
    </>
  )
}

const Precisions = ({ precision }: Pick<MonActivite, 'precision'>) => (
  <Barres
    titre="Précisions locales"
    axe="Motif et précision"
    unite="Actes"
    donnees={[...precision].sort(([a], [b]) => a.localeCompare(b, 'fr')).map(([libelle, valeur]) => ({ libelle, valeur }))}
  >
    <Definition
      terme="Précision locale"
      definition="Ce que le département précise d’un motif national. L’acte est déjà compté plus haut, sous ce motif."
      perimetre="Vos actes, l’année scolaire affichée. Elle ne se compte qu’ici : aucun rapport, aucun chiffre au-dessus de vous ne la porte."
      source="Votre département ; compte proposé par Égide."
    />
  </Barres>
)

/** Les codes comptés, dans l'ordre de la grille ; les autres valent zéro et ne se montrent pas. */
const lignesDe = (n: Nomenclature, comptes: Repartition) =>
  [...codesEnOrdre(n), ...[...comptes.keys()].filter((c) => !codesDe(n).includes(c))].flatMap((c) =>
    comptes.has(c) ? [{ libelle: libelleDe(n, c), valeur: comptes.get(c) ?? 0 }] : [],
  )

function Note({ rubrique }: { readonly rubrique: Parameters<typeof noteDe>[0] }) {
  const { libelle, definition, source } = noteDe(rubrique)
  return (
    <Definition
      terme={libelle}
      definition={definition}
      perimetre="Vos actes, tous établissements, l’année scolaire affichée."
      source={source}
    />
  )
}
