import { Bouton, Carte, Echeance, Formulaire, Lignes } from '#ui/index.ts'
import type { Rappel } from './acte.ts'

/** Ce qu'il reste à faire, le plus pressé d'abord ; rien s'il n'y a rien. */
export function RappelsDossier(props: { readonly rappels: readonly Rappel[]; readonly dossierId: string; readonly aujourdHui: string }) {
  const { rappels, dossierId, aujourdHui } = props
  if (rappels.length === 0) return null
  return (
    <Carte titre="Échéances" compte={rappels.length}>
      <Lignes
        lignes={rappels.map((r) => ({
          texte: r.objet,
          precision: <Echeance jour={r.echeance} aujourdHui={aujourdHui} />,
          presse: r.echeance <= aujourdHui,
          action: (
            <Formulaire action={`/dossiers/${dossierId}/rappels/${r.id}/fait`} libelle={`Rappel : ${r.objet}`}>
              <Bouton genre="discret">C’est fait</Bouton>
            </Formulaire>
          ),
        }))}
      />
    </Carte>
  )
}
