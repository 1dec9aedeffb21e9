import type { ComponentChildren } from 'preact'
import {
  autoritesParentales,
  besoinsFondamentaux,
  codesEnOrdre,
  decisionsAutoriteParentale,
  naturesDuDanger,
  optionsDeNomenclature,
  problematiquesFamiliales,
  situationsFamiliales,
  transmetteursIp,
  typesDeDanger,
} from '#modules/referentiels/index.ts'
import { libelleDe, type Nomenclature } from '#socle/nomenclature.ts'
import { Champ, ChoixUnique, Depliable, type Etat, Ligne, type OptionChoix, Titre } from '#ui/index.ts'
import { Connaissance, Critere, compterLignes, Repetes } from './champs-repetes.vue.tsx'

type Props = { readonly etat: Etat; readonly aujourdHui: string }

const majuscule = (s: string) => s.slice(0, 1).toLocaleUpperCase('fr') + s.slice(1)
const options = (n: Nomenclature, jour: string): OptionChoix[] =>
  optionsDeNomenclature(n, jour).map((o) => [o.code, majuscule(o.libelle)] as const)

function Section(props: { readonly id: string; readonly titre: string; readonly children: ComponentChildren }) {
  return (
    <section class="eg-pile" aria-labelledby={`titre-${props.id}`} id={props.id}>
      <Titre niveau={2} id={`titre-${props.id}`}>
        {props.titre}
      </Titre>
      {props.children}
    </section>
  )
}

const Long = ({
  etat,
  nom,
  libelle,
  aide,
  lignes = 5,
}: {
  readonly etat: Etat
  readonly nom: string
  readonly libelle: string
  readonly aide?: string
  readonly lignes?: number
}) => <Champ nom={nom} libelle={libelle} type="texte-long" etat={etat} aide={aide} lignes={lignes} />

/** Ce qui fait écrire : motif, faits, paroles, informations de tiers, demande. */
export function Essentiel({ etat }: Props) {
  return (
    <>
      <Section id="motif" titre="Motif de la transmission">
        <Long
          etat={etat}
          nom="motif.evenement"
          libelle="Ce qui fait écrire aujourd’hui"
          aide="Isolé du contexte : l’évènement, ou les éléments réunis."
        />
        <Champ nom="motif.lieuDuDanger" libelle="Lieu du danger ou du risque" etat={etat} />
      </Section>
      <Section id="constats" titre="Faits que j’ai constatés">
        <Repetes
          etat={etat}
          prefixe="constats"
          singulier="Constat"
          colonnes={[
            { nom: 'le', libelle: 'Date', type: 'date' },
            { nom: 'lieu', libelle: 'Lieu' },
            { nom: 'faits', libelle: 'J’ai constaté…', type: 'texte-long' },
          ]}
        />
      </Section>
      <Section id="paroles" titre="Paroles">
        <Repetes
          etat={etat}
          prefixe="paroles"
          singulier="Paroles"
          colonnes={[
            { nom: 'de', libelle: 'De qui' },
            { nom: 'a', libelle: 'À qui' },
            { nom: 'le', libelle: 'Date', type: 'date' },
            { nom: 'lieu', libelle: 'Lieu' },
            { nom: 'propos', libelle: 'Mots exacts', type: 'texte-long' },
            { nom: 'circonstances', libelle: 'Circonstances, question posée, personnes présentes', type: 'texte-long', lignes: 2 },
          ]}
        />
      </Section>
      <Section id="sources" titre="Ce que d’autres m’ont rapporté">
        <Repetes
          etat={etat}
          prefixe="sources"
          singulier="Information"
          colonnes={[
            { nom: 'de', libelle: 'Qui' },
            { nom: 'qualite', libelle: 'Qualité' },
            { nom: 'le', libelle: 'Date', type: 'date' },
            { nom: 'rapporte', libelle: 'Ce qui est rapporté', type: 'texte-long' },
          ]}
        />
      </Section>
      <Section id="demande" titre="Demande">
        <Long
          etat={etat}
          nom="demande"
          libelle="Ce qui est demandé"
          aide="Par exemple une évaluation de la situation de l’enfant."
          lignes={3}
        />
      </Section>
    </>
  )
}

