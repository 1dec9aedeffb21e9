import type { Dossier, Identite } from '#modules/dossiers/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  CleValeur,
  Depliable,
  FilAriane,
  Formulaire,
  GroupeChamps,
  Instant,
  instantEnClair,
  Ligne,
  Lignes,
  Masque,
  type OptionChoix,
  RegleDeDroit,
  Titre,
  valeurDe,
} from '#ui/index.ts'
import { compterLignes } from '../champs-repetes.vue.tsx'
import { appeles, libelleAppele, libellesNote, type NoteUrgence, TEXTES_NOTE } from './note-urgence.ts'
import { numerosUtiles } from './numeros-utiles.ts'

type Version = {
  readonly rang: number
  readonly auteur: string
  readonly ecriteLe: Date
  readonly reunie: boolean
  readonly note: NoteUrgence
}
/** Une urgence à noter (`urgences` : celles du dossier) ou déjà notée (`versions`, la dernière d'abord). */
export type UrgenceAEcrire = {
  readonly dossier: Dossier
  readonly identite: Identite
  readonly urgenceId?: string
  readonly urgences?: readonly { readonly id: string; readonly ouverteLe: Date; readonly auteur: string }[]
  readonly versions: readonly Version[]
}
type Props = { readonly donnees: UrgenceAEcrire; readonly etat: EtatFormulaire; readonly maintenant: Date }

export const adresseUrgence = (dossierId: string, urgenceId: string): string => `/dossiers/${dossierId}/urgences/${urgenceId}`

/** Noter ce qui est fait : une page, rien d'obligatoire, autant d'enregistrements qu'on veut. */
export function PageNoterUrgence({ donnees, etat, maintenant }: Props) {
  const { dossier, identite, versions } = donnees
  const [derniere, ...avant] = versions
  return (
    <>
      <FilAriane liens={[{ libelle: 'Dossier', href: `/dossiers/${dossier.id}` }]} courant="Urgence" />
      <Titre complement={<Masque>{`${identite.prenom} ${identite.nomUsage ?? identite.nomFamille}`}</Masque>}>
        Urgence : noter ce qui est fait
      </Titre>
      <p>{numerosUtiles.slice(0, 4).map((n, rang) => [rang > 0 && ', ', <a href={`tel:${n.numero}`}>{n.numero}</a>, ` ${n.qui}`])}</p>
      {donnees.urgences && <DejaNotees dossierId={dossier.id} urgences={donnees.urgences} />}
      {derniere && <Enregistree derniere={derniere} donnees={donnees} />}
      <Formulaire etat={etat} libelle="Ce qui est fait">
        {derniere && <input type="hidden" name="rangLu" value={derniere.rang} />}
        <p>Rien n’est obligatoire. Enregistrez aussi souvent que vous voulez : chaque enregistrement est gardé.</p>
        <Boutons>
          <Bouton genre="secondaire">Enregistrer</Bouton>
        </Boutons>
        <Enfant etat={etat} />
        <Appels etat={etat} maintenant={maintenant} />
        <Faits etat={etat} />
        <Enregistrer />
      </Formulaire>
      {avant.length > 0 && <Versions versions={avant} />}
    </>
  )
}

const Enregistrer = () => (
  <Boutons>
    <Bouton>Enregistrer</Bouton>
    <Bouton genre="secondaire" nom="suite" valeur="imprimer">
      Enregistrer et imprimer
    </Bouton>
  </Boutons>
)

function Enregistree({ derniere, donnees: { dossier, urgenceId = '' } }: { readonly derniere: Version; readonly donnees: UrgenceAEcrire }) {
  return (
    <>
      <p>
        Enregistré le <Instant instant={derniere.ecriteLe} /> par {derniere.auteur} (version {derniere.rang}).
      </p>
      {derniere.reunie && (
        <Alerte genre="attention" titre="Deux personnes ont écrit en même temps">
          Les deux textes sont gardés ; là où ils diffèrent, ils se suivent. Relisez.
        </Alerte>
      )}
      <Boutons>
        <BoutonLien href={`${adresseUrgence(dossier.id, urgenceId)}/note.pdf`}>Imprimer</BoutonLien>
        {dossier.statut === 'ouvert' && (
          <BoutonLien genre="discret" href={`/dossiers/${dossier.id}/informations-preoccupantes/nouvelle`}>
            Écrire ensuite : Protéger
          </BoutonLien>
        )}
      </Boutons>
    </>
  )
}

