import { EnteteDossier, RappelDossier } from '#modules/dossiers/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Alerte, Bouton, BoutonLien, Boutons, Champ, ChoixUnique, Formulaire, Ligne, RegleDeDroit, ResumeErreurs } from '#ui/index.ts'
import { Propos } from './paroles.vue.tsx'
import type { PreparationAnnotation, PreparationParoles } from './paroles-affichees.ts'
import { rappelDe } from './rappel.ts'
import { QUALITES } from './recit.ts'

type Vue<D> = { readonly donnees: D; readonly etat: EtatFormulaire; readonly aujourdHui: string }

function Tete({ donnees, etat, aujourdHui, geste }: Vue<PreparationParoles> & { readonly geste: string }) {
  const rappel = rappelDe(donnees.bilan, donnees.dossier.id)
  return (
    <>
      <EnteteDossier dossier={donnees.dossier} identite={donnees.identite} aujourdHui={aujourdHui} geste={geste} />
      {rappel !== null && <RappelDossier rappel={rappel} />}
      <ResumeErreurs etat={etat} />
    </>
  )
}

const Retour = ({ dossierId }: { readonly dossierId: string }) => (
  <BoutonLien href={`/dossiers/${dossierId}/paroles`} genre="discret">
    Voir les paroles du dossier
  </BoutonLien>
)

export function NouvellesParoles(vue: Vue<PreparationParoles>) {
  const { donnees, etat, aujourdHui } = vue
  return (
    <>
      <Tete {...vue} geste="Consigner des paroles de l’enfant" />
      <Formulaire etat={etat}>
        <Champ
          nom="propos"
          libelle="Ses mots"
          type="texte-long"
          lignes={6}
          requis
          etat={etat}
          aide="Mot pour mot, fautes et hésitations comprises. Les guillemets se posent d’eux-mêmes."
        />
        <RegleDeDroit
          phrase="Les paroles se retranscrivent mot à mot, entre guillemets ; une question posée ne suggère pas sa réponse."
          source="DSDEN de l’Ardèche"
          certitude="Source secondaire : consigne d’un département, à confirmer par votre protocole."
        />
        <Ligne>
          <Champ nom="le" libelle="Dites le" type="date" requis etat={etat} max={aujourdHui} />
          <Champ nom="heure" libelle="À quelle heure" type="heure" etat={etat} />
        </Ligne>
        <Ligne>
          <Champ nom="entenduPar" libelle="Qui a entendu" etat={etat} longueurMax={200} aide="Vide : vous." />
          <Champ nom="lieu" libelle="Où" etat={etat} longueurMax={200} />
        </Ligne>
        <Champ nom="presents" libelle="En présence de" etat={etat} longueurMax={500} />
        <ChoixUnique
          nom="question"
          libelle="Question posée juste avant"
          variante="ligne"
          etat={etat}
          options={[
            ['aucune', 'Aucune, parole spontanée'],
            ['posee', 'Une question ouverte'],
          ]}
        />
        <Champ
          nom="motsQuestion"
          libelle="Les mots de la question"
          etat={etat}
          longueurMax={1000}
          montreSi="question=posee"
          aide="Tels qu’ils ont été dits."
        />
        <Alerte genre="attention" titre="Ces paroles vont être scellées">
          Elles ne se corrigeront plus et ne s’effaceront plus ; vous pourrez les annoter.
        </Alerte>
        <Boutons>
          <Bouton>Sceller ces paroles</Bouton>
          <BoutonLien href={`/dossiers/${donnees.dossier.id}/paroles/recit`}>L’enfant a raconté à quelqu’un d’autre</BoutonLien>
          <Retour dossierId={donnees.dossier.id} />
        </Boutons>
      </Formulaire>
    </>
  )
}

export function NouveauRecit(vue: Vue<PreparationParoles>) {
  const { donnees, etat, aujourdHui } = vue
  return (
    <>
      <Tete {...vue} geste="L’enfant a raconté à quelqu’un d’autre" />
      <p>Sans ses mots : ce qui se note ici évite seulement qu’on les lui redemande.</p>
      <Formulaire etat={etat}>
        <ChoixUnique nom="aQui" libelle="À qui" requis etat={etat} aide="Liste proposée par Égide." options={Object.entries(QUALITES)} />
        <Ligne>
          <Champ nom="precision" libelle="Précision" etat={etat} longueurMax={200} aide="Service, brigade, lien avec l’enfant." />
          <Champ nom="le" libelle="Quand" type="date" etat={etat} max={aujourdHui} aide="Vide : jour inconnu." />
        </Ligne>
        <Champ nom="commentSu" libelle="Comment le sait-on" type="texte-long" lignes={3} etat={etat} />
        <Boutons>
          <Bouton>Enregistrer</Bouton>
          <Retour dossierId={donnees.dossier.id} />
        </Boutons>
      </Formulaire>
    </>
  )
}

export function Annoter({ donnees: { dossier, identite, parole }, etat, aujourdHui }: Vue<PreparationAnnotation>) {
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Annoter des paroles" />
      <ResumeErreurs etat={etat} />
      <Propos parole={parole} />
      <Formulaire etat={etat}>
        <Champ
          nom="texte"
          libelle="Annotation"
          type="texte-long"
          lignes={4}
          requis
          etat={etat}
          aide="Ce que vous ajoutez à côté. Les paroles ne changent pas ; l’annotation ne se reprend pas non plus."
        />
        <Boutons>
          <Bouton>Ajouter l’annotation</Bouton>
          <Retour dossierId={dossier.id} />
        </Boutons>
      </Formulaire>
    </>
  )
}
