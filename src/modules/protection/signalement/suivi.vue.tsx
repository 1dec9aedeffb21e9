import { canauxTransmission, optionsDeNomenclature, quiRecoit } from '#modules/referentiels/index.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  ChoixUnique,
  Chronologie,
  CleValeur,
  Formulaire,
  Instant,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { fondements } from './contenu.ts'
import { adresseDe, Eleve, Fil, type SignalementAffiche } from './piece.vue.tsx'
import { naturesEtape } from './signalement.ts'

type Props = {
  readonly donnees: SignalementAffiche
  readonly etat: EtatFormulaire
  readonly maintenant: Date
  readonly aujourdHui: string
  readonly peutConsigner: boolean
}

/** Après la transmission : la copie due, le document, ce qui revient du parquet. */
export function PageSuivi(props: Props) {
  const { donnees, etat, peutConsigner } = props
  const t = donnees.signalement.transmission
  const copiee = donnees.etapes.some((e) => e.nature === 'copie')
  if (t === null) return null
  return (
    <>
      <Fil donnees={donnees} />
      <Titre complement={<Eleve donnees={donnees} />}>Signalement transmis</Titre>
      <ResumeErreurs etat={etat} />
      {!copiee && (
        <Alerte genre="attention" titre="Copie au président du conseil départemental à adresser">
          {`${fondements.articleL2264.phrase} CASF, art. L226-4 II.`}
        </Alerte>
      )}
      <CleValeur
        paires={[
          ['Transmis par', t.signataire],
          ['Le', <Instant instant={t.transmisLe} />],
          [
            'À',
            [t.destinataire.intitule, t.destinataire.adresse, t.destinataire.courriel, t.destinataire.telephone].filter(Boolean).join(', '),
          ],
          ['Par', libelleDe(canauxTransmission, t.canal)],
          ['Protocole', t.destinataire.protocole ?? 'sans protocole'],
          ['A reçu les paroles, et signe', donnees.signalement.contenu.recueilliesPar],
        ]}
      />
      <Boutons>
        <BoutonLien genre="principal" href={`${adresseDe(donnees.signalement.id)}/document.pdf`} telecharger>
          Télécharger le document à signer (PDF)
        </BoutonLien>
        <BoutonLien genre="secondaire" href={`${adresseDe(donnees.signalement.id)}/copie.pdf`} telecharger>
          Télécharger la copie pour le département (PDF)
        </BoutonLien>
      </Boutons>
      {donnees.etapes.length > 0 && (
        <Chronologie
          libelle="Étapes consignées"
          entrees={donnees.etapes.map((e) => ({
            id: `etape-${e.rang}`,
            jour: e.le,
            titre: naturesEtape[e.nature],
            auteur: e.auteur,
            contenu: <Dit etape={e} />,
          }))}
        />
      )}
      {peutConsigner && (copiee ? <Revenu {...props} /> : <Copie {...props} />)}
      {peutConsigner && !copiee && <Revenu {...props} />}
    </>
  )
}

const Dit = ({ etape: e }: { readonly etape: SignalementAffiche['etapes'][number] }) =>
  e.copieeLe === null ? (
    e.texte === null ? null : (
      <p class="eg-texte">{e.texte}</p>
    )
  ) : (
    <p>
      {`${e.aQui}, ${libelleDe(canauxTransmission, e.canal ?? '')}, `}
      <Instant instant={e.copieeLe} />
    </p>
  )

function Copie({ donnees, etat, maintenant, aujourdHui }: Props) {
  const minute = minuteDeParis(maintenant)
  const prevus = quiRecoit(donnees.protocole, 'copie_signalement')
  return (
    <section class="eg-pile" aria-labelledby="copie">
      <Titre niveau={2} id="copie">
        Consigner la copie au département
      </Titre>
      <Formulaire etat={etat} action={`${adresseDe(donnees.signalement.id)}/etapes`} libelle="Copie au département">
        <input type="hidden" name="etapesLues" value={String(donnees.etapes.length)} />
        <input type="hidden" name="nature" value="copie" />
        {prevus.length > 0 && (
          <p>{`Selon le protocole (version ${donnees.protocole?.version ?? ''}), la copie du signalement va à : ${prevus.map((d) => d.intitule).join(', ')}.`}</p>
        )}
        <Champ nom="aQui" libelle="À qui" etat={etat} defaut="Président du conseil départemental" requis />
        <Champ nom="copieeLe" libelle="Adressée le, à" type="datetime-local" etat={etat} defaut={minute} max={minute} requis />
        <Champ
          nom="canal"
          libelle="Par quelle voie"
          type="choix"
          etat={etat}
          options={optionsDeNomenclature(canauxTransmission, aujourdHui).map((o) => [o.code, o.libelle] as const)}
          requis
        />
        <Boutons>
          <Bouton genre="secondaire">Consigner la copie</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  )
}

function Revenu({ donnees, etat, aujourdHui }: Props) {
  const clos = donnees.etapes.some((e) => e.nature !== 'copie')
  return (
    <section class="eg-pile" aria-labelledby="revenu">
      <Titre niveau={2} id="revenu">
        Ce qui revient du parquet
      </Titre>
      <RegleDeDroit phrase="Le procureur fait connaître les suites données." source="CPP, art. 40-1 et 40-2" />
      <Formulaire etat={etat} action={`${adresseDe(donnees.signalement.id)}/etapes`} libelle="Retour du parquet">
        <input type="hidden" name="etapesLues" value={String(donnees.etapes.length)} />
        <ChoixUnique
          nom="nature"
          libelle="Ce qui est arrivé"
          etat={etat}
          requis
          options={(clos ? (['suite'] as const) : (['accuse', 'suite'] as const)).map((n) => [n, naturesEtape[n]] as const)}
        />
        <Champ nom="le" libelle="Date" type="date" etat={etat} defaut={aujourdHui} max={aujourdHui} requis />
        <Champ nom="texte" libelle="Ce que dit le parquet" type="texte-long" etat={etat} lignes={4} />
        <Boutons>
          <Bouton genre="secondaire">Consigner</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  )
}
