import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import pg from 'pg'
import { chargerRuralite, RURALITE_OCTETS_MAX } from '#modules/referentiels/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { accorder } from '#ui/typographie.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

const USAGE = 'ruralite FICHIER.csv --source TEXTE  (colonnes code_commune et rural : oui ou non)'

/** `egide ruralite` : charge les communes rurales, d'une source que l'exploitant choisit et que les rapports nomment. */
export const ruralite: Commande = {
  usage: USAGE,
  options: { source: { type: 'string' } },
  executer({ options: { source }, positionnels: [fichier], dire }) {
    if (fichier === undefined || typeof source !== 'string' || source.trim().length < 5 || source.length > 300)
      throw new ErreurUsage(`Dites le fichier, et sa source en 5 à 300 signes.\nUsage : egide ${USAGE}`)
    const octets = lire(resolve(process.env.INIT_CWD ?? '.', fichier))
    return avecInstallation(dire, async ({ urlProprietaire }) => {
      const client = new pg.Client({ connectionString: urlProprietaire })
      await client.connect()
      try {
        const { ruraux, autres, inconnus } = await chargerRuralite(client, octets, source.trim(), jourDeParis(new Date()))
        dire(
          `Chargée. ${accorder(ruraux, 'établissement')} en commune rurale, ${autres} dans une autre, ${inconnus} dans une commune que le fichier ne cite pas.`,
        )
        return 0
      } finally {
        await client.end()
      }
    })
  },
}

function lire(chemin: string): Buffer {
  const taille = statSync(chemin, { throwIfNoEntry: false })?.size
  if (taille === undefined || taille > RURALITE_OCTETS_MAX)
    throw new ErreurMetier('invalide', 'referentiels.ruralite', 'Ce fichier est introuvable, ou dépasse 10 Mo.')
  return readFileSync(chemin)
}
