import { EnteteDossier } from '#modules/dossiers/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Alerte, Bouton, BoutonLien, Boutons, Formulaire, ResumeErreurs } from '#ui/index.ts'
import type { PreparationRectification } from './acte-affiche.ts'
import { ChampsActe } from './champs-acte.vue.tsx'

export function Rectifier({
  donnees,
  etat,
  aujourdHui,
}: {
  readonly donnees: PreparationRectification
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}) {
  const { dossier, identite, precisions } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Rectifier un acte" />
      <ResumeErreurs etat={etat} />
      <Alerte>L’acte d’origine reste visible au dossier ; la rectification le remplace dans les comptes.</Alerte>
      <Formulaire etat={etat}>
        <ChampsActe etat={etat} aujourdHui={aujourdHui} precisions={precisions} />
        <Boutons>
          <Bouton>Enregistrer la rectification</Bouton>
          <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
            Revenir au dossier
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}
