import { libellesNiveaux } from '#modules/referentiels/index.ts'
import {
  Badge,
  BoutonLien,
  Boutons,
  CleValeur,
  Courbe,
  Definition,
  Grille,
  Instant,
  nombreEnClair,
  pourcentEnClair,
  Tableau,
  Titre,
} from '#ui/index.ts'
import type { ContenuFige } from './contenu-fige.ts'
import { type AnneeDeSerie, type Perimetre, type Situation, sectionsDe } from './rapport.ts'
import { recusEnClair, Secret } from './rapport.vue.tsx'
import { type CaseComptee, libelleDuCode, noteDeLaDimension, noteDuType, part, partsDe, totaux } from './table.ts'
import { Chiffres, Couverture, phrase } from './tables.vue.tsx'

type Props = {
  readonly donnees: ContenuFige & {
    readonly situations: readonly Situation[]
    readonly serie: readonly AnneeDeSerie[]
    readonly tenu: boolean
  }
}

/** Un rapport figé : ses chiffres, ses mots, ce qu'il couvre, et sa place dans les territoires plus larges. */
export function PageFige({ donnees }: Props) {
  const { territoire, annee, instantane: i, cases, situations, serie, tenu } = donnees
  const chemin = `/rapports/${territoire.id}/${annee}`
  return (
    <>
      <Titre complement={`${territoire.libelle} (${libellesNiveaux[territoire.niveau].toLocaleLowerCase('fr')}), ${annee}-${annee + 1}`}>
        {`Rapport d’activité n° ${i.numero}`}
      </Titre>
      <p>
        <Badge genre="succes">Figé</Badge> le {i.figeLe && <Instant instant={i.figeLe} />}.
        {territoire.niveau !== 'etablissement' && ` ${recusEnClair(i)}`}
      </p>
      <p class="eg-phrase">{cases.length === 0 ? 'Aucun fait compté.' : phrase(cases)}</p>
      <Boutons>
        {tenu && (
          <BoutonLien href={chemin} genre="discret">
            Revenir au rapport en cours
          </BoutonLien>
        )}
        <BoutonLien href={`/rapports?annee=${annee}`} genre="discret">
          Tous les rapports
        </BoutonLien>
      </Boutons>
      {sectionsDe(territoire.niveau).map(
        ({ code, titre }) =>
          i.textes?.[code] && (
            <section>
              <Titre niveau={2}>{titre}</Titre>
              <p class="eg-texte">{i.textes[code]}</p>
            </section>
          ),
      )}
      <Titre niveau={2}>Les chiffres</Titre>
      <Chiffres cases={cases} perimetre={`${territoire.libelle}, année scolaire ${annee}-${annee + 1}.`} lienMasque="#secret" />
      {situations.length > 0 && (
        <DansSonContexte colonnes={[{ libelle: territoire.libelle, cases, perimetre: i.perimetre }, ...situations]} />
      )}
      {serie.length > 1 && <DAnneeEnAnnee serie={serie} territoire={territoire.libelle} />}
      <Couverture perimetre={i.perimetre} />
      <Secret seuil={i.seuil} />
      <CleValeur
        paires={[
          ['Grille', i.grille],
          ['Empreinte SHA-256', i.empreinte?.match(/.{8}/g)?.join(' ')],
        ]}
      />
    </>
  )
}

const COMPAREES = ['motif', 'type_acte', 'origine', 'niveau'] as const
const RAPPORTES = ['acte', 'ouverture', 'cloture', 'ip', 'signalement'] as const

type Colonne = { readonly libelle: string; readonly cases: readonly CaseComptee[]; readonly perimetre: Perimetre }

