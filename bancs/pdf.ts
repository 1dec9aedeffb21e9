import { donneesExemple } from '#modules/protection/gabarits/donnees-exemple.ts'
import { ouvrirModele } from '#modules/protection/modeles.ts'
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
