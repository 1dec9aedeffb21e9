import { Barres, BoutonLien, Definition, FilAriane, ListeVide, RegleDeDroit, Titre } from '#ui/index.ts'
import type { Case } from './chiffres.ts'
import { Choix, Secret } from './chiffres.vue.tsx'
import { anneeEnClair } from './fait.ts'
import { libellesRetour, rangerRetours, retoursEnClair } from './retours.ts'

export type RetoursAffiches = {
  readonly retours: {
    readonly territoireId: string
    readonly territoire: string
    readonly annee: number
    readonly seuil: number
    readonly cases: readonly Case[]
  }
  readonly annees: readonly number[]
  readonly territoires: readonly { readonly id: string; readonly libelle: string }[]
}

/** Ce que deviennent les informations préoccupantes transmises : le tableau annuel du suivi du protocole, sans aucun contenu. */
export function PageRetours({ retours, annees, territoires }: RetoursAffiches) {
  const perimetre = `Informations préoccupantes transmises par le service social dans les établissements du territoire (${retours.territoire}), année scolaire ${anneeEnClair(retours.annee)}.`
  return (
    <>
      <FilAriane liens={[{ libelle: 'Chiffres du service', href: '/chiffres' }]} courant="Réponses du département" />
      <Titre complement={`${retours.territoire}, année scolaire ${anneeEnClair(retours.annee)}`}>Réponses du département</Titre>
      <Choix chiffres={retours} annees={annees} territoires={territoires} />
      {retours.cases.length === 0 ? (
        <ListeVide titre="Aucune information transmise cette année">
          Une information compte quelques minutes après sa transmission ; sa réponse, quand elle est consignée.
        </ListeVide>
      ) : (
        <>
          <p class="eg-phrase">{retoursEnClair(retours.cases)}</p>
          <Barres
            titre="Que sont devenues les informations transmises ?"
            donnees={rangerRetours(retours.cases).map((c) => ({ libelle: libellesRetour[c.code], valeur: c.nombre }))}
            unite="Informations"
            axe="Réponse"
            lienMasque="#secret-statistique"
          >
            <Definition
              terme="Réponse du département"
              definition="Première réponse consignée sur les suites données. L’accusé de réception et l’annonce d’une évaluation n’en sont pas. Une information est « sans réponse, échéance passée » quand les trois mois sont écoulés pour tout son mois de transmission."
              perimetre={perimetre}
              denominateur="Les informations transmises dans l’année, chacune comptée une fois ; la part se calcule sur celles dont la réponse est arrivée ou était due."
              source="CASF, art. L226-5 ; classes de délai : proposition d’Égide"
            />
          </Barres>
        </>
      )}
      <RegleDeDroit
        phrase="Le président du conseil départemental informe des suites, dans les trois mois de la transmission, le professionnel qui a transmis. L’absence de réponse se compte ; elle ne juge personne."
        source="CASF, art. L226-5"
      />
      <Secret seuil={retours.seuil} unite="informations" />
      <p>
        <BoutonLien
          href={`/chiffres/retours.csv?territoireId=${retours.territoireId}&annee=${retours.annee}`}
          genre="secondaire"
          telecharger
        >
          Télécharger (CSV)
        </BoutonLien>
      </p>
    </>
  )
}
