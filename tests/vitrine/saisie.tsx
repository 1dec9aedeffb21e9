import {
  Bouton,
  Boutons,
  Case,
  Champ,
  ChoixMultiple,
  ChoixTrois,
  ChoixUnique,
  Depliable,
  type Etat,
  Formulaire,
  GroupeChamps,
  Ligne,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'

const ETAT_A_CORRIGER: Etat = {
  valeurs: { quand: '2026-11-22T10:30', motif: 'climat', compteRendu: 'Il dit : « <b>ça va</b> ».', tiroirs: ['note'], venuDe: 'famille' },
  erreurs: { personne: 'Choisissez la personne reçue.', tiroirs: 'Un seul tiroir à la fois.', quoi: 'Dites de quoi il s’agit.' },
}

const MOTIFS = [
  ['mal_etre', 'Mal-être'],
  ['famille', 'Vie de famille'],
  ['absences', 'Absences'],
  ['climat', 'Climat de la classe'],
  ['sante', 'Santé'],
] as const

export function VitrineSaisie({ etat = ETAT_A_CORRIGER }: { readonly etat?: Etat }) {
  return (
    <>
      <Titre complement="Trois champs requis ; le reste peut attendre.">Consigner un entretien</Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire cleIdempotence="3d7c2f0e-0000-4000-8000-000000000001">
        <Ligne>
          <Champ nom="personne" libelle="Personne reçue" etat={etat} requis rechercheUrl="/propositions" largeur="moyenne" />
          <Champ nom="quand" libelle="Quand" type="datetime-local" etat={etat} requis />
          <Champ
            nom="quoi"
            libelle="Quoi"
            type="choix"
            etat={etat}
            options={[
              { valeur: 'eleve', libelle: 'Entretien élève', groupe: 'Entretiens' },
              { valeur: 'famille', libelle: 'Entretien famille', groupe: 'Entretiens' },
              { valeur: 'liaison', libelle: 'Liaison', groupe: 'Autres actes' },
            ]}
          />
        </Ligne>
        <ChoixUnique nom="motif" libelle="Motif" variante="pastilles" etat={etat} requis options={MOTIFS} />
        <ChoixUnique
          nom="venuDe"
          libelle="À la demande de"
          variante="ligne"
          etat={etat}
          options={[
            ['lui', 'L’intéressé'],
            ['famille', 'La famille'],
            ['autre', 'Quelqu’un d’autre'],
          ]}
        />
        <Champ nom="precisionOrigine" libelle="Qui ?" etat={etat} montreSi="venuDe=autre" largeur="moyenne" />
        <Champ
          nom="compteRendu"
          libelle="Compte rendu"
          type="texte-long"
          etat={etat}
          aide="Versé au dossier : les membres du dossier le liront."
        />
        <ChoixMultiple
          nom="tiroirs"
          libelle="Ranger aussi dans"
          etat={etat}
          options={[
            { valeur: 'note', libelle: 'Notes de travail', aide: 'Personne d’autre ne les lira.' },
            { valeur: 'tiers', libelle: 'Informations sur un tiers' },
          ]}
        />
        <ChoixTrois nom="rencontree" libelle="La famille est-elle prévenue ?" etat={etat} />
        <Case nom="rappel" libelle="Me le rappeler dans une semaine" etat={etat} />
        <Depliable titre="Et ensuite : rappel, liaison, demande d’avis">
          <GroupeChamps legende="Rappel" aide="Il paraîtra dans vos échéances." enLigne>
            <Champ nom="rappelLe" libelle="Le" type="date" etat={etat} />
            <Champ nom="rappelHeure" libelle="À" type="heure" etat={etat} />
            <Champ nom="nombre" libelle="Participants" type="nombre" min={0} etat={etat} />
          </GroupeChamps>
          <Champ nom="piece" libelle="Pièce jointe" type="fichier" accepte=".pdf" etat={etat} aide="PDF, 10 Mo au plus." />
        </Depliable>
        <Boutons>
          <Bouton>Enregistrer</Bouton>
          <Bouton genre="secondaire" nom="suite" valeur="autre">
            Enregistrer et en consigner un autre
          </Bouton>
          <Bouton genre="discret">Annuler</Bouton>
        </Boutons>
      </Formulaire>
    </>
  )
}
