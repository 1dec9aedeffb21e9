import { EnteteDossier, FamilleDossier, MembresDossier } from '#modules/dossiers/index.ts'
import { issuesCloture, motifsIntervention, originesDemande } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Alerte, BoutonLien, Boutons, Carte, CleValeur, Instant } from '#ui/index.ts'
import type { DossierLu } from './acte-affiche.ts'
import { ChronologieDossier } from './chronologie.vue.tsx'
import { RappelsDossier } from './rappels.vue.tsx'

type Props = { readonly donnees: DossierLu; readonly agent: Agent; readonly aujourdHui: string }

/** Le dossier, une colonne qui se lit comme une histoire : qui, les siens, ce qui presse, ce qui s'est passé. */
export function PageDossier({ donnees, agent, aujourdHui }: Props) {
  const { dossier, identite, eleve } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} classe={eleve?.classe} aujourdHui={aujourdHui} />
      <Situation donnees={donnees} />
      <Gestes donnees={donnees} />
      <RappelsDossier rappels={donnees.rappels} dossierId={dossier.id} aujourdHui={aujourdHui} />
      <Entourage donnees={donnees} agent={agent} aujourdHui={aujourdHui} />
      <ChronologieDossier donnees={donnees} agent={agent} aujourdHui={aujourdHui} />
    </>
  )
}

function Situation({ donnees: { dossier, avant, apres } }: { readonly donnees: DossierLu }) {
  return (
    <>
      {dossier.statut === 'clos' && dossier.closLe && (
        <Alerte genre="attention" titre="Dossier clos">
          <p>
            <Instant instant={dossier.closLe} /> : {libelleDe(issuesCloture, dossier.issue ?? '').toLowerCase()}. Il se lit, plus rien ne
            s’y écrit. {apres !== null && <a href={`/dossiers/${apres}`}>Un dossier plus récent le reprend</a>}
          </p>
        </Alerte>
      )}
      {avant !== null && (
        <p>
          <a href={`/dossiers/${avant}`}>Ce dossier reprend un dossier clos</a>
        </p>
      )}
    </>
  )
}

function Gestes({ donnees: { dossier, identite, actions, peutEcrire, peutOrganiser } }: { readonly donnees: DossierLu }) {
  if (!peutEcrire) return null
  return (
    <Boutons>
      <BoutonLien href={`/dossiers/${dossier.id}/consigner`} genre="principal">
        Consigner
      </BoutonLien>
      {actions.map((a) => (
        <BoutonLien href={a.href}>{a.libelle}</BoutonLien>
      ))}
      {peutOrganiser && (
        <>
          <BoutonLien href={`/eleves/${identite.eleveId}`} genre="discret">
            Fiche de l’élève
          </BoutonLien>
          <BoutonLien href={`/dossiers/${dossier.id}/clore`} genre="discret">
            Clore
          </BoutonLien>
        </>
      )}
    </Boutons>
  )
}

function Entourage({ donnees, agent, aujourdHui }: Props) {
  const { dossier, membres, titulaires, liens, peutOrganiser } = donnees
  const base = `/dossiers/${dossier.id}`
  return (
    <Carte titre="L’élève et les siens">
      <CleValeur
        paires={[
          ['Membres du dossier', <MembresDossier membres={membres} agentId={agent.id} aujourdHui={aujourdHui} />],
          ['Ouvert', <Ouverture donnees={donnees} />],
        ]}
      />
      <FamilleDossier titulaires={titulaires} liens={liens} aujourdHui={aujourdHui} />
      {peutOrganiser && (
        <Boutons>
          <BoutonLien href={`${base}/titulaires`} genre="discret">
            Autorité parentale et décisions
          </BoutonLien>
          <BoutonLien href={`${base}/famille`} genre="discret">
            Foyer et fratrie
          </BoutonLien>
          <BoutonLien href={`${base}/membres`} genre="discret">
            Membres
          </BoutonLien>
        </Boutons>
      )}
    </Carte>
  )
}

const Ouverture = ({ donnees: { dossier } }: { readonly donnees: DossierLu }) => (
  <>
    <Instant instant={dossier.ouvertLe} />, {libelleDe(motifsIntervention, dossier.motif)} (venu de :{' '}
    {libelleDe(originesDemande, dossier.origine)})
  </>
)
