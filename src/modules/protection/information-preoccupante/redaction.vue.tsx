import { aplatir } from '#socle/champs.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  accorder,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  DeuxColonnes,
  Formulaire,
  Instant,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { Ecarts } from '../ecarts.vue.tsx'
import { aides, sourceAides } from './aide-ecriture.ts'
import { AutresInformations, adresseDe, Eleve, Fil, type InformationAffichee } from './piece.vue.tsx'
import { Contexte, Renseignements } from './redaction-contexte.vue.tsx'
import { Codes, Essentiel } from './redaction-sections.vue.tsx'

/** Rédiger : le brouillon à gauche, l'aide d'écriture à droite. */
export function PageRedaction({
  donnees,
  etat,
  aujourdHui,
}: {
  readonly donnees: InformationAffichee
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}) {
  const { ip } = donnees
  const perimee = etat.valeurs.jetonVersion !== undefined && etat.valeurs.jetonVersion !== String(ip.version)
  const props = { etat, aujourdHui }
  return (
    <>
      <Fil donnees={donnees} />
      <Titre complement={<Eleve donnees={donnees} />}>Rédiger l’information préoccupante</Titre>
      <ResumeErreurs etat={etat} />
      <AutresInformations donnees={donnees} />
      {perimee && <Ecarts titre="Ce qui est enregistré et diffère de votre texte" de={aplatir(ip.ecrit.contenu)} a={etat.valeurs} />}
      <DeuxColonnes
        libelleCote="Aide d’écriture"
        principal={
          <Formulaire id="brouillon" etat={etat} jetonVersion={String(ip.version)} libelle="Brouillon">
            <p>
              Brouillon enregistré le <Instant instant={ip.modifieeLe} /> par {ip.modifieePar}. Rien n’est obligatoire ; enregistrez aussi
              souvent que vous voulez.
            </p>
            <Boutons>
              <Bouton genre="secondaire" nom="suite" valeur="brouillon">
                Enregistrer le brouillon
              </Bouton>
            </Boutons>
            <Essentiel {...props} />
            <Codes {...props} />
            <Contexte {...props} />
            <Renseignements {...props} />
            <Boutons>
              <Bouton nom="suite" valeur="brouillon">
                Enregistrer le brouillon
              </Bouton>
              <Bouton genre="secondaire" nom="suite" valeur="titulaires">
                Enregistrer, puis l’information des parents
              </Bouton>
              <BoutonLien genre="discret" href={`${adresseDe(ip.id)}/apercu.pdf`} telecharger>
                Aperçu du brouillon enregistré (PDF)
              </BoutonLien>
            </Boutons>
          </Formulaire>
        }
        cote={
          <>
            <SecondRegard donnees={donnees} />
            <Aide definition={donnees.protocole?.definitionIp ?? null} />
          </>
        }
      />
    </>
  )
}

/** Demander un avis avant d'envoyer : possible, jamais requis. */
function SecondRegard({ donnees: { ip, avis } }: { readonly donnees: InformationAffichee }) {
  const rendus = avis.filter((a) => a.rendu !== null).length
  return (
    <Carte titre="Un second regard" niveau={3}>
      <p>
        {avis.length === 0
          ? 'Avant d’envoyer, vous pouvez demander l’avis d’un conseiller technique sur un extrait sans nom.'
          : `${accorder(avis.length, 'avis demandé', 'avis demandés')}, ${accorder(rendus, 'rendu')}.`}
      </p>
      <BoutonLien href={`${adresseDe(ip.id)}/avis`}>{avis.length === 0 ? 'Demander un avis' : 'Lire, ou demander'}</BoutonLien>
    </Carte>
  )
}

function Aide({ definition }: { readonly definition: string | null }) {
  return (
    <>
      {aides.map((a) => (
        <Carte titre={a.titre} niveau={3}>
          {a.phrases.map((phrase) => (
            <p>{phrase}</p>
          ))}
        </Carte>
      ))}
      <RegleDeDroit
        phrase="L’évaluation n’a pas pour objet de déterminer la véracité des faits : on rapporte, on ne vérifie pas."
        source="CASF, art. D226-2-3"
      />
      {definition !== null && <Alerte titre="Ce que le protocole du département appelle information préoccupante">{definition}</Alerte>}
      <p>{sourceAides}</p>
      <Sommaire />
    </>
  )
}

/** Les parties de l’écrit, dans l’ordre de la page. */
const PARTIES = [
  ['motif', 'Motif'],
  ['constats', 'Faits constatés'],
  ['paroles', 'Paroles'],
  ['sources', 'Informations de tiers'],
  ['demande', 'Demande'],
  ['danger', 'Nature et types de danger'],
  ['besoins', 'Ressources et besoins'],
  ['contexte', 'Contexte'],
  ['avis', 'Avis de l’élève'],
  ['concertation', 'Concertation et actions'],
  ['enfant', 'Enfant et scolarité'],
  ['famille', 'Famille'],
] as const

/** L'écrit est long : où que l'on en soit, on va ailleurs et l'on enregistre. */
const Sommaire = () => (
  <nav class="eg-suit" aria-label="Parties de l’écrit">
    <Carte titre="Aller à" niveau={3}>
      <ul>
        {PARTIES.map(([ancre, titre]) => (
          <li>
            <a href={`#${ancre}`}>{titre}</a>
          </li>
        ))}
      </ul>
      <Bouton genre="secondaire" formulaire="brouillon" nom="suite" valeur="brouillon">
        Enregistrer le brouillon
      </Bouton>
    </Carte>
  </nav>
)
