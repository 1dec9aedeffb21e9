import { modesInformation, motifsNonInformation, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import type { Nomenclature } from '#socle/nomenclature.ts'
import {
  Alerte,
  Bouton,
  Boutons,
  Champ,
  ChoixUnique,
  Depliable,
  Formulaire,
  Grille,
  Ligne,
  Masque,
  type OptionChoix,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { Eleve, Fil, type InformationAffichee } from './piece.vue.tsx'

type Titulaire = InformationAffichee['titulaires'][number]

const options = (n: Nomenclature, jour: string): OptionChoix[] => optionsDeNomenclature(n, jour).map((o) => [o.code, o.libelle] as const)

/** L'information préalable : une carte par titulaire, au même rang, rien de coché d'avance. */
export function PageTitulaires({
  donnees,
  etat,
  aujourdHui,
}: {
  readonly donnees: InformationAffichee
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}) {
  const { titulaires, ip } = donnees
  return (
    <>
      <Fil donnees={donnees} page="Information des parents" />
      <Titre complement={<Eleve donnees={donnees} />}>Information préalable des titulaires de l’autorité parentale</Titre>
      <ResumeErreurs etat={etat} />
      <RegleDeDroit
        phrase="Sauf intérêt contraire de l’enfant, chacun est informé avant la transmission, selon des modalités adaptées."
        source="CASF, art. L226-2-1"
      >
        Le père, la mère, toute autre personne exerçant l’autorité parentale ou le tuteur. La séparation des parents n’y change rien (code
        civil, art. 373-2).
      </RegleDeDroit>
      <Formulaire etat={etat} jetonVersion={String(ip.version)} libelle="Information des titulaires">
        {titulaires.length === 0 ? (
          <SansTitulaire donnees={donnees} etat={etat} />
        ) : (
          <Grille>
            {titulaires.map((t) => (
              <CarteTitulaire titulaire={t} etat={etat} aujourdHui={aujourdHui} />
            ))}
          </Grille>
        )}
        <Boutons>
          <Bouton nom="suite" valeur="transmettre">
            Enregistrer, puis transmettre
          </Bouton>
          <Bouton genre="secondaire" nom="suite" valeur="titulaires">
            Enregistrer
          </Bouton>
        </Boutons>
      </Formulaire>
      <p>
        {'Il manque un titulaire, ou l’un d’eux ne l’est plus ? '}
        <a href={`/dossiers/${donnees.dossier.id}`}>Compléter la famille dans le dossier</a>.
      </p>
    </>
  )
}

function SansTitulaire({ donnees, etat }: { readonly donnees: InformationAffichee; readonly etat: EtatFormulaire }) {
  return (
    <>
      <Alerte genre="attention" titre="Le dossier ne connaît aucun titulaire de l’autorité parentale">
        Complétez la famille dans le dossier. Si personne n’est connu, dites pourquoi : cela figure sur la fiche.
      </Alerte>
      <Champ
        nom="sansTitulaire"
        libelle="Pourquoi aucun titulaire n’est connu"
        type="texte-long"
        lignes={3}
        etat={etat}
        defaut={donnees.ip.ecrit.sansTitulaire ?? ''}
      />
    </>
  )
}

function CarteTitulaire({
  titulaire: t,
  etat,
  aujourdHui,
}: {
  readonly titulaire: Titulaire
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}) {
  const nom = (champ: string) => `titulaires.${t.id}.${champ}`
  return (
    <section class="eg-carte eg-pile" id={`titulaire-${t.id}`} aria-labelledby={`nom-${t.id}`}>
      <Titre niveau={2} id={`nom-${t.id}`} complement={t.lien}>
        <Masque>
          {t.prenom} {t.nom}
        </Masque>
      </Titre>
      {t.avertissements.length > 0 && (
        <Alerte genre="attention" titre="Avant de la joindre">
          <ul>
            {t.avertissements.map(({ phrase, source }) => (
              <li>{`Cette personne ${phrase}${source === null ? '' : ` (${source})`}.`}</li>
            ))}
          </ul>
        </Alerte>
      )}
      {t.precision !== null && <p>{t.precision}</p>}
      <ChoixUnique
        nom={nom('statut')}
        libelle="L’information est-elle faite ?"
        etat={etat}
        options={[
          {
            valeur: 'faite',
            libelle: 'Oui, avant la transmission',
            aide: 'La loi demande d’informer avant, selon des modalités adaptées ; elle ne demande pas d’accord (art. L226-2-1 du CASF).',
          },
          {
            valeur: 'non_faite',
            libelle: 'Non',
            aide: 'Ne pas informer est l’exception, dans l’intérêt de l’enfant : le motif s’écrit ici et figure sur la fiche (art. L226-2-1 du CASF).',
          },
        ]}
      />
      <div class="eg-pile" data-montre-si={`${nom('statut')}=faite`}>
        <Ligne>
          <Champ nom={nom('le')} libelle="Faite le" type="date" etat={etat} max={aujourdHui} />
          <Champ
            nom={nom('mode')}
            libelle="Comment"
            type="choix"
            etat={etat}
            options={options(modesInformation, aujourdHui)}
            largeur="moyenne"
          />
        </Ligne>
        <Champ nom={nom('par')} libelle="Par qui" etat={etat} />
        <Champ nom={nom('reaction')} libelle="Ce que cette personne en dit, s’il y a lieu" type="texte-long" lignes={2} etat={etat} />
      </div>
      <div class="eg-pile" data-montre-si={`${nom('statut')}=non_faite`}>
        <Champ
          nom={nom('motif')}
          libelle="Motif de ne pas informer"
          type="choix"
          etat={etat}
          options={options(motifsNonInformation, aujourdHui)}
        />
        <Champ nom={nom('explication')} libelle="Pourquoi, en une phrase" type="texte-long" lignes={2} etat={etat} />
      </div>
      <Depliable titre="Coordonnées portées sur la fiche">
        <Champ nom={nom('adresse')} libelle="Adresse" etat={etat} />
        <Ligne>
          <Champ nom={nom('telephone')} libelle="Téléphone" type="telephone" etat={etat} largeur="moyenne" />
          <Champ nom={nom('courriel')} libelle="Courriel" type="courriel" etat={etat} largeur="moyenne" />
        </Ligne>
      </Depliable>
    </section>
  )
}

/** Ce que les cartes montrent à l'ouverture : ce qui est déjà consigné, sinon rien. */
export function valeursTitulaires(donnees: InformationAffichee): Record<string, string> {
  return Object.fromEntries(
    donnees.titulaires.flatMap(({ id, information, coordonnees }) =>
      Object.entries({ ...(information ?? {}), ...coordonnees }).map(
        ([champ, valeur]) => [`titulaires.${id}.${champ}`, valeur ?? ''] as const,
      ),
    ),
  )
}
