import type { Vue } from '#socle/http/route.ts'
import {
  Alerte,
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  Formulaire,
  Instant,
  Ligne,
  ListeVide,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import { changementsDe, precedenteDe } from './changements.ts'
import { CeQuiChange } from './changements.vue.tsx'
import type { DepartementOffert, DepartementVise } from './departement.ts'
import { adresseVersion, type ResumeVersion, type VersionProtocole } from './protocole.ts'
import { ContenuVersion, Periode } from './version.vue.tsx'

type Lu = {
  readonly departement: DepartementVise
  readonly departements: readonly DepartementOffert[]
  readonly enVigueur: VersionProtocole | null
  readonly publiees: readonly VersionProtocole[]
  readonly brouillon: ResumeVersion | null
  readonly peutOrganiser: boolean
}

/** Ce qui vaut aujourd'hui d'abord ; puis, pour qui l'écrit, la version suivante ; puis l'histoire. */
export function PageProtocole({ donnees: d, aujourdHui, etat }: Vue<Lu>) {
  const aVenir = d.publiees.filter((v) => v.enVigueurDu > aujourdHui)
  return (
    <>
      <Titre complement={d.enVigueur ? <Periode version={d.enVigueur} /> : undefined}>
        {`Protocole départemental\u00a0: ${d.departement.libelle}`}
      </Titre>
      <AutreDepartement {...d} />
      {aVenir.map((v) => (
        <Alerte titre={`La version ${v.version} est publiée et n’est pas encore en vigueur`}>
          <p>
            <Periode version={v} /> <a href={adresseVersion(v.id)}>La lire</a>
          </p>
        </Alerte>
      ))}
      {d.peutOrganiser && <Preparer donnees={d} cleIdempotence={etat.cleIdempotence} />}
      {d.enVigueur ? <ContenuVersion version={d.enVigueur} /> : <SansProtocole peutOrganiser={d.peutOrganiser} />}
      <Historique versions={d.publiees} aujourdHui={aujourdHui} />
    </>
  )
}

function AutreDepartement({ departement, departements }: Lu) {
  if (departements.length < 2) return null
  return (
    <Formulaire methode="get" libelle="Choisir le département">
      <Ligne>
        <Champ
          nom="departementId"
          libelle="Département"
          type="choix"
          invite={null}
          defaut={departement.id}
          options={departements.map((x) => [x.id, x.libelle] as const)}
        />
        <Bouton genre="secondaire">Afficher</Bouton>
      </Ligne>
    </Formulaire>
  )
}

function Preparer({ donnees: d, cleIdempotence }: { readonly donnees: Lu; readonly cleIdempotence: string }) {
  if (d.brouillon)
    return (
      <Alerte titre={`La version ${d.brouillon.version} est en préparation`}>
        <p>Elle n’a aucun effet tant qu’elle n’est pas publiée. Seuls les conseillers de ce département la lisent.</p>
        <Boutons>
          <BoutonLien href={adresseVersion(d.brouillon.id, '/modifier')}>Reprendre la rédaction</BoutonLien>
          <BoutonLien genre="discret" href={adresseVersion(d.brouillon.id, '/publier')}>
            Relire et publier
          </BoutonLien>
        </Boutons>
      </Alerte>
    )
  return (
    <Formulaire action="/protocole/preparer" cleIdempotence={cleIdempotence} libelle="Préparer une nouvelle version">
      <input type="hidden" name="departementId" value={d.departement.id} />
      <Bouton genre={d.enVigueur ? 'secondaire' : 'principal'}>
        {d.publiees.length > 0 ? 'Préparer une nouvelle version' : 'Écrire le protocole du département'}
      </Bouton>
    </Formulaire>
  )
}

function SansProtocole({ peutOrganiser }: { readonly peutOrganiser: boolean }) {
  return (
    <ListeVide titre="Aucun protocole n’est en vigueur dans ce département">
      {peutOrganiser ? (
        <p>
          Sans lui, Égide ne sait pas à qui transmettre une information préoccupante. Écrivez-le d’après le texte signé avec le conseil
          départemental : destinataires, adresses, voies, circuit.
        </p>
      ) : (
        <p>
          Une information préoccupante se transmet quand même : demandez le destinataire à votre conseiller technique départemental, et
          qu’il publie ici le protocole.
        </p>
      )}
    </ListeVide>
  )
}

function Historique({ versions, aujourdHui }: { readonly versions: readonly VersionProtocole[]; readonly aujourdHui: string }) {
  if (versions.length === 0) return null
  const enCours = (v: ResumeVersion) => v.enVigueurDu <= aujourdHui && (v.enVigueurAu ?? '9999-12-31') > aujourdHui
  return (
    <Tableau
      legende="Toutes les versions publiées"
      precision={`${versions.length} en tout, de la plus récente à la plus ancienne.`}
      lignes={versions}
      vide="Aucune version."
      colonnes={[
        { libelle: 'Version', rendre: (v) => <a href={adresseVersion(v.id)}>{`Version ${v.version}`}</a> },
        { libelle: 'Période', rendre: (v) => <Periode version={v} /> },
        { libelle: 'Publiée le', rendre: (v) => v.publieLe && <Instant instant={v.publieLe} /> },
        {
          libelle: 'État',
          rendre: (v) => (enCours(v) ? <Badge genre="succes">En vigueur</Badge> : v.enVigueurDu > aujourdHui ? 'À venir' : 'Remplacée'),
        },
        { libelle: 'Ce qui change', rendre: (v) => <RubriquesChangees version={v} precedente={precedenteDe(versions, v)} /> },
      ]}
    />
  )
}

/** Les seules rubriques ; l'avant et l'après se lisent sur la page de la version. */
function RubriquesChangees({ version, precedente }: { readonly version: VersionProtocole; readonly precedente: VersionProtocole | null }) {
  if (precedente === null) return <>Première version</>
  const rubriques = changementsDe(precedente, version).map((c) => c.rubrique)
  if (rubriques.length === 0) return <>Rien d’écrit ne change</>
  return <a href={`${adresseVersion(version.id)}#changements`}>{rubriques.join(', ')}</a>
}

type VersionLue = {
  readonly departement: DepartementVise
  readonly version: VersionProtocole
  readonly precedente: VersionProtocole | null
  readonly peutOrganiser: boolean
}

/** Une version seule : publiée, elle se lit ; en brouillon, c'est l'aperçu. */
export function PageVersion({ donnees: { departement, version, precedente, peutOrganiser } }: Vue<VersionLue>) {
  const brouillon = version.publieLe === null
  return (
    <>
      <Titre complement={<Periode version={version} />}>{`Protocole, version ${version.version}\u00a0: ${departement.libelle}`}</Titre>
      {brouillon && peutOrganiser && (
        <Boutons>
          <BoutonLien href={adresseVersion(version.id, '/modifier')}>Modifier</BoutonLien>
          <BoutonLien href={adresseVersion(version.id, '/publier')}>Relire et publier</BoutonLien>
        </Boutons>
      )}
      <ContenuVersion version={version} />
      <CeQuiChange version={version} precedente={precedente} />
      <p>
        <a href={`/protocole?departementId=${departement.id}`}>Revenir au protocole du département</a>
      </p>
    </>
  )
}

type AReLire = {
  readonly version: VersionProtocole
  readonly departement: DepartementVise
  readonly precedente: VersionProtocole | null
  readonly manques: readonly string[]
  readonly premierJour: string | null
}

/** Relire tout, dater, publier : la dernière page avant que rien ne puisse plus changer. */
export function PagePublier({ donnees: d, etat }: Vue<AReLire>) {
  return (
    <>
      <Titre complement={d.departement.libelle}>{`Publier la version ${d.version.version}`}</Titre>
      <ResumeErreurs etat={etat} />
      {d.version.publieLe !== null ? (
        <Alerte titre="Cette version est déjà publiée">Elle se lit ci-dessous et ne se modifie plus.</Alerte>
      ) : d.manques.length > 0 ? (
        <Alerte genre="attention" titre="Avant de publier">
          <ul>
            {d.manques.map((m) => (
              <li>{m}</li>
            ))}
          </ul>
          <BoutonLien href={adresseVersion(d.version.id, '/modifier')}>Compléter</BoutonLien>
        </Alerte>
      ) : (
        <DaterEtPublier donnees={d} etat={etat} />
      )}
      <CeQuiChange version={d.version} precedente={d.precedente} />
      <ContenuVersion version={d.version} />
    </>
  )
}

function DaterEtPublier({ donnees: d, etat }: { readonly donnees: AReLire; readonly etat: Vue<AReLire>['etat'] }) {
  const aide =
    d.premierJour === null
      ? 'Première version\u00a0: la date de signature du protocole, même passée.'
      : `La version ${d.precedente?.version ?? ''} s’arrête la veille. Aujourd’hui au plus tôt, et après le début de la précédente.`
  return (
    <Formulaire etat={etat} jetonVersion={String(d.version.revision)} libelle="Dater et publier">
      <Champ nom="enVigueurDu" libelle="Entre en vigueur le" type="date" requis etat={etat} aide={aide} min={d.premierJour ?? undefined} />
      <p>Une fois publiée, une version ne se modifie plus : une erreur se corrige par une version suivante.</p>
      <Boutons>
        <Bouton>Publier cette version</Bouton>
        <BoutonLien genre="discret" href={adresseVersion(d.version.id, '/modifier')}>
          Modifier encore
        </BoutonLien>
      </Boutons>
    </Formulaire>
  )
}
