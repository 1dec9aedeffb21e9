import { anneeEnClair, libellesRetour, rangerRetours, retoursEnClair } from '#modules/pilotage/index.ts'
import { libellesNiveaux } from '#modules/referentiels/index.ts'
import { Badge, Carte, Grille, Instant, Lignes, ListeVide, nombreEnClair } from '#ui/index.ts'
import type { Service } from './accueil.ts'

/** Ce qui attend un conseiller technique, et ce que deviennent les informations transmises : aucun dossier ne s'ouvre d'ici. */
export function LeService({ service }: { readonly service: Service }) {
  return (
    <Grille>
      <div class="eg-pile">
        <Attendent service={service} />
      </div>
      <div class="eg-pile">
        <Reponses service={service} />
      </div>
    </Grille>
  )
}

function Attendent({ service: { avis, rapports, anneeDesRapports } }: { readonly service: Service }) {
  const [aFiger, figes] = [rapports.filter((r) => r.etat !== 'fige'), rapports.filter((r) => r.etat === 'fige')]
  const lignes = [
    ...avis.map((a) => ({
      texte: `Avis demandé par ${a.demandeur}`,
      precision: (
        <>
          Sur un extrait sans nom, le <Instant instant={a.demandeLe} />
        </>
      ),
      presse: true,
      action: <a href={`/avis/${a.id}`}>Lire et répondre</a>,
    })),
    ...aFiger.map((r) => ({
      texte: `Rapport d’activité ${anneeEnClair(anneeDesRapports)}, ${r.territoire}`,
      precision: `${libellesNiveaux[r.niveau]}, ${r.etat === null ? 'à préparer' : 'en préparation'}`,
      action: <a href={`/rapports/${r.territoireId}/${anneeDesRapports}`}>{r.etat === null ? 'Préparer' : 'Reprendre'}</a>,
    })),
  ]
  return (
    <Carte titre="Attendent de moi" compte={lignes.length}>
      {lignes.length === 0 ? (
        <ListeVide titre="Rien n’attend">Les avis qu’on vous demande et les rapports à consolider paraîtront ici.</ListeVide>
      ) : (
        <Lignes lignes={lignes} />
      )}
      {figes.length > 0 && (
        <Lignes
          lignes={figes.map((r) => ({
            texte: (
              <a
                href={`/rapports/${r.territoireId}/${anneeDesRapports}/${r.numero}`}
              >{`Rapport d’activité ${anneeEnClair(anneeDesRapports)}, ${r.territoire}`}</a>
            ),
            action: <Badge genre="succes">Figé</Badge>,
          }))}
        />
      )}
    </Carte>
  )
}

function Reponses({ service: { retours } }: { readonly service: Service }) {
  const arrivees = rangerRetours(retours.cases).filter((c) => c.nombre !== 0)
  return (
    <Carte titre="Réponses du département" lien={{ href: '/chiffres/retours', libelle: 'Le tableau' }}>
      {arrivees.length === 0 ? (
        <p>{`Aucune information transmise en ${anneeEnClair(retours.annee)} (${retours.territoire}).`}</p>
      ) : (
        <>
          <p class="eg-phrase">{retoursEnClair(retours.cases)}</p>
          <Lignes
            lignes={arrivees.map((c) => ({
              repere: c.nombre === null ? 'masqué' : nombreEnClair(c.nombre),
              texte: libellesRetour[c.code],
              presse: c.code === 'SILENCE',
            }))}
          />
          <p class="eg-doux">{`${retours.territoire}, ${anneeEnClair(retours.annee)}. Petits nombres masqués.`}</p>
        </>
      )}
    </Carte>
  )
}
