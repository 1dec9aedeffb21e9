import { Alerte, Depliable, Jour, Masque, RegleDeDroit, typographier } from '#ui/index.ts'
import type { RappelExterne } from './contribution.ts'

/** Le rappel d'un autre module, avant un nouvel entretien : ce qu'il dit, et les règles avec leur certitude. */
export function RappelDossier({ rappel }: { readonly rappel: RappelExterne }) {
  const { titre, introduction, lignes, regles, lien } = rappel
  return (
    <Alerte genre="attention" titre={titre}>
      <ul>
        {lignes.map(({ texte, jour }) => (
          <li>
            <Masque>{texte}</Masque>
            {jour !== undefined && ', '}
            {jour === null ? 'jour inconnu' : jour !== undefined && <Jour jour={jour} />}
          </li>
        ))}
      </ul>
      <p>
        {typographier(introduction)} {lien && <a href={lien.href}>{lien.libelle}</a>}
      </p>
      {regles.length > 0 && (
        <Depliable titre="Pourquoi, et d’où cela vient">
          {regles.map((r) => (
            <RegleDeDroit {...r} />
          ))}
        </Depliable>
      )}
    </Alerte>
  )
}
