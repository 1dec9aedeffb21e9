import { EnteteDossier } from '#modules/dossiers/index.ts'
import { basesMesures, choixDe, mesuresProtection, nommerMesure, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  CleValeur,
  Depliable,
  Echeance,
  Formulaire,
  GroupeChamps,
  Instant,
  Jour,
  jourEnClair,
  Ligne,
  ListeVide,
  Masque,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { deplaceAutorite, estActive, estHorsDuFoyer, type Mesure, type MesuresLues, termeLegal } from './mesure.ts'

type Props = {
  readonly donnees: MesuresLues & { readonly remplace: Mesure | null }
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}

/** Les mesures en cours d'abord, de qui on les tient, puis de quoi en inscrire ; la majorité ; ce qui n'a plus cours se déplie. */
export function PageMesures(props: Props) {
  const { donnees, etat, aujourdHui } = props
  const { dossier, identite, mesures, peutEcrire } = donnees
  const actives = mesures.filter(estActive)
  const passees = mesures.filter((m) => !estActive(m))
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Mesures et continuité" />
      <ResumeErreurs etat={etat} />
      {actives.length === 0 ? (
        <ListeVide titre="Aucune mesure connue">Inscrivez ici ce que la famille, l’enfant ou un service vous en a dit.</ListeVide>
      ) : (
        actives.map((m) => <CarteMesure mesure={m} {...props} />)
      )}
      {actives.some((m) => estHorsDuFoyer(m.type)) && (
        <RegleDeDroit phrase="Les parents d’un enfant confié conservent l’autorité parentale." source="C. civ., art. 375-7" />
      )}
      {actives.some((m) => deplaceAutorite(m.type)) && (
        <RegleDeDroit
          phrase="Qui exerce l’autorité parentale dépend ici de la décision : inscrivez-la dans l’autorité parentale du dossier."
          source="C. civ., art. 377"
        />
      )}
      <Majorite {...props} />
      {peutEcrire && <Inscrire {...props} />}
      {passees.length > 0 && (
        <Depliable titre={`Ce qui n’a plus cours (${passees.length})`}>
          {passees.map((m) => (
            <CarteMesure mesure={m} {...props} />
          ))}
        </Depliable>
      )}
      <Boutons>
        <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
          Revenir au dossier
        </BoutonLien>
      </Boutons>
    </>
  )
}

function CarteMesure({ mesure: m, donnees, aujourdHui }: Props & { readonly mesure: Mesure }) {
  const legal = termeLegal(m)
  const { id } = donnees.dossier
  return (
    <Carte titre={nommerMesure(m.type, donnees.alias)}>
      {m.remplaceeParId !== null && <Badge>Remplacée</Badge>}
      {m.finieLe !== null && <Badge>{`A pris fin le ${jourEnClair(m.finieLe)}`}</Badge>}
      <CleValeur
        paires={(
          [
            ['Depuis le', m.du === null ? 'ne sait pas' : <Jour jour={m.du} />],
            [
              'Jusqu’au',
              m.echeance === null ? 'ne sait pas' : <Echeance jour={m.echeance} aujourdHui={aujourdHui} faite={!estActive(m)} />,
            ],
            ['Au plus tard, selon le texte', legal && `${jourEnClair(legal.jour)} (${legal.source})`],
            ['Décidée par', m.decideePar],
            ['Service', m.service],
            ['Référent', m.referent && <Masque>{m.referent}</Masque>],
            ['Coordonnées', m.coordonnees && <Masque>{m.coordonnees}</Masque>],
            ['Où il vit', m.accueil && <Masque>{m.accueil}</Masque>],
            ['Scolarité', m.scolarite && <span class="eg-texte">{m.scolarite}</span>],
            ['Précisions', m.precision && <span class="eg-texte">{m.precision}</span>],
            [
              'Appris de',
              <>
                <Masque>{m.ditPar}</Masque>
                {m.ditLe !== null && (
                  <>
                    {', le '}
                    <Jour jour={m.ditLe} />
                  </>
                )}
              </>,
            ],
            [
              'Inscrite par',
              <>
                {`${m.auteur}, le `}
                <Instant instant={m.saisieLe} />
              </>,
            ],
            ['Texte', basesMesures[m.type]],
          ] as const
        ).filter(([, valeur]) => valeur)}
      />
      {donnees.peutEcrire && estActive(m) && (
        <Formulaire action={`/dossiers/${id}/mesures/${m.id}/finir`} libelle={`Fin : ${nommerMesure(m.type, donnees.alias)}`}>
          <Ligne>
            <Champ nom="le" libelle="A pris fin le" type="date" defaut={aujourdHui} max={aujourdHui} />
            <Bouton genre="secondaire">Inscrire la fin</Bouton>
            <BoutonLien href={`/dossiers/${id}/mesures?remplaceId=${m.id}#inscrire`}>Renouveler ou corriger</BoutonLien>
          </Ligne>
        </Formulaire>
      )}
    </Carte>
  )
}

