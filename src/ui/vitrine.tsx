import {
  Alerte,
  AvecIcone,
  Badge,
  Barres,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Case,
  Champ,
  ChoixMultiple,
  ChoixTrois,
  ChoixUnique,
  Chronologie,
  CleValeur,
  Combien,
  Courbe,
  Definition,
  Delai,
  Depliable,
  DeuxColonnes,
  Echeance,
  type Etat,
  Etincelles,
  FilAriane,
  Formulaire,
  Frise,
  Gabarit,
  Grille,
  GroupeChamps,
  Instant,
  Jour,
  Ligne,
  Lignes,
  ListeVide,
  Masque,
  Pagination,
  Progression,
  RegleDeDroit,
  ResumeErreurs,
  Tableau,
  Titre,
} from './index.ts'

/*
 * Toutes les pièces de l’interface sur quatre pages, avec des données de personne. Sert aux essais (axe, 320 px, clavier) et à montrer à
 * qui écrit une page ce qui existe.
 */
const AUJOURDHUI = '2026-11-22'

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
            { valeur: 'note', libelle: 'Notes de travail', aide: 'Vous seule les lirez.' },
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

export function VitrineAccueil() {
  return (
    <>
      <Titre complement={`Dimanche 22 novembre 2026 · collège La Jordanne`}>Aujourd’hui</Titre>
      <Grille>
        <Carte titre="Rendez-vous" lien={{ href: '#', libelle: 'Toute la semaine' }}>
          <Lignes
            lignes={[
              { repere: '9 h', texte: 'Rendez-vous (élève, 4e B)', action: <a href="#a">ouvrir</a> },
              { repere: '10 h 30', texte: 'Rendez-vous (famille)', precision: 'Reporté une fois', action: <a href="#b">ouvrir</a> },
              { repere: '14 h', texte: 'Permanence', action: <a href="#c">consigner</a> },
            ]}
          />
        </Carte>
        <Carte titre="N’ont pas répondu" compte={2}>
          <Lignes
            lignes={[
              {
                presse: true,
                texte: <a href="#d">Cellule départementale</a>,
                precision: (
                  <>
                    transmise <Delai jour="2026-08-16" aujourdHui={AUJOURDHUI} />, retour{' '}
                    <Echeance jour="2026-11-16" aujourdHui={AUJOURDHUI} />
                  </>
                ),
                action: <a href="#e">Relancer</a>,
              },
              { texte: <a href="#f">Inspection</a>, precision: <Echeance jour="2026-11-25" aujourdHui={AUJOURDHUI} /> },
            ]}
          />
        </Carte>
        <Carte titre="Mes élèves récents">
          <Lignes
            lignes={['Ada Exemple', 'Noé Modèle', 'Lou Essai'].map((nom) => ({
              texte: (
                <a href="#g">
                  <Masque>{nom}</Masque>
                </a>
              ),
              precision: '13 ans, 4e B',
            }))}
          />
        </Carte>
        <Carte titre="Mon mois" lien={{ href: '#', libelle: 'Mon rapport d’activité' }}>
          <p>
            <Etincelles valeurs={[3, 5, 8, 2, 9]} /> 34 entretiens, 3 visites, 11 conseils techniques
          </p>
        </Carte>
      </Grille>
      <ListeVide titre="Aucun rappel cette semaine.">Pour en poser un, consignez un entretien et ouvrez « Et ensuite ».</ListeVide>
    </>
  )
}

export function VitrineDossier() {
  return (
    <>
      <FilAriane liens={[{ libelle: 'Mes dossiers', href: '#' }]} courant="Dossier" />
      <Titre
        complement={
          <>
            13 ans, 4e B, La Jordanne · ouvert le <Jour jour="2025-09-01" />
          </>
        }
      >
        <Masque>Ada Exemple</Masque>
      </Titre>
      <Boutons>
        <BoutonLien href="#" genre="principal" icone="ajouter">
          Consigner
        </BoutonLien>
        <BoutonLien href="#">Partager…</BoutonLien>
        <BoutonLien href="#">Protéger…</BoutonLien>
        <BoutonLien href="#" genre="discret" icone="telecharger">
          Écrire…
        </BoutonLien>
      </Boutons>
      <Frise
        etapes={[
          { libelle: 'Rédigée', etat: 'faite', le: '2026-08-14' },
          { libelle: 'Transmise', etat: 'faite', le: '2026-08-16' },
          { libelle: 'Accusé de réception', etat: 'prochaine', precision: 'attendu' },
          { libelle: 'Réponse', etat: 'a_venir', le: '2026-11-16' },
        ]}
      />
      <DeuxColonnes
        libelleCote="Repères"
        principal={
          <Chronologie
            entrees={[
              {
                jour: '2026-11-21',
                titre: 'Entretien élève',
                etiquettes: <Badge genre="info">mal-être</Badge>,
                auteur: 'Moi',
                contenu: <p class="eg-texte">Compte rendu, deux lignes.</p>,
                action: <a href="#h">lire</a>,
              },
              { jour: '2026-11-20', titre: 'Liaison, infirmière', attenuee: true, etiquettes: <Badge>rectifiée</Badge> },
              { jour: '2026-10-01', titre: 'Visite à domicile', etiquettes: <Badge genre="attention">à compléter</Badge> },
            ]}
          />
        }
        cote={
          <>
            <CleValeur
              paires={[
                ['Autorité parentale', 'mère et père, séparés'],
                ['Fratrie', '2'],
                ['Téléphone', null],
                ['Vu la dernière fois', <Instant instant="2026-11-21T09:30:00Z" />],
              ]}
            />
            <RegleDeDroit
              phrase="La réponse est due trois mois après la transmission."
              source="CASF, art. L226-5"
              certitude="Le mode de calcul en fin de mois est un choix d’Égide : à confirmer."
            >
              <p>Le détail de l’article se lit ici.</p>
            </RegleDeDroit>
          </>
        }
      />
    </>
  )
}

