import type { Agent } from '#socle/agent.ts'
import {
  accorder,
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  CleValeur,
  FilAriane,
  Formulaire,
  Instant,
  Jour,
  Lignes,
  ListeVide,
  nombreEnClair,
  Pagination,
  Tableau,
  Titre,
} from '#ui/index.ts'
import { peutAdministrerComptes, peutReinitialiser } from './comptes.politique.ts'
import { type AffectationLue, type Compte, FONCTIONS_DE_L_EQUIPE, type Reinitialisation, veille } from './comptes.ts'
import { joursEnClair, libelleFonction } from './fonctions.ts'

const etatDuCompte = (compte: Compte) =>
  compte.fermeLe !== null ? (
    <Badge genre="attention">fermé</Badge>
  ) : compte.demonstration ? (
    <Badge genre="info">démonstration</Badge>
  ) : (
    <Badge genre="succes">ouvert</Badge>
  )

/** Liste des comptes, avec recherche et pages. */
export function PageComptes(props: {
  readonly agent: Agent
  readonly comptes: readonly Compte[]
  readonly total: number
  readonly q: string | null
  readonly page: number
  readonly pages: number
}) {
  const { agent, comptes, total, q, page, pages } = props
  const href = (n: number) => `/comptes?${new URLSearchParams({ ...(q === null ? {} : { q }), page: String(n) })}`
  const administre = peutAdministrerComptes(agent).permis
  return (
    <>
      <Titre complement="Gérer un compte ou une affectation ne donne accès à aucun dossier.">Comptes</Titre>
      <Formulaire methode="get" action="/comptes" recherche libelle="Chercher un compte">
        <Champ nom="q" libelle="Nom ou identifiant" type="recherche" defaut={q ?? ''} longueurMax={100} />
        <Boutons>
          <Bouton genre="secondaire">Chercher</Bouton>
          {administre && (
            <BoutonLien genre="principal" href="/comptes/nouveau">
              Créer un compte
            </BoutonLien>
          )}
        </Boutons>
      </Formulaire>
      <Tableau
        legende="Comptes par nom"
        precision={
          comptes.length === total ? accorder(total, 'compte') : `${accorder(comptes.length, 'compte')} sur ${nombreEnClair(total)}`
        }
        lignes={comptes}
        vide={
          <ListeVide titre={q === null ? 'Aucun compte' : 'Aucun compte ne répond à cette recherche.'}>
            {q !== null && <a href="/comptes">Voir tous les comptes</a>}
          </ListeVide>
        }
        colonnes={[
          { libelle: 'Nom', rendre: (c) => <a href={`/comptes/${c.id}`}>{c.nomAffiche}</a> },
          { libelle: 'Identifiant', rendre: (c) => c.identifiant },
          { libelle: 'État', rendre: etatDuCompte },
          { libelle: 'Créé le', rendre: (c) => <Instant instant={c.creeLe} /> },
        ]}
      />
      <Pagination page={page} pages={pages} href={href} />
    </>
  )
}

function periode(a: AffectationLue) {
  return (
    <span>
      depuis le <Jour jour={a.du} />
      {a.au !== null && [' jusqu’au ', <Jour jour={veille(a.au)} />]}
    </span>
  )
}

type PropsAffectations = { agent: Agent; compte: Compte; liste: readonly AffectationLue[]; aujourdHui: string }

/** Ce qui reste à clore, et que cet agent organise ; la politique tranche à l'envoi. */
function aClore(agent: Agent, a: AffectationLue, aujourdHui: string): boolean {
  const enCours = a.au === null || a.au > aujourdHui
  return enCours && a.agentId !== agent.id && (agent.fonctions.has('administrateur') || FONCTIONS_DE_L_EQUIPE.includes(a.fonction))
}

function Affectations({ agent, compte, liste, aujourdHui }: PropsAffectations) {
  return (
    <>
      <Tableau
        legende="Affectations"
        precision={accorder(liste.length, 'affectation')}
        lignes={liste}
        vide="Aucune affectation que vous puissiez voir."
        colonnes={[
          { libelle: 'Fonction', rendre: (a) => libelleFonction(a.fonction) },
          { libelle: 'Où', rendre: (a) => a.territoire },
          { libelle: 'Quand', rendre: periode },
          { libelle: 'Permanences', rendre: (a) => joursEnClair(a.permanences) || 'non renseigné' },
          { libelle: 'Action', rendre: (a) => (aClore(agent, a, aujourdHui) ? <LienClore affectation={a} /> : '–') },
        ]}
      />
      {compte.id === agent.id && <p>Vous ne changez pas vos propres affectations : demandez à un autre responsable.</p>}
      {compte.id !== agent.id && compte.fermeLe === null && (
        <BoutonLien href={`/comptes/${compte.id}/affecter`}>Ajouter une affectation</BoutonLien>
      )}
    </>
  )
}

const LienClore = ({ affectation }: { affectation: AffectationLue }) => (
  <a href={`/affectations/${affectation.id}/clore`}>
    Clore<span class="fr-sr-only">{` ${affectation.territoire}`}</span>
  </a>
)

export function PageCompte(props: {
  readonly agent: Agent
  readonly compte: Compte
  readonly affectations: readonly AffectationLue[]
  readonly reinitialisations: readonly Reinitialisation[]
  readonly aujourdHui: string
}) {
  const { agent, compte, affectations, reinitialisations, aujourdHui } = props
  const permise = peutReinitialiser(agent, compte)
  return (
    <>
      <FilAriane liens={[{ libelle: 'Comptes', href: '/comptes' }]} courant="Compte" />
      <Titre>{compte.nomAffiche}</Titre>
      <CleValeur
        paires={[
          ['Identifiant', compte.identifiant],
          ['État', etatDuCompte(compte)],
          ['Créé le', <Instant instant={compte.creeLe} />],
        ]}
      />
      <Affectations agent={agent} compte={compte} liste={affectations} aujourdHui={aujourdHui} />
      {reinitialisations.length > 0 && (
        <Carte titre="Réinitialisations">
          <Lignes
            lignes={reinitialisations.map((r) => ({ repere: <Instant instant={r.faiteLe} />, texte: `par ${r.par ?? 'l’exploitant'}` }))}
          />
        </Carte>
      )}
      {peutAdministrerComptes(agent).permis && (
        <Carte titre="Accès">
          {permise.permis ? (
            <Boutons>
              <BoutonLien href={`/comptes/${compte.id}/reinitialiser`}>Réinitialiser</BoutonLien>
              <BoutonLien href={`/comptes/${compte.id}/fermer`}>Fermer le compte</BoutonLien>
            </Boutons>
          ) : (
            <p>{permise.explication}</p>
          )}
        </Carte>
      )}
    </>
  )
}
