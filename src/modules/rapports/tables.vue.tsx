import { avecMajuscule, Barres, Courbe, Definition, Depliable, Grille, sansMajuscule, Titre, typographier } from '#ui/index.ts'
import { ASSURE, couverture, elevesEnClair } from './enonces.ts'
import type { Perimetre } from './rapport.ts'
import {
  type CaseComptee,
  libelleDuCode,
  noteDeLaDimension,
  noteDuType,
  QUANTITES,
  rangerEnTables,
  type Table,
  totalEnClair,
  totaux,
} from './table.ts'

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
        <Depliable titre={`${noteDuType(type).libelle} : ${totalEnClair(cases, type)}`} ouvert={type === 'acte'}>
          <Grille>
            {tables.map((table) => (
              <UneTable table={table} {...reste} />
            ))}
          </Grille>
        </Depliable>
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
      titre={quantite ? selon.libelle : `${quoi.libelle} selon : ${sansMajuscule(selon.libelle)}`}
      axe={selon.libelle}
      unite={quantite ? 'Nombre' : quoi.libelle}
      donnees={table.cases.map((c) => ({ libelle: libelleDuCode(table.dimension, c.code), valeur: c.nombre }))}
      lienMasque={lienMasque}
    >
      <Definition
        terme={`${quoi.libelle}, ${sansMajuscule(selon.libelle)}`}
        definition={`${quoi.definition} ${selon.definition}`}
        perimetre={perimetre}
        denominateur={quoi.denominateur ?? 'Aucun : c’est un compte, non une part.'}
        source={selon.source}
      />
    </Graphique>
  )
}

/** La phrase de tête : ce qui se compte, en une ligne. */
export const phrase = (cases: readonly CaseComptee[]): string =>
  typographier(
    `${avecMajuscule(
      [...totaux(cases)]
        .filter(([, n]) => n !== 0)
        .map(([type]) => `${sansMajuscule(noteDuType(type).libelle)} : ${totalEnClair(cases, type)}`)
        .join(' ; '),
    )}.`,
  )

/** Le dénominateur de tout le rapport : ce que couvre le territoire, et ce qu'on n'en sait pas. */
export function Couverture({ perimetre: p }: { readonly perimetre: Perimetre }) {
  return (
    <section>
      <Titre niveau={2}>Ce que couvre ce rapport</Titre>
      <Barres titre="Établissements du territoire" axe="Établissements" unite="Nombre" donnees={couverture(p)}>
        <p>{typographier(elevesEnClair(p))}</p>
        <Definition {...ASSURE} />
      </Barres>
    </section>
  )
}
