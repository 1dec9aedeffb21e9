import { choixDe, optionsDeNomenclature, suitesIp, suitesRetour } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Bouton, Boutons, Champ, ChoixUnique, Chronologie, Formulaire, Ligne, Titre } from '#ui/index.ts'
import { naturesEtape, suitesReponse } from './information-preoccupante.ts'
import { adresseDe, derniere, type InformationAffichee } from './piece.vue.tsx'

/** Ce qui est revenu, dans l'ordre où on l'a consigné. */
export function Etapes({ donnees }: { readonly donnees: InformationAffichee }) {
  return (
    <section class="eg-pile" aria-labelledby="etapes">
      <Titre niveau={2} id="etapes">
        Ce qui est revenu
      </Titre>
      <Chronologie
        libelle="Étapes consignées"
        entrees={donnees.etapes.map((e) => ({
          id: `etape-${e.rang}`,
          jour: e.le,
          titre: titreEtape(e),
          auteur: e.auteur,
          contenu: e.texte === null ? undefined : <p class="eg-texte">{e.texte}</p>,
        }))}
      />
    </section>
  )
}

function titreEtape({ nature, suite, conclusion }: InformationAffichee['etapes'][number]): string {
  if (nature === 'reponse') return `Réponse : ${libelleDe(suitesRetour, suite ?? '')}`
  if (nature === 'evaluation') return `${naturesEtape.evaluation} : ${libelleDe(suitesIp, conclusion ?? '')}`
  return naturesEtape[nature]
}

/** Ce qui se consigne encore une fois la réponse reçue. */
const APRES_REPONSE: readonly (keyof typeof naturesEtape)[] = ['reponse', 'evaluation', 'depart']

/** L'étape à consigner ; réponse reçue, ce qui la complète. */
export function Consigner({
  donnees,
  etat,
  aujourdHui,
  repondue,
}: {
  readonly donnees: InformationAffichee
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
  readonly repondue: boolean
}) {
  const possibles = (Object.keys(naturesEtape) as (keyof typeof naturesEtape)[]).filter(
    (n) => APRES_REPONSE.includes(n) || (!repondue && (n !== 'accuse' || !derniere(donnees, 'accuse'))),
  )
  return (
    <section class="eg-pile" id="consigner" aria-labelledby="titre-consigner">
      <Titre niveau={2} id="titre-consigner">
        {repondue ? 'Compléter ou rectifier la réponse' : 'Consigner une étape'}
      </Titre>
      <Formulaire etat={etat} action={`${adresseDe(donnees.ip.id)}/etapes`} libelle="Consigner une étape">
        <input type="hidden" name="etapesLues" value={String(donnees.etapes.length)} />
        <ChoixUnique
          nom="nature"
          libelle="Ce qui est arrivé"
          etat={etat}
          requis
          options={possibles.map((n) => [n, naturesEtape[n]] as const)}
        />
        <Ligne>
          <Champ nom="le" libelle="Date" type="date" etat={etat} defaut={aujourdHui} max={aujourdHui} requis />
          <Champ
            nom="suite"
            libelle="Suite donnée, s’il s’agit de la réponse"
            type="choix"
            etat={etat}
            options={suitesReponse.map((c) => [c, libelleDe(suitesRetour, c)] as const)}
          />
        </Ligne>
        <Champ
          nom="conclusion"
          libelle="Conclusion, s’il s’agit de l’évaluation (D226-2-7)"
          type="choix"
          etat={etat}
          montreSi="nature=evaluation"
          options={choixDe(optionsDeNomenclature(suitesIp, aujourdHui))}
        />
        <Champ
          nom="texte"
          libelle="Précisions"
          type="texte-long"
          lignes={4}
          etat={etat}
          aide="Référence de l’accusé, texte de la réponse, personne jointe."
        />
        <Boutons>
          <Bouton genre="secondaire">Consigner</Bouton>
        </Boutons>
      </Formulaire>
    </section>
  )
}