function DejaNotees({ dossierId, urgences }: { readonly dossierId: string; readonly urgences: NonNullable<UrgenceAEcrire['urgences']> }) {
  if (urgences.length === 0) return null
  return (
    <Carte titre="Déjà notées dans ce dossier">
      <Lignes
        lignes={urgences.map((u) => ({
          repere: <Instant instant={u.ouverteLe} />,
          texte: `Commencée par ${u.auteur}`,
          action: <a href={adresseUrgence(dossierId, u.id)}>Compléter celle-ci</a>,
        }))}
      />
    </Carte>
  )
}

const Enfant = ({ etat }: { readonly etat: EtatFormulaire }) => (
  <Carte titre="L’enfant">
    <Ligne>
      <Champ nom="ouMaintenant" libelle={libellesNote.ouMaintenant} etat={etat} />
      <Champ nom="avecQui" libelle={libellesNote.avecQui} etat={etat} />
    </Ligne>
    <Ligne>
      <Champ nom="ouCeSoir" libelle={libellesNote.ouCeSoir} etat={etat} />
      <Champ nom="avecQuiCeSoir" libelle={libellesNote.avecQuiCeSoir} etat={etat} />
    </Ligne>
  </Carte>
)

/** Deux lignes vides de plus que ce qui est noté : enregistrer en redonne, sans script. */
function Appels({ etat, maintenant }: { readonly etat: EtatFormulaire; readonly maintenant: Date }) {
  const proposee = instantEnClair(maintenant).replaceAll(/\s/g, ' ')
  const deja = compterLignes(etat, 'appels')
  return (
    <Carte titre="Appels passés">
      <input type="hidden" name="heureProposee" value={proposee} />
      {Array.from({ length: deja + 2 }, (_, rang) => (
        <UnAppel etat={etat} rang={rang} proposee={proposee} />
      ))}
    </Carte>
  )
}

function UnAppel({ etat, rang, proposee }: { readonly etat: EtatFormulaire; readonly rang: number; readonly proposee: string }) {
  const nom = (champ: string): string => `appels.${rang}.${champ}`
  const garde = valeurDe(etat, nom('qui'))
  const options: readonly OptionChoix[] = garde === '' || appeles.some(([code]) => code === garde) ? appeles : [...appeles, [garde, garde]]
  return (
    <GroupeChamps legende={`Appel ${rang + 1}`}>
      <Ligne>
        <Champ nom={nom('qui')} libelle="Qui a été appelé" type="choix" options={options} etat={etat} largeur="moyenne" />
        <Champ nom={nom('quand')} libelle="Quand" etat={etat} defaut={proposee} largeur="moyenne" />
        <Champ nom={nom('repondu')} libelle="Qui a répondu" etat={etat} largeur="moyenne" />
      </Ligne>
      <Champ nom={nom('dit')} libelle="Ce qui a été dit" type="texte-long" lignes={2} etat={etat} />
    </GroupeChamps>
  )
}

const Faits = ({ etat }: { readonly etat: EtatFormulaire }) => (
  <Carte titre="Faits et paroles">
    <Champ nom="faits" libelle={libellesNote.faits} aide="Ce que vous avez vu ou constaté." type="texte-long" etat={etat} />
    <Champ
      nom="paroles"
      libelle={libellesNote.paroles}
      aide="Mot pour mot, entre guillemets ; dites de qui."
      type="texte-long"
      etat={etat}
    />
    <RegleDeDroit
      phrase="On ne demande pas à l’enfant de répéter, et l’on ne vérifie pas les faits : cela revient à l’enquête ou à l’évaluation."
      source="CASF, art. D226-2-3 ; code de procédure pénale, art. 11"
    />
  </Carte>
)

const Versions = ({ versions }: { readonly versions: readonly Version[] }) => (
  <Carte titre="Versions précédentes" compte={versions.length}>
    {versions.map((v) => (
      <Depliable titre={`Version ${v.rang}, ${instantEnClair(v.ecriteLe)}, ${v.auteur}`}>
        <CleValeur
          paires={[
            ...TEXTES_NOTE.map((t) => [libellesNote[t], v.note[t]] as const),
            ...v.note.appels.map(
              (a, rang) => [`Appel ${rang + 1}`, [libelleAppele(a.qui), a.quand, a.repondu, a.dit].filter(Boolean).join(', ')] as const,
            ),
          ]}
        />
      </Depliable>
    ))}
  </Carte>
)
