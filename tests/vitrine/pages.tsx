import {
  Alerte,
  AvecIcone,
  Badge,
  Barres,
  BoutonLien,
  Boutons,
  Carte,
  Chronologie,
  CleValeur,
  Combien,
  Courbe,
  Definition,
  Delai,
  DeuxColonnes,
  Echeance,
  Etincelles,
  FilAriane,
  Frise,
  Grille,
  Instant,
  Jour,
  Lignes,
  ListeVide,
  Masque,
  Pagination,
  Progression,
  RegleDeDroit,
  Tableau,
  Titre,
} from '#ui/index.ts'

const AUJOURDHUI = '2026-11-22'

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
