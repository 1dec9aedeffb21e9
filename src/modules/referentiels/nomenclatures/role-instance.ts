import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { PROPOSITION_DU } from './dates.ts'

/** À quel titre le service social siège. */
export const rolesInstance = nomenclature({
  table: 'referentiels.role_instance',
  titre: 'Rôle dans une instance',
  source:
    'Composition Égide : la circulaire n° 2017-055 du 22 mars 2017 §1.3 dit que l’assistant de service social participe aux instances, sans distinguer de rôles.',
  fiabilite: 'proposition_egide',
  entrees: {
    MEMBRE: { libelle: 'Membre', du: PROPOSITION_DU },
    ANIMATION: { libelle: 'Animation ou coordination', du: PROPOSITION_DU },
    INVITE: { libelle: 'Invité, sollicité pour avis', du: PROPOSITION_DU },
  },
})
export type RoleInstance = CodeDe<typeof rolesInstance>
