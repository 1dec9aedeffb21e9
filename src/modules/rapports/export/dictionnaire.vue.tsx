import { motifsIntervention, type PrecisionDite } from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { BoutonLien, Boutons, CleValeur, Depliable, Jour, Tableau, Titre, typographier } from '#ui/index.ts'
import { type Entree, LECTURE } from './dictionnaire.ts'

type Lu = { readonly entrees: readonly Entree[]; readonly precisions: readonly PrecisionDite[] }

/** Ce que compte chaque chiffre, selon quoi il se répartit, et ce que veut dire chaque code. */
export function PageDictionnaire({ entrees, precisions }: Lu) {
  const repartitions = entrees.filter((e) => e.objet === 'repartition')
  return (
    <>
      <Titre complement="Le sens de chaque chiffre des rapports d’activité, tiré de la grille qui les compte">
        Dictionnaire des données
      </Titre>
      <Boutons>
        <BoutonLien href="/rapports/dictionnaire.csv" telecharger>
          Télécharger le dictionnaire (CSV)
        </BoutonLien>
        <BoutonLien href="/rapports/datapackage.json" telecharger>
          Description pour les programmes (Data Package)
        </BoutonLien>
      </Boutons>
      <p>
        Une « proposition d’Égide » n’est pas une définition officielle : la grille nationale n’est pas publiée ; elle reste à valider par
        le métier.
      </p>
      <Titre niveau={2}>Lire une case</Titre>
      <CleValeur paires={LECTURE.map(([terme, sens]) => [terme, typographier(sens)] as const)} />
      <Titre niveau={2}>Ce qui se compte</Titre>
      {entrees
        .filter((e) => e.objet === 'fait')
        .map((e) => (
          <Sens entree={e} />
        ))}
      <Titre niveau={2}>Selon quoi</Titre>
      {repartitions.map((r) => (
        <>
          <Sens entree={r} />
          <Valeurs repartition={r} valeurs={entrees.filter((e) => e.objet === 'valeur' && e.nom === r.nom)} />
        </>
      ))}
      {precisions.length > 0 && <Precisions precisions={precisions} />}
    </>
  )
}

const Precisions = ({ precisions }: Pick<Lu, 'precisions'>) => (
  <>
    <Titre niveau={2}>Précisions locales</Titre>
    <p>
      Ce que le département dit de plus précis qu’un motif national. L’acte se compte sous ce motif : aucun chiffre, aucun rapport, aucun
      fichier ne porte la précision. Seul l’agent qui a consigné l’acte la compte, dans son activité.
    </p>
    <Tableau
      legende="Précisions locales et motif national dont elles relèvent"
      vide="Aucune précision"
      lignes={precisions}
      colonnes={[
        { libelle: 'Précision', rendre: (p) => p.libelle },
        { libelle: 'Compté sous le motif', rendre: (p) => `${typographier(libelleDe(motifsIntervention, p.motif))} (${p.motif})` },
        { libelle: 'Département', rendre: (p) => p.departement },
        { libelle: 'Ouverte le', rendre: (p) => <Jour jour={p.valideDu} /> },
        { libelle: 'Close le', rendre: (p) => (p.valideAu === null ? 'Non' : <Jour jour={p.valideAu} />) },
      ]}
    />
  </>
)

function Sens({ entree: e }: { readonly entree: Entree }) {
  return (
    <section>
      <Titre niveau={3} complement={`Nom dans les fichiers : ${e.nom}`}>
        {e.libelle}
      </Titre>
      <CleValeur
        paires={[
          ['Définition', typographier(e.definition)],
          ['Dénominateur', typographier(e.denominateur)],
          ['Source', typographier(e.source)],
          ['Certitude', e.certitude],
        ]}
      />
    </section>
  )
}

function Valeurs({ repartition, valeurs }: { readonly repartition: Entree; readonly valeurs: readonly Entree[] }) {
  if (valeurs.length === 0) return <p>Un mois s’écrit « AAAA-MM ».</p>
  return (
    <Depliable titre={`Les codes : ${repartition.libelle.toLocaleLowerCase('fr')}`}>
      <Tableau
        legende={`Codes de la répartition ${repartition.libelle.toLocaleLowerCase('fr')}`}
        vide="Aucun code"
        lignes={valeurs}
        colonnes={[
          { libelle: 'Code', rendre: (v) => v.code },
          { libelle: 'Libellé', rendre: (v) => typographier(v.libelle) },
          { libelle: 'Sens', rendre: (v) => typographier(v.definition) },
        ]}
      />
    </Depliable>
  )
}
