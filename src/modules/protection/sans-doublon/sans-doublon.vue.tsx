import { type Dossier, EnteteDossier, type Identite } from '#modules/dossiers/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  ChoixUnique,
  Formulaire,
  Jour,
  Ligne,
  Lignes,
  ListeVide,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { AVERTISSEMENT, applications, niveaux, type Reference } from './reference.ts'

type Commun = { readonly dossier: Dossier; readonly identite: Identite }
type Vue<D> = { readonly donnees: D; readonly etat: EtatFormulaire; readonly aujourdHui: string }

/** Ce qui est saisi ailleurs : la référence ici, un texte sans nom à y coller. */
export function PageSansDoublon({ donnees, etat, aujourdHui }: Vue<Commun & { readonly references: readonly Reference[] }>) {
  const { dossier, identite, references } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Faits établissement, harcèlement" />
      <ResumeErreurs etat={etat} />
      <Alerte genre="attention" titre="Ce n’est ni une information préoccupante, ni un signalement">
        <p>{AVERTISSEMENT}</p>
        <BoutonLien href={`/dossiers/${dossier.id}/informations-preoccupantes/nouvelle`}>Protéger…</BoutonLien>
      </Alerte>
      <Titre niveau={2}>Garder la référence</Titre>
      <p>Égide n’en recopie rien : la référence, la date et le niveau suffisent à retrouver ce qui est saisi là-bas.</p>
      <Formulaire etat={etat} libelle="Garder la référence">
        <ChoixUnique nom="application" libelle="Application" variante="ligne" requis etat={etat} options={Object.entries(applications)} />
        <Ligne>
          <Champ nom="reference" libelle="Référence" requis etat={etat} longueurMax={80} />
          <Champ nom="le" libelle="Saisi le" type="date" requis etat={etat} max={aujourdHui} />
          <Champ
            nom="niveau"
            libelle="Niveau"
            type="choix"
            etat={etat}
            options={Object.entries(niveaux)}
            aide="Pour Faits établissement."
          />
        </Ligne>
        <Bouton>Garder cette référence</Bouton>
      </Formulaire>
      <Titre niveau={2}>Un texte sans nom, à coller</Titre>
      <Formulaire action={`/dossiers/${dossier.id}/sans-nom`} libelle="Ôter les noms d’un texte">
        <Champ
          nom="texte"
          libelle="Votre texte"
          type="texte-long"
          lignes={6}
          aide="Les noms, dates de naissance, adresses, téléphones et courriels connus du dossier sont remplacés. Rien n’est gardé."
        />
        <Bouton genre="secondaire">Ôter les noms</Bouton>
      </Formulaire>
      <Titre niveau={2}>Références gardées</Titre>
      {references.length === 0 ? (
        <ListeVide titre="Aucune référence" />
      ) : (
        <Lignes
          lignes={references.map((r) => ({
            repere: <Jour jour={r.le} />,
            texte: `${applications[r.application]} : ${r.reference}`,
            precision: `${r.niveau === null ? '' : `Niveau ${niveaux[r.niveau]}. `}Inscrite par ${r.auteur}`,
          }))}
        />
      )}
      <Retour dossier={dossier} />
    </>
  )
}

const Retour = ({ dossier }: { readonly dossier: Dossier }) => (
  <Boutons>
    <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
      Revenir au dossier
    </BoutonLien>
  </Boutons>
)

/** Le texte rendu, prêt à copier ; à relire, car une machine ne sait pas tout ce qui désigne. */
export function PageSansNom({
  donnees: { dossier, identite, sansNom },
  aujourdHui,
}: {
  readonly donnees: Commun & { readonly sansNom: string }
  readonly aujourdHui: string
}) {
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Texte sans nom" />
      <Carte titre="À relire, puis à copier">
        <p>
          Une situation se reconnaît aussi sans nom : ôtez ce qui désigne encore quelqu’un. Sélectionnez tout (Ctrl A), puis copiez (Ctrl
          C).
        </p>
        <Champ nom="sansNom" libelle="Texte sans nom" type="texte-long" lignes={12} defaut={sansNom} />
      </Carte>
      <Boutons>
        <BoutonLien href={`/dossiers/${dossier.id}/sans-doublon`}>Revenir à la référence</BoutonLien>
      </Boutons>
    </>
  )
}
