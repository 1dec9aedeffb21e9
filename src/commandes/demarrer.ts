import { lireConfig } from '#socle/config.ts'
import { ouvrirJournalTechnique } from '#socle/journal-technique.ts'
import { preparerDemonstration } from '../demonstration/preparer.ts'
import { installer } from '../installation.ts'
import { servir } from '../serveur.ts'
import type { Commande } from './commande.ts'

/** `egide demarrer [--web] [--taches]` : sans option, les deux dans un seul processus. */
export const demarrer: Commande = {
  usage: 'demarrer [--web] [--taches]',
  options: { web: { type: 'boolean' }, taches: { type: 'boolean' } },
  async executer({ options, dire }) {
    const config = lireConfig(process.env)
    const tout = !options.web && !options.taches
    const arret = attendreArret()
    const installation = await installer(config, dire)
    const journal = ouvrirJournalTechnique()
    try {
      if (config.demonstration) await preparerDemonstration(installation, { departement: '15', dire })
      const serveur = await servir(installation, { web: tout || options.web === true, taches: tout || options.taches === true }, journal)
      if (tout || options.web) dire(`\nÉgide est prêt : ouvrez ${serveur.adresse}\nCtrl+C pour l’arrêter.\n`)
      const signal = await arret
      journal({ type: 'arret', signal })
      await serveur.arreter()
    } finally {
      await installation.fermer()
    }
    return 0
  },
}

/** Le premier signal demande l'arrêt propre ; il peut arriver pendant le démarrage. */
function attendreArret(): Promise<string> {
  return new Promise((resoudre) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resoudre(signal))
  })
}
