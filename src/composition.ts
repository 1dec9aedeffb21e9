import { join } from 'node:path'
import { accueil } from '#modules/accueil/module.ts'
import { moduleActes } from '#modules/actes/module.ts'
import { actionsCollectives } from '#modules/actions-collectives/index.ts'
import { contributionCourriers, creerCourriers } from '#modules/courriers/index.ts'
import { contributionDemandes, creerDemandes } from '#modules/demandes/index.ts'
import { marquerDossiers } from '#modules/dossiers/index.ts'
import { dossiers } from '#modules/dossiers/module.ts'
import { moduleEleves } from '#modules/eleves/module.ts'
import { contributionMesures, mesures } from '#modules/mesures/index.ts'
import { moduleOrganisation } from '#modules/organisation/index.ts'
import { contributionParoles } from '#modules/paroles/index.ts'
import { paroles } from '#modules/paroles/module.ts'
import { pilotage } from '#modules/pilotage/module.ts'
import { contributionProtection, contributionUrgence, creerAtelier, creerProtection } from '#modules/protection/index.ts'
import { creerRapports } from '#modules/rapports/index.ts'
import { referentiels } from '#modules/referentiels/module.ts'
import { identifier, moduleSecurite, type ReglagesSecurite, retenir } from '#modules/securite/index.ts'
import type { Moteur } from '#socle/cas-usage.ts'
import type { Config } from '#socle/config.ts'
import type { OptionsApplication } from '#socle/http/application.ts'
import type { Module } from '#socle/module.ts'
import { type FabriquePdf, ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { habiller, pageErreur } from './habillage.tsx'
import { RACINE } from './racine.ts'

export type Composition = Pick<OptionsApplication, 'routes' | 'identifier' | 'habiller' | 'pageErreur' | 'retenir'> & {
  readonly taches: Module['taches']
  readonly pdf: FabriquePdf
  readonly fermer: () => Promise<void>
}

const reglagesSecurite = ({ demonstration, inactiviteMinutes, sessionHeures }: Config): ReglagesSecurite => ({
  demonstration,
  inactiviteMinutes,
  sessionHeures,
})

/** Ce que l'installation apporte aux modules. `urlTache` : la base sous le rôle des tâches, pour les copies de l'import. */
export type Ressources = { readonly config: Config; readonly pdf: FabriquePdf; readonly urlTache: string }

/** Les modules d'une installation, dans l'ordre de leurs dépendances. */
export const modulesDe = ({ config, pdf, urlTache }: Ressources): readonly Module[] => [
  referentiels,
  moduleSecurite(reglagesSecurite(config)),
  moduleOrganisation({ contactAccessibilite: config.contactAccessibilite ?? null, atelier: creerAtelier({ pdf, racine: RACINE }) }),
  pilotage,
  actionsCollectives,
  creerRapports({ pdf, racine: RACINE }),
  moduleEleves({ marquer: marquerDossiers, depots: config.chemins.depots, urlTache, tailleMax: config.importMaxMo * 1024 * 1024 }),
  dossiers,
  moduleActes([
    contributionProtection,
    contributionUrgence,
    contributionParoles,
    contributionMesures,
    contributionDemandes,
    contributionCourriers,
  ]),
  paroles,
  mesures,
  creerDemandes({ pdf, racine: RACINE }),
  creerProtection({ pdf, racine: RACINE }),
  creerCourriers({ pdf, racine: RACINE }),
  accueil,
]

/** Tout l'assemblage, à la main : le seul fichier qui connaît tout le monde. */
export function composer({ config, moteur, urlTache }: Omit<Ressources, 'pdf'> & { readonly moteur: Moteur }): Composition {
  const pdf = ouvrirFabriquePdf({ racine: RACINE, polices: join(RACINE, 'donnees', 'polices'), immediat: true })
  const reglages = reglagesSecurite(config)
  const modules = modulesDe({ config, pdf, urlTache })
  return {
    routes: modules.flatMap((m) => m.routes),
    taches: modules.flatMap((m) => m.taches),
    identifier: identifier({ moteur, reglages }),
    habiller: habiller(config),
    pageErreur,
    retenir: retenir(reglages),
    pdf,
    fermer: () => pdf.fermer(),
  }
}
