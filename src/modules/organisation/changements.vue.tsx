import { Tableau } from '#ui/index.ts'
import { changementsDe } from './changements.ts'
import type { VersionProtocole } from './protocole.ts'
import { Liste } from './version.vue.tsx'

/** L'avant et l'après, rubrique par rubrique ; rien pour une première version. */
export function CeQuiChange({ version, precedente }: { readonly version: VersionProtocole; readonly precedente: VersionProtocole | null }) {
  if (precedente === null) return null
  return (
    <section id="changements">
      <Tableau
        legende={`Ce qui change depuis la version ${precedente.version}`}
        precision="Seules les lignes qui diffèrent."
        lignes={changementsDe(precedente, version)}
        vide={<p>{`Rien d’écrit ne change depuis la version ${precedente.version}.`}</p>}
        colonnes={[
          { libelle: 'Rubrique', rendre: (c) => c.rubrique },
          { libelle: 'Avant', rendre: (c) => <Etat lignes={c.avant} /> },
          { libelle: 'Après', rendre: (c) => <Etat lignes={c.apres} /> },
        ]}
      />
    </section>
  )
}

const Etat = ({ lignes }: { readonly lignes: readonly string[] }) => (lignes.length === 0 ? <>Rien</> : <Liste lignes={lignes} />)
