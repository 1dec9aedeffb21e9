import { preparerDemonstration } from '../demonstration/preparer.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

/** `egide demonstration --departement NN` : peuple la base d'un département fictif sur ses établissements réels. */
export const demonstration: Commande = {
  usage: 'demonstration --departement NN',
  options: { departement: { type: 'string' } },
  executer({ options, dire }) {
    const { departement } = options
    if (typeof departement !== 'string') throw new ErreurUsage(`Usage : egide ${demonstration.usage}`)
    return avecInstallation(dire, async (i) => {
      await preparerDemonstration(i, { departement, dire })
      return 0
    })
  },
}
