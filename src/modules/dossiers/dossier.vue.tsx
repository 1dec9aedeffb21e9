import { ageAu, nomAffiche } from '#modules/eleves/index.ts'
import { decisionsAutoriteParentale, liensParente } from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Badge, jourEnClair, Masque } from '#ui/index.ts'
import { type Dossier, estEnCours, type Identite, type Membre, veille } from './dossier.ts'
import { effetsDecision, LIBELLES_NATURE, type LienFamilial, type NatureLien, type Titulaire } from './famille.ts'

/** Titre d'une page de dossier : le nom (masquable), puis l'âge, la classe s'il y en a une, l'établissement, l'état. */
export function EnteteDossier(props: {
  readonly dossier: Dossier
  readonly identite: Identite
  readonly classe?: string | null | undefined
  readonly aujourdHui: string
  /** Ce que fait la page, quand ce n'est pas la page du dossier : « Consigner un acte ». */
  readonly geste?: string | undefined
}) {
  const { dossier, identite, classe, aujourdHui, geste } = props
  const nom = <Masque>{nomAffiche(identite)}</Masque>
  return (
    <div class="eg-titre eg-titre--1">
      <h1>{geste === undefined ? nom : geste}</h1>
      <p class="eg-titre__complement">
        {geste !== undefined && <>{nom}, </>}
        {ageAu(identite.dateNaissance, aujourdHui)} ans{classe ? `, ${classe}` : ''}, {dossier.etablissement}{' '}
        {dossier.statut === 'clos' && <Badge genre="attention">Dossier clos</Badge>}
      </p>
    </div>
  )
}

export const RetourDossier = ({ dossierId }: { readonly dossierId: string }) => (
  <p>
    <a class="fr-link" href={`/dossiers/${dossierId}`}>
      Revenir au dossier
    </a>
  </p>
)

/** « depuis le 1er sept. 2025 », « du … au … » : la borne de fin, exclue, se dit par son dernier jour. */
export function Periode({ du, au }: { readonly du: string | null; readonly au: string | null }) {
  if (du && au) return <>{du >= au ? `le ${jourEnClair(du)}` : `du ${jourEnClair(du)} au ${jourEnClair(veille(au))}`}</>
  if (du) return <>{`depuis le ${jourEnClair(du)}`}</>
  if (au) return <>{`jusqu’au ${jourEnClair(veille(au))}`}</>
  return null
}

const QUALITES = { referent: 'référent', stagiaire: 'stagiaire' } as const

/** Qui suit ce dossier aujourd'hui. */
export function MembresDossier(props: { readonly membres: readonly Membre[]; readonly agentId: string; readonly aujourdHui: string }) {
  const presents = props.membres.filter((m) => estEnCours(m, props.aujourdHui))
  if (presents.length === 0) return <span class="eg-absent">personne à ce jour</span>
  return (
    <ul>
      {presents.map((m) => (
        <li>
          {m.agentId === props.agentId ? 'moi' : m.nom} ({QUALITES[m.qualite]}, <Periode du={m.du} au={m.au} />)
        </li>
      ))}
    </ul>
  )
}

/** Un titulaire : qui, quel lien, quelle décision et de quand. */
export function LigneTitulaire({ titulaire, aujourdHui }: { readonly titulaire: Titulaire; readonly aujourdHui: string }) {
  const { prenom, nom, lien, decision, decisionLe, precision, effet, adresseSecrete } = titulaire
  return (
    <>
      <Masque>{`${prenom} ${nom}`.trim()}</Masque>
      {lien && ` (${libelleDe(liensParente, lien).toLowerCase()})`} <Periode du={titulaire.du} au={titulaire.au} />
      {decision && (
        <span class="fr-hint-text">
          {libelleDe(decisionsAutoriteParentale, decision)}
          {decisionLe && `, ${jourEnClair(decisionLe)}`}
        </span>
      )}
      {precision && <span class="fr-hint-text">{precision}</span>}{' '}
      {effet && <EffetDeLaDecision titulaire={titulaire} aujourdHui={aujourdHui} />}{' '}
      {adresseSecrete && <Badge genre="erreur">Adresse à ne pas communiquer</Badge>}
    </>
  )
}

/** Ce que change une décision ; arrivée à son terme, elle est à vérifier et ne vaut plus. */
function EffetDeLaDecision({
  titulaire: { effet, decisionJusquAu },
  aujourdHui,
}: {
  readonly titulaire: Titulaire
  readonly aujourdHui: string
}) {
  if (!effet) return null
  const echue = decisionJusquAu !== null && decisionJusquAu !== undefined && decisionJusquAu < aujourdHui
  const terme = decisionJusquAu ? ` (jusqu’au ${jourEnClair(decisionJusquAu)})` : ''
  return (
    <Badge genre={echue ? 'attention' : 'erreur'}>{`${effetsDecision[effet]}${terme}${echue ? '\u00a0: échue, à vérifier' : ''}`}</Badge>
  )
}

/** Titulaires au même rang, foyer, fratrie ; ce qui est fermé se déplie à part. */
export function FamilleDossier(props: {
  readonly titulaires: readonly Titulaire[]
  readonly liens: readonly LienFamilial[]
  readonly aujourdHui: string
}) {
  const { titulaires, liens, aujourdHui } = props
  const passes = titulaires.filter((t) => !estEnCours(t, aujourdHui))
  return (
    <>
      <h3>Autorité parentale</h3>
      <Titulaires titulaires={titulaires.filter((t) => estEnCours(t, aujourdHui))} aujourdHui={aujourdHui} />
      {passes.length > 0 && (
        <details class="eg-depliable">
          <summary>Lignes fermées ({passes.length})</summary>
          <Titulaires titulaires={passes} aujourdHui={aujourdHui} />
        </details>
      )}
      {(['foyer', 'fratrie'] as const).map((nature) => (
        <Liens nature={nature} liens={liens.filter((l) => l.nature === nature)} aujourdHui={aujourdHui} />
      ))}
    </>
  )
}

function Titulaires({ titulaires, aujourdHui }: { readonly titulaires: readonly Titulaire[]; readonly aujourdHui: string }) {
  if (titulaires.length === 0)
    return <p class="eg-absent">Aucun titulaire inscrit : la base élèves n’en donne pas, ou il reste à le dire.</p>
  return (
    <ul>
      {titulaires.map((titulaire) => (
        <li>
          <LigneTitulaire titulaire={titulaire} aujourdHui={aujourdHui} />
        </li>
      ))}
    </ul>
  )
}

function Liens({
  nature,
  liens,
  aujourdHui,
}: {
  readonly nature: NatureLien
  readonly liens: readonly LienFamilial[]
  readonly aujourdHui: string
}) {
  if (liens.length === 0) return null
  return (
    <>
      <h3>{LIBELLES_NATURE[nature]}</h3>
      <ul>
        {liens.map((l) => (
          <li>
            <Masque>{l.nom}</Masque>
            {l.lien && ` (${l.lien})`} <Periode du={l.du} au={l.au} /> {!estEnCours(l, aujourdHui) && <Badge>Passé</Badge>}
          </li>
        ))}
      </ul>
    </>
  )
}
