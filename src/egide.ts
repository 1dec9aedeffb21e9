import { parseArgs } from 'node:util'
import { ErreurMetier } from '#socle/erreur.ts'
import { creerAgent } from './commandes/agent.ts'
import { type Commande, ErreurUsage } from './commandes/commande.ts'
import { demarrer } from './commandes/demarrer.ts'
import { demonstration } from './commandes/demonstration.ts'
import { importer } from './commandes/importer.ts'
import { migrerBase } from './commandes/migrer.ts'
import { exporterRapport } from './commandes/rapport.ts'
import { replication } from './commandes/replication.ts'
import { ruralite } from './commandes/ruralite.ts'
import { interrogerSante } from './commandes/sante.ts'

const COMMANDES: Readonly<Record<string, Commande>> = {
  demarrer,
  migrer: migrerBase,
  importer,
  demonstration,
  agent: creerAgent,
  replication,
  rapport: exporterRapport,
  ruralite,
  sante: interrogerSante,
}

/** Codes de sortie : 0 réussi, 1 refus expliqué, 2 usage. */
async function principal(argv: readonly string[]): Promise<number> {
  const [nom = '', ...reste] = argv
  const commande = Object.hasOwn(COMMANDES, nom) ? COMMANDES[nom] : undefined
  if (argv.includes('--help')) {
    for (const { usage } of commande ? [commande] : Object.values(COMMANDES)) console.log(`egide ${usage}`)
    return 0
  }
  if (!commande) throw new ErreurUsage(`Commande inconnue. Commandes : ${Object.keys(COMMANDES).join(', ')}.`)
  const { values, positionals } = lireArguments(commande, reste)
  return commande.executer({ options: values, positionnels: positionals, dire: (phrase) => console.log(phrase) })
}

function lireArguments(commande: Commande, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: commande.options, allowPositionals: true, strict: true })
  } catch {
    throw new ErreurUsage(`Usage : egide ${commande.usage}`)
  }
}

try {
  process.exitCode = await principal(process.argv.slice(2))
} catch (erreur) {
  if (!(erreur instanceof ErreurMetier) && !(erreur instanceof ErreurUsage)) throw erreur
  console.error(`Égide : ${erreur.message}`)
  process.exitCode = erreur instanceof ErreurUsage ? 2 : 1
}
