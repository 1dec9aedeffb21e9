import { type Dossier, EnteteDossier, type Identite } from '#modules/dossiers/index.ts'
import { canauxTransmission, choixDe, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Bouton, BoutonLien, Boutons, Champ, ChoixUnique, Formulaire, Ligne, RegleDeDroit, ResumeErreurs } from '#ui/index.ts'
import { demandeurs, natures } from './demande.ts'

type Props = {
  readonly donnees: { readonly dossier: Dossier; readonly identite: Identite }
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}

/** Enregistrer ce qu'on demande, avant d'y répondre quoi que ce soit. */
export function NouvelleDemande({ donnees: { dossier, identite }, etat, aujourdHui }: Props) {
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Une demande venue du dehors" />
      <ResumeErreurs etat={etat} />
      <RegleDeDroit
        phrase="Rien n’oblige à répondre sur-le-champ, ni au téléphone : la demande s’enregistre, puis se traite selon ce que la loi permet de dire à ce demandeur."
        source="Code pénal, art. 226-13 ; CASF, art. L226-2-2"
      />
      <Formulaire etat={etat}>
        <ChoixUnique nom="nature" libelle="Ce qui est demandé" variante="ligne" requis etat={etat} options={Object.entries(natures)} />
        <Ligne>
          <Champ
            nom="demandeur"
            libelle="Qui demande"
            type="choix"
            requis
            etat={etat}
            options={Object.entries(demandeurs)}
            aide="Liste proposée par Égide."
          />
          <Champ nom="intitule" libelle="Nom et service" requis etat={etat} longueurMax={200} />
        </Ligne>
        <Champ
          nom="coordonnees"
          libelle="Où lui répondre"
          etat={etat}
          longueurMax={500}
          aide="Rappelez au numéro du service, pas à celui donné par l’appelant."
        />
        <Ligne>
          <Champ
            nom="canal"
            libelle="Arrivée par"
            type="choix"
            requis
            etat={etat}
            options={choixDe(optionsDeNomenclature(canauxTransmission, aujourdHui))}
          />
          <Champ nom="recueLe" libelle="Reçue le" type="date" requis etat={etat} max={aujourdHui} />
          <Champ
            nom="attendueLe"
            libelle="Réponse souhaitée pour le"
            type="date"
            etat={etat}
            aide="S’il l’a dit. C’est un rappel, rien ne bloque."
          />
        </Ligne>
        <Champ nom="question" libelle="La question, dans ses mots" type="texte-long" lignes={5} requis etat={etat} />
        <Boutons>
          <Bouton>Enregistrer la demande</Bouton>
          <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
            Revenir au dossier
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}
