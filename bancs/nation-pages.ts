import { attendreCalme } from './calme.ts'
import { imprimer, ms, nombre, options, quantile, type Releve } from './commun.ts'
import { identifiantDe } from './conseillers.ts'
import { CONSEILLERS, dossierNation, PREMIERE_RENTREE } from './nation.ts'
import { ANNEES } from './nation-hypotheses.ts'
import { lancerServeurBanc, Navigateur, type Recu } from './navigateur.ts'

/** Les pages de chiffres d'un département, d'une académie et du pays, sur cinq années de faits, une personne à la fois. */
const MESURES = 40
const ANNEE = PREMIERE_RENTREE + ANNEES - 1
const PAGES = [
  { nom: 'Chiffres', chemin: `/chiffres?annee=${ANNEE}`, attendu: 'Motif' },
  { nom: 'Réponses du département', chemin: `/chiffres/retours?annee=${ANNEE}`, attendu: 'Sans réponse' },
] as const

async function principal(): Promise<void> {
  const { echelle = 'dixieme', racine } = options(['echelle', 'racine'])
  const serveur = await lancerServeurBanc(dossierNation(echelle, racine))
  const releves: Releve[] = []
  try {
    for (const conseiller of CONSEILLERS) {
      const navigateur = new Navigateur(serveur.adresse)
      await navigateur.entrer(identifiantDe(conseiller))
      for (const page of PAGES) releves.push(...relever(`${page.nom}, niveau ${conseiller.niveau}`, await mesurer(navigateur, page)))
      navigateur.fermer()
    }
  } finally {
    await serveur.arreter()
  }
  imprimer(`Pages de chiffres sur cinq années nationales, échelle ${echelle}`, releves)
}

async function mesurer(navigateur: Navigateur, { chemin, attendu, nom }: (typeof PAGES)[number]): Promise<Recu[]> {
  const demander = () => navigateur.demander({ methode: 'GET', chemin })
  for (let i = 0; i < 8; i++) {
    const recu = await demander()
    if (recu.statut !== 200 || !recu.texte().includes(attendu)) throw new Error(`${nom} : réponse inattendue (${recu.statut})`)
  }
  await attendreCalme()
  const recus: Recu[] = []
  while (recus.length < MESURES) recus.push(await demander())
  return recus
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

await principal()
