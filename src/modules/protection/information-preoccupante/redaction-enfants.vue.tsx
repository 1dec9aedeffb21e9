import { Champ, ChoixUnique, type Etat, GroupeChamps, Ligne, type OptionChoix } from '#ui/index.ts'
import { compterLignes } from '../champs-repetes.vue.tsx'
import { Long, type PropsSection, Section } from './redaction-sections.vue.tsx'

const OUI_NON: readonly OptionChoix[] = [
  ['oui', 'Oui'],
  ['non', 'Non'],
]

/** L'enfant du dossier, puis les autres enfants du foyer : un seul écrit, à chacun sa part. */
export function Enfants({ etat }: PropsSection) {
  return (
    <>
      <Section id="enfant" titre="L’enfant et sa scolarité">
        <Ligne>
          <Champ nom="enfant.classe" libelle="Classe" etat={etat} largeur="moyenne" />
          <Champ nom="enfant.domicile" libelle="Domicile" etat={etat} />
        </Ligne>
        <Champ nom="enfant.residenceActuelle" libelle="Où se trouve l’enfant actuellement, si ce n’est pas à son domicile" etat={etat} />
        <Long etat={etat} nom="enfant.observationsScolaires" libelle="Situation scolaire, strictement utile" lignes={3} />
        <Long
          etat={etat}
          nom="enfant.enPropre"
          libelle="Ce qui le concerne en propre"
          aide="Si l’écrit porte sur plusieurs enfants : ce qui ne vaut que pour lui."
          lignes={3}
        />
      </Section>
      <Section id="autres-enfants" titre="Les autres enfants du foyer">
        <p>
          Un seul écrit pour plusieurs enfants : dites, pour chacun, s’il le concerne aussi. Ceux que la base élèves connaît dans vos
          établissements sont proposés ; rien n’est imprimé pour un enfant que l’écrit ne concerne pas.
        </p>
        {Array.from({ length: compterLignes(etat, 'autresEnfants') + 1 }, (_, rang) => (
          <AutreEnfant etat={etat} rang={rang} />
        ))}
      </Section>
    </>
  )
}

function AutreEnfant({ etat, rang }: { readonly etat: Etat; readonly rang: number }) {
  const nom = (champ: string) => `autresEnfants.${rang}.${champ}`
  const dossierId = etat.valeurs[nom('dossierId')]
  return (
    <GroupeChamps legende={`Autre enfant ${rang + 1}`}>
      {dossierId && <input type="hidden" name={nom('dossierId')} value={String(dossierId)} />}
      <Ligne>
        <Champ nom={nom('prenom')} libelle="Prénom" etat={etat} largeur="moyenne" />
        <Champ nom={nom('nom')} libelle="Nom" etat={etat} largeur="moyenne" />
        <Champ nom={nom('neLe')} libelle="Date de naissance" type="date" etat={etat} />
        <Champ
          nom={nom('sexe')}
          libelle="Sexe"
          type="choix"
          etat={etat}
          options={[
            ['F', 'Féminin'],
            ['M', 'Masculin'],
          ]}
        />
      </Ligne>
      <ChoixUnique nom={nom('concerne')} libelle="Cet écrit le concerne-t-il ?" variante="ligne" etat={etat} options={OUI_NON} />
      <Ligne>
        <Champ nom={nom('etablissement')} libelle="Établissement" etat={etat} />
        <Champ nom={nom('classe')} libelle="Classe" etat={etat} largeur="moyenne" />
      </Ligne>
      <Ligne>
        <Champ nom={nom('domicile')} libelle="Domicile" etat={etat} />
        <Champ nom={nom('residenceActuelle')} libelle="Où il se trouve, si ce n’est pas à son domicile" etat={etat} />
      </Ligne>
      <Long etat={etat} nom={nom('observationsScolaires')} libelle="Situation scolaire, strictement utile" lignes={2} />
      <Long etat={etat} nom={nom('enPropre')} libelle="Ce qui le concerne en propre" lignes={3} />
      <ChoixUnique nom={nom('avisRecueilli')} libelle="Son avis a-t-il été recueilli ?" variante="ligne" etat={etat} options={OUI_NON} />
      <Ligne>
        <Champ nom={nom('avisLe')} libelle="Le" type="date" etat={etat} />
      </Ligne>
      <Long etat={etat} nom={nom('avisTexte')} libelle="Ce qu’il en dit, ou pourquoi son avis n’a pas été recueilli" lignes={2} />
    </GroupeChamps>
  )
}
