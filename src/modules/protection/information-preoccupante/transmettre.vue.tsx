import {
  canauxTransmission,
  delaiEnClair,
  delaisLocaux,
  motifsNonInformation,
  optionsDeNomenclature,
  type Protocole,
  voies,
} from '#modules/referentiels/index.ts'
import { minuteDeParis } from '#socle/cas-usage.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  CleValeur,
  Formulaire,
  Jour,
  jourEnClair,
  Ligne,
  type OptionChoix,
  RegleDeDroit,
  ResumeErreurs,
  sansMajuscule,
  Titre,
} from '#ui/index.ts'
import { echeanceRetour } from '../echeance-retour.ts'
import { sectionsRenseignees } from './contenu.ts'
import { Destinataires } from './destinataires.vue.tsx'
import { adresseDe, Eleve, Fil, type InformationAffichee } from './piece.vue.tsx'

type Props = {
  readonly donnees: InformationAffichee
  readonly etat: EtatFormulaire
  readonly maintenant: Date
  readonly aujourdHui: string
  readonly refus: string | null
}

/** Relire, choisir à qui et par quelle voie, transmettre. Un seul geste, qui fige. */
export function PageTransmettre(props: Props) {
  const { donnees, etat, refus } = props
  return (
    <>
      <Fil donnees={donnees} page="Transmettre" />
      <Titre complement={<Eleve donnees={donnees} />}>Transmettre l’information préoccupante</Titre>
      <ResumeErreurs etat={etat} />
      <Recapitulatif donnees={donnees} />
      {refus === null ? <Envoi {...props} /> : <Alerte genre="attention">{refus}</Alerte>}
    </>
  )
}

function Recapitulatif({ donnees }: { readonly donnees: InformationAffichee }) {
  const { ip, titulaires } = donnees
  const sections = sectionsRenseignees(ip.ecrit.contenu)
  const vides = sections.filter((s) => !s.renseignee)
  return (
    <section class="eg-pile" aria-labelledby="recapitulatif">
      <Titre niveau={2} id="recapitulatif">
        Ce qui va partir
      </Titre>
      <CleValeur
        paires={[
          ...titulaires.map((t) => [`${t.prenom} ${t.nom}, ${t.lien.toLocaleLowerCase('fr')}`, <Statut titulaire={t} />] as const),
          ...(titulaires.length === 0
            ? [
                [
                  'Titulaires de l’autorité parentale',
                  ip.ecrit.sansTitulaire === null ? null : `Aucun connu : ${ip.ecrit.sansTitulaire}`,
                ] as const,
              ]
            : []),
          [
            'Parties rédigées',
            sections
              .filter((s) => s.renseignee)
              .map((s) => s.titre)
              .join(', ') || null,
          ],
        ]}
      />
      {vides.length > 0 && (
        <p>
          {'Laissées vides, ce qui est permis : '}
          {vides.map((s, rang) => (
            <>
              {rang > 0 && ', '}
              <a href={`${adresseDe(ip.id)}#${s.ancre}`}>{s.titre.toLocaleLowerCase('fr')}</a>
            </>
          ))}
          .
        </p>
      )}
      <Boutons>
        <BoutonLien href={`${adresseDe(ip.id)}/apercu.pdf`} telecharger>
          Relire l’aperçu (PDF)
        </BoutonLien>
        <BoutonLien genre="discret" href={`${adresseDe(ip.id)}/titulaires`}>
          Revoir l’information des parents
        </BoutonLien>
      </Boutons>
    </section>
  )
}

function Statut({ titulaire: { information: i } }: { readonly titulaire: InformationAffichee['titulaires'][number] }) {
  if (i === null) return <strong>À renseigner avant de transmettre</strong>
  if (i.statut === 'non_faite') return <>{`Non faite. ${libelleDe(motifsNonInformation, i.motif)}. ${i.explication}`}</>
  return (
    <>
      {'Faite le '}
      <Jour jour={i.le} />
      {`, par ${i.par}`}
    </>
  )
}

function Envoi({ donnees, etat, maintenant, aujourdHui }: Props) {
  const { protocole, ip } = donnees
  const minute = minuteDeParis(maintenant)
  return (
    <Formulaire etat={etat} jetonVersion={String(ip.version)} libelle="Transmission">
      <Destinataires protocole={protocole} departement={donnees.lieu.etablissement.departement} etat={etat} />
      {protocole !== null && protocole.circuit.voie !== 'non_precise' && (
        <p>{`Circuit du protocole : ${sansMajuscule(voies[protocole.circuit.voie])}.`}</p>
      )}
      <Ligne>
        <Champ
          nom="canal"
          libelle="Par quelle voie"
          type="choix"
          etat={etat}
          options={voiesOffertes(protocole, aujourdHui)}
          requis
          largeur="moyenne"
        />
        <Champ
          nom="transmiseLe"
          libelle="Transmise le, à"
          type="datetime-local"
          etat={etat}
          defaut={minute}
          max={minute}
          requis
          aide="Maintenant, ou plus tôt si c’est déjà parti."
        />
      </Ligne>
      <RegleDeDroit
        phrase={`Transmise aujourd’hui, la réponse sur les suites vous est due au plus tard le ${jourEnClair(echeanceRetour(maintenant))}.`}
        source="CASF, art. L226-5"
        certitude="Le dernier jour du mois est retenu quand le quantième n’existe pas : c’est un choix d’Égide."
      />
      {protocole !== null &&
        delaisLocaux(protocole).map((d) => (
          <p>{`Délai local, protocole du ${jourEnClair(protocole.enVigueurDu)}. ${delaiEnClair(d)}. Il rappelle, il ne bloque rien.`}</p>
        ))}
      <Alerte titre="Transmettre fige l’écrit">
        La fiche, son PDF et leur empreinte ne changeront plus. Égide n’envoie rien : c’est vous qui remettez le document signé, par la voie
        choisie.
      </Alerte>
      <Boutons>
        <Bouton>Transmettre et figer</Bouton>
        <BoutonLien genre="discret" href={adresseDe(ip.id)}>
          Revenir au brouillon
        </BoutonLien>
      </Boutons>
    </Formulaire>
  )
}

function voiesOffertes(protocole: Protocole | null, jour: string): OptionChoix[] {
  const prevues = new Set(protocole?.destinataires.flatMap((d) => d.canaux) ?? [])
  const offertes = optionsDeNomenclature(canauxTransmission, jour)
  const dans = (groupe: string | undefined, voulues: typeof offertes): OptionChoix[] =>
    voulues.map((o) => ({ valeur: o.code, libelle: o.libelle, groupe }))
  if (prevues.size === 0) return dans(undefined, offertes)
  return [
    ...dans(
      'Prévues par le protocole',
      offertes.filter((o) => prevues.has(o.code)),
    ),
    ...dans(
      'Hors protocole',
      offertes.filter((o) => !prevues.has(o.code)),
    ),
  ]
}
