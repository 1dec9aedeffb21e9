import { FONCTIONS, type Fonction } from '#socle/agent.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  accorder,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  ChoixMultiple,
  CleValeur,
  FilAriane,
  Formulaire,
  Jour,
  ListeVide,
  type OptionChoix,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import { type AffectationLue, type Compte, veille } from './comptes.ts'
import { JOURS, joursEnClair, libelleFonction } from './fonctions.ts'

type Territoire = { readonly id: string; readonly niveau: string; readonly libelle: string; readonly code: string }
const NIVEAUX: Readonly<Record<string, string>> = {
  etablissement: 'Établissements',
  bassin: 'Bassins',
  departement: 'Départements',
  academie: 'Académies',
  national: 'National',
}

const enOptions = (territoires: readonly Territoire[]): readonly OptionChoix[] =>
  territoires.map((t) => ({
    valeur: t.id,
    libelle: t.niveau === 'etablissement' ? `${t.libelle} (${t.code})` : t.libelle,
    groupe: NIVEAUX[t.niveau],
  }))

export type DonneesAffectation = {
  readonly compte: Compte
  readonly fonctions: readonly Fonction[]
  /** Départements, académies : pour qui n'a pas de territoire propre, on choisit d'abord où. */
  readonly ou: readonly Territoire[]
  readonly sous: string | null
  readonly territoires: readonly Territoire[]
}

const adresse = (d: DonneesAffectation) => `/comptes/${d.compte.id}/affecter${d.sous === null ? '' : `?sous=${d.sous}`}`

export function PageAffecter({ donnees, etat }: { readonly donnees: DonneesAffectation; readonly etat: EtatFormulaire }) {
  const { compte, ou, sous, territoires } = donnees
  return (
    <>
      <FilAriane
        liens={[
          { libelle: 'Comptes', href: '/comptes' },
          { libelle: 'Compte', href: `/comptes/${compte.id}` },
        ]}
        courant="Affecter"
      />
      <Titre complement={compte.nomAffiche}>Affecter un agent</Titre>
      {ou.length > 0 && (
        <Formulaire methode="get" action={`/comptes/${compte.id}/affecter`} libelle="Choisir où">
          <Champ nom="sous" libelle="Où" type="choix" options={enOptions(ou)} defaut={sous ?? ''} />
          <Bouton genre="secondaire">Voir ses territoires</Bouton>
        </Formulaire>
      )}
      {territoires.length > 0 && <FormulaireAffectation donnees={donnees} etat={etat} />}
    </>
  )
}

function FormulaireAffectation({ donnees, etat }: { donnees: DonneesAffectation; etat: EtatFormulaire }) {
  return (
    <>
      <ResumeErreurs etat={etat} />
      <Formulaire action={adresse(donnees)} etat={etat} libelle="Affectation">
        <Champ
          nom="fonction"
          libelle="Fonction"
          type="choix"
          etat={etat}
          requis
          options={donnees.fonctions.map((f) => [f, libelleFonction(f)] as const)}
        />
        <Champ nom="territoireId" libelle="Territoire" type="choix" etat={etat} requis options={enOptions(donnees.territoires)} />
        <Champ nom="du" libelle="Premier jour" type="date" etat={etat} requis />
        <Champ nom="dernierJour" libelle="Dernier jour" type="date" etat={etat} aide="À laisser vide si la fin n’est pas connue." />
        <ChoixMultiple
          nom="permanences"
          libelle="Jours de permanence"
          variante="pastilles"
          etat={etat}
          options={JOURS.map((j, rang) => [String(rang + 1), j] as const)}
        />
        <Boutons>
          <Bouton>Affecter</Bouton>
          <BoutonLien href={`/comptes/${donnees.compte.id}`}>Annuler</BoutonLien>
        </Boutons>
      </Formulaire>
      {!donnees.fonctions.includes('assistant_social') && (
        <p>
          Les fonctions qui ouvrent des dossiers ne sont pas proposées ici : elles se donnent par le conseiller technique du territoire.
        </p>
      )}
    </>
  )
}

