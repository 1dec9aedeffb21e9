import type { Vue } from '#socle/http/route.ts'
import type { Etat } from '#ui/etat.ts'
import { Alerte, Bouton, BoutonLien, Boutons, Champ, ChoixUnique, Formulaire, Ligne, Masque, ResumeErreurs, Titre } from '#ui/index.ts'
import type { Creation } from './creation.ts'
import { type Eleve, nomAffiche } from './eleve.ts'

/** Créer un élève, après l'avoir cherché. */
export function NouvelEleve({ donnees: { preuve, cherche, etablissements }, etat }: Vue<Creation>) {
  const [seul] = etablissements
  return (
    <>
      <Titre>Créer un élève</Titre>
      <ResumeErreurs etat={etat} />
      <Alerte>
        Vous avez cherché « <Masque>{cherche}</Masque> ». Quand un fichier apportera cet élève, Égide vous demandera si c’est bien le même.
      </Alerte>
      <Formulaire etat={etat} libelle="Créer un élève">
        <input type="hidden" name="preuve" value={preuve} />
        <Champ
          nom="etablissementId"
          libelle="Établissement"
          type="choix"
          requis
          etat={etat}
          options={etablissements}
          invite={etablissements.length === 1 ? null : undefined}
          defaut={etablissements.length === 1 ? seul?.[0] : undefined}
        />
        <ChampsFiche etat={etat} />
        <Boutons>
          <Bouton>Créer l’élève</Bouton>
          <BoutonLien genre="discret" href="/recherche">
            Revenir à la recherche
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

/** Corriger une fiche écrite à la main. */
export function CorrigerEleve({ donnees: eleve, etat }: Vue<Eleve>) {
  return (
    <>
      <Titre complement={<Masque>{nomAffiche(eleve)}</Masque>}>Corriger la fiche</Titre>
      <ResumeErreurs etat={etat} />
      {eleve.source !== 'manuel' && <Alerte genre="attention">Cette fiche vient de la base élèves : c’est là qu’elle se corrige.</Alerte>}
      <Formulaire etat={etat} libelle="Corriger la fiche" jetonVersion={String(eleve.version)}>
        <ChampsFiche etat={etat} eleve={eleve} />
        <Fin eleve={eleve} />
      </Formulaire>
    </>
  )
}

/** Ajouter ce que le fichier ne donne pas. */
export function CompleterEleve({ donnees: eleve, etat }: Vue<Eleve>) {
  return (
    <>
      <Titre complement={<Masque>{nomAffiche(eleve)}</Masque>}>Compléter la fiche</Titre>
      <ResumeErreurs etat={etat} />
      <p>Ces coordonnées sont à vous de tenir : les imports n’y touchent pas.</p>
      <Formulaire etat={etat} libelle="Compléter la fiche" jetonVersion={String(eleve.version)}>
        <Champ
          nom="telephone"
          libelle="Téléphone de l’élève"
          type="telephone"
          etat={etat}
          defaut={eleve.telephone ?? ''}
          largeur="moyenne"
          longueurMax={30}
        />
        <Champ
          nom="courriel"
          libelle="Courriel de l’élève"
          type="courriel"
          etat={etat}
          defaut={eleve.courriel ?? ''}
          largeur="moyenne"
          longueurMax={254}
        />
        <Champ
          nom="adresse"
          libelle="Adresse de l’élève"
          type="texte-long"
          lignes={3}
          etat={etat}
          defaut={eleve.adresse ?? ''}
          longueurMax={500}
        />
        <Fin eleve={eleve} />
      </Formulaire>
    </>
  )
}

function Fin({ eleve }: { readonly eleve: Eleve }) {
  return (
    <Boutons>
      <Bouton>Enregistrer</Bouton>
      <BoutonLien genre="discret" href={`/eleves/${eleve.id}`}>
        Revenir à la fiche
      </BoutonLien>
    </Boutons>
  )
}

function ChampsFiche({ etat, eleve }: { readonly etat: Etat; readonly eleve?: Eleve }) {
  return (
    <>
      <Ligne>
        <Champ
          nom="nomFamille"
          libelle="Nom de famille"
          requis
          etat={etat}
          defaut={eleve?.nomFamille}
          largeur="moyenne"
          longueurMax={100}
        />
        <Champ
          nom="nomUsage"
          libelle="Nom d’usage, s’il en a un"
          etat={etat}
          defaut={eleve?.nomUsage ?? ''}
          largeur="moyenne"
          longueurMax={100}
        />
        <Champ nom="prenom" libelle="Prénom" requis etat={etat} defaut={eleve?.prenom} largeur="moyenne" longueurMax={100} />
      </Ligne>
      <Ligne>
        <Champ nom="dateNaissance" libelle="Date de naissance" type="date" requis etat={etat} defaut={eleve?.dateNaissance} />
        <Champ
          nom="classe"
          libelle="Classe, si elle est connue"
          etat={etat}
          defaut={eleve?.classe ?? ''}
          largeur="courte"
          longueurMax={40}
        />
        <Champ nom="ine" libelle="INE, s’il est connu" etat={etat} defaut={eleve?.ine ?? ''} largeur="courte" longueurMax={11} />
      </Ligne>
      <ChoixUnique
        nom="sexe"
        libelle="Sexe"
        variante="ligne"
        etat={etat}
        defaut={eleve?.sexe ?? 'inconnu'}
        options={[
          ['F', 'Fille'],
          ['M', 'Garçon'],
          ['inconnu', 'Non renseigné'],
        ]}
      />
    </>
  )
}
