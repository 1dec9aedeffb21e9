import type { ComponentChildren } from 'preact'
import type { EtapeExterne } from '#modules/dossiers/index.ts'
import { motifsIntervention, originesDemande, typesActe } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  accorder,
  Badge,
  Bouton,
  Carte,
  Champ,
  Chronologie,
  Combien,
  type EntreeChronologie,
  Formulaire,
  jourEnClair,
  Ligne,
  ListeVide,
  Pagination,
} from '#ui/index.ts'
import { peutRectifier } from './acte.politique.ts'
import { type Acte, libelleCourt, motifEnClair, type Note, type Tiers } from './acte.ts'
import type { DossierLu } from './acte-affiche.ts'

type Props = { readonly donnees: DossierLu; readonly agent: Agent; readonly aujourdHui: string }
const TIROIRS = [
  ['tout', 'Tout'],
  ['notes', 'Avec une note de travail (moi)'],
  ['tiers', 'Avec une information sur un tiers'],
] as const

/** Les actes et les étapes des autres modules, du plus récent au plus ancien, cinquante par page. */
export function ChronologieDossier({ donnees, agent }: Props) {
  const { dossier, actes, etapes, total, pages, filtre } = donnees
  const entrees = [...actes.map((a) => entreeActe(donnees, a, agent)), ...etapes.map(entreeEtape)].sort((a, b) =>
    a.jour < b.jour ? 1 : a.jour > b.jour ? -1 : 0,
  )
  const href = (page: number) =>
    `/dossiers/${dossier.id}?${new URLSearchParams({ type: filtre.type ?? '', tiroir: filtre.tiroir, page: String(page) })}#chronologie`
  return (
    <Carte titre="Chronologie" id="chronologie">
      <Filtres donnees={donnees} />
      <Combien montres={actes.length} total={total} singulier="acte" et={etapes.length > 0 && accorder(etapes.length, 'étape')} />
      {entrees.length === 0 ? (
        <ListeVide titre="Aucun acte ici.">
          {filtre.type !== null || filtre.tiroir !== 'tout' ? 'Élargissez le filtre.' : 'Consignez le premier.'}
        </ListeVide>
      ) : (
        <Chronologie entrees={entrees} libelle="Actes du dossier, du plus récent au plus ancien" />
      )}
      <Pagination page={filtre.page} pages={pages} href={href} libelle="Pages de la chronologie" />
    </Carte>
  )
}

function Filtres({ donnees: { dossier, filtre } }: { readonly donnees: DossierLu }) {
  const types = Object.entries(typesActe.entrees).map(([code, { libelle }]) => [code, libelle] as const)
  return (
    <Formulaire methode="get" action={`/dossiers/${dossier.id}#chronologie`} libelle="Restreindre la chronologie">
      <Ligne>
        <Champ nom="type" libelle="Type d’acte" type="choix" invite="Tous" defaut={filtre.type ?? ''} options={types} />
        <Champ nom="tiroir" libelle="Tiroir" type="choix" invite={null} defaut={filtre.tiroir} options={TIROIRS} />
        <Bouton genre="secondaire">Restreindre</Bouton>
      </Ligne>
    </Formulaire>
  )
}

function entreeActe(donnees: DossierLu, acte: Acte, agent: Agent): EntreeChronologie {
  const { dossier } = donnees
  return {
    id: `acte-${acte.id}`,
    jour: acte.dateActe,
    titre: `${libelleDe(typesActe, acte.type)} · ${motifEnClair(acte.motif, acte.precision)}`,
    auteur: acte.auteur,
    etiquettes: <Etiquettes acte={acte} />,
    contenu: <Contenu acte={acte} dossierId={dossier.id} />,
    attenuee: acte.rectifieParId !== null,
    action: acte.rectifieParId === null && peutRectifier(agent, { dossier, acte }).permis && (
      <a class="fr-link" href={`/dossiers/${dossier.id}/actes/${acte.id}/rectifier`}>
        Rectifier <span class="fr-sr-only">l’acte du {jourEnClair(acte.dateActe)}</span>
      </a>
    ),
  }
}

