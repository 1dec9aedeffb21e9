import { type Dossier, EnteteDossier, type Identite } from '#modules/dossiers/index.ts'
import type { InformationPourCourrier } from '#modules/protection/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  ChoixUnique,
  Formulaire,
  Instant,
  Lignes,
  ListeVide,
  Masque,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { type Courrier, referenceDe } from './courrier.ts'
import { AUTOUR_D_UNE_INFORMATION, genres, modeles } from './modele.ts'

export type Liste = {
  readonly dossier: Dossier
  readonly identite: Identite
  readonly courriers: readonly Courrier[]
  readonly titulaires: readonly { readonly id: string; readonly nom: string; readonly lien: string | null }[]
  readonly information: InformationPourCourrier | null
}
type Props = { readonly donnees: Liste; readonly etat: EtatFormulaire; readonly aujourdHui: string }

const adresse = (id: string): string => `/courriers/${id}`

/** Les lettres du dossier, et de quoi en commencer une. */
export function PageCourriers({ donnees, etat, aujourdHui }: Props) {
  const { dossier, identite, courriers, information } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Lettres et écrits" />
      <ResumeErreurs etat={etat} />
      {information ? <DepuisInformation information={information} etat={etat} /> : <DepuisDossier donnees={donnees} etat={etat} />}
      <Titre niveau={2}>Écrits du dossier</Titre>
      {courriers.length === 0 ? (
        <ListeVide titre="Aucune lettre dans ce dossier" />
      ) : (
        <Lignes
          lignes={courriers.map((c) => ({
            texte: <a href={adresse(c.id)}>{modeles[c.genre].titre}</a>,
            precision: (
              <>
                {c.contenu.destinataire.nom && (
                  <>
                    <Masque>{c.contenu.destinataire.nom}</Masque>,{' '}
                  </>
                )}
                {c.remise ? 'remise le ' : 'brouillon du '}
                <Instant instant={c.remise?.le ?? c.modifieLe} />
                {`, ${referenceDe(c.id)}`}
              </>
            ),
            presse: c.remise === null,
          }))}
        />
      )}
      <Boutons>
        <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
          Revenir au dossier
        </BoutonLien>
      </Boutons>
    </>
  )
}

function DepuisInformation({ information: i, etat }: { readonly information: InformationPourCourrier; readonly etat: EtatFormulaire }) {
  return (
    <Carte titre={`Autour de l’information ${i.reference}`}>
      <Formulaire etat={etat} libelle="Relance, départ, bordereau">
        <input type="hidden" name="informationId" value={i.id} />
        <Boutons>
          <Bouton nom="genre" valeur="relance">
            Préparer la lettre de relance
          </Bouton>
          <Bouton genre="secondaire" nom="genre" valeur="depart">
            Prévenir du départ de la famille
          </Bouton>
          <Bouton genre="secondaire" nom="genre" valeur="bordereau">
            Préparer le bordereau de transmission
          </Bouton>
        </Boutons>
      </Formulaire>
    </Carte>
  )
}

function DepuisDossier({ donnees: { titulaires }, etat }: Pick<Props, 'donnees' | 'etat'>) {
  const proposes = genres.filter((g) => !AUTOUR_D_UNE_INFORMATION.includes(g))
  return (
    <Formulaire etat={etat} libelle="Commencer une lettre">
      <ChoixUnique
        nom="genre"
        libelle="Ce que vous écrivez"
        requis
        etat={etat}
        options={proposes.map((g) => ({
          valeur: g,
          libelle: g === 'parent' ? 'Lettre à un parent' : modeles[g].titre,
          aide: modeles[g].quand,
        }))}
      />
      <Champ
        nom="titulaireId"
        libelle="À quel titulaire"
        type="choix"
        etat={etat}
        montreSi="genre=parent"
        options={titulaires.map((t) => [t.id, t.lien === null ? t.nom : `${t.nom} (${t.lien.toLocaleLowerCase('fr')})`] as const)}
        aide="Pour écrire aux deux, commencez deux lettres : chacune ne connaît que son destinataire."
      />
      <Bouton>Commencer</Bouton>
    </Formulaire>
  )
}
