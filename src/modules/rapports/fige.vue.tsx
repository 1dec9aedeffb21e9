import { anneeEnClair } from '#modules/pilotage/index.ts'
import { libellesNiveaux } from '#modules/referentiels/index.ts'
import {
  Badge,
  Barres,
  BoutonLien,
  Boutons,
  CleValeur,
  Courbe,
  Definition,
  Grille,
  Instant,
  nombreEnClair,
  pourcentEnClair,
  sansMajuscule,
  Tableau,
  Titre,
  typographier,
} from '#ui/index.ts'
import { cheminement } from './cheminement.ts'
import type { FigeSitue } from './contenu-fige.ts'
import {
  anneesSuivies,
  type Colonne,
  type LigneComparee,
  PARTS,
  partsComparees,
  rupturesDe,
  SERIE,
  TAUX,
  tauxCompares,
} from './contexte.ts'
import {
  AUCUN_FAIT,
  depuisLInquietude,
  MEDIANE_REPONSE,
  medianeEnClair,
  PREMIERE_INQUIETUDE,
  perimetreEnClair,
  recusEnClair,
} from './enonces.ts'
import { type AnneeDeSerie, sectionsDe } from './rapport.ts'
import { Secret } from './rapport.vue.tsx'
import type { CaseComptee } from './table.ts'
import { Chiffres, Couverture, phrase } from './tables.vue.tsx'

type Props = { readonly donnees: FigeSitue & { readonly tenu: boolean } }

/** Un rapport figé : ses chiffres, ses mots, ce qu'il couvre, et sa place dans les territoires plus larges. */
export function PageFige({ donnees }: Props) {
  const { territoire, annee, instantane: i, cases, situations, serie, tenu } = donnees
  const chemin = `/rapports/${territoire.id}/${annee}`
  return (
    <>
      <Titre complement={`${territoire.libelle} (${libellesNiveaux[territoire.niveau].toLocaleLowerCase('fr')}), ${anneeEnClair(annee)}`}>
        {`Rapport d’activité n° ${i.numero}`}
      </Titre>
      <p>
        <Badge genre="succes">Figé</Badge> le {i.figeLe && <Instant instant={i.figeLe} />}.
        {territoire.niveau !== 'etablissement' && ` ${recusEnClair(i)}`}
      </p>
      <p class="eg-phrase">{cases.length === 0 ? 'Aucun fait compté.' : phrase(cases)}</p>
      <Boutons>
        {tenu && (
          <BoutonLien href={chemin} genre="discret">
            Revenir au rapport en cours
          </BoutonLien>
        )}
        <BoutonLien href={`/rapports?annee=${annee}`} genre="discret">
          Tous les rapports
        </BoutonLien>
      </Boutons>
      <Emporter chemin={`${chemin}/${i.numero}`} />
      {sectionsDe(territoire.niveau).map(
        ({ code, titre }) =>
          i.textes?.[code] && (
            <section>
              <Titre niveau={2}>{titre}</Titre>
              <p class="eg-texte">{i.textes[code]}</p>
            </section>
          ),
      )}
      <Titre niveau={2}>Les chiffres</Titre>
      {cases.length === 0 && <p>{typographier(AUCUN_FAIT)}</p>}
      <Chiffres cases={cases} perimetre={perimetreEnClair(territoire.libelle, annee)} lienMasque="#secret" />
      <DeLInquietudeALIssue cases={cases} perimetre={perimetreEnClair(territoire.libelle, annee)} />
      {situations.length > 0 && (
        <DansSonContexte colonnes={[{ libelle: territoire.libelle, cases, perimetre: i.perimetre }, ...situations]} />
      )}
      {serie.length > 1 && <DAnneeEnAnnee serie={serie} territoire={territoire.libelle} />}
      <Couverture perimetre={i.perimetre} />
      <Secret instantane={i} />
      <CleValeur
        paires={[
          ['Grille', i.grille],
          ['Empreinte SHA-256', i.empreinte?.match(/.{8}/g)?.join(' ')],
        ]}
      />
    </>
  )
}

const FICHIERS = [
  ['pdf', 'Télécharger (PDF)'],
  ['ods', 'Tableur (ODS)'],
  ['csv', 'Données (CSV)'],
] as const

function Emporter({ chemin }: { readonly chemin: string }) {
  return (
    <Boutons>
      {FICHIERS.map(([format, libelle]) => (
        <BoutonLien href={`${chemin}/rapport.${format}`} telecharger>
          {libelle}
        </BoutonLien>
      ))}
      <BoutonLien href="/rapports/dictionnaire" genre="discret">
        Dictionnaire des données
      </BoutonLien>
    </Boutons>
  )
}

