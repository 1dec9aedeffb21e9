import { typesEtablissement } from '#modules/referentiels/index.ts'
import type { Vue } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  accorder,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  Formulaire,
  Jour,
  Ligne,
  ListeVide,
  nombreEnClair,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import type { DepartementOffert, DepartementVise } from './departement.ts'
import type { Bassin, couverture, EtablissementRange, Secteur } from './territoires.ts'

type Lu = {
  readonly departement: DepartementVise
  readonly departements: readonly DepartementOffert[]
  readonly bassins: readonly Bassin[]
  readonly sansBassin: number
  readonly total: number
  readonly secteurs: readonly Secteur[]
  readonly couverture: ReturnType<typeof couverture>
}

/** Ce que la source dit de l'ouverture ; ce qu'elle ne dit pas est « inconnu ». */
const ETATS: Readonly<Record<string, string>> = { ouvert: 'ouvert', a_ouvrir: 'à ouvrir', a_fermer: 'à fermer' }
export const etatEnClair = (etat: string | null): string => (etat === null ? 'inconnu' : (ETATS[etat] ?? etat))

/** « Lycée », sans l’énumération que la liste met entre parenthèses. */
export const typeEnClair = (type: string): string => libelleDe(typesEtablissement, type).replace(/ \(.*\)$/, '')

export function PageTerritoires({ donnees: d }: Vue<Lu>) {
  const nouveau = (quoi: string) => `/territoires/${quoi}?departementId=${d.departement.id}`
  return (
    <>
      <Titre complement={`${d.departement.libelle}, ${accorder(d.total, 'établissement connu', 'établissements connus')}`}>
        Bassins et secteurs
      </Titre>
      {d.departements.length > 1 && <AutreDepartement {...d} />}
      <Titre niveau={2} complement="Un bassin regroupe des établissements : un conseiller de bassin y voit les chiffres et l’organisation.">
        Bassins
      </Titre>
      <p>
        {d.sansBassin === 0
          ? 'Tous les établissements sont dans un bassin.'
          : `${accorder(d.sansBassin, 'établissement')} hors de tout bassin.`}
      </p>
      <Tableau
        legende="Bassins du département"
        legendeMasquee
        lignes={d.bassins}
        vide={
          <ListeVide titre="Aucun bassin">
            Le service peut s’organiser sans bassin : les établissements dépendent alors directement du département.
          </ListeVide>
        }
        colonnes={[
          { libelle: 'Bassin', rendre: (b) => <a href={`/territoires/bassins/${b.id}`}>{b.libelle}</a> },
          { libelle: 'Établissements', numerique: true, rendre: (b) => nombreEnClair(b.nombre) },
        ]}
      />
      <Boutons>
        <BoutonLien href={nouveau('nouveau-bassin')}>Créer un bassin</BoutonLien>
      </Boutons>
      <Titre niveau={2} complement="Un secteur est ce que couvre un assistant de service social.">
        Secteurs
      </Titre>
      <Tableau
        legende="Secteurs ouverts ou à venir"
        legendeMasquee
        lignes={d.secteurs}
        vide={
          <ListeVide titre="Aucun secteur">
            Créez-en un par assistant, puis cochez ses établissements : la couverture du département s’en déduit.
          </ListeVide>
        }
        colonnes={[
          { libelle: 'Secteur', rendre: (s) => <a href={`/territoires/secteurs/${s.id}`}>{s.nom}</a> },
          { libelle: 'Depuis le', rendre: (s) => <Jour jour={s.valideDu} /> },
          { libelle: 'Établissements', numerique: true, rendre: (s) => nombreEnClair(s.nombre) },
        ]}
      />
      <Boutons>
        <BoutonLien href={nouveau('nouveau-secteur')}>Créer un secteur</BoutonLien>
      </Boutons>
      <Couverture couverture={d.couverture} />
    </>
  )
}

export function AutreDepartement({ departement, departements }: Pick<Lu, 'departement' | 'departements'>) {
  return (
    <Formulaire methode="get" libelle="Choisir le département">
      <Ligne>
        <Champ
          nom="departementId"
          libelle="Département"
          type="choix"
          invite={null}
          defaut={departement.id}
          options={departements.map((x) => [x.id, x.libelle] as const)}
        />
        <Bouton genre="secondaire">Afficher</Bouton>
      </Ligne>
    </Formulaire>
  )
}

function Couverture({ couverture: c }: { readonly couverture: Lu['couverture'] }) {
  return (
    <>
      <Titre
        niveau={2}
        complement="Établissements publics du second degré (collèges, lycées, Érea) qui ne sont dans aucun secteur aujourd’hui."
      >
        Couverture
      </Titre>
      {c.connue ? (
        <>
          <p class="eg-phrase">{`${accorder(c.sans.length, 'établissement public', 'établissements publics')} sans secteur, sur ${nombreEnClair(c.total)}.`}</p>
          <Tableau
            legende="Établissements publics du second degré sans secteur"
            lignes={c.sans}
            vide="Tous sont dans un secteur."
            colonnes={COLONNES}
          />
        </>
      ) : (
        <Alerte titre="Couverture inconnue">
          {`Aucun secteur n’est défini\u00a0: rien ne dit si ces ${nombreEnClair(c.total)} établissements sont couverts ou non.`}
        </Alerte>
      )}
    </>
  )
}

const COLONNES = [
  { libelle: 'Établissement', rendre: (e: EtablissementRange) => e.nom },
  { libelle: 'Type', rendre: (e: EtablissementRange) => typeEnClair(e.type) },
  { libelle: 'Commune', rendre: (e: EtablissementRange) => e.commune ?? 'inconnue' },
  { libelle: 'État', rendre: (e: EtablissementRange) => etatEnClair(e.etat) },
]

/** Nommer, c'est tout ; les établissements se cochent ensuite. */
export function PageNouveau({
  donnees: { departement },
  etat,
  quoi,
}: Vue<{ readonly departement: DepartementVise }> & { readonly quoi: 'bassin' | 'secteur' }) {
  return (
    <>
      <Titre complement={departement.libelle}>{`Créer un ${quoi}`}</Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat} action={`/territoires/nouveau-${quoi}?departementId=${departement.id}`} libelle={`Créer un ${quoi}`}>
        <input type="hidden" name="departementId" value={departement.id} />
        <Champ
          nom="nom"
          libelle={`Nom du ${quoi}`}
          requis
          etat={etat}
          longueurMax={120}
          largeur="moyenne"
          aide="Un lieu ou un numéro, jamais le nom d’une personne."
        />
        {quoi === 'secteur' && <Champ nom="valideDu" libelle="À compter du" type="date" requis etat={etat} />}
        <Boutons>
          <Bouton>{`Créer, puis cocher ses établissements`}</Bouton>
          <BoutonLien genre="discret" href={`/territoires?departementId=${departement.id}`}>
            Revenir
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}
