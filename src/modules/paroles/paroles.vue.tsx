import { EnteteDossier, RappelDossier } from '#modules/dossiers/index.ts'
import { Badge, BoutonLien, Boutons, Carte, CleValeur, Instant, Jour, jourEnClair, Lignes, ListeVide, Masque, Titre } from '#ui/index.ts'
import { heureLue, type Parole, questionLue } from './parole.ts'
import type { ParolesLues } from './paroles-affichees.ts'
import { rappelDe } from './rappel.ts'
import { destinataireDe, type Recit } from './recit.ts'

const INSECABLE = '\u00a0'

/** Les paroles d'un dossier et leur sceau, à qui l'enfant a déjà raconté. */
export function PageParoles({ donnees, aujourdHui }: { readonly donnees: ParolesLues; readonly aujourdHui: string }) {
  const { dossier, identite, paroles, recits, bilan, peutConsigner } = donnees
  const base = `/dossiers/${dossier.id}`
  const rappel = rappelDe(bilan, dossier.id)
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Paroles de l’enfant" />
      {rappel !== null && <RappelDossier rappel={{ ...rappel, lien: undefined }} />}
      <Boutons>
        {peutConsigner && (
          <>
            <BoutonLien href={`${base}/paroles/nouvelle`} genre="principal">
              Consigner des paroles
            </BoutonLien>
            <BoutonLien href={`${base}/paroles/recit`}>L’enfant a raconté à quelqu’un d’autre</BoutonLien>
          </>
        )}
        <BoutonLien href={base} genre="discret">
          Revenir au dossier
        </BoutonLien>
      </Boutons>
      {paroles.length === 0 ? (
        <ListeVide titre="Aucune parole n’est consignée dans ce dossier." />
      ) : (
        paroles.map((p) => <ParoleScellee parole={p} annoter={peutConsigner ? `${base}/paroles/${p.id}/annoter` : null} />)
      )}
      <Recits recits={recits} />
    </>
  )
}

/** Des mots rapportés, entre guillemets, sans rien y toucher. */
export const Propos = ({ parole }: { readonly parole: Pick<Parole, 'propos'> }) => (
  <blockquote>
    <p class="eg-texte">{`«${INSECABLE}${parole.propos}${INSECABLE}»`}</p>
  </blockquote>
)

function ParoleScellee({ parole, annoter }: { readonly parole: Parole; readonly annoter: string | null }) {
  const { id, le, heure, entenduPar, lieu, presents, question, annotations } = parole
  return (
    <Carte id={`parole-${id}`} titre={titreDeParole(parole)}>
      <Propos parole={parole} />
      <CleValeur
        paires={[
          ['Dites le', <Quand le={le} heure={heure} />],
          ['Qui a entendu', <Masque>{entenduPar}</Masque>],
          ['Où', lieu],
          ['En présence de', presents && <Masque>{presents}</Masque>],
          ['Question posée', questionLue(question)],
          ['Scellées', <Sceau parole={parole} />],
        ]}
      />
      {annotations.length > 0 && (
        <>
          <Titre niveau={3}>Annotations</Titre>
          <Lignes
            lignes={annotations.map((a) => ({
              texte: <span class="eg-texte">{a.texte}</span>,
              precision: (
                <>
                  {a.auteur}, <Instant instant={a.saisieLe} />
                </>
              ),
            }))}
          />
        </>
      )}
      {annoter !== null && (
        <Boutons>
          <BoutonLien href={annoter}>
            Annoter <span class="fr-sr-only">{titreDeParole(parole).toLowerCase()}</span>
          </BoutonLien>
        </Boutons>
      )}
    </Carte>
  )
}

const titreDeParole = ({ le, heure }: Parole): string => `Paroles du ${jourEnClair(le)}${heure === null ? '' : ` à ${heureLue(heure)}`}`

const Quand = ({ le, heure }: Pick<Parole, 'le' | 'heure'>) => (
  <>
    <Jour jour={le} />
    {heure !== null && ` à ${heureLue(heure)}`}
  </>
)

/** L'empreinte se lit par groupes : soixante-quatre signes d'un trait déborderaient d'un petit écran. */
const Sceau = ({ parole: { scelleLe, auteur, empreinte } }: { readonly parole: Parole }) => (
  <>
    <Instant instant={scelleLe} />, par {auteur} <Badge genre="succes">Sceau vérifié à l’instant</Badge>
    <span class="fr-hint-text">Empreinte SHA-256{`${INSECABLE}: ${empreinte.match(/.{8}/g)?.join(' ') ?? ''}`}</span>
  </>
)

function Recits({ recits }: { readonly recits: readonly Recit[] }) {
  if (recits.length === 0) return null
  return (
    <Carte titre="A raconté ailleurs" compte={recits.length}>
      <Lignes
        lignes={recits.map((r) => ({
          repere: r.le === null ? 'jour inconnu' : <Jour jour={r.le} />,
          texte: <Masque>{destinataireDe(r)}</Masque>,
          precision: (
            <>
              {r.commentSu !== null && <span class="eg-texte">{r.commentSu} </span>}Consigné par {r.auteur}, <Instant instant={r.saisiLe} />
            </>
          ),
        }))}
      />
    </Carte>
  )
}
