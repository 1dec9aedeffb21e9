import { join } from 'node:path'
import { accueil } from '#modules/accueil/module.ts'
import { moduleActes } from '#modules/actes/module.ts'
import { dossiers } from '#modules/dossiers/module.ts'
import { eleves } from '#modules/eleves/module.ts'
import { moduleOrganisation } from '#modules/organisation/index.ts'
import { pilotage } from '#modules/pilotage/module.ts'
import { contributionProtection, creerProtection } from '#modules/protection/index.ts'
import { referentiels } from '#modules/referentiels/module.ts'
import { identifier, moduleSecurite, retenir } from '#modules/securite/index.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import type { Config } from '#socle/config.ts'
import type { OptionsApplication } from '#socle/http/application.ts'
import type { Module } from '#socle/module.ts'
import { type FabriquePdf, ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { habiller, pageErreur } from './habillage.tsx'
import { RACINE } from './racine.ts'

export type Composition = Pick<OptionsApplication, 'routes' | 'identifier' | 'habiller' | 'pageErreur' | 'retenir'> & {
  readonly modules: readonly Module[]
  readonly taches: Module['taches']
  readonly pdf: FabriquePdf
  readonly fermer: () => Promise<void>
}

/** Tout l'assemblage, à la main : le seul fichier qui connaît tout le monde. */
export function composer({ config, moteur }: { readonly config: Config; readonly moteur: Moteur }): Composition {
  const pdf = ouvrirFabriquePdf({ racine: RACINE, polices: join(RACINE, 'donnees', 'polices'), immediat: true })
  const securite = { demonstration: config.demonstration, inactiviteMinutes: config.inactiviteMinutes, sessionHeures: config.sessionHeures }
  const modules: readonly Module[] = [
    referentiels,
    moduleSecurite(securite),
    moduleOrganisation({ contactAccessibilite: config.contactAccessibilite ?? null }),
    pilotage,
    eleves,
    dossiers,
    moduleActes([contributionProtection]),
    creerProtection({ pdf, racine: RACINE }),
    accueil,
  ]
  return {
    modules,
    routes: modules.flatMap((m) => m.routes),
    taches: modules.flatMap((m) => m.taches),
    identifier: identifier({ moteur, reglages: securite }),
    habiller: habiller(config),
    pageErreur,
    retenir: retenir(securite),
    pdf,
    fermer: () => pdf.fermer(),
  }
}
