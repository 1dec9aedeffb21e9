export type Verrouillage = {
  /** Sans geste pendant ce temps, l’écran se verrouille. */
  readonly inactiviteSecondes: number
  readonly verrouiller?: string | undefined
  readonly deverrouiller?: string | undefined
}

/**
 * Écran neutre qui recouvre tout. Fermé, il n’existe ni à l’écran ni pour les lecteurs d’écran ; le script l’ouvre et rend la page inerte,
 * si bien que rien de tapé n’est perdu. Sans script, « Verrouiller » mène à la page de déverrouillage.
 */
export function Verrou({ verrouillage, marque }: { readonly verrouillage: Verrouillage; readonly marque: string }) {
  const { verrouiller = '/verrouiller', deverrouiller = '/deverrouiller' } = verrouillage
  return (
    <dialog class="eg-verrou" id="verrou" aria-labelledby="verrou-titre" data-verrouiller={verrouiller}>
      <form class="eg-verrou__formulaire" method="post" action={deverrouiller} data-deverrouiller>
        <h2 id="verrou-titre">{marque}</h2>
        <p>
          Écran verrouillé. Votre mot de passe, ou un code de vérification, rouvre la page où vous étiez ; ce que vous aviez écrit y est
          encore.
        </p>
        <div class="eg-champ">
          <label class="fr-label" for="verrou-mot-de-passe">
            Mot de passe ou code
          </label>
          <input
            class="fr-input"
            id="verrou-mot-de-passe"
            type="password"
            name="motDePasse"
            autocomplete="current-password"
            aria-describedby="verrou-erreur"
          />
          <p class="eg-erreur" id="verrou-erreur" role="alert" hidden />
        </div>
        <button class="fr-btn" type="submit">
          Déverrouiller
        </button>
      </form>
    </dialog>
  )
}
