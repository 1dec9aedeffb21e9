import { canauxTransmission, optionsDeNomenclature } from '#modules/referentiels/index.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Alerte, Bouton, BoutonLien, Boutons, Case, Champ, ChoixUnique, Formulaire, GroupeChamps, ResumeErreurs, Titre } from '#ui/index.ts'
import { adresseDe, Eleve, Fil, type SignalementAffiche } from './piece.vue.tsx'
import { demandeConfirmation } from './signalement.ts'

type Props = {
  readonly donnees: SignalementAffiche
  readonly etat: EtatFormulaire
  readonly maintenant: Date
  readonly aujourdHui: string
  readonly refus: string | null
}

/** Choisir le parquet et la voie, transmettre. Un seul geste, qui fige. */
export function PageTransmettre(props: Props) {
  const { donnees, etat, refus } = props
  return (
    <>
      <Fil donnees={donnees} page="Transmettre" />
      <Titre complement={<Eleve donnees={donnees} />}>Transmettre le signalement</Titre>
      <ResumeErreurs etat={etat} />
      <Boutons>
        <BoutonLien href={`${adresseDe(donnees.signalement.id)}/apercu.pdf`} telecharger>
          Relire l’aperçu (PDF)
        </BoutonLien>
      </Boutons>
      {refus === null ? <Envoi {...props} /> : <Alerte genre="attention">{refus}</Alerte>}
    </>
  )
}

function Envoi({ donnees, etat, maintenant, aujourdHui }: Props) {
  const { signalement: s } = donnees
  const { parentsInformes, infractionFamille } = s.contenu
  const minute = minuteDeParis(maintenant)
  return (
    <Formulaire etat={etat} jetonVersion={String(s.version)} libelle="Transmission">
      <Parquets donnees={donnees} etat={etat} />
      <Champ
        nom="canal"
        libelle="Par quelle voie"
        type="choix"
        etat={etat}
        options={optionsDeNomenclature(canauxTransmission, aujourdHui).map((o) => [o.code, o.libelle] as const)}
        requis
      />
      <Champ nom="transmisLe" libelle="Transmis le, à" type="datetime-local" etat={etat} defaut={minute} max={minute} requis />
      {demandeConfirmation({ parentsInformes: parentsInformes === 'oui', infractionFamille }) && (
        <Alerte genre="attention" titre="Parents informés, infraction dans la famille">
          <p>
            L’usage est de ne pas informer les parents sans l’accord du parquet. C’est une pratique (certitude : secondaire), appuyée sur le
            secret de l’enquête, art. 11 du CPP. Rien ne vous empêche de transmettre.
          </p>
          <Case nom="parentsConfirmes" libelle="Je confirme : les parents sont informés, et je transmets" etat={etat} />
        </Alerte>
      )}
      <Alerte titre="Transmettre fige l’écrit">
        Le document et son empreinte ne changeront plus. Égide n’envoie rien : le document signé est remis par la voie choisie. La copie au
        président du conseil départemental se consigne ensuite.
      </Alerte>
      <Boutons>
        <Bouton>Transmettre et figer</Bouton>
        <BoutonLien genre="discret" href={adresseDe(s.id)}>
          Revenir au brouillon
        </BoutonLien>
      </Boutons>
    </Formulaire>
  )
}

function Parquets({ donnees: { protocole, lieu }, etat }: Pick<Props, 'donnees' | 'etat'>) {
  const prevus = protocole?.destinataires.filter((d) => d.nature === 'parquet') ?? []
  return (
    <>
      {prevus.length === 0 && (
        <Alerte genre="attention" titre={`Aucun parquet au protocole pour ${lieu.etablissement.departement || 'ce département'}`}>
          Saisissez le destinataire : le document dira « sans protocole ».
        </Alerte>
      )}
      <ChoixUnique
        nom="destinataire"
        libelle="À quel parquet"
        etat={etat}
        requis
        defaut={prevus[0] ? `protocole-${prevus[0].ordre}` : 'autre'}
        options={[
          ...prevus.map((d) => ({ valeur: `protocole-${d.ordre}`, libelle: d.intitule })),
          { valeur: 'autre', libelle: 'Un parquet saisi ici, sans protocole' },
        ]}
      />
      <GroupeChamps legende="Parquet saisi, sans protocole" montreSi="destinataire=autre">
        <Champ nom="intitule" libelle="Parquet, tribunal judiciaire" etat={etat} />
        <Champ nom="adresse" libelle="Adresse" etat={etat} />
        <Champ nom="courriel" libelle="Courriel" type="courriel" etat={etat} />
        <Champ nom="telephone" libelle="Téléphone" type="telephone" etat={etat} />
      </GroupeChamps>
    </>
  )
}
