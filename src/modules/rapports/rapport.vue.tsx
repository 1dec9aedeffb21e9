import { anneeEnClair } from '#modules/pilotage/index.ts'
import { libellesNiveaux } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  accorder,
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  Depliable,
  Formulaire,
  Instant,
  Lignes,
  Progression,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { deductionEnClair, perimetreEnClair, recusEnClair, secretEnClair } from './enonces.ts'
import { type Brouillon, type Instantane, SECTION_MAX, sectionsDe, type TerritoireDuRapport } from './rapport.ts'
import type { CaseComptee } from './table.ts'
import { Chiffres, Couverture, phrase } from './tables.vue.tsx'

export type DonneesRapport = {
  readonly territoire: TerritoireDuRapport
  readonly annee: number
  readonly brouillon: Brouillon
  readonly instantanes: readonly Instantane[]
  readonly enPreparation: Instantane | null
  readonly cases: readonly CaseComptee[]
  readonly vrais: readonly CaseComptee[] | null
  readonly corrections: readonly unknown[]
  readonly manquants: readonly string[]
  /** Un rapport figé au-dessus compte déjà le précédent. */
  readonly dejaCompte: boolean
}
type Props = { readonly donnees: DonneesRapport; readonly etat: EtatFormulaire }

const perimetreDe = ({ territoire, annee }: DonneesRapport) => perimetreEnClair(territoire.libelle, annee)

/** Le rapport en cours : lire ses chiffres, les corriger, y mettre des mots, le préparer, le figer. */
export function PageRapport({ donnees, etat }: Props) {
  const { territoire, annee, enPreparation } = donnees
  return (
    <>
      <Titre complement={`${territoire.libelle} (${libellesNiveaux[territoire.niveau].toLocaleLowerCase('fr')}), ${anneeEnClair(annee)}`}>
        Rapport d’activité
      </Titre>
      <ResumeErreurs etat={etat} />
      <Figes donnees={donnees} />
      {donnees.vrais !== null && <Vrais donnees={donnees} vrais={donnees.vrais} />}
      <Mots donnees={donnees} etat={etat} />
      <Preparation donnees={donnees} />
      {enPreparation?.etat === 'prepare' && <Prepare donnees={donnees} instantane={enPreparation} etat={etat} />}
      <Boutons>
        <BoutonLien href={`/rapports?annee=${annee}`} genre="discret">
          Revenir aux rapports
        </BoutonLien>
      </Boutons>
    </>
  )
}

function Figes({ donnees: { territoire, annee, instantanes } }: { readonly donnees: DonneesRapport }) {
  if (instantanes.length === 0) return null
  return (
    <Carte titre="Déjà figés">
      <Lignes
        lignes={instantanes.map((i) => ({
          texte: <a href={`/rapports/${territoire.id}/${annee}/${i.numero}`}>{`Rapport n° ${i.numero}`}</a>,
          precision: i.figeLe && (
            <>
              Figé le <Instant instant={i.figeLe} />
            </>
          ),
          action: <Badge genre="succes">Figé</Badge>,
        }))}
      />
    </Carte>
  )
}

function Vrais({ donnees, vrais }: { readonly donnees: DonneesRapport; readonly vrais: readonly CaseComptee[] }) {
  const { territoire, annee, corrections } = donnees
  return (
    <section>
      <Titre niveau={2}>Vos chiffres</Titre>
      <Alerte titre="De vrais chiffres, pour vous">
        Vous connaissez déjà ces situations : rien n’est masqué ici. Le rapport figé, lui, masque les petits nombres. Ne recopiez pas
        ceux-ci ailleurs.
      </Alerte>
      <p class="eg-phrase">{vrais.length === 0 ? 'Aucun fait n’est encore versé pour cette année.' : phrase(vrais)}</p>
      {vrais.length > 0 && (
        <Depliable titre="Lire tous vos chiffres">
          <Chiffres cases={vrais} perimetre={perimetreDe(donnees)} />
        </Depliable>
      )}
      <Boutons>
        <BoutonLien href={`/rapports/${territoire.id}/${annee}/corrections`} genre="secondaire">
          {corrections.length === 0
            ? 'Corriger un chiffre'
            : `Corriger un chiffre (${accorder(corrections.length, 'correction faite', 'corrections faites')})`}
        </BoutonLien>
      </Boutons>
    </section>
  )
}