/** Les codes de l'annexe 2-8 et les besoins : chacun peut rester « ne sait pas ». */
export function Codes({ etat }: Props) {
  const criteres = (n: Nomenclature, prefixe: string) =>
    codesEnOrdre(n).map((code) => <Critere etat={etat} nom={`${prefixe}.${code}`} libelle={majuscule(libelleDe(n, code))} />)
  return (
    <>
      <Section id="danger" titre="Nature et types de danger">
        <p>« Ne sait pas » est une réponse. Aucun score n’est calculé.</p>
        <Titre niveau={3}>Nature du danger ou du risque</Titre>
        {criteres(naturesDuDanger, 'natureDanger')}
        <Titre niveau={3}>Situation de l’enfant, dans le cadre familial</Titre>
        {criteres(typesDeDanger, 'typesDanger')}
        <Titre niveau={3}>Problématiques familiales observées</Titre>
        {criteres(problematiquesFamiliales, 'problematiques')}
      </Section>
      <Section id="besoins" titre="Ressources et besoins">
        <Long etat={etat} nom="ressources" libelle="Ressources de l’enfant et de la famille" lignes={3} />
        {codesEnOrdre(besoinsFondamentaux).map((code) => (
          <Depliable
            titre={majuscule(libelleDe(besoinsFondamentaux, code))}
            ouvert={Boolean(etat.valeurs[`besoins.${code}.observe`] || etat.valeurs[`besoins.${code}.preoccupe`])}
          >
            <Critere etat={etat} nom={`besoins.${code}.preoccupe`} libelle="Préoccupe" />
            <Long etat={etat} nom={`besoins.${code}.observe`} libelle="Ce qui est observé" lignes={2} />
          </Depliable>
        ))}
      </Section>
    </>
  )
}

/** Contexte, avis, concertation. */
export function Contexte({ etat }: Props) {
  return (
    <>
      <Section id="contexte" titre="Contexte">
        <Long etat={etat} nom="historique" libelle="Historique, si la situation est déjà connue" lignes={4} />
        <Long etat={etat} nom="environnement" libelle="Environnement social et familial" lignes={3} />
        <Connaissance etat={etat} nom="mesuresConnues" libelle="Mesures de protection en cours" aucun="Aucune connue" />
        <Repetes
          etat={etat}
          prefixe="mesures"
          singulier="Mesure"
          colonnes={[
            { nom: 'mesure', libelle: 'Mesure' },
            { nom: 'depuis', libelle: 'Depuis le', type: 'date' },
            { nom: 'service', libelle: 'Service' },
          ]}
        />
        <Connaissance etat={etat} nom="anterieuresConnues" libelle="Informations préoccupantes antérieures" aucun="Aucune connue" />
        <Repetes
          etat={etat}
          prefixe="anterieures"
          singulier="Information antérieure"
          colonnes={[
            { nom: 'le', libelle: 'Date', type: 'date' },
            { nom: 'par', libelle: 'Transmise par' },
            { nom: 'suites', libelle: 'Suites connues', type: 'texte-long', lignes: 2 },
          ]}
        />
      </Section>
      <Section id="avis" titre="Avis de l’élève">
        <ChoixUnique
          nom="avis.recueilli"
          libelle="Son avis a-t-il été recueilli ?"
          variante="ligne"
          etat={etat}
          options={[
            ['oui', 'Oui'],
            ['non', 'Non'],
          ]}
        />
        <Champ nom="avis.le" libelle="Le" type="date" etat={etat} />
        <Long etat={etat} nom="avis.texte" libelle="Ce que l’élève en dit, ou pourquoi son avis n’a pas été recueilli" lignes={3} />
      </Section>
      <Section id="concertation" titre="Concertation et actions déjà menées">
        <Repetes
          etat={etat}
          prefixe="concertation"
          singulier="Échange"
          colonnes={[
            { nom: 'le', libelle: 'Date', type: 'date' },
            { nom: 'avec', libelle: 'Avec' },
            { nom: 'apport', libelle: 'Apport', type: 'texte-long', lignes: 2 },
          ]}
        />
        <Repetes
          etat={etat}
          prefixe="actions"
          singulier="Action"
          colonnes={[
            { nom: 'le', libelle: 'Date', type: 'date' },
            { nom: 'action', libelle: 'Action', type: 'texte-long', lignes: 2 },
            { nom: 'effet', libelle: 'Effet', type: 'texte-long', lignes: 2 },
          ]}
        />
      </Section>
    </>
  )
}

