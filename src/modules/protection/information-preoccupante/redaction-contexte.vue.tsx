import { autoritesParentales, decisionsAutoriteParentale, situationsFamiliales, transmetteursIp } from '#modules/referentiels/index.ts'
import { Champ, ChoixUnique, Depliable, Ligne } from '#ui/index.ts'
import { Connaissance, compterLignes, Repetes } from '../champs-repetes.vue.tsx'
import { Enfants } from './redaction-enfants.vue.tsx'
import { Long, options, type PropsSection, Section } from './redaction-sections.vue.tsx'

/** Contexte, avis, concertation. */
export function Contexte({ etat }: PropsSection) {
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
        <Ligne>
          <Champ nom="avis.le" libelle="Le" type="date" etat={etat} />
        </Ligne>
        <Long etat={etat} nom="avis.texte" libelle="Ce que l’élève en dit, ou pourquoi son avis n’a pas été recueilli" lignes={3} />
      </Section>
      <Section id="points-de-vue" titre="Points de vue des parents">
        <p>Celui de chacun, séparément : l’un ne parle pas pour l’autre.</p>
        <Repetes
          etat={etat}
          prefixe="pointsDeVue"
          singulier="Point de vue"
          colonnes={[
            { nom: 'de', libelle: 'De qui' },
            { nom: 'texte', libelle: 'Ce que cette personne en dit', type: 'texte-long', lignes: 3 },
          ]}
        />
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
export function Renseignements({ etat, aujourdHui }: PropsSection) {
  return (
    <>
      <Enfants etat={etat} aujourdHui={aujourdHui} />
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
