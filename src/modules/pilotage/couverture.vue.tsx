import { accorder, Barres, BoutonLien, Definition, FilAriane, ListeVide, nombreEnClair, Tableau, Titre } from '#ui/index.ts'
import { Choix } from './chiffres.vue.tsx'
import { type EtablissementCouvert, libellesPresence, type Presence, projeter } from './couverture.ts'

export type CouvertureAffichee = {
  readonly couverture: {
    readonly territoireId: string
    readonly territoire: string
    readonly etablissements: readonly EtablissementCouvert[]
  }
  readonly territoires: readonly { readonly id: string; readonly libelle: string }[]
}

const PRESENCES = Object.keys(libellesPresence) as Presence[]

/** Où le service est, où il n'est pas : une carte, sa légende, son tableau. */
export function PageCouverture({ couverture, territoires }: CouvertureAffichee) {
  const { territoire, etablissements } = couverture
  const compte = (p: Presence) => etablissements.filter((e) => e.presence === p).length
  return (
    <>
      <FilAriane liens={[{ libelle: 'Chiffres du service', href: '/chiffres' }]} courant="Couverture des établissements" />
      <Titre complement={`${territoire}, aujourd’hui`}>Couverture des établissements</Titre>
      {territoires.length > 1 && <Choix chiffres={couverture} territoires={territoires} />}
      {etablissements.length === 0 ? (
        <ListeVide titre="La carte se lit au bassin ou au département.">
          Au-dessus, les rapports disent combien d’établissements sont assurés.
        </ListeVide>
      ) : (
        <>
          <p class="eg-phrase">
            {`Une présence régulière dans ${nombreEnClair(compte('reguliere'))} des ${accorder(etablissements.length, 'établissement')} ; sans assistant de service social, ${nombreEnClair(compte('aucune'))}.`}
          </p>
          <Carte etablissements={etablissements} territoire={territoire} />
          <Barres
            titre="Présence du service"
            axe="Présence"
            unite="Établissements"
            donnees={PRESENCES.map((p) => ({ libelle: libellesPresence[p], valeur: compte(p) }))}
          >
            <Definition
              terme="Présence"
              definition="Régulière : un assistant de service social y est affecté et des jours de permanence sont dits. Assuré, sans jour dit : affecté, sans jour. L’équipe se règle dans « Équipe »."
              perimetre={`Établissements publics du second degré de ${territoire}, et tout autre qui est assuré.`}
              denominateur="Tous ces établissements."
              source="Affectations d’Égide ; annuaire de l’éducation nationale, Licence Ouverte. Définition proposée par Égide."
            />
          </Barres>
          <Tableau
            legende="Établissements de la carte"
            vide="Aucun"
            lignes={etablissements}
            colonnes={[
              { libelle: 'Établissement', rendre: (e) => e.nom },
              { libelle: 'Commune', rendre: (e) => e.commune ?? 'inconnue' },
              { libelle: 'Type', rendre: (e) => e.type },
              { libelle: 'Présence', rendre: (e) => libellesPresence[e.presence] },
              { libelle: 'Éducation prioritaire', rendre: (e) => e.educationPrioritaire ?? 'inconnu' },
              { libelle: 'Élèves', numerique: true, rendre: (e) => (e.effectif === null ? 'inconnu' : nombreEnClair(e.effectif)) },
            ]}
          />
        </>
      )}
      <p>
        <BoutonLien href={`/chiffres?territoireId=${couverture.territoireId}`} genre="discret">
          Revenir aux chiffres
        </BoutonLien>
      </p>
    </>
  )
}

/** Chaque présence a sa forme, pas seulement sa couleur ; un cadre dit l'éducation prioritaire. Le tableau dit la même chose. */
function Carte({ etablissements, territoire }: { readonly etablissements: readonly EtablissementCouvert[]; readonly territoire: string }) {
  const { hauteur, points } = projeter(etablissements)
  const approches = points.filter((p) => p.auCentre).length
  return (
    <figure class="eg-graphique eg-plan">
      <figcaption>{`Carte des établissements (${territoire}), le nord en haut`}</figcaption>
      <svg
        viewBox={`0 0 600 ${hauteur}`}
        role="img"
        aria-label={`Carte de ${points.length} établissements ; le tableau dit la même chose.`}
      >
        {points.map((p) => (
          <g transform={`translate(${p.x} ${p.y})`}>
            <title>{`${p.nom}, ${libellesPresence[p.presence].toLocaleLowerCase('fr')}`}</title>
            <Signe presence={p.presence} />
            {p.educationPrioritaire !== null && <rect class="eg-plan__prioritaire" x="-9" y="-9" width="18" height="18" />}
          </g>
        ))}
      </svg>
      <ul class="eg-plan__legende">
        {PRESENCES.map((presence) => (
          <li>
            <svg viewBox="-10 -10 20 20" aria-hidden="true" focusable="false">
              <Signe presence={presence} />
            </svg>
            {libellesPresence[presence]}
          </li>
        ))}
        <li>
          <svg viewBox="-10 -10 20 20" aria-hidden="true" focusable="false">
            <rect class="eg-plan__prioritaire" x="-9" y="-9" width="18" height="18" />
          </svg>
          Classé REP ou REP+
        </li>
      </ul>
      {(approches > 0 || points.length < etablissements.length) && (
        <p class="fr-hint-text">
          {`${accorder(approches, 'point placé', 'points placés')} au centre de la commune ; ${accorder(etablissements.length - points.length, 'établissement non situé', 'établissements non situés')}.`}
        </p>
      )}
    </figure>
  )
}

function Signe({ presence }: { readonly presence: Presence }) {
  if (presence === 'aucune') return <path class="eg-plan__aucune" d="M-4 -4 L4 4 M4 -4 L-4 4" />
  return <circle class={`eg-plan__${presence === 'reguliere' ? 'reguliere' : 'sans-jour'}`} r="5" />
}
