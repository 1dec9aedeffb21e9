import { libelleFonction, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { preparerDemonstration } from '../demonstration/preparer.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

/** `egide demonstration --departement NN` : peuple la base d'un département fictif sur ses établissements réels, sans toucher aux autres. */
export const demonstration: Commande = {
  usage: 'demonstration --departement NN',
  options: { departement: { type: 'string' } },
  executer({ options, dire }) {
    const { departement } = options
    if (typeof departement !== 'string') throw new ErreurUsage(`Usage : egide ${demonstration.usage}`)
    return avecInstallation(dire, async (i) => {
      const comptes = await preparerDemonstration(i, { departement, dire })
      dire(`Comptes, mot de passe « ${MOT_DE_PASSE_DEMONSTRATION} » :`)
      for (const { identifiant, fonction } of comptes) dire(`  ${identifiant} : ${libelleFonction(fonction)}`)
      return 0
    })
  },
}
