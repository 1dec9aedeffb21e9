import { fonctionsAgent } from '#modules/referentiels/index.ts'
import { FONCTIONS } from '#socle/agent.ts'
import type { Module } from '#socle/module.ts'

/** La matrice du premier anneau : quelle fonction atteint quelle page. À relire et signer par la profession. */
export function habilitations(modules: readonly Module[]): string {
  const entete = `| Page | Méthodes | ${FONCTIONS.map((f) => fonctionsAgent.entrees[f].libelle).join(' | ')} |\n|---|---|${FONCTIONS.map(() => ':-:').join('|')}|`
  const sections = modules
    .filter((m) => m.routes.length > 0)
    .map((m) => {
      const lignes = m.routes.map((r) => {
        const cases = FONCTIONS.map((f) => (r.acces === 'public' ? '○' : r.acces === 'tout_agent' || r.acces.includes(f) ? '●' : ''))
        return `| \`${r.chemin}\` | ${r.methodes.join(', ')} | ${cases.join(' | ')} |`
      })
      return `## ${m.nom}\n\n${entete}\n${lignes.join('\n')}\n`
    })
  return `# Habilitations : qui atteint quelle page

● : la page existe pour cette fonction. ○ : sans connexion. Vide : elle répond comme si elle n’existait pas. Ce n’est que le
premier anneau : la politique du cas d’usage et la base décident ensuite, ligne par ligne, de ce qui s’y lit.

${sections.join('\n')}`
}
