import { jourDeParis } from '#socle/cas-usage.ts'
import { importerFichiers } from '../../src/modules/eleves/import/importer-fichiers.requetes.ts'
import { connecter } from './base.ts'

/** Processus fils de l'essai des coupures : dit « pret », puis importe un fichier dans une base d'essai. Il est fait pour être tué. */
const [base = '', importId = '', chemin = ''] = process.argv.slice(2)
const { coffre, url } = await connecter(base)
console.log('pret')
await importerFichiers(
  { urlTache: url('egide_tache'), coffre, aujourdHui: () => jourDeParis(new Date()), identifiant: () => importId },
  'siecle',
  [chemin],
)
process.exit(0)
