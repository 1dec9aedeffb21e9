import { installerFormulaires } from './formulaires.ts'
import { installerProgression } from './progression.ts'
import { installerRaccourcis } from './raccourcis.ts'
import { installerRecherche } from './recherche.ts'
import { installerVerrou } from './verrou.ts'

// Le verrou d’abord : il répond même si le reste échoue.
installerVerrou()
installerRaccourcis()
installerRecherche()
installerFormulaires()
installerProgression()
