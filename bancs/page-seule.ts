import { attendreCalme } from './calme.ts'
import { ms, nombre, quantile, type Releve } from './commun.ts'
import { type Conseiller, identifiantDe } from './conseillers.ts'
import { lancerServeurBanc, Navigateur, type Recu } from './navigateur.ts'

const MESURES = 40

export type PageMesuree = { readonly nom: string; readonly chemin: string; readonly attendu: string }

/** Les pages de chacun, une personne à la fois : leur temps de serveur, et ce qu'y prend le SQL. */
export async function mesurerPages(
  dossier: string,
  lecteurs: readonly Conseiller[],
  pagesDe: (lecteur: Conseiller) => readonly PageMesuree[],
): Promise<Releve[]> {
  const serveur = await lancerServeurBanc(dossier)
  const releves: Releve[] = []
  try {
    for (const lecteur of lecteurs) {
      const navigateur = new Navigateur(serveur.adresse)
      await navigateur.entrer(identifiantDe(lecteur))
      for (const page of pagesDe(lecteur))
        releves.push(...(await mesurerPage(navigateur, { ...page, nom: `${page.nom}, niveau ${lecteur.niveau}` })))
      navigateur.fermer()
    }
  } finally {
    await serveur.arreter()
  }
  return releves
}

async function mesurerPage(navigateur: Navigateur, { chemin, attendu, nom }: PageMesuree): Promise<Releve[]> {
  const demander = () => navigateur.demander({ methode: 'GET', chemin })
  for (let i = 0; i < 8; i++) {
    const recu = await demander()
    if (recu.statut !== 200 || !recu.texte().includes(attendu)) throw new Error(`${nom} : réponse inattendue (${recu.statut})`)
  }
  await attendreCalme()
  const recus: Recu[] = []
  while (recus.length < MESURES) recus.push(await demander())
  return relever(nom, recus)
}

function relever(nom: string, recus: readonly Recu[]): Releve[] {
  const de = (f: (r: Recu) => number, q: number) => quantile(recus.map(f), q)
  const [p50, p95] = [de((r) => r.serveurMs, 0.5), de((r) => r.serveurMs, 0.95)]
  const rapport = de((r) => r.serveurMs / r.sqlMs, 0.5)
  return [
    {
      exigence: `${nom} : serveur ≤ 200 ms`,
      mesure: `p50 ${ms(p50)}, p95 ${ms(p95)} (${recus.length} mesures ; SQL ${ms(de((r) => r.sqlMs, 0.5))} en ${nombre(
        de((r) => r.requetesSql, 0.5),
        0,
      )} requêtes)`,
      tenu: p95 <= 200,
    },
    { exigence: `${nom} : serveur ≤ 3 × SQL`, mesure: 'médiane des rapports', rapport: nombre(rapport, 2), tenu: rapport <= 3 },
  ]
}
