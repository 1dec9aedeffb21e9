import { canauxTransmission, naturesDestinataire, type Protocole, quiRecoit } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Alerte, Champ, ChoixMultiple, ChoixUnique, GroupeChamps, Ligne, type OptionChoix } from '#ui/index.ts'

/** À qui l'on peut adresser copie : ceux que le protocole désigne, et les autres services qu'il nomme. */
const copiesPossibles = (protocole: Protocole | null) => {
  const prevues = quiRecoit(protocole, 'copie_information')
  return (
    protocole?.destinataires.filter((d) => !d.principal && (prevues.includes(d) || (d.nature !== 'crip' && d.nature !== 'parquet'))) ?? []
  )
}

/** Les copies que le protocole prévoit sont cochées d'avance ; après un refus, ce qui était décoché le reste. */
export const copiesPrevues = (protocole: Protocole | null): Readonly<Record<string, readonly string[]>> => ({
  copies: quiRecoit(protocole, 'copie_information').map((d) => String(d.ordre)),
})

/** À qui, et en copie de qui. */
export function Destinataires({
  protocole,
  departement,
  etat,
}: {
  readonly protocole: Protocole | null
  readonly departement: string
  readonly etat: EtatFormulaire
}) {
  const prevus = protocole?.destinataires.filter((d) => d.nature !== 'parquet') ?? []
  const enCopie = copiesPossibles(protocole)
  const prevues = quiRecoit(protocole, 'copie_information')
  const principal = prevus.find((d) => d.principal)
  const options: OptionChoix[] = prevus.map((d) => ({
    valeur: `protocole-${d.ordre}`,
    libelle: d.intitule,
    aide: [
      naturesDestinataire[d.nature],
      d.adresse,
      d.courriel,
      d.telephone,
      `par ${d.canaux.map((c) => libelleDe(canauxTransmission, c).toLocaleLowerCase('fr')).join(' ou ')}`,
    ]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <>
      {protocole === null && (
        <Alerte genre="attention" titre={`Aucun protocole publié pour ${departement || 'ce département'}`}>
          Le conseiller technique du département publie le protocole, qui nomme la CRIP et ses coordonnées. En attendant, saisissez le
          destinataire : la fiche dira « sans protocole ».
        </Alerte>
      )}
      <ChoixUnique
        nom="destinataire"
        libelle="À qui"
        etat={etat}
        requis
        defaut={principal ? `protocole-${principal.ordre}` : prevus.length === 0 ? 'autre' : ''}
        options={[...options, { valeur: 'autre', libelle: 'Un destinataire saisi ici, sans protocole' }]}
      />
      <GroupeChamps legende="Destinataire saisi, sans protocole" montreSi="destinataire=autre">
        <Champ nom="intitule" libelle="Nom du service" etat={etat} />
        <Champ nom="adresse" libelle="Adresse" etat={etat} />
        <Ligne>
          <Champ nom="courriel" libelle="Courriel" type="courriel" etat={etat} largeur="moyenne" />
          <Champ nom="telephone" libelle="Téléphone" type="telephone" etat={etat} largeur="moyenne" />
        </Ligne>
      </GroupeChamps>
      {enCopie.length > 0 && (
        <ChoixMultiple
          nom="copies"
          libelle="En copie"
          aide={
            prevues.length > 0
              ? 'Ce que le protocole prévoit est déjà coché ; vous décidez.'
              : 'Le protocole ne dit pas qui reçoit copie : vous décidez.'
          }
          etat={etat}
          options={enCopie.map((d) => [
            String(d.ordre),
            prevues.length === 0 || prevues.includes(d) ? d.intitule : `${d.intitule} (copie non prévue par le protocole)`,
          ])}
        />
      )}
    </>
  )
}
