/** Ce que l'exploitant règle. Durées comme leur nom le dit. */
export type ReglagesSecurite = {
  /** Montre et admet les comptes de démonstration ; sans elle, ils ne s'ouvrent pas. */
  readonly demonstration: boolean
  /** Sans geste pendant ce temps, la session se verrouille. */
  readonly inactiviteMinutes: number
  /** Au-delà, il faut se reconnecter, même sans interruption. */
  readonly sessionHeures: number
}

/** Les réglages les plus stricts ; ceux des contrôles qui n'ont pas de configuration. */
export const REGLAGES_STRICTS: ReglagesSecurite = { demonstration: false, inactiviteMinutes: 15, sessionHeures: 10 }

/** Mot de passe commun des comptes de démonstration. Il est affiché à l'écran : il ne protège rien et n'ouvre rien d'autre. */
export const MOT_DE_PASSE_DEMONSTRATION = 'vitrine-sans-secret'
