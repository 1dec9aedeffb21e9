import { type Dossier, EnteteDossier, type Identite } from '#modules/dossiers/index.ts'
import { canauxTransmission, choixDe, optionsDeNomenclature, typesActe } from '#modules/referentiels/index.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  accorder,
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  ChoixUnique,
  CleValeur,
  Depliable,
  Echeance,
  Formulaire,
  GroupeChamps,
  Instant,
  Jour,
  jourEnClair,
  Ligne,
  Masque,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { type Demande, demandeurs, issues, JUDICIAIRES, natures, type Suite } from './demande.ts'
import type { ActeCitable } from './extrait.ts'
import { type Fondement, fondementDe, fondementsRefus, fondementsReponse } from './fondement.ts'

type Preparee = {
  readonly dossier: Dossier
  readonly identite: Identite
  readonly demande: Demande
  readonly citables: readonly ActeCitable[]
  readonly actesDeLAgent: number
  readonly peutRepondre: boolean
}
type Props = { readonly donnees: Preparee; readonly etat: EtatFormulaire; readonly aujourdHui: string; readonly maintenant: Date }

/** Une demande et sa suite ; tant qu'elle n'en a pas, de quoi la lui donner. */
export function PageDemande(props: Props) {
  const { donnees, etat, aujourdHui } = props
  const { dossier, identite, demande, peutRepondre } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Une demande venue du dehors" />
      <ResumeErreurs etat={etat} />
      <Recue demande={demande} aujourdHui={aujourdHui} />
      {demande.suite === null ? peutRepondre && <Repondre {...props} /> : <SuiteDonnee demande={demande} suite={demande.suite} />}
      <Boutons>
        <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
          Revenir au dossier
        </BoutonLien>
      </Boutons>
    </>
  )
}

function Recue({ demande: d, aujourdHui }: { readonly demande: Demande; readonly aujourdHui: string }) {
  return (
    <Carte titre={natures[d.nature]}>
      <CleValeur
        paires={[
          ['Demandeur', `${demandeurs[d.demandeur]} : ${d.intitule}`],
          ['Où lui répondre', d.coordonnees],
          ['Reçue le', <Jour jour={d.recueLe} />],
          ['Par', libelleDe(canauxTransmission, d.canal)],
          ['Souhaitée pour le', d.attendueLe && <Echeance jour={d.attendueLe} aujourdHui={aujourdHui} faite={d.suite !== null} />],
          ['Question', <span class="eg-texte">{d.question}</span>],
          ['Enregistrée par', d.auteur],
        ]}
      />
    </Carte>
  )
}

function SuiteDonnee({ demande, suite }: { readonly demande: Demande; readonly suite: Suite }) {
  const fondement = suite.fondement === null ? null : fondementDe(suite.fondement)
  return (
    <Carte titre={issues[suite.issue]}>
      <p>
        <Instant instant={suite.le} />, par {suite.auteur} <Badge genre="succes">Figée</Badge>
      </p>
      {fondement && <Regle fondement={fondement} />}
      <p class="fr-hint-text">{`Empreinte SHA-256\u00a0: ${suite.empreinte.match(/.{8}/g)?.join(' ') ?? ''}`}</p>
      <Boutons>
        <BoutonLien href={`/demandes/${demande.id}/document.pdf`} telecharger>
          Télécharger le document (PDF)
        </BoutonLien>
      </Boutons>
    </Carte>
  )
}

const Regle = ({ fondement: { phrase, source, certitude } }: { readonly fondement: Fondement }) => (
  <RegleDeDroit phrase={phrase} source={source} certitude={certitude ?? undefined} />
)