const LIGNES = [
  { nom: 'Collège La Jordanne', commune: 'Aurillac', effectif: 412 },
  { nom: 'Collège Jules Ferry', commune: 'Aurillac', effectif: 1380 },
]
const MOIS = ['sept.', 'oct.', 'nov.', 'déc.', 'janv.', 'févr.'].map((libelle, rang) => ({
  libelle,
  valeur: rang === 3 ? null : 20 + rang * 7,
}))

export function VitrineChiffres() {
  return (
    <>
      <Titre>412 personnes reçues cette année, 38 de plus qu’à la même date</Titre>
      <Alerte titre="Import terminé">1 204 lignes lues : 12 nouvelles, 1 190 inchangées, 2 écartées.</Alerte>
      <Alerte genre="succes">C’est enregistré.</Alerte>
      <Alerte genre="attention">Ce protocole n’est plus à jour ?</Alerte>
      <Alerte genre="erreur" titre="Le fichier n’a pas été lu">
        Il est vide. Rien n’a été changé.
      </Alerte>
      <Grille>
        <Courbe titre="Entretiens par mois" axe="Mois" unite="Entretiens" donnees={MOIS} lienMasque="#masque" />
        <Barres
          titre="Entretiens par motif"
          axe="Motif"
          unite="Entretiens"
          donnees={[
            { libelle: 'Mal-être', valeur: 120 },
            { libelle: 'Vie de famille', valeur: 84 },
            { libelle: 'Absences', valeur: 41 },
            { libelle: 'Logement', valeur: null },
          ]}
        >
          <Definition
            terme="Entretien"
            definition="Rencontre consignée au dossier."
            perimetre="Cantal, année en cours."
            denominateur="Tous les entretiens."
          />
        </Barres>
      </Grille>
      <Combien montres={2} total={48} singulier="établissement" />
      <Tableau
        legende="Établissements"
        precision="Triés par commune ; restreindre avec la recherche."
        lignes={LIGNES}
        vide="Aucun établissement."
        colonnes={[
          { libelle: 'Établissement', rendre: (l) => <a href="#i">{l.nom}</a> },
          { libelle: 'Commune', rendre: (l) => l.commune },
          { libelle: 'Effectif', rendre: (l) => l.effectif, numerique: true },
          { libelle: 'État', rendre: () => <Badge genre="succes">ouvert</Badge> },
        ]}
      />
      <Pagination page={2} pages={24} href={(page) => `?page=${page}`} />
      <Progression faites={420} total={1204} libelle="Lecture des élèves : 420 sur 1 204" url="/avancement" />
      <p>
        <AvecIcone icone="horloge">
          <Echeance jour="2027-03-01" aujourdHui={AUJOURDHUI} />
        </AvecIcone>
      </p>
    </>
  )
}

/** Pages de la vitrine, par leur nom. */
export const PAGES_VITRINE = { saisie: VitrineSaisie, accueil: VitrineAccueil, dossier: VitrineDossier, chiffres: VitrineChiffres } as const

/** Une page de la vitrine, complète. */
export function pageVitrine(nom: keyof typeof PAGES_VITRINE) {
  const Contenu = PAGES_VITRINE[nom]
  return (
    <Gabarit
      titre="Vitrine"
      recherche={{ action: '/eleves', suggestionsUrl: '/propositions' }}
      navigation={[
        { libelle: 'Accueil', href: '/accueil', courant: nom === 'accueil' },
        { libelle: 'Dossiers', href: '/dossier', courant: nom === 'dossier' },
        { libelle: 'Chiffres', href: '/chiffres', courant: nom === 'chiffres' },
      ]}
      actions={[
        { libelle: 'Consigner', href: '/saisie', icone: 'ajouter', raccourci: 'C', principale: true },
        { libelle: 'Urgence', href: '/urgence', icone: 'telephone', urgence: true },
        { libelle: 'Échéances', href: '/echeances', icone: 'horloge', compte: 4 },
      ]}
      agent={{ nom: 'Camille Exemple', fonction: 'assistante de service social', deconnexion: '/deconnexion' }}
      verrouillable={{ inactiviteSecondes: 900 }}
      modeDemonstration="Démonstration : personnes et faits inventés."
      message={nom === 'accueil' ? { genre: 'succes', texte: 'C’est enregistré.' } : undefined}
      pied={[{ libelle: 'Mentions légales', href: '/mentions' }]}
      contenu={<Contenu />}
    />
  )
}
