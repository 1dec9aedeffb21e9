import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ressemblance } from './classement.ts'
import { listFiches } from './eleve.requetes.ts'
import { ageAu, type Eleve } from './eleve.ts'
import { Jetons } from './empreintes.ts'
import { normaliser } from './normaliser.ts'
import { type EleveTrouve, LETTRES_MIN, type ResultatRecherche } from './recherche.ts'

/** Candidats que la base rend, avant le classement fin. */
const CANDIDATS = 40
const AFFICHES = 10
/** Qui ressemble beaucoup moins que le premier n'est qu'un bruit : un mot étranger de plus, ou deux fautes. */
const ECART_MONTRE = 2
const MOTS_MAX = 6
const LONGUEUR_MAX = 80

const RIEN: ResultatRecherche = { eleves: [], total: 0, davantage: false }

/**
 * Les dix élèves de mes établissements qui ressemblent le plus à ce qui est tapé, malgré l'accent, la casse, le tiret,
 * l'ordre, une faute de frappe ou un mot inachevé. Moins de deux lettres ne cherche pas.
 *
 * La base ne voit que des jetons aveugles, propres à chaque établissement ; le classement fin se fait ici, en clair.
 */
export async function chercherEleves(contexte: Contexte, cherche: string): Promise<ResultatRecherche> {
  const mots = normaliser(cherche.slice(0, LONGUEUR_MAX)).split(' ').filter(Boolean).slice(0, MOTS_MAX)
  if (mots.join('').length < LETTRES_MIN) return RIEN
  const ids = await candidats(contexte, mots)
  const classes = (await listFiches(contexte, ids))
    .flatMap((eleve) => {
      const ecart = ressemblance(mots.join(' '), eleve)
      return ecart === null ? [] : [{ eleve, ecart: ecart + (eleve.present ? 0 : 0.1) }]
    })
    .sort(
      (a, b) =>
        a.ecart - b.ecart ||
        a.eleve.nomFamille.localeCompare(b.eleve.nomFamille, 'fr') ||
        a.eleve.prenom.localeCompare(b.eleve.prenom, 'fr'),
    )
  const proches = classes.filter(({ ecart }) => ecart < (classes[0]?.ecart ?? 0) + ECART_MONTRE)
  return {
    eleves: proches.slice(0, AFFICHES).map(({ eleve }) => versTrouve(eleve, contexte.aujourdHui)),
    total: proches.length,
    davantage: proches.length === CANDIDATS,
  }
}

async function candidats({ tx, agent, coffre }: Contexte, mots: readonly string[]): Promise<string[]> {
  const cherches = mots.length > 1 ? [...mots, ...mots.slice(1).map((m, i) => `${mots[i]}${m}`)] : mots
  const parEtablissement = [...agent.etablissementsSuivis].map((id) => ({ id, jetons: new Jetons(coffre.empreinte, id) }))
  const jetons = parEtablissement.flatMap(({ id, jetons }) => jetons.de(cherches).map((jeton) => ({ id, jeton })))
  if (jetons.length === 0) return []
  const selectifs = parEtablissement.flatMap((e) => e.jetons.selectifs(cherches))
  const { rows } = await sql<{ eleve_id: string }>`
    select eleve_id from eleves.chercher(${jetons.map((j) => j.id)}::uuid[], ${jetons.map((j) => j.jeton)}::int[], ${selectifs}::int[], ${CANDIDATS})
  `.execute(tx)
  return rows.map((r) => r.eleve_id)
}

function versTrouve(e: Eleve, aujourdHui: string): EleveTrouve {
  const { id, nomFamille, nomUsage, prenom, dateNaissance, classe, etablissement, etablissementId, present } = e
  return {
    id,
    nomFamille,
    nomUsage,
    prenom,
    dateNaissance,
    classe,
    etablissement,
    etablissementId,
    present,
    age: ageAu(dateNaissance, aujourdHui),
  }
}
