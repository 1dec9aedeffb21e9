import { EnteteDossier } from '#modules/dossiers/index.ts'
import { canauxTransmission, choixDe, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  CleValeur,
  Formulaire,
  GroupeChamps,
  Instant,
  Ligne,
  Masque,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { type Courrier, type CourrierLu, referenceDe } from './courrier.ts'
import { modeles } from './modele.ts'

type Props = { readonly donnees: CourrierLu; readonly etat: EtatFormulaire; readonly aujourdHui: string; readonly maintenant: Date }

/** Un brouillon s'écrit, une lettre remise se relit : la même adresse, selon son état. */
export function PageCourrier(props: Props) {
  const { donnees, etat } = props
  const { courrier } = donnees
  return (
    <>
      <Tete {...props} />
      <ResumeErreurs etat={etat} />
      <Avertir donnees={donnees} />
      {courrier.remise === null ? <Rediger {...props} /> : <Remise courrier={courrier} remise={courrier.remise} />}
      <Retour donnees={donnees} />
    </>
  )
}

const Tete = ({ donnees: { dossier, identite, courrier }, aujourdHui }: Props) => (
  <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste={modeles[courrier.genre].titre} />
)

const Retour = ({ donnees: { dossier } }: { readonly donnees: CourrierLu }) => (
  <Boutons>
    <BoutonLien href={`/dossiers/${dossier.id}/courriers`} genre="discret">
      Toutes les lettres du dossier
    </BoutonLien>
  </Boutons>
)

function Avertir({ donnees: { courrier, avertissements } }: { readonly donnees: CourrierLu }) {
  const { regle } = modeles[courrier.genre]
  return (
    <>
      {regle && <RegleDeDroit {...regle} />}
      {avertissements.length > 0 && (
        <Alerte genre="attention" titre="Avant de lui écrire">
          <ul>
            {avertissements.map(({ phrase, source }) => (
              <li>{`Cette personne ${phrase}${source === null ? '' : ` (${source})`}.`}</li>
            ))}
          </ul>
        </Alerte>
      )}
    </>
  )
}

function Rediger({ donnees: { courrier, peutSigner }, etat }: Props) {
  return (
    <Formulaire etat={etat} jetonVersion={String(courrier.version)} libelle="Brouillon">
      <p>
        {`${referenceDe(courrier.id)}. Brouillon enregistré le `}
        <Instant instant={courrier.modifieLe} />
        {` par ${courrier.modifiePar}.`}
      </p>
      <GroupeChamps legende="Destinataire">
        <Champ nom="destinataire.nom" libelle="À" etat={etat} longueurMax={300} />
        <Champ
          nom="destinataire.adresse"
          libelle="Adresse"
          type="texte-long"
          lignes={3}
          etat={etat}
          aide="Celle de ce destinataire, et de lui seul."
        />
      </GroupeChamps>
      {modeles[courrier.genre].sections.map((s) => (
        <Champ
          nom={`sections.${s.nom}`}
          libelle={s.titre ?? 'Texte'}
          type="texte-long"
          lignes={s.nom === 'corps' ? 12 : 4}
          etat={etat}
          aide={s.aide}
        />
      ))}
      <Boutons>
        <Bouton nom="suite" valeur="brouillon">
          Enregistrer le brouillon
        </Bouton>
        {peutSigner && (
          <Bouton genre="secondaire" nom="suite" valeur="remettre">
            Enregistrer, puis remettre
          </Bouton>
        )}
        <BoutonLien genre="discret" href={`/courriers/${courrier.id}/apercu.pdf`} telecharger>
          Aperçu du brouillon enregistré (PDF)
        </BoutonLien>
      </Boutons>
    </Formulaire>
  )
}

function Remise({ courrier, remise }: { readonly courrier: Courrier; readonly remise: NonNullable<Courrier['remise']> }) {
  return (
    <Carte titre={`Remise, ${referenceDe(courrier.id)}`}>
      <CleValeur
        paires={[
          ['À', courrier.contenu.destinataire.nom && <Masque>{courrier.contenu.destinataire.nom}</Masque>],
          ['Le', <Instant instant={remise.le} />],
          ['Par', libelleDe(canauxTransmission, remise.canal)],
          ['Signée par', remise.signataire],
          ['Empreinte SHA-256', remise.empreinte.match(/.{8}/g)?.join(' ')],
        ]}
      />
      <p>
        <Badge genre="succes">Figée</Badge>
      </p>
      <Boutons>
        <BoutonLien href={`/courriers/${courrier.id}/document.pdf`} telecharger>
          Télécharger le document à signer (PDF)
        </BoutonLien>
      </Boutons>
    </Carte>
  )
}

/** Relire l'aperçu, dire par quelle voie, figer. */
export function PageRemettre(props: Props) {
  const { donnees, etat, aujourdHui, maintenant } = props
  const { courrier } = donnees
  const minute = minuteDeParis(maintenant)
  if (courrier.remise !== null) return <PageCourrier {...props} />
  return (
    <>
      <Tete {...props} />
      <ResumeErreurs etat={etat} />
      <Avertir donnees={donnees} />
      <Titre niveau={2}>Remettre</Titre>
      <Boutons>
        <BoutonLien href={`/courriers/${courrier.id}/apercu.pdf`} telecharger>
          Relire l’aperçu (PDF)
        </BoutonLien>
        <BoutonLien href={`/courriers/${courrier.id}`} genre="discret">
          Revenir au brouillon
        </BoutonLien>
      </Boutons>
      <Formulaire etat={etat} jetonVersion={String(courrier.version)} libelle="Remettre">
        <Ligne>
          <Champ
            nom="canal"
            libelle="Par"
            type="choix"
            requis
            etat={etat}
            options={choixDe(optionsDeNomenclature(canauxTransmission, aujourdHui))}
          />
          <Champ nom="le" libelle="Remise le, à" type="datetime-local" requis etat={etat} defaut={minute} max={minute} />
        </Ligne>
        <Alerte genre="attention" titre="Cette lettre va être figée">
          Elle ne changera plus. Égide n’envoie rien : vous la signez et la remettez par la voie choisie.
        </Alerte>
        <Bouton>Figer et obtenir le document</Bouton>
      </Formulaire>
      <Retour donnees={donnees} />
    </>
  )
}
