import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  accorder,
  Badge,
  Bouton,
  Champ,
  ChoixUnique,
  CleValeur,
  Combien,
  Formulaire,
  type GenreBadge,
  Instant,
  Jour,
  ListeVide,
  nombreEnClair,
  Progression,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import {
  avancementDes,
  avancementEnClair,
  ETATS,
  type EtatImport,
  enCours,
  type ImportAffiche,
  type ImportDetaille,
  NATURES,
  type PageDesImports,
} from './import-affiche.ts'
import { FICHIERS_MAX } from './reglages.ts'

const GENRES: Readonly<Record<EtatImport, GenreBadge>> = { depose: 'neutre', en_cours: 'info', fini: 'succes', refuse: 'erreur' }
const natureEnClair = (i: ImportAffiche) =>
  i.nature === null ? (i.genre === 'siecle' ? 'Fichier SIECLE' : 'Fichier ONDE') : NATURES[i.nature]

/** Déposer des fichiers, et ce que les précédents ont changé. */
export function ListeDesImports({
  donnees: { imports, etablissements, tous },
  etat,
}: {
  readonly donnees: PageDesImports
  readonly etat: EtatFormulaire
}) {
  const { fini, ...avancement } = avancementDes(imports)
  return (
    <>
      <Titre>Base élèves</Titre>
      <ResumeErreurs etat={etat} />
      {!fini && <Progression {...avancement} url="/imports/avancement" />}
      <Depot etablissements={etablissements} tous={tous} etat={etat} />
      <Titre niveau={2}>Imports</Titre>
      {imports.length === 0 ? (
        <ListeVide titre="Aucun fichier n’a encore été importé." />
      ) : (
        <>
          <Combien
            montres={imports.length}
            total={imports.length}
            singulier="import, du plus récent"
            pluriel="imports, du plus récent (50 au plus)"
          />
          <Tableau
            legende="Imports"
            legendeMasquee
            lignes={imports}
            vide=""
            colonnes={[
              { libelle: 'Fichier', rendre: (i) => <a href={`/imports/${i.id}`}>{natureEnClair(i)}</a> },
              {
                libelle: 'Établissement, ou refus',
                rendre: (i) => i.etablissement ?? i.refus ?? <span class="eg-absent">pas encore lu</span>,
              },
              { libelle: 'Déposé', rendre: (i) => <Instant instant={i.deposeLe} /> },
              { libelle: 'État', rendre: (i) => <Badge genre={GENRES[i.etat]}>{ETATS[i.etat]}</Badge> },
              { libelle: 'Créés', numerique: true, rendre: (i) => nombreEnClair(i.compteurs.crees) },
              { libelle: 'Modifiés', numerique: true, rendre: (i) => nombreEnClair(i.compteurs.modifies) },
              { libelle: 'Rejetés', numerique: true, rendre: (i) => nombreEnClair(i.compteurs.rejetes) },
            ]}
          />
        </>
      )}
    </>
  )
}

function Depot({ etablissements, tous, etat }: Omit<PageDesImports, 'imports'> & { readonly etat: EtatFormulaire }) {
  return (
    <Formulaire etat={etat} action="/imports" multipart libelle="Importer des fichiers">
      <ChoixUnique
        nom="genre"
        libelle="D’où viennent les fichiers"
        variante="ligne"
        requis
        etat={etat}
        defaut="siecle"
        options={[
          ['siecle', 'SIECLE (second degré)'],
          ['onde', 'ONDE (premier degré)'],
        ]}
      />
      {tous ? (
        <Champ
          nom="uai"
          libelle="UAI de l’établissement"
          etat={etat}
          largeur="courte"
          longueurMax={12}
          aide="Nécessaire pour ONDE. Pour SIECLE, il vérifie que le fichier est le bon."
        />
      ) : (
        <Champ
          nom="etablissementId"
          libelle="Établissement"
          type="choix"
          etat={etat}
          options={etablissements}
          invite="Celui que dit le fichier"
          aide="Nécessaire pour ONDE, dont les fichiers ne nomment pas l’école."
        />
      )}
      <Champ
        nom="fichiers"
        libelle="Fichiers"
        type="fichier"
        multiple
        requis
        etat={etat}
        accepte=".xml,.zip,.csv"
        aide={`Élèves, Responsables, Structures de SIECLE (zip ou XML), ou extractions CSV d’ONDE. ${FICHIERS_MAX} au plus à la fois, dans n’importe quel ordre : Égide les range. Ils sont effacés après l’import.`}
      />
      <Bouton>Importer</Bouton>
    </Formulaire>
  )
}

/** Un import : sa progression, puis son compte rendu. */
export function PageImport({ donnees: i }: { readonly donnees: ImportDetaille }) {
  return (
    <>
      <Titre complement={i.etablissement ?? undefined}>{natureEnClair(i)}</Titre>
      {enCours(i) && (
        <Progression faites={i.octetsLus} total={i.octetsTotal} libelle={avancementEnClair(i)} url={`/imports/${i.id}/avancement`} />
      )}
      {i.etat === 'refuse' && (
        <Alerte genre="erreur" titre="Fichier refusé : rien n’a changé">
          {i.refus ?? ''}
        </Alerte>
      )}
      {i.etat === 'fini' && <Bilan i={i} />}
      <p>
        <a href="/imports">Tous les imports</a>
      </p>
    </>
  )
}

function Bilan({ i }: { readonly i: ImportDetaille }) {
  const c = i.compteurs
  return (
    <>
      {i.avertissements.map((phrase) => (
        <Alerte genre="attention">{phrase}</Alerte>
      ))}
      {c.aConfirmer > 0 && (
        <Alerte genre="attention">
          <p>
            {accorder(c.aConfirmer, 'élève ressemble à un élève déjà connu', 'élèves ressemblent à des élèves déjà connus')}.{' '}
            <a href="/rapprochements">Dire si c’est le même</a>
          </p>
        </Alerte>
      )}
      <CleValeur
        paires={[
          ['Créés', nombreEnClair(c.crees)],
          ['Modifiés', nombreEnClair(c.modifies)],
          ['Inchangés', nombreEnClair(c.inchanges)],
          ['Partis', nombreEnClair(c.partis)],
          ['Laissés de côté', nombreEnClair(c.ecartes)],
          ['Rejetés', nombreEnClair(c.rejetes)],
          ['Export du', i.dateExport && <Jour jour={i.dateExport} />],
          ['Terminé', i.finiLe && <Instant instant={i.finiLe} />],
        ]}
      />
      <p>
        « Laissés de côté » : déjà sortis et inconnus d’Égide, inscrits ailleurs depuis, ou personnes sans lien avec un élève connu. Un
        élève parti reste consultable.
      </p>
      <Rejets i={i} />
    </>
  )
}

function Rejets({ i }: { readonly i: ImportDetaille }) {
  if (i.compteurs.rejetes === 0) return null
  return (
    <>
      <Titre niveau={2}>Entrées rejetées</Titre>
      <Combien montres={i.rejets.length} total={i.compteurs.rejetes} singulier="entrée rejetée" pluriel="entrées rejetées" />
      <Tableau
        legende="Entrées rejetées"
        legendeMasquee
        lignes={i.rejets}
        vide=""
        colonnes={[
          { libelle: 'Ligne du fichier', numerique: true, rendre: (r) => nombreEnClair(r.ligne) },
          { libelle: 'Motif', rendre: (r) => r.motif },
        ]}
      />
    </>
  )
}