/** Ce que le dossier a prérempli, à vérifier. */
export function Renseignements({ etat, aujourdHui }: Props) {
  return (
    <>
      <Section id="enfant" titre="L’enfant et sa scolarité">
        <Ligne>
          <Champ nom="enfant.classe" libelle="Classe" etat={etat} largeur="moyenne" />
          <Champ nom="enfant.domicile" libelle="Domicile" etat={etat} />
        </Ligne>
        <Champ nom="enfant.residenceActuelle" libelle="Où se trouve l’enfant actuellement, si ce n’est pas à son domicile" etat={etat} />
        <Long etat={etat} nom="enfant.observationsScolaires" libelle="Situation scolaire, strictement utile" lignes={3} />
      </Section>
      <Section id="famille" titre="Famille et autorité parentale">
        <Champ
          nom="famille.menage"
          libelle="Ménage au lieu de résidence principale"
          type="choix"
          etat={etat}
          options={options(situationsFamiliales, aujourdHui)}
        />
        <Champ
          nom="famille.autoriteParentale"
          libelle="Exercice de l’autorité parentale"
          type="choix"
          etat={etat}
          options={options(autoritesParentales, aujourdHui)}
        />
        <Champ
          nom="famille.decision"
          libelle="Décision de justice"
          type="choix"
          etat={etat}
          options={options(decisionsAutoriteParentale, aujourdHui)}
        />
        <Long etat={etat} nom="famille.decisionPrecisions" libelle="Précisions sur la décision" lignes={2} />
        <Long etat={etat} nom="famille.composition" libelle="Composition familiale" lignes={3} />
        <Connaissance etat={etat} nom="autresMineursConnus" libelle="Autres mineurs au domicile" aucun="Aucun connu" />
        <Repetes
          etat={etat}
          prefixe="autresMineurs"
          singulier="Autre mineur"
          colonnes={[
            { nom: 'nom', libelle: 'Nom et prénom' },
            { nom: 'neLe', libelle: 'Né le', type: 'date' },
            { nom: 'precisions', libelle: 'Précisions' },
          ]}
        />
      </Section>
      <Depliable titre="Service qui transmet, pièces jointes, lieu de signature" ouvert={compterLignes(etat, 'emetteur') > 0}>
        <Champ
          nom="emetteur.transmetteur"
          libelle="Institution qui transmet"
          type="choix"
          etat={etat}
          options={options(transmetteursIp, aujourdHui)}
        />
        <Champ nom="emetteur.service" libelle="Service" etat={etat} />
        <Champ nom="emetteur.adresse" libelle="Adresse du service, si ce n’est pas celle de l’établissement" etat={etat} />
        <Ligne>
          <Champ nom="emetteur.telephone" libelle="Téléphone" type="telephone" etat={etat} largeur="moyenne" />
          <Champ nom="emetteur.courriel" libelle="Courriel" type="courriel" etat={etat} largeur="moyenne" />
          <Champ nom="emetteur.lieuSignature" libelle="Fait à" etat={etat} largeur="moyenne" />
        </Ligne>
        <Long etat={etat} nom="pieces" libelle="Pièces jointes, une par ligne" lignes={2} />
      </Depliable>
    </>
  )
}
