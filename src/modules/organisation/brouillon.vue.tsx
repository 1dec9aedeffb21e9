import { canauxTransmission, envois, naturesDestinataire, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import { aplatir } from '#socle/champs.ts'
import type { EtatFormulaire, Vue } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Case,
  Champ,
  ChoixMultiple,
  Depliable,
  Formulaire,
  GroupeChamps,
  Ligne,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { DESTINATAIRES_MAX } from './brouillon.ts'
import { ChampsAlias, ChampsCircuit, ChampsContacts, ChampsRegles, rangsDe } from './brouillon-circuit.vue.tsx'
import type { DepartementVise } from './departement.ts'
import { Modeles } from './modeles.vue.tsx'
import { adresseVersion, type VersionProtocole } from './protocole.ts'
import { ContenuVersion } from './version.vue.tsx'

type Ouvert = { readonly departement: DepartementVise; readonly version: VersionProtocole }
type Valeurs = EtatFormulaire['valeurs']

/** Les valeurs d'un brouillon, telles que le formulaire les porte : « destinataires.0.intitule » ; des cases, par liste. */
export function valeursDuBrouillon({ version: v }: Ouvert): Valeurs {
  const principal = v.destinataires.findIndex((d) => d.principal)
  return {
    ...aplatir({
      definitionIp: v.definitionIp,
      delaiLocalJours: v.delaiLocalJours,
      principal: Math.max(0, principal),
      ...v.circuit,
      alias: Object.entries(v.aliasMesures).map(([mesure, nom]) => ({ mesure, nom })),
      destinataires: v.destinataires.map(({ ordre: _, principal: __, recoit: ___, canaux: [canal = ''], ...d }) => ({ ...d, canal })),
    }),
    ...Object.fromEntries(
      v.destinataires.flatMap(({ canaux, recoit }, i) => [
        [`destinataires.${i}.canaux`, canaux.slice(1)],
        [`destinataires.${i}.recoit`, recoit],
      ]),
    ),
  }
}

/** Tout le brouillon sur une page, sans script : un bloc vide attend toujours, une case retire. */
export function PageBrouillon({ donnees, aujourdHui, etat }: Vue<Ouvert>) {
  const { version, departement } = donnees
  return (
    <>
      <Titre complement={departement.libelle}>{`Rédiger la version ${version.version} du protocole`}</Titre>
      <ResumeErreurs etat={etat} />
      {etat.general !== undefined && (
        <Depliable titre="Ce qui est enregistré en ce moment" ouvert>
          <ContenuVersion version={version} />
        </Depliable>
      )}
      {version.publieLe !== null && (
        <Alerte genre="attention" titre="Cette version est publiée et ne se modifie plus">
          <p>
            <a href="/protocole">Préparez une nouvelle version</a>.
          </p>
        </Alerte>
      )}
      <Formulaire etat={etat} jetonVersion={String(version.revision)} libelle="Protocole départemental">
        {rangsDe(etat, 'destinataires', 1, DESTINATAIRES_MAX).map((i) => (
          <BlocDestinataire rang={i} etat={etat} aujourdHui={aujourdHui} />
        ))}
        <p>Un bloc laissé vide ne compte pas. Enregistrez pour obtenir un bloc de plus.</p>
        <ChampsCircuit etat={etat} />
        <ChampsContacts etat={etat} />
        <ChampsRegles etat={etat} />
        <ChampsAlias etat={etat} aujourdHui={aujourdHui} />
        <Boutons>
          <Bouton>Enregistrer le brouillon</Bouton>
          <BoutonLien href={adresseVersion(version.id, '/publier')}>Relire et publier</BoutonLien>
          <BoutonLien genre="discret" href={adresseVersion(version.id)}>
            Aperçu de ce qui est enregistré
          </BoutonLien>
        </Boutons>
      </Formulaire>
      <Modeles version={version} modifier />
    </>
  )
}

type Bloc = { readonly rang: number; readonly etat: EtatFormulaire; readonly aujourdHui: string }

function BlocDestinataire({ rang, etat, aujourdHui }: Bloc) {
  const nom = (champ: string) => `destinataires.${rang}.${champ}`
  const options = optionsDeNomenclature(canauxTransmission, aujourdHui).map((o) => [o.code, o.libelle] as const)
  const ecrit = etat.valeurs[nom('intitule')] !== undefined
  return (
    <GroupeChamps legende={ecrit ? `Destinataire ${rang + 1}` : `Destinataire ${rang + 1} (à ajouter)`}>
      <Ligne>
        <Champ nom={nom('intitule')} libelle="Intitulé" etat={etat} longueurMax={200} aide="Tel qu’il s’écrit sur l’enveloppe." />
        <Champ
          nom={nom('nature')}
          libelle="De qui s’agit-il"
          type="choix"
          invite={null}
          defaut={rang === 0 ? 'crip' : 'autre'}
          etat={etat}
          options={Object.entries(naturesDestinataire)}
        />
      </Ligne>
      <Champ nom={nom('adresse')} libelle="Adresse" type="texte-long" lignes={3} etat={etat} longueurMax={500} />
      <Ligne>
        <Champ nom={nom('courriel')} libelle="Courriel" type="courriel" etat={etat} longueurMax={200} />
        <Champ nom={nom('telephone')} libelle="Téléphone" type="telephone" etat={etat} longueurMax={60} />
      </Ligne>
      <Champ nom={nom('canal')} libelle="Voie à préférer" type="choix" etat={etat} options={options} />
      <ChoixMultiple nom={nom('canaux')} libelle="Autres voies admises" etat={etat} options={options} variante="pastilles" />
      <ChoixMultiple nom={nom('recoit')} libelle="Ce qu’il reçoit" etat={etat} options={Object.entries(envois)} />
      <DestinatairePrincipal rang={rang} etat={etat} />
      {ecrit && <Case nom={nom('retirer')} libelle={`Retirer le destinataire ${rang + 1}`} etat={etat} />}
    </GroupeChamps>
  )
}

/** Un seul bouton radio par bloc : un seul principal pour toute la page. */
function DestinatairePrincipal({ rang, etat }: Pick<Bloc, 'rang' | 'etat'>) {
  const id = `champ-principal-${rang}`
  return (
    <div class="eg-option eg-option--radio">
      <input type="radio" id={id} name="principal" value={String(rang)} checked={(etat.valeurs.principal ?? '0') === String(rang)} />
      <label for={id}>{`Destinataire principal\u00a0: l’écrit est adressé au destinataire ${rang + 1}`}</label>
    </div>
  )
}
