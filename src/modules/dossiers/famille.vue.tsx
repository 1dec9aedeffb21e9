import { choixDe, decisionsAutoriteParentale, liensParente, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Bouton,
  BoutonLien,
  Boutons,
  Case,
  Champ,
  ChoixUnique,
  Formulaire,
  Ligne,
  Masque,
  RegleDeDroit,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import { estEnCours } from './dossier.ts'
import { EnteteDossier, LigneTitulaire, Periode, RetourDossier } from './dossier.vue.tsx'
import type { Famille } from './dossier-affiche.ts'
import { effetsDecision } from './famille.ts'

type Vue<D> = { readonly donnees: D; readonly etat: EtatFormulaire; readonly aujourdHui: string }

/** Inscrire un titulaire ; s'il en remplace un, ses valeurs sont proposées et l'ancienne ligne se ferme à l'envoi. */
export function FormulaireTitulaire({ donnees, etat, aujourdHui }: Vue<Famille>) {
  const { dossier, identite, remplace } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Autorité parentale" />
      <ResumeErreurs etat={etat} />
      <RegleDeDroit
        phrase="Les parents exercent en commun l’autorité parentale ; leur séparation n’y change rien, sauf décision du juge."
        source="C. civ., art. 372, 373-2 et 373-2-1"
      />
      <Formulaire etat={etat}>
        <input type="hidden" name="remplaceId" value={remplace?.id ?? ''} />
        <Ligne>
          <Champ nom="nom" libelle="Nom (ou service)" requis etat={etat} longueurMax={120} />
          <Champ nom="prenom" libelle="Prénom" etat={etat} longueurMax={120} />
        </Ligne>
        <Champ
          nom="lien"
          libelle="Lien avec l’élève"
          type="choix"
          invite="Ne sait pas"
          etat={etat}
          options={choixDe(optionsDeNomenclature(liensParente, aujourdHui))}
        />
        <Ligne>
          <Champ
            nom="decision"
            libelle="Décision de justice"
            type="choix"
            invite="Aucune connue"
            etat={etat}
            options={choixDe(optionsDeNomenclature(decisionsAutoriteParentale, aujourdHui))}
          />
          <Champ nom="decisionLe" libelle="Date de la décision" type="date" etat={etat} />
          <Champ nom="decisionJusquAu" libelle="Elle vaut jusqu’au" type="date" etat={etat} aide="Vide : sans terme connu." />
        </Ligne>
        <Champ
          nom="effet"
          libelle="Ce qu’elle change pour cette personne"
          type="choix"
          invite="Rien : elle exerce l’autorité parentale"
          etat={etat}
          options={Object.entries(effetsDecision)}
          aide="Égide le rappellera avant un appel, une lettre ou l’information préalable ; il n’empêche rien."
        />
        <Champ
          nom="precision"
          libelle="Ce que dit la décision"
          etat={etat}
          longueurMax={500}
          aide="En une phrase ; la pièce reste au dossier papier."
        />
        <Case nom="adresseSecrete" libelle="Adresse à ne pas communiquer à l’autre parent" etat={etat} />
        <Ligne>
          <Champ nom="du" libelle="Du" type="date" etat={etat} />
          <Champ nom="dernierJour" libelle="Au (dernier jour)" type="date" etat={etat} />
        </Ligne>
        <Bouton>{remplace ? 'Enregistrer et fermer l’ancienne ligne' : 'Inscrire'}</Bouton>
      </Formulaire>
      <Existants donnees={donnees} etat={etat} aujourdHui={aujourdHui} />
      <RetourDossier dossierId={dossier.id} />
    </>
  )
}

function Existants({ donnees: { dossier, titulaires }, aujourdHui }: Vue<Famille>) {
  const enCours = titulaires.filter((t) => estEnCours(t, aujourdHui))
  return (
    <>
      <Titre niveau={2}>Titulaires inscrits</Titre>
      <Tableau
        legende="Titulaires de l’autorité parentale, sans rang"
        legendeMasquee
        lignes={enCours}
        vide="Aucun titulaire inscrit."
        colonnes={[
          { libelle: 'Titulaire', rendre: (t) => <LigneTitulaire titulaire={t} aujourdHui={aujourdHui} /> },
          {
            libelle: 'Actions',
            rendre: (t) => (
              <Formulaire action={`/dossiers/${dossier.id}/titulaires/${t.id}/fermer`}>
                <Boutons>
                  <BoutonLien href={`/dossiers/${dossier.id}/titulaires?remplaceId=${t.id}`}>Changer</BoutonLien>
                  <Bouton genre="discret">Fermer à ce jour</Bouton>
                </Boutons>
              </Formulaire>
            ),
          },
        ]}
      />
    </>
  )
}

export function FormulaireLien({ donnees: { dossier, identite, liens }, etat, aujourdHui }: Vue<Famille>) {
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Foyer et fratrie" />
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat}>
        <ChoixUnique
          nom="nature"
          libelle="Où"
          variante="ligne"
          requis
          etat={etat}
          options={[
            ['foyer', 'Foyer'],
            ['fratrie', 'Fratrie'],
          ]}
        />
        <Ligne>
          <Champ nom="nom" libelle="Qui" requis etat={etat} longueurMax={160} />
          <Champ nom="lien" libelle="Précision" aide="Par exemple : beau-père ; sœur, au lycée." etat={etat} longueurMax={160} />
        </Ligne>
        <Ligne>
          <Champ nom="du" libelle="Du" type="date" etat={etat} />
          <Champ nom="dernierJour" libelle="Au (dernier jour)" type="date" etat={etat} />
        </Ligne>
        <Bouton>Inscrire</Bouton>
      </Formulaire>
      <Titre niveau={2}>Déjà inscrits</Titre>
      <Tableau
        legende="Foyer et fratrie"
        legendeMasquee
        lignes={liens.filter((l) => estEnCours(l, aujourdHui))}
        vide="Personne n’est inscrit."
        colonnes={[
          {
            libelle: 'Qui',
            rendre: (l) => (
              <>
                <Masque>{l.nom}</Masque>
                {l.lien && ` (${l.lien})`} <Periode du={l.du} au={l.au} />
              </>
            ),
          },
          { libelle: 'Où', rendre: (l) => (l.nature === 'foyer' ? 'Foyer' : 'Fratrie') },
          {
            libelle: 'Action',
            rendre: (l) => (
              <Formulaire action={`/dossiers/${dossier.id}/famille/${l.id}/fermer`}>
                <Bouton genre="discret">Fermer à ce jour</Bouton>
              </Formulaire>
            ),
          },
        ]}
      />
      <RetourDossier dossierId={dossier.id} />
    </>
  )
}
