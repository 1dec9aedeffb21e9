import { lireConfig } from '#socle/config.ts'
import type { Commande } from './commande.ts'

/** `egide sante` : interroge l'Égide qui tourne. 0 si tout va, 1 sinon. */
export const interrogerSante: Commande = {
  usage: 'sante',
  options: {},
  async executer({ dire }) {
    const { hote, port } = lireConfig(process.env)
    const reponse = await fetch(`http://${hote}:${port}/sante`).catch(() => null)
    if (!reponse) {
      dire('Égide ne répond pas à cette adresse.')
      return 1
    }
    dire(await reponse.text())
    return reponse.ok ? 0 : 1
  },
}
