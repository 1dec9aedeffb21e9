import { canauxTransmission, naturesDestinataire, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import type { EtatFormulaire, Vue } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Case,
  Champ,
  ChoixMultiple,
  ChoixUnique,
  Depliable,
  Formulaire,
  GroupeChamps,
  Ligne,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import type { DepartementVise } from './departement.ts'
import { CERTITUDE_DEFINITION, DESTINATAIRES_MAX, ETAPES_MAX, SOURCE_DEFINITION, type VersionProtocole, voies } from './protocole.ts'
import { adresseVersion } from './protocole.vue.tsx'
import { ContenuVersion } from './version.vue.tsx'

type Ouvert = { readonly departement: DepartementVise; readonly version: VersionProtocole }
type Valeurs = EtatFormulaire['valeurs']

/** Les valeurs d'un brouillon, telles que le formulaire les porte : « destinataires.0.intitule ». */
export function valeursDuBrouillon({ version: v }: Ouvert): Valeurs {
  const etapes = v.circuit.etapes.flatMap((e, i) => [
    [`etapes.${i}.qui`, e.qui],
    [`etapes.${i}.quoi`, e.quoi],
  ])
  const destinataires = v.destinataires.flatMap((d, i) => {
    const [canal = '', ...canaux] = d.canaux
    const champs = {
      nature: d.nature,
      intitule: d.intitule,
      adresse: d.adresse ?? '',
      courriel: d.courriel ?? '',
      telephone: d.telephone ?? '',
      canal,
      canaux,
    }
    return Object.entries(champs).map(([champ, valeur]) => [`destinataires.${i}.${champ}`, valeur])
  })
  return {
    definitionIp: v.definitionIp,
    delaiLocalJours: v.delaiLocalJours === null ? '' : String(v.delaiLocalJours),
    voie: v.circuit.voie,
    principal: String(
      Math.max(
        0,
        v.destinataires.findIndex((d) => d.principal),
      ),
    ),
    ...Object.fromEntries([...etapes, ...destinataires]),
  }
}

/** Combien de blocs montrer : ceux qui ont été écrits, plus de la place pour d'autres. */
function combien(valeurs: Valeurs, liste: string, enPlus: number, max: number): number {
  const rangs = Object.keys(valeurs).flatMap((nom) =>
    nom.startsWith(`${liste}.`) && pleine(valeurs[nom]) ? [Number(nom.split('.')[1])] : [],
  )
  return Math.min(max, Math.max(-1, ...rangs) + 1 + enPlus)
}
const pleine = (v: unknown) => (Array.isArray(v) ? v.length > 0 : typeof v === 'string' && v.trim() !== '')

/** Tout le brouillon sur une page, sans script : un bloc vide attend toujours, une case retire. */
export function PageBrouillon({ donnees, aujourdHui, etat }: Vue<Ouvert>) {
  const { version, departement } = donnees
  const rangs = Array.from({ length: combien(etat.valeurs, 'destinataires', 1, DESTINATAIRES_MAX) }, (_, i) => i)
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
        {rangs.map((i) => (
          <BlocDestinataire rang={i} etat={etat} aujourdHui={aujourdHui} />
        ))}
        <p>Un bloc laissé vide ne compte pas. Enregistrez pour obtenir un bloc de plus.</p>
        <ChampsCircuit etat={etat} />
        <ChampsRegles etat={etat} />
        <Boutons>
          <Bouton>Enregistrer le brouillon</Bouton>
          <BoutonLien href={adresseVersion(version.id, '/publier')}>Relire et publier</BoutonLien>
          <BoutonLien genre="discret" href={adresseVersion(version.id)}>
            Aperçu de ce qui est enregistré
          </BoutonLien>
        </Boutons>
      </Formulaire>
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

function ChampsCircuit({ etat }: { readonly etat: EtatFormulaire }) {
  const rangs = Array.from({ length: combien(etat.valeurs, 'etapes', 2, ETAPES_MAX) }, (_, i) => i)
  return (
    <GroupeChamps legende="Le circuit" aide="Dans l’ordre : qui fait quoi, qui reçoit quoi. Une ligne vidée disparaît.">
      <ChoixUnique nom="voie" libelle="Par où passe l’écrit" etat={etat} requis options={Object.entries(voies)} />
      {rangs.map((i) => (
        <Ligne>
          <Champ nom={`etapes.${i}.qui`} libelle={`Étape ${i + 1}\u00a0: qui`} etat={etat} longueurMax={200} />
          <Champ nom={`etapes.${i}.quoi`} libelle={`Étape ${i + 1}\u00a0: fait quoi`} etat={etat} longueurMax={500} />
        </Ligne>
      ))}
    </GroupeChamps>
  )
}

function ChampsRegles({ etat }: { readonly etat: EtatFormulaire }) {
  return (
    <GroupeChamps legende="La définition et le délai">
      <Champ
        nom="definitionIp"
        libelle="Définition de l’information préoccupante"
        type="texte-long"
        lignes={9}
        requis
        etat={etat}
        longueurMax={5000}
        aide={`Proposée\u00a0: ${SOURCE_DEFINITION}. ${CERTITUDE_DEFINITION} Modifiez-la si le protocole en dit une autre.`}
      />
      <Champ
        nom="delaiLocalJours"
        libelle="Délai de retour convenu localement, en jours"
        type="nombre"
        min={1}
        max={365}
        etat={etat}
        aide="Facultatif. Convenu localement, il rappelle, il ne bloque pas ; le délai de la loi (trois mois, L226-5) demeure."
      />
    </GroupeChamps>
  )
}
