import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Source = { readonly source: string; readonly lu: string | null; readonly fichier: string; readonly objet: string }

/** Chaque règle citée dans le code par `@source`, où elle s'applique, et quand elle a été lue (`@lu`). */
export function sourcesJuridiques(racine: string): string {
  const sources = readdirSync(racine, { recursive: true, encoding: 'utf8' })
    .filter((f) => /\.tsx?$/.test(f) && !f.includes('.test.'))
    .sort()
    .flatMap((f) => sourcesDe(f.replaceAll('\\', '/'), readFileSync(join(racine, f), 'utf8')))
  const lignes = sources
    .sort((a, b) => a.source.localeCompare(b.source, 'fr') || a.fichier.localeCompare(b.fichier))
    .map((s) => `| ${s.source} | \`${s.objet}\` | src/${s.fichier} | ${s.lu ?? 'non datée'} |`)
  return `# Sources : d’où vient chaque règle

Le degré de certitude de chaque fait est dit à côté de la règle, dans le code et à l’écran. Une source non datée, ou lue il y a plus
d’un an, est à relire.

| Source | Où | Fichier | Lue le |
|---|---|---|---|
${lignes.join('\n')}
`
}

/** Un bloc de documentation et la première chose exportée ou déclarée après lui. */
function sourcesDe(fichier: string, texte: string): Source[] {
  return [...texte.matchAll(/\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*?@source(?:(?!\*\/)[\s\S])*?)\*\/\s*(?<apres>[^\n]*)/g)].flatMap(
    ({ groups }) => {
      const doc = (groups?.doc ?? '').replace(/^\s*\* ?/gm, '').replace(/\s+/g, ' ')
      const lu = /@lu (\d{4}-\d{2}-\d{2})/.exec(doc)?.[1] ?? null
      const objet = /(?:function|const|type|class)\s+(\w+)/.exec(groups?.apres ?? '')?.[1] ?? '(fichier)'
      return [...doc.matchAll(/@source (.*?)(?= @\w+ |$)/g)].map((m) => ({
        source: (m[1] ?? '').trim().replaceAll('|', '\\|'),
        lu,
        fichier,
        objet,
      }))
    },
  )
}
