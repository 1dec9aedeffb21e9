import { Barres, Courbe, Definition, Grille, nombreEnClair, Titre } from '#ui/index.ts'
import type { Perimetre } from './rapport.ts'
import { type CaseComptee, libelleDuCode, noteDeLaDimension, noteDuType, QUANTITES, rangerEnTables, type Table, totaux } from './table.ts'

type Props = {
  readonly cases: readonly CaseComptee[]
  /** « Collège X, année scolaire 2025-2026 » : le périmètre que porte chaque chiffre. */
  readonly perimetre: string
  readonly lienMasque?: string | undefined
}

/** Tous les chiffres d'un rapport : un titre par type de faits, un graphique et son tableau par répartition. */
export function Chiffres({ cases, ...reste }: Props) {
  const parType = [...Map.groupBy(rangerEnTables(cases), (t) => t.type)]
  return (
    <>
      {parType.map(([type, tables]) => (
        <details class="eg-depliable" open={type === 'acte'}>
          <summary>{`${noteDuType(type).libelle}\u00a0: ${enClair(tables[0]?.total ?? null)}`}</summary>
          <div class="eg-depliable__contenu">
            <Grille>
              {tables.map((table) => (
                <UneTable table={table} {...reste} />
              ))}
            </Grille>
          </div>
        </details>
      ))}
    </>
  )
}

function UneTable({ table, perimetre, lienMasque }: { readonly table: Table } & Omit<Props, 'cases'>) {
  const [quoi, selon] = [noteDuType(table.type), noteDeLaDimension(table.dimension)]
  const quantite = QUANTITES.has(table.dimension)
  const Graphique = table.dimension === 'mois' && table.cases.length > 1 ? Courbe : Barres
  return (
    <Graphique
      titre={quantite ? selon.libelle : `${quoi.libelle} selon : ${selon.libelle.toLocaleLowerCase('fr')}`}
      axe={selon.libelle}
      unite={quantite ? 'Nombre' : quoi.libelle}
      donnees={table.cases.map((c) => ({ libelle: libelleDuCode(table.dimension, c.code), valeur: c.nombre }))}
      lienMasque={lienMasque}
    >
      <Definition
        terme={`${quoi.libelle}, ${selon.libelle.toLocaleLowerCase('fr')}`}
        definition={`${quoi.definition} ${selon.definition}`}
        perimetre={perimetre}
        denominateur={quoi.denominateur ?? 'Aucun : c’est un compte, non une part.'}
        source={selon.source}
      />
    </Graphique>
  )
}

const enClair = (n: number | null): string => (n === null ? 'masqué' : nombreEnClair(n))

/** La phrase de tête : ce qui se compte, en une ligne. */
export const phrase = (cases: readonly CaseComptee[]): string =>
  `${[...totaux(cases)]
    .filter(([, n]) => n !== 0)
    .map(([type, n]) => `${noteDuType(type).libelle.toLocaleLowerCase('fr')}\u00a0: ${enClair(n)}`)
    .join(' ; ')
    .replace(/^./, (c) => c.toLocaleUpperCase('fr'))}.`

/** Le dénominateur de tout le rapport : ce que couvre le territoire, et ce qu'on n'en sait pas. */
export function Couverture({ perimetre: p }: { readonly perimetre: Perimetre }) {
  return (
    <section>
      <Titre niveau={2}>Ce que couvre ce rapport</Titre>
      <Barres
        titre="Établissements du territoire"
        axe="Établissements"
        unite="Nombre"
        donnees={[
          { libelle: 'Publics du second degré, ou assurés', valeur: p.etablissements },
          { libelle: 'Assurés par un assistant de service social dans l’année', valeur: p.assures },
          { libelle: 'Sans assistant de service social affecté', valeur: p.etablissements - p.assures },
          { libelle: 'Comptés dans ce rapport', valeur: p.etablissementsComptes },
          { libelle: 'Classés REP+', valeur: p.repPlus },
          { libelle: 'Classés REP', valeur: p.rep },
        ]}
      >
        <p>
          {`${nombreEnClair(p.eleves)} élèves, dont ${nombreEnClair(p.elevesAssures)} dans un établissement assuré et ${nombreEnClair(p.elevesComptes)} dans un établissement compté ici.`}
          {p.effectifInconnu > 0 &&
            ` Effectif inconnu pour ${nombreEnClair(p.effectifInconnu)} établissement${p.effectifInconnu > 1 ? 's' : ''} : ils ne comptent pas dans ces élèves.`}
          {' La ruralité n’est pas relevée : aucune source n’est chargée.'}
        </p>
        <Definition
          terme="Établissement assuré"
          definition="Un assistant de service social y est, ou y a été, affecté pendant l’année scolaire. L’absence d’un établissement de la liste REP relevée ne veut pas dire qu’il n’en est pas."
          source="Affectations d’Égide ; annuaire de l’éducation nationale, Licence Ouverte. Définition proposée par Égide."
        />
      </Barres>
    </section>
  )
}