/** Chacun se lit à côté de ce qui l'entoure : des taux et des parts, jamais un rang. */
function DansSonContexte({ colonnes }: { readonly colonnes: readonly Colonne[] }) {
  return (
    <section>
      <Titre niveau={2}>Dans son contexte</Titre>
      <Comparaison
        legende="Pour 100 élèves des établissements comptés"
        axe="Ce qu’on compte"
        colonnes={colonnes}
        lignes={tauxCompares(colonnes)}
        enClair={(taux) => (taux === null ? 'masqué ou inconnu' : nombreEnClair(taux, 1))}
      />
      <Definition {...TAUX} />
      {partsComparees(colonnes).map(({ note, lignes }) => (
        <>
          <Comparaison
            legende={`Part des actes selon : ${sansMajuscule(note.libelle)}`}
            axe={note.libelle}
            colonnes={colonnes}
            lignes={lignes}
            enClair={(p) => (p === null ? 'masqué' : pourcentEnClair(p))}
          />
          <Definition terme={note.libelle} definition={note.definition} {...PARTS} source={note.source} />
        </>
      ))}
    </section>
  )
}

function Comparaison(props: {
  readonly legende: string
  readonly axe: string
  readonly colonnes: readonly Colonne[]
  readonly lignes: readonly LigneComparee[]
  readonly enClair: (valeur: number | null) => string
}) {
  return (
    <Tableau
      legende={props.legende}
      vide={<p>{`${props.legende}. Tout est masqué par le secret statistique.`}</p>}
      lignes={props.lignes}
      colonnes={[
        { libelle: props.axe, rendre: (l) => l.libelle },
        ...props.colonnes.map(({ libelle }, rang) => ({
          libelle,
          numerique: true,
          rendre: (l: LigneComparee) => props.enClair(l.valeurs[rang] ?? null),
        })),
      ]}
    />
  )
}

/** Les rapports figés d'un territoire, année après année ; un changement de grille se dit là où il rompt la série. */
function DAnneeEnAnnee({ serie, territoire }: { readonly serie: readonly AnneeDeSerie[]; readonly territoire: string }) {
  return (
    <section>
      <Titre niveau={2}>D’année en année</Titre>
      <Grille>
        {anneesSuivies(serie).map(({ note, annees }) => (
          <Courbe
            titre={note.libelle}
            axe="Année scolaire"
            unite={note.libelle}
            donnees={annees.map(({ annee, nombre }) => ({ libelle: anneeEnClair(annee), valeur: nombre }))}
            lienMasque="#secret"
          >
            <Definition
              terme={note.libelle}
              definition={note.definition}
              perimetre={`${territoire}. ${SERIE.perimetre}`}
              denominateur={SERIE.denominateur}
              source={note.source}
            />
          </Courbe>
        ))}
      </Grille>
      {rupturesDe(serie).map((phrase) => (
        <p>{phrase}</p>
      ))}
    </section>
  )
}

/** Les étapes d'une année, et combien de temps chacune s'est fait attendre. */
function DeLInquietudeALIssue({ cases, perimetre }: { readonly cases: readonly CaseComptee[]; readonly perimetre: string }) {
  const { etapes, reponse } = cheminement(cases)
  return (
    <section>
      <Titre niveau={2}>De la première inquiétude à l’issue</Titre>
      <p>{`Délai médian de la réponse à qui a transmis\u00a0: ${sansMajuscule(medianeEnClair(reponse))}.`}</p>
      <Barres titre="Étapes comptées dans l’année" axe="Étape" unite="Nombre" donnees={etapes} lienMasque="#secret">
        <Definition {...MEDIANE_REPONSE} perimetre={perimetre} />
      </Barres>
      <Tableau
        legende="Délai médian depuis la première inquiétude"
        precision={typographier(
          '« Première inquiétude » : aucune source ne la définit. La définition, et les classes de délai, sont une proposition d’Égide.',
        )}
        vide={<p>Aucune étape ne porte de délai cette année.</p>}
        lignes={depuisLInquietude(etapes)}
        colonnes={[
          { libelle: 'Étape', rendre: (l) => l.libelle },
          { libelle: 'Délai médian', rendre: (l) => l.delai },
          { libelle: 'Calculé sur', numerique: true, rendre: (l) => l.sur },
        ]}
      />
      <Definition {...PREMIERE_INQUIETUDE} perimetre={perimetre} />
    </section>
  )
}
