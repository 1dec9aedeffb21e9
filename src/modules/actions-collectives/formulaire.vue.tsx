import type { ComponentChildren } from 'preact'
import {
  choixDe,
  instances,
  motifsIntervention,
  type Option,
  optionsDeNomenclature,
  originesDemande,
  rolesInstance,
  themesActionCollective,
} from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  ChoixMultiple,
  ChoixUnique,
  Formulaire,
  GroupeChamps,
  jourEnClair,
  Ligne,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { type ActionListee, NATURES, type Nature, natures, objetDe, PUBLICS, professionnels, publics } from './action.ts'

type Props = { readonly agent: Agent; readonly etat: EtatFormulaire; readonly aujourdHui: string }
type PropsNature = Props & { readonly nature: Nature }

/** « Conduites à risque (addictions…) » → « Conduites à risque » : ce qu'une pastille a la place de dire. */
const court = (libelle: string) => (libelle.split(/[,(:]/)[0] ?? libelle).trim()
const pastilles = (options: readonly Option[]) => options.map(({ code, libelle }) => [code, court(libelle)] as const)
const optionsProfessionnels = (jour: string) =>
  choixDe(optionsDeNomenclature(originesDemande, jour).filter((o) => professionnels.includes(o.code)))

/** Un écran par nature, trois champs requis au plus, et aucun texte libre : personne n'y est nommé. */
export function NouvelleAction({ donnees: { nature }, ...props }: Props & { readonly donnees: { readonly nature: Nature } }) {
  return (
    <>
      <Titre complement="Rien ici ne nomme un élève. Ce qui se dit de l’un d’eux se consigne dans son dossier.">Action sans nom</Titre>
      <nav class="eg-onglets" aria-label="Nature de l’action">
        <ul>
          {NATURES.map((n) => (
            <li>
              <a href={`/sans-nom/consigner/${n}`} aria-current={n === nature ? 'page' : undefined}>
                {natures[n].libelle}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ResumeErreurs etat={props.etat} />
      <Formulaire etat={props.etat}>
        <Champs {...props} nature={nature} />
        <Boutons>
          <Bouton>Enregistrer</Bouton>
          <Bouton genre="secondaire" nom="suite" valeur="recommencer">
            Enregistrer et recommencer
          </Bouton>
          <BoutonLien href="/sans-nom" genre="discret">
            Mes actions sans nom
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

export function Correction({ donnees, ...props }: Props & { readonly donnees: ActionListee }) {
  const { nature, dateAction } = donnees
  return (
    <>
      <Titre complement={`${natures[nature].libelle} du ${jourEnClair(dateAction)} : ${objetDe(donnees)}`}>
        Corriger une action sans nom
      </Titre>
      <p>La correction remplace cette action dans les comptes ; l’ancienne reste dans votre liste, hors des comptes.</p>
      <ResumeErreurs etat={props.etat} />
      <Formulaire etat={props.etat}>
        <input type="hidden" name="nature" value={nature} />
        <Champs {...props} nature={nature} />
        <Boutons>
          <Bouton>Enregistrer la correction</Bouton>
          <BoutonLien href="/sans-nom" genre="discret">
            Revenir à la liste
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

const CHAMPS = { conseil: Conseil, instance: SeanceInstance, action_collective: Collective } as const

function Champs({ nature, ...props }: PropsNature) {
  const Siens = CHAMPS[nature]
  return (
    <>
      <Siens {...props} />
      <p class="eg-doux">Les listes sont proposées par Égide d’après la circulaire n° 2017-055, à valider par le métier.</p>
    </>
  )
}

/** Le premier champ prend le focus, sauf quand il y a une erreur à lire. */
const dAbord = ({ erreurs, general }: EtatFormulaire) => general === undefined && Object.keys(erreurs).length === 0

function LieuEtJour({
  agent,
  etat,
  aujourdHui,
  focus = false,
  children,
}: Props & { readonly focus?: boolean; readonly children?: ComponentChildren }) {
  const siens = agent.affectations.filter((a) => a.fonction === 'assistant_social' && a.niveau === 'etablissement')
  return (
    <Ligne>
      <Champ
        nom="etablissementId"
        libelle="Établissement"
        type="choix"
        requis
        focus={focus}
        etat={etat}
        invite={siens.length > 1 ? undefined : null}
        options={siens.map((a) => [a.territoireId, a.libelle] as const)}
      />
      <Champ nom="dateAction" libelle="Quand" type="date" requis etat={etat} defaut={aujourdHui} max={aujourdHui} />
      {children}
    </Ligne>
  )
}

function Conseil(props: Props) {
  const { etat, aujourdHui } = props
  return (
    <>
      <LieuEtJour {...props} focus={dAbord(etat)}>
        <Champ nom="origine" libelle="À qui" type="choix" invite="Non demandé" etat={etat} options={optionsProfessionnels(aujourdHui)} />
      </LieuEtJour>
      <ChoixUnique
        nom="motif"
        libelle="Motif"
        variante="pastilles"
        requis
        etat={etat}
        options={pastilles(optionsDeNomenclature(motifsIntervention, aujourdHui))}
      />
    </>
  )
}

function SeanceInstance(props: Props) {
  const { etat, aujourdHui } = props
  return (
    <>
      <Champ
        nom="instance"
        libelle="Instance"
        type="choix"
        requis
        focus={dAbord(etat)}
        etat={etat}
        options={choixDe(optionsDeNomenclature(instances, aujourdHui))}
      />
      <LieuEtJour {...props}>
        <Champ
          nom="role"
          libelle="À quel titre"
          type="choix"
          invite="Non demandé"
          etat={etat}
          options={choixDe(optionsDeNomenclature(rolesInstance, aujourdHui))}
        />
      </LieuEtJour>
    </>
  )
}

function Collective(props: Props) {
  const { etat, aujourdHui } = props
  return (
    <>
      <LieuEtJour {...props} focus={dAbord(etat)} />
      <ChoixUnique
        nom="theme"
        libelle="Thème"
        variante="pastilles"
        requis
        etat={etat}
        options={pastilles(optionsDeNomenclature(themesActionCollective, aujourdHui))}
      />
      <GroupeChamps legende="Public" aide="Facultatif. Un nombre laissé vide compte comme non demandé ; zéro veut dire aucun." enLigne>
        {PUBLICS.map((p) => (
          <Champ nom={p} libelle={publics[p]} type="nombre" min={0} etat={etat} />
        ))}
      </GroupeChamps>
      <ChoixMultiple
        nom="inconnus"
        libelle="Je ne sais pas combien de…"
        variante="ligne"
        etat={etat}
        options={PUBLICS.map((p) => [p, publics[p].toLocaleLowerCase('fr')] as const)}
      />
      <ChoixMultiple
        nom="partenaires"
        libelle="Avec qui"
        variante="pastilles"
        etat={etat}
        aide="Facultatif."
        options={optionsProfessionnels(aujourdHui).map(
          ({ valeur, libelle }) => [valeur, libelle.split(/[(,]/)[0]?.trim() ?? libelle] as const,
        )}
      />
    </>
  )
}
