import { RegleDeDroit, Titre } from '#ui/index.ts'

/** Ce qu'on sait de l'accessibilité d'Égide, sans rien affirmer qu'un audit n'ait établi. */
export function PageAccessibilite({ contact }: { readonly contact: string | null }) {
  return (
    <>
      <Titre>Accessibilité : non audité</Titre>
      <p class="eg-phrase">
        Égide n’a pas encore été audité. Nous n’affirmons donc aucun niveau de conformité, ni totale ni partielle : la mention « non
        conforme » au bas des pages veut dire qu’aucun audit n’est en cours de validité.
      </p>
      <RegleDeDroit
        phrase="Un service de l’État publie une déclaration d’accessibilité établie par un audit selon le référentiel général d’amélioration de l’accessibilité (RGAA)."
        source="Loi n° 2005-102, art. 47"
        certitude="La référence exacte des textes d’application est à vérifier par l’exploitant avant toute mise en service."
      />
      <Titre niveau={2}>Ce qui est vérifié par des essais automatiques</Titre>
      <ul>
        <li>les règles automatiques d’axe-core (WCAG 2 A et AA) sur les pages que les parcours d’essai ouvrent ;</li>
        <li>les parcours principaux au clavier, et avec JavaScript désactivé ;</li>
        <li>la lecture en une colonne à 320 pixels de large.</li>
      </ul>
      <p>Un outil automatique ne trouve qu’une partie des défauts : ces essais ne remplacent pas un audit.</p>
      <Titre niveau={2}>Ce qui ne l’est pas</Titre>
      <ul>
        <li>l’usage réel avec un lecteur d’écran, une loupe ou une commande vocale, par des personnes qui s’en servent ;</li>
        <li>les documents PDF dans tous les lecteurs : ils sont produits au format PDF/UA-1, sans contrôle humain ;</li>
        <li>la totalité des critères du RGAA.</li>
      </ul>
      <Titre niveau={2}>Signaler un obstacle</Titre>
      {contact === null ? (
        <p>L’exploitant de ce service n’a pas encore indiqué de contact : adressez-vous à l’assistance informatique de votre académie.</p>
      ) : (
        <p>{`Écrivez à\u00a0: ${contact}. Dites la page et ce qui vous a arrêté, sans rien citer d’un dossier.`}</p>
      )}
      <p>
        Sans réponse, vous pouvez saisir le <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</a>.
      </p>
    </>
  )
}
