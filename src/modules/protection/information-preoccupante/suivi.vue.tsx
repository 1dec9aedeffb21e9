import { canauxTransmission, delaiEnClair, delaisLocaux, quiRecoit, suitesRetour } from '#modules/referentiels/index.ts'
import { aplatir } from '#socle/champs.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  BoutonLien,
  Boutons,
  CleValeur,
  dureeEnClair,
  Echeance,
  type EtapeFrise,
  Frise,
  Instant,
  Jour,
  jourEnClair,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { AvisRecus } from '../avis/avis.vue.tsx'
import { Ecarts } from '../ecarts.vue.tsx'
import { echeanceEvaluation, echeanceLocale, estDelaiReduit } from '../echeance-retour.ts'
import { Consigner, Etapes } from './etapes.vue.tsx'
import { attenteDe } from './information-preoccupante.ts'
import { AutresInformations, adresseDe, derniere, Eleve, Fil, type InformationAffichee } from './piece.vue.tsx'

type Transmission = NonNullable<InformationAffichee['ip']['transmission']>
type Props = {
  readonly donnees: InformationAffichee
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
  readonly peutConsigner: boolean
}

/** Après la transmission : où l'on en est, ce qui est dû, le document à signer, l'étape à consigner. */
export function PageSuivi(props: Props & { readonly transmission: Transmission }) {
  const { donnees, etat, aujourdHui, transmission: t, peutConsigner } = props
  const reponse = derniere(donnees, 'reponse')
  const attente = attenteDe({ retourAttenduLe: t.retourAttenduLe, repondueLe: reponse?.le ?? null }, aujourdHui)
  const relance = quiRecoit(donnees.protocole, 'relance')
  return (
    <>
      <Fil donnees={donnees} />
      <Titre complement={<Eleve donnees={donnees} />}>Information préoccupante transmise</Titre>
      <ResumeErreurs etat={etat} />
      <AutresInformations donnees={donnees} />
      {etat.valeurs.jetonVersion !== undefined && (
        <Ecarts titre="Votre texte, qui n’a pas été enregistré" de={etat.valeurs} a={aplatir(donnees.ip.ecrit.contenu)} />
      )}
      <Frise libelle="États de l’information préoccupante" etapes={frise(donnees, t, aujourdHui)} />
      {attente === 'en_retard' && (
        <Alerte genre="erreur" titre={`Toujours sans réponse, ${dureeEnClair(t.retourAttenduLe, aujourdHui)} après l’échéance`}>
          {`La réponse était due le ${jourEnClair(t.retourAttenduLe)}${derniere(donnees, 'relance') ? ` ; dernière relance le ${jourEnClair(derniere(donnees, 'relance')?.le ?? '')}` : ''}. Préparez la lettre de relance ci-dessous, ou consignez la réponse.${relance.length > 0 ? ` Selon le protocole, la relance s’adresse à : ${relance.map((d) => d.intitule).join(', ')}.` : ''}`}
        </Alerte>
      )}
      <Depart donnees={donnees} />
      <Details donnees={donnees} transmission={t} aujourdHui={aujourdHui} repondue={attente === 'repondue'} />
      {donnees.etapes.length > 0 && <Etapes donnees={donnees} />}
      <AvisRecus avis={donnees.avis} />
      {peutConsigner && <Consigner donnees={donnees} etat={etat} aujourdHui={aujourdHui} repondue={attente === 'repondue'} />}
    </>
  )
}

/** La famille partie, rien ne change pour vous : le département d'origine transmet, et vous doit toujours la réponse. */
function Depart({ donnees }: { readonly donnees: InformationAffichee }) {
  const depart = derniere(donnees, 'depart')
  if (depart === null) return null
  return (
    <RegleDeDroit
      phrase={`Départ de la famille consigné au ${jourEnClair(depart.le)}. Le président du conseil départemental d’origine transmet à celui d’accueil ; la réponse vous reste due par lui. Une inquiétude nouvelle, là-bas, est une information nouvelle.`}
      source="CASF, art. L221-3 et L226-3-2, d’après la réponse ministérielle du 23 août 2016 (AN, question 14-2760)"
      certitude="À vérifier dans le code en vigueur. Que la réponse reste due se déduit de l’article L226-5 : choix d’Égide."
    />
  )
}

