import { noteDe } from '#modules/referentiels/index.ts'
import {
  Alerte,
  accorder,
  avecMajuscule,
  Barres,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  Courbe,
  Definition,
  ETAT_VIDE,
  Formulaire,
  Ligne,
  ListeVide,
  Titre,
} from '#ui/index.ts'
import { type Chiffres, type DimensionChiffres, libelleCase, ordonner, TYPE_REPARTI, type TypeFait } from './chiffres.ts'
import { RUBRIQUES, UNITES } from './chiffres-csv.ts'
import { anneeEnClair } from './fait.ts'

type Props = {
  readonly chiffres: Chiffres
  readonly annees: readonly number[]
  readonly territoires: readonly { readonly id: string; readonly libelle: string }[]
}

/** Une phrase d'abord, puis chaque graphique avec son tableau, sa définition et son périmètre (produit : Chiffres). */
export function PageChiffres({ chiffres, annees, territoires }: Props) {
  const { totaux } = chiffres
  return (
    <>
      <Titre complement={`${chiffres.territoire}, année scolaire ${anneeEnClair(chiffres.annee)}`}>Chiffres du service</Titre>
      <Choix chiffres={chiffres} annees={annees} territoires={territoires} />
      <p class="eg-phrase">{phrase(chiffres)}</p>
      {totaux.acte === 0 ? (
        <ListeVide titre="Aucun acte versé pour cette année">
          Les chiffres viennent du travail quotidien : ils paraissent quelques minutes après les premiers actes.
        </ListeVide>
      ) : (
        <>
          <Repartition chiffres={chiffres} dimension="mois" axe="Mois" />
          <Repartition chiffres={chiffres} dimension="motif" axe="Motif principal" />
          <Repartition chiffres={chiffres} dimension="niveau" axe="Niveau" />
          <Repartition chiffres={chiffres} dimension="type_acte" axe="Type d’acte" />
          <Repartition chiffres={chiffres} dimension="origine" axe="Origine" />
        </>
      )}
      {totaux.instance !== 0 && <Repartition chiffres={chiffres} dimension="instance" axe="Instance" />}
      {totaux.action_collective !== 0 && <Repartition chiffres={chiffres} dimension="theme" axe="Thème" />}
      <Secret seuil={chiffres.seuil} />
      <Boutons>
        <BoutonLien
          href={`/chiffres/export.csv?territoireId=${chiffres.territoireId}&annee=${chiffres.annee}`}
          genre="secondaire"
          telecharger
        >
          Télécharger (CSV)
        </BoutonLien>
        <BoutonLien href={`/chiffres/retours?territoireId=${chiffres.territoireId}&annee=${chiffres.annee}`} genre="secondaire">
          Réponses du département aux informations préoccupantes
        </BoutonLien>
        <BoutonLien href={`/chiffres/couverture?territoireId=${chiffres.territoireId}`} genre="secondaire">
          Couverture des établissements
        </BoutonLien>
      </Boutons>
    </>
  )
}

/** « 412 actes », « 1 acte » ; masqué, on le dit plutôt que d'approcher. */
const compte = (n: number | null, un: string, plusieurs: string): string =>
  n === null ? `un nombre masqué ${/^[aeiou]/.test(plusieurs) ? 'd’' : 'de '}${plusieurs}` : accorder(n, un, plusieurs)

function phrase({ totaux }: Chiffres): string {
  const parts = (Object.keys(UNITES) as TypeFait[]).map((type) => compte(totaux[type], UNITES[type].un, UNITES[type].plusieurs))
  return `Cette année : ${parts.join(', ')}.`
}

type PropsChoix = Pick<Props, 'territoires'> & {
  readonly annees?: readonly number[]
  readonly chiffres: Pick<Chiffres, 'territoireId'> & { readonly annee?: number }
}

export function Choix({ chiffres, annees = [], territoires }: PropsChoix) {
  const etat = { ...ETAT_VIDE, valeurs: { annee: String(chiffres.annee ?? ''), territoireId: chiffres.territoireId } }
  return (
    <Formulaire methode="get" libelle="Choisir l’année et le territoire">
      <Ligne>
        {annees.length > 0 && (
          <Champ
            nom="annee"
            libelle="Année scolaire"
            type="choix"
            etat={etat}
            options={annees.map((a) => [String(a), anneeEnClair(a)] as const)}
          />
        )}
        {territoires.length > 1 && (
          <Champ
            nom="territoireId"
            libelle="Territoire"
            type="choix"
            etat={etat}
            options={territoires.map((t) => [t.id, t.libelle] as const)}
          />
        )}
        <Bouton genre="secondaire">Afficher</Bouton>
      </Ligne>
    </Formulaire>
  )
}

function Repartition({
  chiffres,
  dimension,
  axe,
}: {
  readonly chiffres: Chiffres
  readonly dimension: DimensionChiffres
  readonly axe: string
}) {
  const note = noteDe(RUBRIQUES[dimension])
  const { plusieurs } = UNITES[TYPE_REPARTI[dimension]]
  const donnees = ordonner(dimension, chiffres.repartitions[dimension]).map((c) => ({
    libelle: libelleCase(dimension, c.code),
    valeur: c.nombre,
  }))
  const Graphique = dimension === 'mois' ? Courbe : Barres
  return (
    <section>
      <Graphique
        titre={`${avecMajuscule(plusieurs)} par ${axe.toLocaleLowerCase('fr')}`}
        donnees={donnees}
        unite={avecMajuscule(plusieurs)}
        axe={axe}
        lienMasque="#secret-statistique"
      >
        <Definition
          terme={note.libelle}
          definition={note.definition}
          perimetre={`${avecMajuscule(plusieurs)} dans les établissements du territoire (${chiffres.territoire}), année scolaire ${anneeEnClair(chiffres.annee)}.`}
          denominateur={note.denominateur ?? 'Aucun : c’est un compte de ce qui a été fait, non d’élèves.'}
          source={note.source}
        />
      </Graphique>
    </section>
  )
}

export function Secret({ seuil, unite = 'actes' }: { readonly seuil: number; readonly unite?: string }) {
  return (
    <section id="secret-statistique">
      <Titre niveau={2}>Secret statistique</Titre>
      <Alerte>
        {`Une case de moins de ${seuil} ${unite} est masquée, et avec elle la case qui permettrait de la retrouver par différence. Le seuil est une proposition d’Égide, à valider par le métier ; il se règle.`}
      </Alerte>
      <p>Aucun chiffre n’est donné par agent ni par établissement : le service se lit d’ensemble.</p>
      <p>
        C’est une vue de travail : elle change chaque jour, et ne se lit que de qui exerce sur ce territoire. Un chiffre à diffuser se prend
        dans le <a href="/rapports">rapport figé</a>, dont les masques tiennent compte de tout ce qui paraît.
      </p>
    </section>
  )
}
