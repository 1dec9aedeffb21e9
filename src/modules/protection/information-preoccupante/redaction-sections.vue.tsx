import type { ComponentChildren } from 'preact'
import {
  besoinsFondamentaux,
  codesEnOrdre,
  naturesDuDanger,
  optionsDeNomenclature,
  problematiquesFamiliales,
  typesDeDanger,
} from '#modules/referentiels/index.ts'
import { libelleDe, type Nomenclature } from '#socle/nomenclature.ts'
import { avecMajuscule, Champ, Depliable, type Etat, type OptionChoix, Titre } from '#ui/index.ts'
import { Critere, Repetes } from '../champs-repetes.vue.tsx'

export type PropsSection = { readonly etat: Etat; readonly aujourdHui: string }

export const options = (n: Nomenclature, jour: string): OptionChoix[] =>
  optionsDeNomenclature(n, jour).map((o) => [o.code, avecMajuscule(o.libelle)] as const)

export function Section(props: { readonly id: string; readonly titre: string; readonly children: ComponentChildren }) {
  return (
    <section class="eg-pile" aria-labelledby={`titre-${props.id}`} id={props.id}>
      <Titre niveau={2} id={`titre-${props.id}`}>
        {props.titre}
      </Titre>
      {props.children}
    </section>
  )
}

export const Long = ({
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
export function Essentiel({ etat }: PropsSection) {
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
export function Codes({ etat }: PropsSection) {
  const criteres = (n: Nomenclature, prefixe: string) =>
    codesEnOrdre(n).map((code) => <Critere etat={etat} nom={`${prefixe}.${code}`} libelle={avecMajuscule(libelleDe(n, code))} />)
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
            titre={avecMajuscule(libelleDe(besoinsFondamentaux, code))}
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
