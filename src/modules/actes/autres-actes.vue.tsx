import { EnteteDossier } from '#modules/dossiers/index.ts'
import { optionsDe } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Alerte, Bouton, BoutonLien, Boutons, Champ, ChoixUnique, Formulaire, Ligne, ResumeErreurs, Titre } from '#ui/index.ts'
import { libelleCourt } from './acte.ts'
import type { PreparationRectification } from './acte-affiche.ts'
import { ChampsActe } from './consigner.vue.tsx'

/** Conseil à un professionnel : établissement, date, motif. Aucun texte libre : rien ne s'y nomme. */
export function ConseilTechnique({
  agent,
  etat,
  aujourdHui,
}: {
  readonly agent: Agent
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}) {
  const etablissements = agent.affectations.filter((a) => a.fonction === 'assistant_social' && a.niveau === 'etablissement')
  const options = (rubrique: 'motif_principal' | 'origine_demande') => optionsDe(rubrique, aujourdHui)
  return (
    <>
      <Titre complement="Réponse à un professionnel, sans élève nommé : elle compte dans votre activité, et n’ouvre aucun dossier.">
        Conseil technique, sans élève
      </Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat}>
        <Ligne>
          <Champ
            nom="etablissementId"
            libelle="Établissement"
            type="choix"
            requis
            etat={etat}
            invite={etablissements.length > 1 ? undefined : null}
            options={etablissements.map((a) => [a.territoireId, a.libelle] as const)}
          />
          <Champ nom="dateActe" libelle="Quand" type="date" requis etat={etat} defaut={aujourdHui} max={aujourdHui} />
          <Champ
            nom="origine"
            libelle="Demandé par"
            type="choix"
            invite="Non demandé"
            etat={etat}
            options={options('origine_demande').map(({ code, libelle, groupe }) => ({ valeur: code, libelle, groupe }))}
          />
        </Ligne>
        <ChoixUnique
          nom="motif"
          libelle="Motif"
          variante="pastilles"
          requis
          etat={etat}
          options={options('motif_principal').map((o) => [o.code, libelleCourt(o.libelle)] as const)}
        />
        <Bouton>Enregistrer</Bouton>
      </Formulaire>
    </>
  )
}

export function Rectifier({
  donnees,
  etat,
  aujourdHui,
}: {
  readonly donnees: PreparationRectification
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}) {
  const { dossier, identite } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Rectifier un acte" />
      <ResumeErreurs etat={etat} />
      <Alerte>L’acte d’origine reste visible au dossier ; la rectification le remplace dans les comptes.</Alerte>
      <Formulaire etat={etat}>
        <ChampsActe etat={etat} aujourdHui={aujourdHui} />
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
