import { NATURES, natures } from '#modules/actions-collectives/index.ts'
import { demandeurs } from '#modules/demandes/index.ts'
import { nomAffiche } from '#modules/eleves/index.ts'
import { typesActe } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  accorder,
  BoutonLien,
  Boutons,
  Carte,
  Delai,
  Echeance,
  Grille,
  Instant,
  Jour,
  jourEnClair,
  Lignes,
  ListeVide,
  Masque,
  nombreEnClair,
  Titre,
} from '#ui/index.ts'
import type { Journee, Nommee, Service } from './accueil.ts'
import { PORTES } from './portes.ts'
import { LeService } from './service.vue.tsx'

type Attente = Journee['attentes'][number]

/** Qu'ai-je aujourd'hui, qu'est-ce qui attend, qui n'a pas répondu ? */
export function PageAccueil({
  journee,
  service,
  agent,
  aujourdHui,
}: {
  readonly journee: Journee | null
  readonly service: Service | null
  readonly agent: Agent
  readonly aujourdHui: string
}) {
  return (
    <>
      <Titre complement={jourEnClair(aujourdHui)}>{`Bonjour ${agent.nomAffiche}`}</Titre>
      {journee && <LaJournee journee={journee} aujourdHui={aujourdHui} />}
      {service && <LeService service={service} />}
      {!journee && <LesPortes agent={agent} />}
    </>
  )
}

function LaJournee({ journee, aujourdHui }: { readonly journee: Journee; readonly aujourdHui: string }) {
  const sansReponse = journee.attentes.filter((a) => a.genre === 'en_retard' || a.genre === 'due_bientot')
  const aFaire = journee.attentes.filter((a) => a.genre === 'brouillon' || a.genre === 'sans_accuse')
  return (
    <Grille>
      <div class="eg-pile">
        <Aujourdhui journee={journee} />
        <Attendent journee={journee} aFaire={aFaire} aujourdHui={aujourdHui} />
      </div>
      <div class="eg-pile">
        <SansReponse attentes={sansReponse} aujourdHui={aujourdHui} />
        <Recents journee={journee} />
        <MonMois journee={journee} />
      </div>
    </Grille>
  )
}

function Aujourdhui({ journee: { permanences, moisSansNom } }: { readonly journee: Journee }) {
  return (
    <Carte titre="Aujourd’hui">
      {permanences.length === 0 ? (
        <p>Aucune permanence prévue aujourd’hui dans vos établissements.</p>
      ) : (
        <Lignes lignes={permanences.map((p) => ({ texte: `Permanence, ${p.libelle}`, action: <a href="/consigner">Consigner</a> }))} />
      )}
      {moisSansNom && (
        <Boutons>
          <BoutonLien href="/sans-nom/consigner/conseil">Action sans nom</BoutonLien>
        </Boutons>
      )}
    </Carte>
  )
}

function SansReponse({ attentes, aujourdHui }: { readonly attentes: readonly Attente[]; readonly aujourdHui: string }) {
  return (
    <Carte titre="N’ont pas répondu" compte={attentes.length} lien={{ href: '/informations-preoccupantes', libelle: 'Toutes' }}>
      {attentes.length === 0 ? (
        <p>Aucun retour attendu dans les quinze jours.</p>
      ) : (
        <Lignes
          lignes={attentes.map((a) => ({
            texte: <Eleve attente={a} />,
            precision: a.retourAttenduLe !== null && <Echeance jour={a.retourAttenduLe} aujourdHui={aujourdHui} />,
            presse: a.genre === 'en_retard',
            action: <a href={a.href}>{a.genre === 'en_retard' ? 'Relancer' : 'Ouvrir'}</a>,
          }))}
        />
      )}
    </Carte>
  )
}

