import type { parametres } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Alerte, Bouton, BoutonLien, Boutons, Champ, Formulaire, ResumeErreurs, Titre } from '#ui/index.ts'
import { SEUIL_MAX, SEUIL_MIN } from './rapport.ts'

type Props = {
  readonly donnees: { readonly seuil: number; readonly depart: (typeof parametres)['statistique.seuil_secret'] }
  readonly etat: EtatFormulaire
}

/** Le seuil au-dessous duquel une case se masque, pour tout le pays. */
export function PageSeuil({ donnees: { depart }, etat }: Props) {
  return (
    <>
      <Titre>Seuil du secret statistique</Titre>
      <ResumeErreurs etat={etat} />
      <Alerte genre="attention" titre="Un seuil proposé, à valider">
        {depart.source}
      </Alerte>
      <Formulaire etat={etat} libelle="Régler le seuil">
        <Champ
          nom="seuil"
          libelle={depart.libelle}
          aide="Il vaut pour les rapports préparés ensuite ; un rapport figé garde celui sous lequel il l’a été."
          type="nombre"
          largeur="courte"
          min={SEUIL_MIN}
          max={SEUIL_MAX}
          requis
          etat={etat}
        />
        <Boutons>
          <Bouton>Enregistrer</Bouton>
          <BoutonLien href="/rapports" genre="discret">
            Revenir aux rapports
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}
