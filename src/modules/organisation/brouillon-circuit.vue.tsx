import { mesuresProtection, optionsDeNomenclature, originesDelai, unitesDelai, voies } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { Champ, ChoixUnique, GroupeChamps, Ligne } from '#ui/index.ts'
import { ALIAS_MAX, CONTACTS_MAX, DELAIS_MAX, ETAPES_MAX, NOM_LOCAL_MAX } from './brouillon.ts'
import { CERTITUDE_DEFINITION, SOURCE_DEFINITION } from './protocole.ts'

type Props = { readonly etat: EtatFormulaire }

/** Un choix toujours rempli ne dit pas que la ligne est écrite. */
const TOUJOURS_REMPLI = /\.(nature|unite|origine)$/
const pleine = (v: unknown) => (Array.isArray(v) ? v.length > 0 : typeof v === 'string' && v.trim() !== '')

/** Les rangs à montrer : les lignes écrites, plus de la place pour d'autres. */
export function rangsDe({ valeurs }: EtatFormulaire, liste: string, enPlus: number, max: number): number[] {
  const ecrits = Object.keys(valeurs).flatMap((nom) =>
    nom.startsWith(`${liste}.`) && !TOUJOURS_REMPLI.test(nom) && pleine(valeurs[nom]) ? [Number(nom.split('.')[1])] : [],
  )
  return Array.from({ length: Math.min(max, Math.max(-1, ...ecrits) + 1 + enPlus) }, (_, i) => i)
}

export function ChampsCircuit({ etat }: Props) {
  return (
    <GroupeChamps legende="Le circuit" aide="Dans l’ordre : qui fait quoi. Une ligne vidée disparaît.">
      <ChoixUnique nom="voie" libelle="Par où passe l’écrit" etat={etat} requis options={Object.entries(voies)} />
      {rangsDe(etat, 'etapes', 2, ETAPES_MAX).map((i) => (
        <Ligne>
          <Champ nom={`etapes.${i}.qui`} libelle={`Étape ${i + 1}\u00a0: qui`} etat={etat} longueurMax={200} />
          <Champ nom={`etapes.${i}.quoi`} libelle={`Étape ${i + 1}\u00a0: fait quoi`} etat={etat} longueurMax={500} />
        </Ligne>
      ))}
    </GroupeChamps>
  )
}

export function ChampsContacts({ etat }: Props) {
  return (
    <GroupeChamps
      legende="Qui joindre"
      aide="Permanences, référents, conseil technique. Lu sur la page d’urgence. Des services et des fonctions plutôt que des noms : une version publiée ne s’efface pas."
    >
      {rangsDe(etat, 'contacts', 2, CONTACTS_MAX).map((i) => (
        <Ligne>
          <Champ nom={`contacts.${i}.qui`} libelle={`Contact ${i + 1}\u00a0: qui`} etat={etat} longueurMax={200} />
          <Champ nom={`contacts.${i}.quand`} libelle={`Contact ${i + 1}\u00a0: quand`} etat={etat} longueurMax={200} />
          <Champ
            nom={`contacts.${i}.telephone`}
            libelle={`Contact ${i + 1}\u00a0: téléphone`}
            type="telephone"
            etat={etat}
            longueurMax={60}
          />
          <Champ
            nom={`contacts.${i}.courriel`}
            libelle={`Contact ${i + 1}\u00a0: courriel`}
            type="courriel"
            etat={etat}
            longueurMax={200}
          />
        </Ligne>
      ))}
    </GroupeChamps>
  )
}

export function ChampsRegles({ etat }: Props) {
  return (
    <GroupeChamps legende="La définition et les délais">
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
      <p>Les autres délais convenus localement rappellent eux aussi, sans bloquer ni raccourcir ceux de la loi.</p>
      {rangsDe(etat, 'delais', 1, DELAIS_MAX).map((i) => (
        <Ligne>
          <Champ nom={`delais.${i}.quoi`} libelle={`Délai ${i + 1}\u00a0: ce qui est attendu`} etat={etat} longueurMax={200} />
          <Champ nom={`delais.${i}.nombre`} libelle={`Délai ${i + 1}\u00a0: combien`} type="nombre" min={1} max={365} etat={etat} />
          <Champ
            nom={`delais.${i}.unite`}
            libelle={`Délai ${i + 1}\u00a0: jours ou mois`}
            type="choix"
            invite={null}
            etat={etat}
            options={Object.entries(unitesDelai)}
          />
          <Champ
            nom={`delais.${i}.origine`}
            libelle={`Délai ${i + 1}\u00a0: à compter`}
            type="choix"
            invite={null}
            etat={etat}
            options={Object.entries(originesDelai)}
          />
        </Ligne>
      ))}
    </GroupeChamps>
  )
}

export function ChampsAlias({ etat, aujourdHui }: Props & { readonly aujourdHui: string }) {
  const mesures = optionsDeNomenclature(mesuresProtection, aujourdHui).map((o) => [o.code, o.libelle] as const)
  return (
    <GroupeChamps
      legende="Les noms locaux des mesures"
      aide="Le nom que le département donne à une mesure s’affiche à côté du libellé national, qui seul se compte. Pour en retirer un, videz les deux champs."
    >
      {rangsDe(etat, 'alias', 1, ALIAS_MAX).map((i) => (
        <Ligne>
          <Champ nom={`alias.${i}.mesure`} libelle={`Mesure nationale ${i + 1}`} type="choix" etat={etat} options={mesures} />
          <Champ nom={`alias.${i}.nom`} libelle={`Nom local ${i + 1}`} etat={etat} longueurMax={NOM_LOCAL_MAX} />
        </Ligne>
      ))}
    </GroupeChamps>
  )
}