function Attendent(props: { readonly journee: Journee; readonly aFaire: readonly Attente[]; readonly aujourdHui: string }) {
  const { journee, aFaire, aujourdHui } = props
  const lignes = [
    ...journee.signalements.map((s) => ({
      texte: <Masque>{nomDe(s) ?? s.etablissement}</Masque>,
      precision:
        s.genre === 'brouillon' ? (
          <>
            Signalement à reprendre, écrit le <Instant instant={s.modifieLe} />
          </>
        ) : (
          'Signalement transmis : copie au président du conseil départemental à adresser (L226-4 II)'
        ),
      presse: true,
      action: <a href={s.href}>{s.genre === 'brouillon' ? 'Reprendre' : 'Consigner la copie'}</a>,
    })),
    ...journee.demandes.map((d) => ({
      texte: <Masque>{nomDe(d) ?? demandeurs[d.demandeur]}</Masque>,
      precision: (
        <>
          {`Demande à traiter, ${demandeurs[d.demandeur]}`}
          {d.attendueLe !== null && (
            <>
              {', '}
              <Delai jour={d.attendueLe} aujourdHui={aujourdHui} />
            </>
          )}
        </>
      ),
      presse: d.attendueLe !== null && d.attendueLe <= aujourdHui,
      action: <a href={`/demandes/${d.id}`}>Traiter</a>,
    })),
    ...aFaire.map((a) => ({
      texte: <Eleve attente={a} />,
      precision:
        a.genre === 'brouillon' ? (
          <>
            Information préoccupante à reprendre, écrite le <Instant instant={a.modifieeLe} />
          </>
        ) : (
          'Transmise, accusé de réception non reçu'
        ),
      presse: a.genre === 'brouillon',
      action: <a href={a.href}>{a.genre === 'brouillon' ? 'Reprendre' : 'Ouvrir'}</a>,
    })),
    ...journee.rappels.map((r) => ({
      texte: r.objet,
      precision: (
        <>
          {r.identite && <Masque>{nomAffiche(r.identite)}</Masque>}
          {', '}
          <Delai jour={r.echeance} aujourdHui={aujourdHui} />
        </>
      ),
      presse: r.echeance <= aujourdHui,
      action: <a href={`/dossiers/${r.dossierId}`}>Ouvrir</a>,
    })),
  ]
  const autres = journee.rappelsEnTout - journee.rappels.length
  return (
    <Carte
      titre="Attendent de moi"
      id="echeances"
      compte={journee.signalements.length + journee.demandes.length + aFaire.length + journee.rappelsEnTout}
    >
      {lignes.length === 0 ? (
        <ListeVide titre="Rien n’attend">Les rappels et les brouillons à reprendre paraîtront ici.</ListeVide>
      ) : (
        <Lignes lignes={lignes} />
      )}
      {autres > 0 && <p class="eg-doux">{`Et ${accorder(autres, 'autre rappel', 'autres rappels')}, à voir dans les dossiers.`}</p>}
    </Carte>
  )
}

const Eleve = ({ attente }: { readonly attente: Attente }) => <Masque>{nomDe(attente) ?? attente.etablissement}</Masque>

const nomDe = ({ identite }: Nommee<unknown>): string | null => identite && nomAffiche(identite)

function Recents({ journee: { recents, dossiersOuverts } }: { readonly journee: Journee }) {
  return (
    <Carte titre="Mes élèves récents" compte={dossiersOuverts} lien={{ href: '/dossiers', libelle: 'Tous mes dossiers' }}>
      {recents.length === 0 ? (
        <ListeVide titre="Aucun dossier ouvert">Cherchez un élève : son dossier s’ouvre en consignant le premier acte.</ListeVide>
      ) : (
        <Lignes
          lignes={recents.map((d) => ({
            texte: <a href={`/dossiers/${d.id}`}>{d.identite ? <Masque>{nomAffiche(d.identite)}</Masque> : 'Dossier'}</a>,
            precision: (
              <>
                {`${d.etablissement}, `}
                <Jour jour={d.dernierActeLe} />
              </>
            ),
          }))}
        />
      )}
    </Carte>
  )
}

function MonMois({ journee: { mois, moisSansNom } }: { readonly journee: Journee }) {
  const total = mois.reduce((n, m) => n + m.nombre, 0)
  return (
    <Carte titre="Mon mois" lien={{ href: '/mon-activite', libelle: 'Mon activité' }}>
      <p class="eg-phrase">{`${accorder(total, 'acte consigné', 'actes consignés')} ce mois-ci.`}</p>
      <Lignes
        lignes={[
          ...mois.slice(0, 5).map((m) => ({ repere: nombreEnClair(m.nombre), texte: libelleDe(typesActe, m.type) })),
          ...NATURES.filter((n) => moisSansNom?.[n]).map((n) => ({
            repere: nombreEnClair(moisSansNom?.[n] ?? 0),
            texte: <a href="/sans-nom">{natures[n].libelle}</a>,
          })),
        ]}
      />
    </Carte>
  )
}

/** Qui ne suit pas d'élèves trouve ici ce qui est de son ressort, et ce qui ne l'est pas. */
function LesPortes({ agent }: { readonly agent: Agent }) {
  const portes = PORTES.filter((p) => p.pour.some((f) => agent.fonctions.has(f)))
  if (portes.length === 0)
    return (
      <ListeVide titre="Rien à faire ici aujourd’hui">
        Votre fonction ne donne accès à aucun dossier ; ce que le service vous adressera paraîtra ici.
      </ListeVide>
    )
  return (
    <Grille>
      {portes.map((p) => (
        <Carte titre={p.titre}>
          <p>{p.phrase}</p>
          <Boutons>
            <BoutonLien href={p.href}>{p.geste}</BoutonLien>
          </Boutons>
        </Carte>
      ))}
    </Grille>
  )
}
