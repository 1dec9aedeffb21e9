import { ouvrirJournalTechnique } from '#socle/journal-technique.ts'
import { installer } from '../src/installation.ts'
import { servir } from '../src/serveur.ts'
import { configDe } from './commun.ts'

/** Égide entière (web et tâches) sur la base d'un banc, dans son propre processus ; dit son adresse au banc, s'arrête avec lui. */
const installation = await installer(configDe(process.argv[2] ?? ''), () => undefined)
const serveur = await servir(installation, { web: true, taches: true }, ouvrirJournalTechnique('silent'))
process.send?.({ adresse: serveur.adresse, url: installation.urlProprietaire })

process.once('disconnect', async () => {
  await serveur.arreter()
  await installation.fermer()
  process.exit(0)
})
