import { idTerritoire, niveaux } from '#modules/referentiels/index.ts'
import { affecter, creerAgent as creer } from '#modules/securite/index.ts'
import { FONCTIONS, type Fonction, type Niveau } from '#socle/agent.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { ouvrirBase } from '#socle/db.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

const USAGE = 'agent creer --identifiant prenom.nom --nom "Prénom Nom" --fonction FONCTION [--territoire niveau:code]'

/** `egide agent creer` : le premier compte d'une installation, que personne ne peut encore créer à l'écran. */
export const creerAgent: Commande = {
  usage: USAGE,
  options: { identifiant: { type: 'string' }, nom: { type: 'string' }, fonction: { type: 'string' }, territoire: { type: 'string' } },
  executer({ options, positionnels, dire }) {
    const { identifiant, nom, fonction, territoire = 'national:FR' } = options
    if (positionnels[0] !== 'creer' || typeof identifiant !== 'string' || typeof nom !== 'string')
      throw new ErreurUsage(`Usage : egide ${USAGE}`)
    if (typeof fonction !== 'string' || !estFonction(fonction)) throw new ErreurUsage(`Fonctions : ${FONCTIONS.join(', ')}.`)
    const territoireId = lireTerritoire(String(territoire))
    return avecInstallation(dire, async (i) => {
      const base = ouvrirBase(i.urlProprietaire, { max: 1, nom: 'egide agent' })
      try {
        const { agentId, motDePasseProvisoire } = await creer(base, { identifiant, nomAffiche: nom })
        await affecter(base, agentId, { fonction, territoireId, du: jourDeParis(new Date()) })
        dire(
          `Compte créé. Identifiant : ${identifiant}\nMot de passe provisoire, à changer à la première connexion : ${motDePasseProvisoire}`,
        )
        return 0
      } finally {
        await base.destroy()
      }
    })
  },
}

const estFonction = (texte: string): texte is Fonction => (FONCTIONS as readonly string[]).includes(texte)

function lireTerritoire(texte: string): string {
  const [niveau = '', code = ''] = texte.split(':')
  if (!(niveaux as readonly string[]).includes(niveau) || code === '')
    throw new ErreurUsage(`Écrivez le territoire « niveau:code », par exemple departement:15. Niveaux : ${niveaux.join(', ')}.`)
  return idTerritoire(niveau as Niveau, code)
}