function Repondre({ donnees, etat, aujourdHui, maintenant }: Props) {
  const minute = minuteDeParis(maintenant)
  const { demande, citables, actesDeLAgent } = donnees
  return (
    <>
      <Titre niveau={2}>La suite que vous donnez</Titre>
      {demande.nature === 'evaluation' && <DejaEngage actes={actesDeLAgent} />}
      {JUDICIAIRES.includes(demande.demandeur) && (
        <Alerte titre="Une réquisition ou une ordonnance ?">
          Égide n’a pas relu les textes qui l’encadrent et n’en dit rien : demandez conseil à votre conseillère technique avant de remettre
          quoi que ce soit.
        </Alerte>
      )}
      <Formulaire etat={etat} libelle="Donner une suite">
        <ChoixUnique nom="issue" libelle="Vous décidez de" variante="ligne" requis etat={etat} options={GESTES} />
        <ChoixFondement etat={etat} />
        <GroupeChamps legende="Ce que vous remettez" aide="L’extrait est exact : retranchez ce qui n’est pas nécessaire, n’ajoutez rien.">
          {citables.length === 0 && <p>Aucun compte rendu n’est versé au dossier : seul le mot d’accompagnement peut être remis.</p>}
          {citables.map((acte) => (
            <Citer acte={acte} etat={etat} />
          ))}
          <Champ
            nom="mot"
            libelle="Mot d’accompagnement"
            type="texte-long"
            lignes={4}
            etat={etat}
            aide="Ce que vous dites en plus de l’extrait ; en cas de refus, ce que vous en expliquez."
          />
        </GroupeChamps>
        <GroupeChamps legende="La famille" aide="Exigé quand le secret est partagé (L226-2-2).">
          <ChoixUnique
            nom="familleInformee"
            libelle="Parents, et l’élève selon son âge, informés avant ?"
            variante="ligne"
            etat={etat}
            options={[
              ['oui', 'Oui'],
              ['non', 'Non, ce serait contraire à l’intérêt de l’enfant'],
            ]}
          />
          <Champ nom="familleExplication" libelle="Pourquoi" etat={etat} longueurMax={1000} />
        </GroupeChamps>
        <Ligne>
          <Champ nom="remiseA" libelle="Remise à" etat={etat} longueurMax={300} aide="Vide : le demandeur nommé plus haut." />
          <Champ
            nom="canal"
            libelle="Par"
            type="choix"
            etat={etat}
            options={choixDe(optionsDeNomenclature(canauxTransmission, aujourdHui))}
          />
          <Champ nom="le" libelle="Remise le, à" type="datetime-local" requis etat={etat} defaut={minute} max={minute} />
        </Ligne>
        <Alerte genre="attention" titre="Cette suite va être figée">
          Une demande n’en reçoit qu’une. Égide n’envoie rien : vous remettez le document vous-même, par la voie choisie.
        </Alerte>
        <Bouton>Figer et obtenir le document</Bouton>
      </Formulaire>
    </>
  )
}

const GESTES = [
  ['repondue', 'Répondre'],
  ['refusee', 'Refuser'],
  ['reorientee', 'Réorienter'],
  ['sans_objet', 'Clore sans objet'],
] as const

/** Les évaluateurs sont, sauf exception, différents de ceux qui suivent la famille : on le dit, l'agent décide. @source CASF D226-2-5 */
function DejaEngage({ actes }: { readonly actes: number }) {
  return (
    <RegleDeDroit
      phrase="Les professionnels qui évaluent sont, sauf exception, différents de ceux qui suivent la famille."
      source="CASF, art. D226-2-5"
    >
      {actes > 0
        ? `Vous avez consigné ${accorder(actes, 'acte')} dans ce dossier : si vous participez, dites dans le mot d’accompagnement ce qui justifie l’exception, ou proposez un autre professionnel.`
        : 'Vous n’avez consigné aucun acte dans ce dossier.'}
    </RegleDeDroit>
  )
}

function ChoixFondement({ etat }: { readonly etat: EtatFormulaire }) {
  const options = (f: Readonly<Record<string, Fondement>>) =>
    Object.entries(f).map(([valeur, { phrase, source, certitude }]) => ({
      valeur,
      libelle: `${source} : ${phrase}`,
      ...(certitude === null ? {} : { aide: certitude }),
    }))
  return (
    <ChoixUnique
      nom="fondement"
      libelle="Le texte qui vous y autorise, ou qui fait refuser"
      etat={etat}
      options={[...options(fondementsReponse), ...options(fondementsRefus)]}
    />
  )
}

function Citer({ acte, etat }: { readonly acte: ActeCitable; readonly etat: EtatFormulaire }) {
  const nom = `cite.${acte.id}`
  return (
    <Depliable titre={`${libelleDe(typesActe, acte.type)}, ${jourEnClair(acte.jour)}`} ouvert={Boolean(etat.valeurs[nom])}>
      <p class="eg-texte">
        <Masque>{acte.compteRendu}</Masque>
      </p>
      <Champ
        nom={nom}
        libelle="Ce que vous en remettez"
        type="texte-long"
        lignes={4}
        etat={etat}
        aide="Recopiez ici les passages nécessaires, dans l’ordre, chacun à la ligne. Vide : rien n’en est remis."
      />
    </Depliable>
  )
}
