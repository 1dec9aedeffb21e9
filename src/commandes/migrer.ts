import { avecInstallation, type Commande } from './commande.ts'

/** `egide migrer` : met la base à jour et s'arrête. */
export const migrerBase: Commande = {
  usage: 'migrer',
  options: {},
  executer: ({ dire }) =>
    avecInstallation(dire, async () => {
      dire('La base est à jour.')
      return 0
    }),
}