const Etiquettes = ({ acte }: { readonly acte: Acte }) => (
  <>
    {acte.rectifieParId !== null && (
      <a href={`#acte-${acte.rectifieParId}`}>
        <Badge genre="attention">Rectifié</Badge>
      </a>
    )}
    {acte.rectifieId !== null && (
      <a href={`#acte-${acte.rectifieId}`}>
        <Badge genre="info">Rectification</Badge>
      </a>
    )}
  </>
)

const entreeEtape = (etape: EtapeExterne): EntreeChronologie => ({
  jour: etape.jour,
  titre: etape.titre,
  auteur: etape.auteur,
  etiquettes: etape.presse ? <Badge genre="attention">À suivre</Badge> : undefined,
  contenu: etape.precision === undefined ? undefined : <p>{etape.precision}</p>,
  action: etape.lien && (
    <a class="fr-link" href={etape.lien.href}>
      {etape.lien.libelle}
    </a>
  ),
})

function Contenu({ acte, dossierId }: { readonly acte: Acte; readonly dossierId: string }) {
  const precisions = [
    ...acte.motifsAssocies.map((m) => libelleCourt(libelleDe(motifsIntervention, m))),
    ...(acte.origine ? [`venu de : ${libelleDe(originesDemande, acte.origine)}`] : []),
  ]
  return (
    <>
      {precisions.length > 0 && <p class="fr-hint-text">{precisions.join(' · ')}</p>}
      {acte.compteRendu && <CompteRendu texte={acte.compteRendu} />}
      {acte.tiers.map((t) => (
        <SurTiers tiers={t} dossierId={dossierId} />
      ))}
      {acte.notes.map((n) => (
        <NoteDeTravail note={n} dossierId={dossierId} />
      ))}
    </>
  )
}

/** Au-delà, le compte rendu se déplie : la page reste une histoire qui se parcourt. */
const TEXTE_COURT = 280

const paragraphes = (texte: string): ComponentChildren => texte.split(/\n{2,}/).map((p) => <p class="eg-texte">{p}</p>)

function CompteRendu({ texte }: { readonly texte: string }) {
  if (texte.length <= TEXTE_COURT) return <>{paragraphes(texte)}</>
  return (
    <details class="eg-depliable">
      <summary>{`${texte.slice(0, TEXTE_COURT - 80).replace(/[\s.,;:!?]*\s\S*$/, '')}… lire la suite`}</summary>
      <div class="eg-depliable__contenu">{paragraphes(texte)}</div>
    </details>
  )
}

function SurTiers({ tiers, dossierId }: { readonly tiers: Tiers; readonly dossierId: string }) {
  const ancre = `tiers-${tiers.id}`
  if (tiers.contenu === null)
    return (
      <p id={ancre}>
        <Badge>Tiers</Badge>{' '}
        <a href={`/dossiers/${dossierId}?tiers=${tiers.id}#${ancre}`}>Ouvrir l’information sur un tiers (lecture enregistrée)</a>
      </p>
    )
  return (
    <div id={ancre}>
      <p>
        <Badge genre="attention">Information sur un tiers</Badge>
      </p>
      {paragraphes(tiers.contenu)}
    </div>
  )
}

function NoteDeTravail({ note, dossierId }: { readonly note: Note; readonly dossierId: string }) {
  return (
    <details class="eg-depliable">
      <summary>Note de travail, que personne d’autre ne lit</summary>
      <div class="eg-depliable__contenu">
        {paragraphes(note.texte)}
        <Formulaire action={`/dossiers/${dossierId}/notes/${note.id}/detruire`}>
          <Bouton genre="danger">Détruire cette note, sans retour</Bouton>
        </Formulaire>
      </div>
    </details>
  )
}