function Mots({ donnees: { territoire, brouillon }, etat }: Props) {
  return (
    <section>
      <Titre niveau={2}>Vos mots</Titre>
      <Formulaire etat={etat} jetonVersion={String(brouillon.version)} libelle="Les mots du rapport">
        <Alerte>Ce texte se publie avec le rapport : aucun nom, aucune situation reconnaissable.</Alerte>
        {sectionsDe(territoire.niveau).map(({ code, titre, aide }) => (
          <Champ nom={`textes.${code}`} libelle={titre} aide={aide} type="texte-long" lignes={6} longueurMax={SECTION_MAX} etat={etat} />
        ))}
        <Boutons>
          <Bouton genre="secondaire">Enregistrer les mots</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  )
}

function Preparation({ donnees }: { readonly donnees: DonneesRapport }) {
  const { territoire, annee, enPreparation, manquants } = donnees
  const chemin = `/rapports/${territoire.id}/${annee}`
  const leaf = territoire.niveau === 'etablissement'
  return (
    <section id="preparation">
      <Titre niveau={2}>{leaf ? 'Préparer le rapport' : 'Consolider les rapports reçus'}</Titre>
      <p>
        {leaf
          ? 'Égide compte, applique vos corrections et masque ce qui permettrait de reconnaître un élève. Vous relisez, puis vous figez.'
          : 'Égide additionne les rapports figés au-dessous, et masque ce qui permettrait de reconnaître un élève ou de retrouver un chiffre masqué ailleurs.'}
      </p>
      {manquants.length > 0 && (
        <Depliable titre={accorder(manquants.length, 'rapport d’établissement manque', 'rapports d’établissement manquent')}>
          <ul>
            {manquants.map((m) => (
              <li>{m}</li>
            ))}
          </ul>
        </Depliable>
      )}
      {enPreparation?.etat === 'calcul' ? (
        <Progression faites={0} total={1} libelle="Le secret statistique se calcule." url={`${chemin}/avancement`} />
      ) : (
        <Formulaire action={`${chemin}/preparer`} libelle="Préparer">
          <Boutons>
            <Bouton genre={enPreparation ? 'secondaire' : 'principal'}>{enPreparation ? 'Préparer de nouveau' : 'Préparer'}</Bouton>
          </Boutons>
        </Formulaire>
      )}
    </section>
  )
}

function Prepare({ donnees, instantane: i, etat }: Props & { readonly instantane: Instantane }) {
  const { territoire, annee, cases } = donnees
  return (
    <section>
      <Titre niveau={2}>{`Rapport n° ${i.numero}, prêt à figer`}</Titre>
      {territoire.niveau !== 'etablissement' && <p>{recusEnClair(i)}</p>}
      {donnees.dejaCompte && (
        <Alerte titre="Le précédent est déjà compté au-dessus">
          Un rapport plus large l’a consolidé. Si vous figez celui-ci, le suivant, là-haut, taira ce que leur différence dirait :
          remplacez-le pour ce qui compte.
        </Alerte>
      )}
      {i.deduits.length > 0 && <Alerte titre="Ce rapport en montre moins">{deductionEnClair(i.deduits)}</Alerte>}
      <p class="eg-phrase">{cases.length === 0 ? 'Aucun fait compté.' : phrase(cases)}</p>
      {cases.length > 0 && (
        <Depliable titre="Relire ce qui sera publié">
          <Chiffres cases={cases} perimetre={perimetreDe(donnees)} lienMasque="#secret" />
        </Depliable>
      )}
      <Couverture perimetre={i.perimetre} />
      <Secret instantane={i} />
      <Formulaire action={`/rapports/${territoire.id}/${annee}/figer`} libelle="Figer le rapport">
        <input type="hidden" name="instantaneId" value={i.id} />
        <input type="hidden" name="cleIdempotence" value={etat.cleIdempotence} />
        <Alerte genre="attention" titre="Figer est définitif">
          Les chiffres ci-dessus et vos mots enregistrés deviennent le rapport officiel, numéroté ; il redescend vers tous ceux qu’il
          couvre. Une nouvelle préparation en ferait un autre, sans effacer celui-ci.
        </Alerte>
        <Boutons>
          <Bouton>Figer le rapport</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  )
}

/** Ce qui masque une case, et qui en décide. */
export function Secret({ instantane }: { readonly instantane: Pick<Instantane, 'seuil' | 'deduits'> }) {
  return (
    <section id="secret">
      <Titre niveau={2}>Secret statistique</Titre>
      <p>{secretEnClair(instantane)}</p>
    </section>
  )
}
