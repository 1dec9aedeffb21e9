import {
  type LienParente,
  liensParente,
  type NiveauResponsabilite,
  type NiveauScolaire,
  niveauxResponsabilite,
  niveauxScolaires,
  type Regime,
  regimes,
} from '#modules/referentiels/index.ts'
import type { Vue } from '#socle/http/route.ts'
import {
  Alerte,
  accorder,
  Badge,
  BoutonLien,
  Boutons,
  Carte,
  CleValeur,
  Grille,
  Jour,
  Lignes,
  ListeVide,
  Masque,
  RegleDeDroit,
  Titre,
  telephoneEnClair,
} from '#ui/index.ts'
import { type Adresse, ageAu, type Eleve, type FicheAffichee, nomAffiche, type Responsable } from './eleve.ts'

const libelle = <C extends string>(
  nomenclature: { readonly entrees: Readonly<Record<C, { readonly libelle: string }>> },
  code: C | null,
): string | null => (code === null ? null : (nomenclature.entrees[code]?.libelle ?? `code ${code}`))
const CIVILITES: Readonly<Record<string, string>> = { M: 'M.', MME: 'Mme', MLLE: 'Mme' }
const SEXES = { F: 'Fille', M: 'Garçon' } as const
const ORIGINES = { siecle: 'SIECLE', onde: 'ONDE', manuel: 'écrite à la main' } as const

/** La fiche d'un élève : identité, scolarité, responsables sans rang, fratrie probable. */
export function PageEleve({ donnees: { eleve, responsables, fratrie }, aujourdHui }: Vue<FicheAffichee>) {
  return (
    <>
      <Titre
        complement={`${accorder(ageAu(eleve.dateNaissance, aujourdHui), 'an')}, ${eleve.classe ?? 'sans classe'}, ${eleve.etablissement}`}
      >
        <Masque>{nomAffiche(eleve)}</Masque>
      </Titre>
      {!eleve.present && <Alerte genre="attention">{absence(eleve)}</Alerte>}
      <Boutons>
        <BoutonLien genre="principal" href={`/dossiers/nouveau?eleveId=${eleve.id}`}>
          Ouvrir un dossier
        </BoutonLien>
        <BoutonLien href={`/consigner?eleveId=${eleve.id}`}>Consigner un acte</BoutonLien>
        <BoutonLien href={`/eleves/${eleve.id}/completer`}>Compléter</BoutonLien>
        {eleve.source === 'manuel' && <BoutonLien href={`/eleves/${eleve.id}/corriger`}>Corriger</BoutonLien>}
      </Boutons>
      <Grille>
        <Identite eleve={eleve} />
        <Coordonnees eleve={eleve} />
      </Grille>
      <Responsables responsables={responsables} />
      <Fratrie fratrie={fratrie} aujourdHui={aujourdHui} />
    </>
  )
}

const absence = (e: Eleve): string =>
  e.dateSortie !== null || e.absentDepuis === null
    ? 'Cet élève est sorti de l’établissement.'
    : 'Cet élève ne figure plus dans le dernier fichier de l’établissement.'

function Identite({ eleve }: { readonly eleve: Eleve }) {
  const {
    nomFamille,
    nomUsage,
    prenom,
    prenom2,
    prenom3,
    dateNaissance,
    sexe,
    ine,
    classe,
    niveau,
    regime,
    dateEntree,
    dateSortie,
    absentDepuis,
    source,
  } = eleve
  return (
    <Carte titre="Identité et scolarité">
      <CleValeur
        paires={[
          ['Nom de famille', <Masque>{nomFamille}</Masque>],
          ['Nom d’usage', nomUsage && <Masque>{nomUsage}</Masque>],
          ['Prénoms', <Masque>{[prenom, prenom2, prenom3].filter(Boolean).join(', ')}</Masque>],
          ['Naissance', <Jour jour={dateNaissance} />],
          ['Sexe', sexe && SEXES[sexe]],
          ['INE', ine],
          ['Classe', classe],
          ['Niveau', libelle(niveauxScolaires, niveau as NiveauScolaire | null)],
          ['Régime', libelle(regimes, regime as Regime | null)],
          ['Entrée', dateEntree && <Jour jour={dateEntree} />],
          ...(dateSortie === null ? [] : [['Sortie', <Jour jour={dateSortie} />] as const]),
          ...(absentDepuis === null ? [] : [['Absent du fichier depuis', <Jour jour={absentDepuis} />] as const]),
          ['Source de la fiche', ORIGINES[source]],
        ]}
      />
    </Carte>
  )
}