export function PageClore({
  affectation,
  etat,
}: {
  readonly affectation: AffectationLue & { readonly nomAffiche: string }
  readonly etat: EtatFormulaire
}) {
  return (
    <>
      <FilAriane liens={[{ libelle: 'Compte', href: `/comptes/${affectation.agentId}` }]} courant="Clore" />
      <Titre complement={affectation.nomAffiche}>Clore une affectation</Titre>
      <CleValeur
        paires={[
          ['Fonction', libelleFonction(affectation.fonction)],
          ['Où', affectation.territoire],
          ['Depuis le', <Jour jour={affectation.du} />],
          ['Dernier jour prévu', affectation.au === null ? null : <Jour jour={veille(affectation.au)} />],
        ]}
      />
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat} libelle="Clôture">
        <Champ nom="dernierJour" libelle="Dernier jour" type="date" etat={etat} requis />
        <Boutons>
          <Bouton>Clore</Bouton>
          <BoutonLien href={`/comptes/${affectation.agentId}`}>Annuler</BoutonLien>
        </Boutons>
      </Formulaire>
      <p>Après ce jour, les dossiers ouverts par cette seule affectation ne lui seront plus accessibles. Rien n’en est effacé.</p>
    </>
  )
}

type Membre = AffectationLue & { readonly nomAffiche: string }

/** Fonctions de l'équipe d'abord, dans l'ordre du code. */
const parFonction = (membres: readonly Membre[]) =>
  FONCTIONS.map((f) => ({ fonction: f, siens: membres.filter((m) => m.fonction === f) })).filter(({ siens }) => siens.length > 0)

export function PageEquipe({
  membres,
  tronquee,
  soi,
}: {
  readonly membres: readonly Membre[]
  readonly tronquee: boolean
  readonly soi: string
}) {
  return (
    <>
      <Titre complement="Qui exerce où, et quels jours. Cette page ne dit rien des dossiers ni de l’activité de chacun.">Équipe</Titre>
      <BoutonLien genre="principal" href="/comptes">
        Affecter un agent
      </BoutonLien>
      {tronquee && (
        <Alerte>Seules les {String(membres.length)} premières affectations sont montrées : cherchez un agent par son nom.</Alerte>
      )}
      {membres.length === 0 && (
        <ListeVide titre="Personne n’est encore affecté sur votre territoire.">
          Cherchez un agent dans les comptes, puis affectez-le.
        </ListeVide>
      )}
      {parFonction(membres).map(({ fonction, siens }) => (
        <Tableau
          legende={libelleFonction(fonction)}
          precision={`${accorder(new Set(siens.map((m) => m.agentId)).size, 'agent')}, ${accorder(siens.length, 'affectation')}`}
          lignes={siens}
          vide=""
          colonnes={[
            { libelle: 'Agent', rendre: (m) => <a href={`/comptes/${m.agentId}`}>{m.nomAffiche}</a> },
            { libelle: 'Où', rendre: (m) => m.territoire },
            { libelle: 'Permanences', rendre: (m) => joursEnClair(m.permanences) || 'non renseigné' },
            { libelle: 'Depuis', rendre: (m) => <Jour jour={m.du} /> },
            { libelle: 'Jusqu’au', rendre: (m) => (m.au === null ? 'sans fin prévue' : <Jour jour={veille(m.au)} />) },
            {
              libelle: 'Action',
              rendre: (m) =>
                m.agentId === soi || !['assistant_social', 'stagiaire', 'secretariat'].includes(m.fonction) ? (
                  '–'
                ) : (
                  <a href={`/affectations/${m.id}/clore`}>
                    Clore
                    <span class="fr-sr-only">
                      {' '}
                      pour {m.nomAffiche}, {m.territoire}
                    </span>
                  </a>
                ),
            },
          ]}
        />
      ))}
    </>
  )
}