/** Ce qui change à dix-huit ans, et où en est la revue. @source C. civ. 371-1 ; CASF L222-5 5° ; CRPA L311-6 */
function Majorite({ donnees: { dossier, majeurLe, revueLe, revueAFaire, peutEcrire }, aujourdHui }: Props) {
  return (
    <Carte titre="À la majorité">
      <p>
        {majeurLe <= aujourdHui ? 'Majeur depuis le ' : 'Dix-huit ans le '}
        <Jour jour={majeurLe} />. {revueAFaire && 'La revue est à faire.'}
        {revueLe !== null && (
          <>
            Revue faite le <Jour jour={revueLe} />.
          </>
        )}
      </p>
      <Depliable titre="Ce qui est à revoir">
        <RegleDeDroit
          phrase="L’autorité parentale prend fin à la majorité ou à l’émancipation : à qui l’on s’adresse est à revoir avec l’élève."
          source="C. civ., art. 371-1"
        />
        <RegleDeDroit phrase="Avant vingt et un ans, une prise en charge jeune majeur peut se demander." source="CASF, art. L222-5 5°" />
        <RegleDeDroit phrase="Ce qui le concerne dans le dossier n’est communicable qu’à lui." source="CRPA, art. L311-6" />
        <RegleDeDroit
          phrase="De seize à dix-huit ans, il doit se former."
          source="Code de l’éducation"
          certitude="Source secondaire (presse, 2023) : article à confirmer."
        />
      </Depliable>
      {peutEcrire && revueAFaire && (
        <Formulaire action={`/dossiers/${dossier.id}/mesures/majorite`} libelle="Revue de majorité">
          <Champ nom="note" libelle="Ce qui a été vu, s’il y a lieu" type="texte-long" lignes={2} />
          <Bouton genre="secondaire">La revue est faite</Bouton>
        </Formulaire>
      )}
    </Carte>
  )
}

function Inscrire({ donnees: { remplace, alias }, etat, aujourdHui }: Props) {
  return (
    <>
      <Titre niveau={2} id="inscrire">
        {remplace ? `Renouveler ou corriger : ${nommerMesure(remplace.type, alias)}` : 'Inscrire une mesure'}
      </Titre>
      <Formulaire etat={etat} libelle="Inscrire une mesure">
        <input type="hidden" name="remplaceId" value={remplace?.id ?? ''} />
        <Champ
          nom="type"
          libelle="Mesure"
          type="choix"
          requis
          etat={etat}
          options={choixDe(
            optionsDeNomenclature(mesuresProtection, aujourdHui).map((o) => ({ ...o, libelle: nommerMesure(o.code, alias) })),
          )}
        />
        <Ligne>
          <Champ nom="ditPar" libelle="De qui le tenez-vous" requis etat={etat} longueurMax={200} />
          <Champ nom="ditLe" libelle="Quand" type="date" etat={etat} max={aujourdHui} />
        </Ligne>
        <Ligne>
          <Champ nom="du" libelle="Depuis le" type="date" etat={etat} aide="Vide : ne sait pas." />
          <Champ nom="echeance" libelle="Jusqu’au" type="date" etat={etat} aide="Vide : ne sait pas." />
          <Champ nom="decideePar" libelle="Décidée par" etat={etat} longueurMax={200} aide="Juge, procureur, département." />
        </Ligne>
        <GroupeChamps legende="Qui s’en occupe">
          <Ligne>
            <Champ nom="service" libelle="Service" etat={etat} longueurMax={200} />
            <Champ nom="referent" libelle="Référent" etat={etat} longueurMax={200} />
          </Ligne>
          <Champ nom="coordonnees" libelle="Coordonnées" etat={etat} longueurMax={500} />
        </GroupeChamps>
        <GroupeChamps legende="Si l’enfant est confié">
          <Champ nom="accueil" libelle="Où il vit" etat={etat} longueurMax={500} />
          <Champ
            nom="scolarite"
            libelle="Continuité de la scolarité"
            type="texte-long"
            lignes={3}
            etat={etat}
            aide="Trajet, changement d’établissement, qui signe, qui vient aux rencontres."
          />
        </GroupeChamps>
        <Champ nom="precision" libelle="Précisions" type="texte-long" lignes={2} etat={etat} />
        <Bouton>{remplace ? 'Enregistrer et remplacer' : 'Inscrire la mesure'}</Bouton>
      </Formulaire>
    </>
  )
}
