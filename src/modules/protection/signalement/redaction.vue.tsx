import type { Dossier } from '#modules/dossiers/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Case,
  Champ,
  ChoixUnique,
  FilAriane,
  Formulaire,
  GroupeChamps,
  Instant,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { Ecarts } from '../ecarts.vue.tsx'
import { fondements, valeursDe } from './contenu.ts'
import { adresseDe, Eleve, Fil, type SignalementAffiche } from './piece.vue.tsx'

type Etat = { readonly etat: EtatFormulaire }
const OUI_NON = [
  ['oui', 'Oui'],
  ['non', 'Non'],
] as const
const Long = ({ etat, nom, libelle, aide }: Etat & { readonly nom: string; readonly libelle: string; readonly aide?: string }) => (
  <Champ nom={nom} libelle={libelle} type="texte-long" etat={etat} aide={aide} lignes={4} />
)

/** Commencer : ce que la loi dit, et le brouillon déjà là. */
export function PageNouveau(
  props: Etat & { readonly donnees: { readonly dossier: Dossier; readonly brouillon: { readonly id: string } | null } },
) {
  const { donnees, etat } = props
  return (
    <>
      <FilAriane liens={[{ libelle: 'Dossier', href: `/dossiers/${donnees.dossier.id}` }]} courant="Signaler au procureur" />
      <Titre complement="Décider revient à qui écrit ; le conseiller technique peut être consulté.">Signaler au procureur</Titre>
      <ResumeErreurs etat={etat} />
      <RegleDeDroit phrase={fondements.article40.phrase} source="CPP, art. 40" />
      <RegleDeDroit phrase={fondements.articleL2264.phrase} source="CASF, art. L226-4 II" />
      {donnees.brouillon && (
        <Alerte titre="Un brouillon existe déjà dans ce dossier">
          <a href={adresseDe(donnees.brouillon.id)}>Reprendre le brouillon</a>
        </Alerte>
      )}
      <Formulaire etat={etat} libelle="Commencer un signalement">
        <Boutons>
          <Bouton>Commencer le signalement</Bouton>
        </Boutons>
      </Formulaire>
    </>
  )
}

/** Rédiger : rien n'est obligatoire dans le brouillon. */
export function PageRedaction({ donnees, etat }: Etat & { readonly donnees: SignalementAffiche }) {
  const { signalement: s } = donnees
  const perimee = etat.valeurs.jetonVersion !== undefined && etat.valeurs.jetonVersion !== String(s.version)
  return (
    <>
      <Fil donnees={donnees} />
      <Titre complement={<Eleve donnees={donnees} />}>Rédiger le signalement</Titre>
      <ResumeErreurs etat={etat} />
      {perimee && <Ecarts titre="Ce qui est enregistré et diffère de votre texte" de={valeursDe(s.contenu)} a={etat.valeurs} />}
      <Formulaire etat={etat} jetonVersion={String(s.version)} libelle="Brouillon">
        <p>
          Brouillon enregistré le <Instant instant={s.modifieLe} /> par {s.modifiePar}. Rien n’est obligatoire.
        </p>
        <Fondement etat={etat} />
        <Faits etat={etat} />
        <Protection etat={etat} />
        <Boutons>
          <Bouton nom="suite" valeur="brouillon">
            Enregistrer le brouillon
          </Bouton>
          <Bouton genre="secondaire" nom="suite" valeur="transmettre">
            Enregistrer, puis transmettre
          </Bouton>
          <BoutonLien genre="discret" href={`${adresseDe(s.id)}/apercu.pdf`} telecharger>
            Aperçu du brouillon enregistré (PDF)
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

const Fondement = ({ etat }: Etat) => (
  <GroupeChamps legende="Fondement et gravité">
    <Case nom="article40" libelle={fondements.article40.titre} aide={fondements.article40.phrase} etat={etat} />
    <Case nom="articleL2264" libelle={fondements.articleL2264.titre} aide={fondements.articleL2264.phrase} etat={etat} />
    <Long etat={etat} nom="gravite" libelle="Pourquoi saisir directement le procureur" />
    <ChoixUnique nom="urgence" libelle="Urgence" etat={etat} options={OUI_NON} />
  </GroupeChamps>
)

const Faits = ({ etat }: Etat) => (
  <GroupeChamps legende="Faits et paroles">
    <Champ
      nom="recueilliesPar"
      libelle="Qui a reçu les paroles"
      etat={etat}
      aide="C’est cette personne qui signe (usage de la circonscription de Sens 2 et de la DSDEN de la Côte-d’Or)."
    />
    <Champ nom="faitsLe" libelle="Date et heure des faits" etat={etat} />
    <Champ nom="faitsLieu" libelle="Lieu des faits" etat={etat} />
    <Long etat={etat} nom="faits" libelle="Contexte et circonstances de la révélation" />
    <Long
      etat={etat}
      nom="paroles"
      libelle="Mots exacts de l’enfant"
      aide="Mot pour mot, même maladroits ; le document met les guillemets."
    />
    <Long etat={etat} nom="question" libelle="Question ouverte posée" />
    <Champ nom="presents" libelle="Personnes présentes" etat={etat} />
    <Long etat={etat} nom="constat" libelle="Constat médical ou infirmier" />
    <Long etat={etat} nom="misEnCause" libelle="Personnes majeures mises en cause" aide="Identité et adresse, si elles sont connues." />
    <Case nom="infractionFamille" libelle="Une infraction dans la famille est décrite" etat={etat} />
  </GroupeChamps>
)

const Protection = ({ etat }: Etat) => (
  <GroupeChamps legende="Protection de l’enfant">
    <Long etat={etat} nom="enfantOu" libelle="Où est l’enfant, à qui est-il confié ce soir" />
    <Long etat={etat} nom="mesures" libelle="Mesures de protection immédiates" aide="17, 15, UAPED…" />
    <Champ nom="appelLe" libelle="Appel à la permanence du parquet : date et heure" etat={etat} />
    <Champ nom="magistrat" libelle="Magistrat" etat={etat} />
    <Long etat={etat} nom="consigne" libelle="Instruction reçue" />
    <ChoixUnique nom="parentsInformes" libelle="Parents informés" etat={etat} options={OUI_NON} />
    <Long etat={etat} nom="parentsPourquoi" libelle="Pourquoi, et sur quelle instruction" />
    <RegleDeDroit
      phrase="Quand une infraction dans la famille est soupçonnée, l’usage est de ne pas informer les parents sans l’accord du parquet."
      source="CPP, art. 11 (secret de l’enquête)"
      certitude="Pratique relevée dans des écrits académiques ; aucun article ne l’impose en ces termes."
    />
  </GroupeChamps>
)
