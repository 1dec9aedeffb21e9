import { Champ, ChoixUnique, Depliable, type Etat, GroupeChamps, Ligne, type OptionChoix, type TypeChamp } from '#ui/index.ts'

export type ColonneRepetee = { readonly nom: string; readonly libelle: string; readonly type?: TypeChamp; readonly lignes?: number }

/** Combien de lignes l'état contient déjà, d'après les noms « prefixe.rang.champ ». */
export function compterLignes(etat: Etat, prefixe: string): number {
  const rangs = Object.keys(etat.valeurs).flatMap((nom) =>
    nom.startsWith(`${prefixe}.`) ? [Number(nom.slice(prefixe.length + 1).split('.')[0]) + 1] : [],
  )
  return Math.max(0, ...rangs.filter(Number.isFinite))
}

/** Des lignes qu'on ajoute sans script : il y en a toujours une vide de plus, repliée ; enregistrer en donne une autre. */
export function Repetes(props: {
  readonly etat: Etat
  readonly prefixe: string
  readonly singulier: string
  readonly colonnes: readonly ColonneRepetee[]
}) {
  const { etat, prefixe, singulier, colonnes } = props
  const deja = compterLignes(etat, prefixe)
  const [courtes, longues] = [colonnes.filter((c) => c.type !== 'texte-long'), colonnes.filter((c) => c.type === 'texte-long')]
  const champ = (rang: number, c: ColonneRepetee) => (
    <Champ
      nom={`${prefixe}.${rang}.${c.nom}`}
      libelle={c.libelle}
      type={c.type}
      lignes={c.lignes ?? 3}
      etat={etat}
      largeur={c.type === 'texte-long' ? 'pleine' : undefined}
    />
  )
  const ligne = (rang: number) => (
    <GroupeChamps legende={`${singulier} ${rang + 1}`}>
      {courtes.length > 0 && <Ligne>{courtes.map((c) => champ(rang, c))}</Ligne>}
      {longues.map((c) => champ(rang, c))}
    </GroupeChamps>
  )
  return (
    <>
      {Array.from({ length: Math.max(1, deja) }, (_, rang) => ligne(rang))}
      {deja > 0 && <Depliable titre={`${singulier} ${deja + 1}, s’il y a lieu`}>{ligne(deja)}</Depliable>}
    </>
  )
}

const TROIS: readonly OptionChoix[] = [
  ['oui', 'Oui'],
  ['non', 'Non'],
  ['nsp', 'Ne sait pas'],
]

/** Un critère : oui, non, ne sait pas ; rien n'est coché d'avance. */
export const Critere = ({ etat, nom, libelle }: { readonly etat: Etat; readonly nom: string; readonly libelle: string }) => (
  <ChoixUnique nom={nom} libelle={libelle} variante="ligne" etat={etat} options={TROIS} />
)

/** Une liste qu'on peut savoir vide, ou ne pas savoir. */
export const Connaissance = ({
  etat,
  nom,
  libelle,
  aucun,
}: {
  readonly etat: Etat
  readonly nom: string
  readonly libelle: string
  readonly aucun: string
}) => (
  <ChoixUnique
    nom={nom}
    libelle={libelle}
    variante="ligne"
    etat={etat}
    options={[
      ['aucun', aucun],
      ['nsp', 'Ne sait pas'],
    ]}
  />
)
