import type { ContactProtocole, DestinataireProtocole } from '#modules/referentiels/index.ts'
import { Alerte, BoutonLien, Boutons, Carte, CleValeur, Grille, Lignes, RegleDeDroit, Titre, telephoneEnClair } from '#ui/index.ts'
import { numerosUtiles, sourceNumeros } from './numeros-utiles.ts'

export type UrgenceAffichee = {
  readonly departements: readonly {
    readonly departement: string
    readonly version: number | null
    readonly contacts: readonly DestinataireProtocole[]
    readonly permanences: readonly ContactProtocole[]
  }[]
}

/** Danger grave ou immédiat : qui appeler, à qui écrire. Rien à remplir. */
export function PageUrgence({ donnees, peutRediger }: { readonly donnees: UrgenceAffichee; readonly peutRediger: boolean }) {
  return (
    <>
      <Titre complement="Rien à remplir ici : appelez d’abord, l’écrit suit.">Un enfant est en danger maintenant</Titre>
      <Carte titre="Appeler">
        <Lignes
          lignes={numerosUtiles.map((n, rang) => ({
            repere: <Telephone numero={n.numero} />,
            texte: n.qui,
            precision: n.quand,
            presse: rang < 2,
          }))}
        />
        <p>{`Source : ${sourceNumeros}.`}</p>
      </Carte>
      {peutRediger && (
        <Boutons>
          <BoutonLien genre="principal" href="/urgence/noter">
            Noter ce qui est fait
          </BoutonLien>
        </Boutons>
      )}
      {donnees.departements.map((d) => (
        <Departement {...d} />
      ))}
      <Carte titre="Avant de raccrocher, deux questions">
        <ul>
          <li>Où est l’enfant en ce moment, et avec qui ?</li>
          <li>Où sera-t-il ce soir, et avec qui ?</li>
        </ul>
      </Carte>
      <RegleDeDroit
        phrase="Si la gravité le justifie, on avise directement le procureur de la République et l’on adresse copie au président du conseil départemental."
        source="CASF, art. L226-4 II"
      />
      <RegleDeDroit
        phrase="On ne demande pas à l’enfant de répéter, et l’on ne vérifie pas les faits : cela revient à l’enquête ou à l’évaluation."
        source="CASF, art. D226-2-3 ; code de procédure pénale, art. 11"
      />
      {peutRediger && (
        <Boutons>
          <BoutonLien href="/dossiers">Rédiger, depuis le dossier de l’élève</BoutonLien>
          <BoutonLien genre="discret" href="/informations-preoccupantes?etat=brouillons">
            Reprendre un brouillon
          </BoutonLien>
        </Boutons>
      )}
    </>
  )
}

const Telephone = ({ numero }: { readonly numero: string }) => (
  <a href={`tel:${numero.replace(/[^\d+]/g, '')}`}>{telephoneEnClair(numero)}</a>
)

function Departement({ departement, version, contacts, permanences }: UrgenceAffichee['departements'][number]) {
  return (
    <Carte titre={departement}>
      {version === null ? (
        <Alerte genre="attention">
          Aucun protocole n’est publié pour ce département : les coordonnées de la CRIP et du parquet n’y sont pas encore. Appelez le 17 ou
          le 119.
        </Alerte>
      ) : (
        <>
          <Grille>
            {contacts.map((c) => (
              <CleValeur
                paires={[
                  [c.nature === 'crip' ? 'CRIP' : 'Parquet', c.intitule],
                  ['Téléphone', c.telephone && <Telephone numero={c.telephone} />],
                  ['Courriel', c.courriel],
                  ['Adresse', c.adresse],
                ]}
              />
            ))}
            {permanences.map((p) => (
              <CleValeur
                paires={(
                  [
                    ['Qui joindre', p.qui],
                    ['Quand', p.quand],
                    ['Téléphone', p.telephone && <Telephone numero={p.telephone} />],
                    ['Courriel', p.courriel],
                  ] as const
                ).filter(([, valeur]) => valeur)}
              />
            ))}
          </Grille>
          <p>{`Protocole départemental, version ${version}.`}</p>
        </>
      )}
    </Carte>
  )
}
