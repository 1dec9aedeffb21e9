import { AnneesVoisines, anneeEnClair } from '#modules/pilotage/index.ts'
import { originesDemande, rolesInstance } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  type Colonne,
  Combien,
  Formulaire,
  Jour,
  ListeVide,
  Pagination,
  Tableau,
  Titre,
  typographier,
} from '#ui/index.ts'
import { peutCorriger } from './action.politique.ts'
import { type ActionListee, NATURES, natures, objetDe, PUBLICS, publics } from './action.ts'

type Donnees = {
  readonly annee: number
  readonly actions: readonly ActionListee[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

/** Mes actions sans nom d'une année : personne d'autre ne lit cette page. */
export function PageActions({
  donnees,
  agent,
  aujourdHui,
}: {
  readonly donnees: Donnees
  readonly agent: Agent
  readonly aujourdHui: string
}) {
  const { annee, actions, total, page, pages } = donnees
  return (
    <>
      <Titre complement="Les vôtres : personne d’autre ne lit cette liste. Au-dessus de vous, seuls des comptes sans agent.">
        Actions sans nom
      </Titre>
      <Boutons>
        {NATURES.map((n, rang) => (
          <BoutonLien href={`/sans-nom/consigner/${n}`} genre={rang === 0 ? 'principal' : 'secondaire'}>
            {natures[n].libelle}
          </BoutonLien>
        ))}
      </Boutons>
      <Tableau
        legende={`Année scolaire ${anneeEnClair(annee)}`}
        colonnes={colonnes(agent)}
        lignes={actions}
        vide={<ListeVide titre={`Aucune action sans nom en ${anneeEnClair(annee)}.`} />}
        precision={<Combien montres={actions.length} total={total} singulier="action" />}
      />
      <Pagination page={page} pages={pages} href={(p) => `/sans-nom?annee=${annee}&page=${p}`} />
      <AnneesVoisines chemin="/sans-nom" annee={annee} aujourdHui={aujourdHui} />
    </>
  )
}

const colonnes = (agent: Agent): Colonne<ActionListee>[] => [
  { libelle: 'Quand', rendre: (a) => <Jour jour={a.dateAction} /> },
  { libelle: 'Nature', rendre: (a) => natures[a.nature].libelle },
  { libelle: 'Sujet', rendre: objetDe },
  { libelle: 'Précisions', rendre: (a) => typographier(precisions(a).join(' ; ')) || '–' },
  { libelle: 'Établissement', rendre: (a) => a.etablissement },
  { libelle: 'Corriger', rendre: (a) => <Gestes action={a} agent={agent} /> },
]

/** Ce qui est dit de plus, et ce qui est dit inconnu ; ce qui n'a pas été demandé ne s'affiche pas. */
function precisions(a: ActionListee): string[] {
  const nombres = PUBLICS.flatMap((p) => {
    const quoi = publics[p].toLocaleLowerCase('fr')
    if (a.inconnus.includes(p)) return [`${quoi} : inconnu`]
    return a[p] === null ? [] : [`${quoi} : ${a[p]}`]
  })
  return [
    ...(a.origine ? [libelleDe(originesDemande, a.origine)] : []),
    ...(a.role ? [libelleDe(rolesInstance, a.role)] : []),
    ...nombres,
    ...(a.partenaires.length > 0 ? [`avec ${a.partenaires.map((p) => libelleDe(originesDemande, p)).join(', ')}`] : []),
  ]
}

function Gestes({ action, agent }: { readonly action: ActionListee; readonly agent: Agent }) {
  if (action.annuleeLe !== null) return <Badge genre="info">{action.remplacee ? 'Remplacée' : 'Annulée'}</Badge>
  if (!peutCorriger(agent, action).permis) return <>–</>
  const laquelle = <span class="fr-sr-only">{typographier(` : ${natures[action.nature].libelle}, ${objetDe(action)}`)}</span>
  return (
    <Boutons>
      <BoutonLien href={`/sans-nom/${action.id}/corriger`} genre="discret">
        Corriger{laquelle}
      </BoutonLien>
      <Formulaire action={`/sans-nom/${action.id}/annuler`}>
        <Bouton genre="discret">Annuler{laquelle}</Bouton>
      </Formulaire>
    </Boutons>
  )
}
