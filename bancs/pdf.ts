import { resolve } from 'node:path'
import { rapportExemple } from '#essais/fabriques/rapport-exemple.ts'
import { donneesExemple } from '#modules/protection/gabarits/donnees-exemple.ts'
import { ouvrirModele } from '#modules/protection/modeles.ts'
import { GABARIT_RAPPORT } from '#modules/rapports/export/document.ts'
import { exporter, FORMATS, type Format } from '#modules/rapports/export/fichier.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { RACINE } from '../src/racine.ts'
import { attendreCalme } from './calme.ts'
import { imprimer, ms, nombre, options, quantile } from './commun.ts'

const { lettres = '60' } = options(['lettres'])
const gabarit = ouvrirModele('information', RACINE).national

/** Chaque lettre diffère : le moteur n'a rien à retrouver de la précédente. */
async function composer(fabrique: ReturnType<typeof ouvrirFabriquePdf>, rang: number): Promise<{ dureeMs: number; octets: number }> {
  const depart = performance.now()
  const pdf = await fabrique.composer(gabarit, {
    ...donneesExemple,
    historique: `Lettre ${rang}. ${'L’élève est suivi depuis la rentrée. '.repeat(20)}`,
  })
  return { dureeMs: performance.now() - depart, octets: pdf.length }
}

/** Le rapport national entier : tous les types, toutes les répartitions, quatre sections de 40 000 signes. */
async function emporter(fabrique: ReturnType<typeof ouvrirFabriquePdf>, format: Format) {
  const texte = 'Une phrase ordinaire du rapport national. '.repeat(950)
  const contenu = rapportExemple('national', { avant_propos: texte, organisation: texte, realisations: texte, bilan: texte })
  const durees: number[] = []
  let taille = 0
  for (let n = 0; n < 7; n++) {
    const depart = performance.now()
    const { octets } = await exporter({ pdf: fabrique, gabarit: resolve(RACINE, GABARIT_RAPPORT) }, contenu, format)
    durees.push(performance.now() - depart)
    taille = octets.length
  }
  return { format, durees, taille }
}

await attendreCalme()
const froide = ouvrirFabriquePdf()
const premiere = await composer(froide, 0)
await froide.fermer()

// En service, la fabrique s'ouvre avec Égide : la première lettre trouve son fil prêt.
const fabrique = ouvrirFabriquePdf({ immediat: true })
await new Promise((tenir) => setTimeout(tenir, 1500))
const enService = await composer(fabrique, 0)
const chaudes: number[] = []
await attendreCalme()
for (let n = 1; n <= Number(lettres); n++) chaudes.push((await composer(fabrique, n)).dureeMs)
const rapports = []
for (const format of FORMATS) rapports.push(await emporter(fabrique, format))
await fabrique.fermer()

const p95 = quantile(chaudes, 0.95)
imprimer('PDF de l’information préoccupante', [
  {
    exigence: 'Une lettre ≤ 150 ms (fabrique chaude)',
    mesure: `p50 ${ms(quantile(chaudes, 0.5))}, p95 ${ms(p95)}, au pire ${ms(Math.max(...chaudes))} (${lettres} lettres, ${nombre(enService.octets / 1024, 0)} Ko)`,
    tenu: p95 <= 150,
  },
  { exigence: 'La première après le démarrage d’Égide ≤ 150 ms', mesure: ms(enService.dureeMs), tenu: enService.dureeMs <= 150 },
  { exigence: 'La première, processus de composition compris', mesure: ms(premiere.dureeMs), tenu: null },
])
imprimer(
  'Rapport national, tous ses chiffres et quatre textes de 40 000 signes',
  rapports.map(({ format, durees, taille }) => ({
    exigence: `${format.toUpperCase()} ≤ 10 s`,
    mesure: `p50 ${ms(quantile(durees, 0.5))}, au pire ${ms(Math.max(...durees))} (7 fois, ${nombre(taille / 1024, 0)} Ko)`,
    tenu: Math.max(...durees) <= 10_000,
  })),
)
