import { type NatureModele, naturesModele } from '#modules/referentiels/index.ts'
import type { Vue } from '#socle/http/route.ts'
import type { RefusDit } from '#socle/pdf/index.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  CleValeur,
  Depliable,
  DeuxColonnes,
  Formulaire,
  Lignes,
  ResumeErreurs,
  Titre,
  typographier,
} from '#ui/index.ts'
import type { DepartementVise } from './departement.ts'
import { adresseModele, type EcritAModeler, MODELE_MAX } from './modeles.ts'
import { adresseVersion, type VersionProtocole } from './protocole.ts'

const NATURES = Object.entries(naturesModele) as [NatureModele, string][]

/** Quel modèle sert à chaque écrit ; `modifier` : depuis le brouillon, on l'écrit, ailleurs on le lit. */
export function Modeles({ version, modifier = false }: { readonly version: VersionProtocole; readonly modifier?: boolean }) {
  return (
    <>
      <Titre niveau={2}>Les modèles de documents</Titre>
      <Lignes
        lignes={NATURES.map(([nature, nom]) => ({
          texte: nom,
          precision: version.modeles[nature] === undefined ? 'Modèle national' : 'Modèle du département',
          action: (
            <a href={adresseModele(version.id, nature, modifier ? '/modifier' : '')}>
              {modifier ? 'Modifier' : 'Lire'}
              <span class="fr-sr-only">{` le modèle\u00a0: ${nom}`}</span>
            </a>
          ),
        }))}
      />
    </>
  )
}

type Commun = { readonly departement: DepartementVise; readonly version: VersionProtocole; readonly nature: NatureModele }
type Ouvert = Commun & { readonly propre: string | null; readonly refus: RefusDit | null; readonly ecrit: EcritAModeler }

export const texteDe = ({ propre, ecrit }: Ouvert) => ({ source: propre ?? ecrit.national })

/** Le texte du modèle et, à côté, ce qu'il peut ranger. L'aperçu et l'enregistrement partent de ce qui est à l'écran. */
export function PageModele({ donnees: d, etat }: Vue<Ouvert>) {
  const [phrase, moteur] = etat.erreurs.source?.split('\n') ?? []
  const dit = phrase === undefined ? etat : { ...etat, erreurs: { source: phrase } }
  return (
    <>
      <Titre complement={`Version ${d.version.version}, ${d.departement.libelle}`}>{`Modèle\u00a0: ${naturesModele[d.nature]}`}</Titre>
      <ResumeErreurs etat={dit} />
      {etat.general !== undefined && (
        <Depliable titre="Ce qui est enregistré en ce moment" ouvert>
          <TexteModele texte={texteDe(d).source} />
        </Depliable>
      )}
      <EtatDuModele donnees={d} />
      <DeuxColonnes
        libelleCote="Les parties de l’écrit"
        cote={<Parties ecrit={d.ecrit} />}
        principal={
          <Formulaire etat={etat} jetonVersion={String(d.version.revision)} libelle="Modèle">
            <Champ
              nom="source"
              libelle="Texte du modèle"
              type="texte-long"
              lignes={26}
              chasseFixe
              requis
              etat={dit}
              longueurMax={MODELE_MAX}
              aide="Une partie par ligne, dans l’ordre que vous voulez. Un titre à vous commence par « == », un texte s’écrit tel quel."
            >
              <MotsDuMoteur moteur={moteur} />
            </Champ>
            <Boutons>
              <Bouton>Enregistrer</Bouton>
              <Bouton genre="secondaire" nom="geste" valeur="apercu" telecharger>
                Voir l’aperçu (PDF)
              </Bouton>
              <BoutonLien genre="discret" href={adresseVersion(d.version.id, '/modifier')}>
                Revenir au protocole
              </BoutonLien>
            </Boutons>
            <p>L’aperçu se remplit de données fictives ; il n’enregistre rien.</p>
          </Formulaire>
        }
      />
      {d.propre !== null && <RevenirAuNational {...d} />}
    </>
  )
}

function EtatDuModele({ donnees: { version, propre, refus } }: { readonly donnees: Ouvert }) {
  if (version.publieLe !== null)
    return (
      <Alerte genre="attention" titre="Cette version est publiée et ne se modifie plus">
        <p>
          <a href="/protocole">Préparez une nouvelle version</a>.
        </p>
      </Alerte>
    )
  if (propre === null)
    return (
      <Alerte titre="Cet écrit suit le modèle national">
        Son texte est ci-dessous : rangez-le à votre façon, puis enregistrez. Les écrits déjà transmis ne changent pas.
      </Alerte>
    )
  if (refus === null) return null
  return (
    <Alerte genre="attention" titre="Le modèle enregistré ne se compose pas">
      <p>{refus.phrase} Il ne pourra pas être publié ainsi.</p>
      <MotsDuMoteur moteur={refus.moteur} />
    </Alerte>
  )
}

function MotsDuMoteur({ moteur }: { readonly moteur: string | null | undefined }) {
  if (!moteur) return null
  return (
    <p>
      {'Ce que dit le moteur, en anglais\u00a0: '}
      <span lang="en">{moteur}</span>
    </p>
  )
}

function Parties({ ecrit }: { readonly ecrit: EcritAModeler }) {
  return (
    <>
      <Titre niveau={2}>Les parties de l’écrit</Titre>
      <p>
        Aucun texte de loi ne fixe le formulaire. Les parties obligatoires sont une proposition d’Égide : sans elles, le modèle ne se
        compose pas.
      </p>
      <CleValeur
        paires={ecrit.parties.map(({ nom, montre, obligatoire }) => [
          `#${nom}`,
          typographier(obligatoire ? montre : `${montre} Facultative.`),
        ])}
      />
    </>
  )
}

function RevenirAuNational({ version, nature }: Commun) {
  return (
    <Formulaire action={adresseModele(version.id, nature, '/national')} libelle="Revenir au modèle national">
      <p>Le texte enregistré du département sera retiré de ce brouillon ; les versions publiées gardent le leur.</p>
      <Bouton genre="danger">Revenir au modèle national</Bouton>
    </Formulaire>
  )
}

const TexteModele = ({ texte }: { readonly texte: string }) => <pre class="eg-chasse-fixe">{texte}</pre>

/** Le modèle d'une version, tel qu'il se lit. */
export function PageLireModele({ donnees: d }: Vue<Commun & { readonly propre: boolean; readonly texte: string }>) {
  return (
    <>
      <Titre complement={`Version ${d.version.version}, ${d.departement.libelle}`}>{`Modèle\u00a0: ${naturesModele[d.nature]}`}</Titre>
      <p>{d.propre ? 'Le département range cet écrit à sa façon.' : 'Le département suit le modèle national.'}</p>
      <TexteModele texte={d.texte} />
      <p>
        <a href={adresseVersion(d.version.id)}>{`Revenir à la version ${d.version.version}`}</a>
      </p>
    </>
  )
}