function Coordonnees({ eleve }: { readonly eleve: Eleve }) {
  return (
    <Carte titre="Coordonnées propres à l’élève">
      <CleValeur
        paires={[
          ['Adresse du fichier', eleve.adresseImportee && <AdressePostale adresse={eleve.adresseImportee} />],
          ['Adresse ajoutée', eleve.adresse],
          ['Téléphone', eleve.telephone && telephoneEnClair(eleve.telephone)],
          ['Courriel', eleve.courriel],
        ]}
      />
    </Carte>
  )
}

const AdressePostale = ({ adresse }: { readonly adresse: Adresse }) => (
  <>{[...adresse.lignes, [adresse.codePostal, adresse.commune].filter(Boolean).join(' '), adresse.pays].filter(Boolean).join(', ')}</>
)

function Responsables({ responsables }: { readonly responsables: readonly Responsable[] }) {
  return (
    <Carte titre="Responsables et personnes à contacter" compte={responsables.length}>
      <RegleDeDroit
        phrase="Les titulaires de l’autorité parentale l’exercent en commun : aucun n’est « premier » ou « second »."
        source="C. civ., art. 372"
      />
      {responsables.length === 0 ? (
        <ListeVide titre="Aucun responsable n’est connu.">Ils viennent du fichier « Responsables » de l’établissement.</ListeVide>
      ) : (
        <Grille>
          {responsables.map((r) => (
            <UnResponsable r={r} />
          ))}
        </Grille>
      )}
    </Carte>
  )
}

function UnResponsable({ r }: { readonly r: Responsable }) {
  const lien = libelle(liensParente, r.codeParente as LienParente | null) ?? 'Lien non précisé par le fichier'
  return (
    <Carte niveau={3} titre={[r.civilite && (CIVILITES[r.civilite] ?? r.civilite), nomAffiche(r)].filter(Boolean).join(' ')}>
      {r.protege && <Badge genre="attention">Accès restreint : protection de l’enfant</Badge>}
      <CleValeur
        paires={[
          ['Lien', lien],
          ['Responsabilité', libelle(niveauxResponsabilite, r.niveauResponsabilite as NiveauResponsabilite | null)],
          ['Héberge l’élève', r.heberge === null ? null : r.heberge ? 'oui' : 'non'],
          ['Téléphones', [r.telPortable, r.telPersonnel, r.telProfessionnel].filter(Boolean).join(', ')],
          ['Courriel', r.courriel],
          ['Adresse', r.adresse && <AdressePostale adresse={r.adresse} />],
        ]}
      />
    </Carte>
  )
}

function Fratrie({ fratrie, aujourdHui }: { readonly fratrie: readonly Eleve[]; readonly aujourdHui: string }) {
  if (fratrie.length === 0) return null
  return (
    <Carte titre="Fratrie probable, dans mes établissements" compte={fratrie.length}>
      <p>Ils partagent au moins un responsable dans les fichiers.</p>
      <Lignes
        lignes={fratrie.map((e) => ({
          texte: (
            <a href={`/eleves/${e.id}`}>
              <Masque>{nomAffiche(e)}</Masque>
            </a>
          ),
          precision: [
            accorder(ageAu(e.dateNaissance, aujourdHui), 'an'),
            e.classe ?? 'sans classe',
            e.etablissement,
            ...(e.present ? [] : ['sorti']),
          ].join(', '),
        }))}
      />
    </Carte>
  )
}
