import {
  type AliasMesures,
  type ContactProtocole,
  canauxTransmission,
  type DestinataireProtocole,
  delaiEnClair,
  delaisLocaux,
  envois,
  mesuresProtection,
  naturesDestinataire,
  voies,
} from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Badge, Carte, CleValeur, Grille, Jour, ListeVide, RegleDeDroit, Titre, telephoneEnClair } from '#ui/index.ts'
import { Modeles } from './modeles.vue.tsx'
import { CERTITUDE_DEFINITION, DEFINITION_LEGALE, type ResumeVersion, SOURCE_DEFINITION, type VersionProtocole } from './protocole.ts'

/** « Du 1er sept. 2026, sans fin annoncée » : la période d'une version. */
export function Periode({ version }: { readonly version: Pick<ResumeVersion, 'enVigueurDu' | 'enVigueurAu' | 'publieLe'> }) {
  if (version.publieLe === null) return <span>Brouillon, sans effet tant qu’il n’est pas publié</span>
  return (
    <span>
      {'Du '}
      <Jour jour={version.enVigueurDu} />
      {version.enVigueurAu === null ? ', sans fin annoncée' : ' jusqu’à la veille du '}
      {version.enVigueurAu !== null && <Jour jour={version.enVigueurAu} />}
    </span>
  )
}

/** Tout ce que dit une version, dans l'ordre où l'on en a besoin : à qui, comment, puis pourquoi. */
export function ContenuVersion({ version }: { readonly version: VersionProtocole }) {
  return (
    <>
      <Destinataires liste={version.destinataires} />
      <Circuit version={version} />
      <Contacts contacts={version.circuit.contacts} />
      <Definition texte={version.definitionIp} />
      <Delais version={version} />
      <NomsLocaux alias={version.aliasMesures} />
      <Modeles version={version} />
    </>
  )
}

function Destinataires({ liste }: { readonly liste: readonly DestinataireProtocole[] }) {
  return (
    <>
      <Titre niveau={2}>À qui l’on transmet</Titre>
      {liste.length === 0 ? (
        <ListeVide titre="Aucun destinataire">Ajoutez au moins la cellule départementale avant de publier.</ListeVide>
      ) : (
        <Grille>
          {liste.map((d) => (
            <Destinataire destinataire={d} />
          ))}
        </Grille>
      )}
    </>
  )
}

export const Liste = ({ lignes }: { readonly lignes: readonly string[] }) => (
  <ul>
    {lignes.map((l) => (
      <li>{l}</li>
    ))}
  </ul>
)

const enLignes = (texte: string | null) => texte?.split('\n').flatMap((ligne, rang) => (rang === 0 ? [ligne] : [<br />, ligne])) ?? null

function Destinataire({ destinataire: d }: { readonly destinataire: DestinataireProtocole }) {
  return (
    <Carte titre={d.intitule} niveau={3}>
      <p>
        {d.principal && <Badge genre="info">Destinataire principal</Badge>} {naturesDestinataire[d.nature]}
      </p>
      <CleValeur
        paires={[
          ['Adresse', enLignes(d.adresse)],
          ['Courriel', d.courriel],
          ['Téléphone', d.telephone && telephoneEnClair(d.telephone)],
          ['Reçoit', d.recoit.length === 0 ? 'le protocole ne le dit pas' : <Liste lignes={d.recoit.map((e) => envois[e])} />],
          [
            'Voies, la préférée d’abord',
            <ol>
              {d.canaux.map((c) => (
                <li>{libelleDe(canauxTransmission, c)}</li>
              ))}
            </ol>,
          ],
        ]}
      />
    </Carte>
  )
}

function Circuit({ version: { circuit } }: { readonly version: VersionProtocole }) {
  return (
    <>
      <Titre niveau={2}>Le circuit</Titre>
      <p>{voies[circuit.voie]}.</p>
      {circuit.etapes.length > 0 && (
        <ol>
          {circuit.etapes.map((e) => (
            <li>
              <strong>{e.qui}</strong>
              {'\u00a0: '}
              {e.quoi}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function Definition({ texte }: { readonly texte: string }) {
  const legale = texte === DEFINITION_LEGALE
  return (
    <>
      <Titre niveau={2}>Ce qu’est une information préoccupante ici</Titre>
      <blockquote>{enLignes(texte)}</blockquote>
      {legale ? (
        <RegleDeDroit phrase="C’est la définition du code." source={SOURCE_DEFINITION} certitude={CERTITUDE_DEFINITION} />
      ) : (
        <RegleDeDroit phrase="Le département a précisé les mots du code." source={SOURCE_DEFINITION} certitude={CERTITUDE_DEFINITION}>
          <p>{DEFINITION_LEGALE}</p>
        </RegleDeDroit>
      )}
    </>
  )
}

function Contacts({ contacts }: { readonly contacts: readonly ContactProtocole[] }) {
  if (contacts.length === 0) return null
  return (
    <>
      <Titre niveau={2}>Qui joindre</Titre>
      <Grille>
        {contacts.map((c) => (
          <Carte titre={c.qui} niveau={3}>
            <CleValeur
              paires={(
                [
                  ['Quand', c.quand],
                  ['Téléphone', c.telephone && telephoneEnClair(c.telephone)],
                  ['Courriel', c.courriel],
                ] as const
              ).filter(([, valeur]) => valeur)}
            />
          </Carte>
        ))}
      </Grille>
    </>
  )
}

function Delais({ version }: { readonly version: VersionProtocole }) {
  const locaux = delaisLocaux(version).map(delaiEnClair)
  return (
    <>
      <Titre niveau={2}>Les délais</Titre>
      <RegleDeDroit
        phrase="Le président du conseil départemental informe des suites les professionnels qui ont transmis, dans les trois mois de la transmission."
        source="CASF, art. L226-5"
      />
      {locaux.length > 0 && (
        <>
          <p>Convenus localement, ceux-ci rappellent, sans rien bloquer ni remplacer le délai de la loi.</p>
          <Liste lignes={locaux} />
        </>
      )}
    </>
  )
}

function NomsLocaux({ alias }: { readonly alias: AliasMesures }) {
  const noms = Object.entries(alias)
  if (noms.length === 0) return null
  return (
    <>
      <Titre niveau={2}>Les noms locaux des mesures</Titre>
      <p>Ils s’affichent à côté du libellé national, qui seul se compte.</p>
      <CleValeur paires={noms.map(([code, nom]) => [libelleDe(mesuresProtection, code), nom] as const)} />
    </>
  )
}
