import { codesEnOrdre, instances, motifsIntervention, noteDe, themesActionCollective } from '#modules/referentiels/index.ts'
import { libelleDe, type Nomenclature } from '#socle/nomenclature.ts'
import { accorder, Barres, BoutonLien, Definition, nombreEnClair, Tableau, Titre } from '#ui/index.ts'
import { type MesActions, NATURES, type Nature, natures, PUBLICS, publics } from './action.ts'

const OBJETS: Readonly<Record<Nature, { titre: string; axe: string; nomenclature: Nomenclature; rubrique: Parameters<typeof noteDe>[0] }>> =
  {
    conseil: { titre: 'Conseils techniques par motif', axe: 'Motif', nomenclature: motifsIntervention, rubrique: 'conseils_techniques' },
    instance: { titre: 'Participations par instance', axe: 'Instance', nomenclature: instances, rubrique: 'instance' },
    action_collective: {
      titre: 'Actions collectives par thème',
      axe: 'Thème',
      nomenclature: themesActionCollective,
      rubrique: 'theme_action_collective',
    },
  }

/** « 12 conseils techniques, 3 participations à des instances, aucune action collective. » */
const phraseSansNom = (comptes: MesActions['natures']): string =>
  `${NATURES.map((n) => (comptes[n] === 0 ? `aucun${n === 'conseil' ? '' : 'e'} ${natures[n].un}` : accorder(comptes[n], natures[n].un, natures[n].plusieurs))).join(', ')}.`

/** Mes comptes sans nom, sous mes actes : une phrase, une répartition par nature, le public. */
export function MesActionsSansNom({ comptes, annee }: { readonly comptes: MesActions; readonly annee: number }) {
  return (
    <section>
      <Titre niveau={2}>Sans nom</Titre>
      <p class="eg-phrase">{phraseSansNom(comptes.natures)}</p>
      {NATURES.filter((n) => comptes.natures[n] > 0).map((n) => (
        <Repartition nature={n} comptes={comptes} />
      ))}
      {comptes.natures.action_collective > 0 && <PublicTouche comptes={comptes} />}
      <p>
        <BoutonLien href={`/sans-nom?annee=${annee}`}>Voir ces actions, les corriger</BoutonLien>
      </p>
    </section>
  )
}

function Repartition({ nature, comptes }: { readonly nature: Nature; readonly comptes: MesActions }) {
  const { titre, axe, nomenclature, rubrique } = OBJETS[nature]
  const { libelle, definition, source } = noteDe(rubrique)
  const donnees = codesEnOrdre(nomenclature).flatMap((c) => {
    const valeur = comptes.objets[nature].get(c)
    return valeur === undefined ? [] : [{ libelle: libelleDe(nomenclature, c), valeur }]
  })
  return (
    <Barres titre={titre} axe={axe} unite="Nombre" donnees={donnees}>
      <Definition
        terme={libelle}
        definition={definition}
        perimetre="Les vôtres, tous établissements, l’année scolaire affichée."
        source={source}
      />
    </Barres>
  )
}

/** Une somme ne se lit qu'avec le nombre d'actions qui la disent. */
function PublicTouche({ comptes: { natures: total, publics: comptes } }: { readonly comptes: MesActions }) {
  return (
    <Tableau
      legende="Public des actions collectives"
      vide=""
      lignes={PUBLICS}
      colonnes={[
        { libelle: 'Public', rendre: (p) => publics[p] },
        { libelle: 'Nombre dit', numerique: true, rendre: (p) => nombreEnClair(comptes[p].somme) },
        { libelle: 'Actions qui le disent', numerique: true, rendre: (p) => nombreEnClair(comptes[p].dits) },
        { libelle: 'Inconnu', numerique: true, rendre: (p) => nombreEnClair(comptes[p].inconnus) },
        {
          libelle: 'Non demandé',
          numerique: true,
          rendre: (p) => nombreEnClair(total.action_collective - comptes[p].dits - comptes[p].inconnus),
        },
      ]}
    />
  )
}