/** Chacun se lit à côté de ce qui l'entoure : des taux et des parts, jamais un rang. */
function DansSonContexte({ colonnes }: { readonly colonnes: readonly Colonne[] }) {
  return (
    <section>
      <Titre niveau={2}>Dans son contexte</Titre>
      <Tableau
        legende="Pour 100 élèves des établissements comptés"
        vide="Rien de compté"
        lignes={RAPPORTES}
        colonnes={[
          { libelle: 'Ce qu’on compte', rendre: (type) => noteDuType(type).libelle },
          ...colonnes.map(({ libelle, cases, perimetre }) => ({
            libelle,
            numerique: true,
            rendre: (type: string) => tauxEnClair(part(totaux(cases).get(type), perimetre.elevesComptes)),
          })),
        ]}
      />
      <Definition
        terme="Pour 100 élèves"
        definition="Ce qui est compté dans le rapport, rapporté aux élèves des établissements dont le rapport y est compté."
        perimetre="Les rapports figés ; un territoire n’y est comparé qu’à ceux qui le contiennent."
        denominateur="Les effectifs connus de ces établissements."
        source="Annuaire de l’éducation nationale, Licence Ouverte. Taux proposé par Égide."
      />
      {COMPAREES.map((dimension) => (
        <Comparaison dimension={dimension} colonnes={colonnes} />
      ))}
    </section>
  )
}

const tauxEnClair = (taux: number | null): string => (taux === null ? 'masqué ou inconnu' : nombreEnClair(taux, 1))

function Comparaison({ dimension, colonnes }: { readonly dimension: string; readonly colonnes: readonly Colonne[] }) {
  const note = noteDeLaDimension(dimension)
  const lues = colonnes.map(({ libelle, cases }) => ({ libelle, parts: partsDe(cases, dimension) }))
  const lignes = [...(lues.at(-1)?.parts.keys() ?? [])].filter((code) => lues.some(({ parts }) => (parts.get(code) ?? null) !== null))
  return (
    <>
      <Tableau
        legende={`Part des actes selon : ${note.libelle.toLocaleLowerCase('fr')}`}
        vide={<p>{`Part des actes selon : ${note.libelle.toLocaleLowerCase('fr')}. Tout est masqué par le secret statistique.`}</p>}
        lignes={lignes}
        colonnes={[
          { libelle: note.libelle, rendre: (code) => libelleDuCode(dimension, code) },
          ...lues.map(({ libelle, parts }) => ({
            libelle,
            numerique: true,
            rendre: (code: string) => {
              const p = parts.get(code)
              return p === undefined ? pourcentEnClair(0) : p === null ? 'masqué' : pourcentEnClair(p)
            },
          })),
        ]}
      />
      <Definition
        terme={note.libelle}
        definition={note.definition}
        perimetre="Les actes comptés dans chaque rapport figé."
        denominateur="Tous les actes du même rapport."
        source={note.source}
      />
    </>
  )
}

const SUIVIS = ['acte', 'ouverture', 'ip'] as const

/** Les rapports figés d'un territoire, année après année ; un changement de grille se dit là où il rompt la série. */
function DAnneeEnAnnee({ serie, territoire }: { readonly serie: readonly AnneeDeSerie[]; readonly territoire: string }) {
  const ruptures = serie.filter((a, rang) => rang > 0 && a.grille !== serie[rang - 1]?.grille)
  return (
    <section>
      <Titre niveau={2}>D’année en année</Titre>
      <Grille>
        {SUIVIS.map((type) => (
          <Courbe
            titre={noteDuType(type).libelle}
            axe="Année scolaire"
            unite={noteDuType(type).libelle}
            donnees={serie.map((a) => ({
              libelle: `${a.annee}-${a.annee + 1}`,
              valeur: a.retenus.includes(type) ? null : a.totaux[type] === undefined ? 0 : a.totaux[type],
            }))}
            lienMasque="#secret"
          >
            <Definition
              terme={noteDuType(type).libelle}
              definition={noteDuType(type).definition}
              perimetre={`Le dernier rapport figé de ${territoire}, chaque année. Le nombre de rapports reçus varie : comparez avec les taux.`}
              denominateur="Aucun : c’est un compte."
              source={noteDuType(type).source}
            />
          </Courbe>
        ))}
      </Grille>
      {ruptures.map((a) => (
        <p>{`La grille a changé en ${a.annee}-${a.annee + 1} (version ${a.grille}) : la série est rompue cette année-là pour les rubriques modifiées.`}</p>
      ))}
    </section>
  )
}
