import { BoutonLien, Boutons } from '#ui/index.ts'
import { anneeEnClair } from './fait.ts'

/** Les années scolaires d'avant et d'après ; celle d'après, une fois commencée. */
export function AnneesVoisines({
  chemin,
  annee,
  aujourdHui,
}: {
  readonly chemin: string
  readonly annee: number
  readonly aujourdHui: string
}) {
  return (
    <Boutons>
      <BoutonLien href={`${chemin}?annee=${annee - 1}`} genre="discret">{`Année ${anneeEnClair(annee - 1)}`}</BoutonLien>
      {`${annee + 1}-09` <= aujourdHui && (
        <BoutonLien href={`${chemin}?annee=${annee + 1}`} genre="discret">{`Année ${anneeEnClair(annee + 1)}`}</BoutonLien>
      )}
    </Boutons>
  )
}
