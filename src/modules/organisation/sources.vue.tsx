import { nomenclatures } from '#modules/referentiels/index.ts'
import type { Vue } from '#socle/http/route.ts'
import { accorder, Badge, nombreEnClair, Tableau, Titre } from '#ui/index.ts'
import { CERTITUDES, type ParametreLu, type Provenance } from './sources.ts'

type Lu = { readonly provenances: readonly Provenance[]; readonly parametres: readonly ParametreLu[] }

const Certitude = ({ de }: { readonly de: keyof typeof CERTITUDES }) => (
  <Badge genre={de === 'proposition_egide' ? 'attention' : 'neutre'}>{CERTITUDES[de]}</Badge>
)

/** D'où vient chaque donnée, ce qu'elle vaut, ce qui reste à valider. */
export function PageSources({ donnees: { provenances, parametres } }: Vue<Lu>) {
  const propositions = nomenclatures.filter((n) => n.fiabilite === 'proposition_egide').length
  return (
    <>
      <Titre>Données et sources</Titre>
      <p class="eg-phrase">
        {`${accorder(nomenclatures.length, 'nomenclature')}, dont ${accorder(propositions, 'proposition')} d’Égide à valider par le métier.`}
      </p>
      <Etablissements provenances={provenances} />
      <Titre niveau={2}>Nomenclatures</Titre>
      <Tableau
        legende="Listes de codes proposées par les formulaires"
        precision={`${nombreEnClair(nomenclatures.length)} en tout.`}
        lignes={nomenclatures}
        vide="Aucune."
        colonnes={[
          { libelle: 'Liste', rendre: (n) => n.titre },
          { libelle: 'Codes', numerique: true, rendre: (n) => nombreEnClair(Object.keys(n.entrees).length) },
          { libelle: 'Certitude', rendre: (n) => <Certitude de={n.fiabilite} /> },
          { libelle: 'Source', rendre: (n) => n.source },
        ]}
      />
      <Titre niveau={2}>Réglages</Titre>
      <Tableau
        legende="Valeurs que l’exploitant peut changer"
        lignes={parametres}
        vide="Aucun."
        colonnes={[
          { libelle: 'Réglage', rendre: (p) => p.libelle },
          { libelle: 'Valeur', numerique: true, rendre: (p) => nombreEnClair(p.valeur) },
          { libelle: 'Certitude', rendre: (p) => <Certitude de={p.certitude} /> },
          { libelle: 'Source', rendre: (p) => p.source },
        ]}
      />
      <Logiciel />
    </>
  )
}

function Etablissements({ provenances }: { readonly provenances: readonly Provenance[] }) {
  const total = provenances.reduce((somme, p) => somme + p.nombre, 0)
  return (
    <>
      <Titre niveau={2}>Écoles et établissements</Titre>
      <p>
        Ministère de l’Éducation nationale, Annuaire de l’éducation, indice de position sociale, adresse et géolocalisation
        (data.education.gouv.fr), <a href="https://www.etalab.gouv.fr/licence-ouverte-open-licence/">Licence Ouverte / Etalab 2.0</a>.
        Fichier composé en novembre 2026 à partir de copies publiques de ces jeux.
      </p>
      <p>
        Un renseignement absent est « inconnu », jamais « non » : internat, Ulis et Segpa ne sont pas relevés partout, et les écoles sans
        indice publié manquent hors de quelques territoires.
      </p>
      <Tableau
        legende="Jeux de données d’origine"
        precision={`${nombreEnClair(total)} établissements. La date est celle de chaque jeu.`}
        lignes={provenances}
        vide="Aucun établissement n’est chargé."
        colonnes={[
          { libelle: 'Jeu', rendre: (p) => p.source },
          { libelle: 'Établissements', numerique: true, rendre: (p) => nombreEnClair(p.nombre) },
        ]}
      />
    </>
  )
}

function Logiciel() {
  return (
    <>
      <Titre niveau={2}>Le logiciel</Titre>
      <p>
        Égide est un logiciel libre (licence MIT). Les départements et académies viennent du découpage administratif d’Etalab (code officiel
        géographique de l’Insee) et de l’Annuaire de l’éducation.
      </p>
      <p>
        <a href="/accessibilite">Accessibilité : ce qui a été vérifié</a>
      </p>
    </>
  )
}