function frise(donnees: InformationAffichee, t: Transmission, aujourdHui: string): EtapeFrise[] {
  const [accuse, qualification, reponse] = [derniere(donnees, 'accuse'), derniere(donnees, 'qualification'), derniere(donnees, 'reponse')]
  return [
    { libelle: 'Rédigée', etat: 'faite', le: donnees.ip.creeLe },
    { libelle: 'Transmise', etat: 'faite', le: t.transmiseLe, precision: t.destinataire.intitule },
    accuse
      ? { libelle: 'Accusé de réception', etat: 'faite', le: accuse.le }
      : { libelle: 'Accusé de réception', etat: reponse ? 'a_venir' : 'prochaine', precision: 'non reçu' },
    ...(qualification ? [{ libelle: 'Évaluation en cours', etat: 'faite', le: qualification.le } as const] : []),
    reponse
      ? { libelle: 'Réponse reçue', etat: 'faite', le: reponse.le, precision: libelleDe(suitesRetour, reponse.suite ?? '') }
      : {
          libelle: 'Réponse due au plus tard',
          etat: accuse ? 'prochaine' : 'a_venir',
          le: t.retourAttenduLe,
          precision: <Echeance jour={t.retourAttenduLe} aujourdHui={aujourdHui} />,
        },
  ]
}

function Details({
  donnees,
  transmission: t,
  aujourdHui,
  repondue,
}: {
  readonly donnees: InformationAffichee
  readonly transmission: Transmission
  readonly aujourdHui: string
  readonly repondue: boolean
}) {
  return (
    <section class="eg-pile" aria-labelledby="transmission">
      <Titre niveau={2} id="transmission">
        Transmission
      </Titre>
      <CleValeur
        paires={[
          ['Transmise et signée par', t.signataire],
          ['Le', <Instant instant={t.transmiseLe} />],
          [
            'À',
            [t.destinataire.intitule, t.destinataire.adresse, t.destinataire.courriel, t.destinataire.telephone].filter(Boolean).join(', '),
          ],
          ['Par', libelleDe(canauxTransmission, t.canal)],
          ['Protocole', t.destinataire.protocole ?? 'sans protocole'],
          ...(t.destinataire.copies.length > 0 ? [['En copie', t.destinataire.copies.join(', ')] as const] : []),
          [
            'Réponse due au plus tard (L226-5)',
            <>
              <Jour jour={t.retourAttenduLe} />
              {!repondue && (
                <>
                  {', '}
                  <Echeance jour={t.retourAttenduLe} aujourdHui={aujourdHui} />
                </>
              )}
            </>,
          ],
          ...delaisDuProtocole(donnees, t),
        ]}
      />
      <HorlogeEvaluation donnees={donnees} />
      <RegleDeDroit
        phrase="Le président du conseil départemental informe des suites, dans les trois mois de la transmission, le professionnel qui a transmis."
        source="CASF, art. L226-5"
      />
      <Boutons>
        <BoutonLien genre="principal" href={`${adresseDe(donnees.ip.id)}/document.pdf`} telecharger>
          Télécharger le document à signer (PDF)
        </BoutonLien>
        <BoutonLien genre="secondaire" href={`/dossiers/${donnees.dossier.id}/courriers?informationId=${donnees.ip.id}`}>
          Relance, départ, bordereau…
        </BoutonLien>
        {donnees.dossier.statut === 'ouvert' && (
          <BoutonLien
            genre="secondaire"
            href={`/dossiers/${donnees.dossier.id}/informations-preoccupantes/nouvelle?completeId=${donnees.ip.id}`}
          >
            Compléter par un nouvel écrit
          </BoutonLien>
        )}
      </Boutons>
    </section>
  )
}

/** Ce que convenait le protocole sous lequel l'écrit est parti : à côté du délai de la loi, jamais à sa place. */
function delaisDuProtocole(donnees: InformationAffichee, { transmiseLe }: Transmission) {
  if (donnees.protocole === null) return []
  const nom = `Délai local, protocole du ${jourEnClair(donnees.protocole.enVigueurDu)}`
  const recueLe = derniere(donnees, 'accuse')?.le ?? null
  return delaisLocaux(donnees.protocole).map((delai) => {
    const jour = echeanceLocale(delai, transmiseLe, recueLe)
    return [nom, `${delaiEnClair(delai)}${jour === null ? '' : `, soit le ${jourEnClair(jour)}`}. Il rappelle, il ne bloque rien.`] as const
  })
}

/** L'autre horloge : l'évaluation court de la réception, et ne vaut pas réponse. */
function HorlogeEvaluation({ donnees }: { readonly donnees: InformationAffichee }) {
  const recueLe = derniere(donnees, 'accuse')?.le
  if (recueLe === undefined) return null
  const { autresEnfants } = donnees.ip.ecrit.contenu
  const naissances = [donnees.identite.dateNaissance, ...autresEnfants.filter((e) => e.concerne === 'oui').map((e) => e.neLe)]
  const reduit = estDelaiReduit(naissances, recueLe)
  return (
    <RegleDeDroit
      phrase={`Évaluation par le département : trois mois à compter de la réception, soit au plus tard le ${jourEnClair(echeanceEvaluation(recueLe))} d’après l’accusé du ${jourEnClair(recueLe)}.${reduit ? ' Un enfant a moins de deux ans : ce délai est réduit, sans que l’article dise de combien.' : ''} Cette échéance n’est pas celle de la réponse qui vous est due.`}
      source="CASF, art. D226-2-4"
    />
  )
}
