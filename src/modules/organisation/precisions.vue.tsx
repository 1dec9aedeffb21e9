import { choixDe, motifsIntervention, optionsDe } from '#modules/referentiels/index.ts'
import type { Vue } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  Formulaire,
  Jour,
  jourEnClair,
  ListeVide,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import type { DepartementOffert, DepartementVise } from './departement.ts'
import { etatEnClair, LIBELLE_MAX, type Precision } from './precisions.ts'
import { AutreDepartement } from './territoires.vue.tsx'

type Lu = {
  readonly departement: DepartementVise
  readonly departements: readonly DepartementOffert[]
  readonly precisions: readonly Precision[]
}

const national = ({ motif }: Precision): string => libelleDe(motifsIntervention, motif)

export function PagePrecisions({ donnees: d, aujourdHui }: Vue<Lu>) {
  return (
    <>
      <Titre complement={d.departement.libelle}>Précisions locales</Titre>
      {d.departements.length > 1 && <AutreDepartement {...d} />}
      <p>
        Ce que votre département veut dire de plus précis qu’un motif national. Vos agents le choisissent en consignant un acte, à la suite
        du motif.
      </p>
      <Alerte titre="L’acte se compte toujours sous son motif national">
        Une précision ne paraît dans aucun rapport ni aucun chiffre, pas même les vôtres : un motif détaillé par département permettrait de
        retrouver un petit nombre masqué. Chaque agent compte les siennes dans son activité, lui seul.
      </Alerte>
      <Boutons>
        <BoutonLien href={`/precisions/nouvelle?departementId=${d.departement.id}`}>Ajouter une précision</BoutonLien>
      </Boutons>
      <Tableau
        legende="Précisions du département, ouvertes et closes"
        legendeMasquee
        lignes={d.precisions}
        vide={<ListeVide titre="Aucune précision">Les motifs nationaux suffisent peut-être : rien n’oblige à en ajouter.</ListeVide>}
        colonnes={[
          { libelle: 'Précision', rendre: (p) => p.libelle },
          { libelle: 'Motif national', rendre: national },
          { libelle: 'Ouverte le', rendre: (p) => <Jour jour={p.valideDu} /> },
          { libelle: 'Close le', rendre: (p) => (p.valideAu === null ? 'Non' : <Jour jour={p.valideAu} />) },
          { libelle: 'État', rendre: (p) => etatEnClair(p, aujourdHui) },
          { libelle: 'Geste', rendre: (p) => (p.valideAu === null ? <Clore precision={p} /> : 'Aucun') },
        ]}
      />
    </>
  )
}

const Clore = ({ precision: p }: { readonly precision: Precision }) => (
  <a href={`/precisions/${p.id}/clore`}>
    Clore <span class="fr-sr-only">{`la précision ${p.libelle}`}</span>
  </a>
)

export function PageNouvelle({ donnees: { departement }, etat, aujourdHui }: Vue<{ readonly departement: DepartementVise }>) {
  return (
    <>
      <Titre complement={departement.libelle}>Ajouter une précision locale</Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat} action={`/precisions/nouvelle?departementId=${departement.id}`} libelle="Ajouter une précision locale">
        <input type="hidden" name="departementId" value={departement.id} />
        <Champ
          nom="motif"
          libelle="Motif national dont elle relève"
          type="choix"
          requis
          etat={etat}
          options={choixDe(optionsDe('motif_principal', aujourdHui))}
          aide="Un acte qui porte la précision se compte sous ce motif."
        />
        <Champ
          nom="libelle"
          libelle="Précision"
          requis
          etat={etat}
          longueurMax={LIBELLE_MAX}
          largeur="moyenne"
          aide={`Quelques mots, ${LIBELLE_MAX} signes au plus. Jamais une personne, ni un lieu qui en désignerait une.`}
        />
        <Champ nom="valideDu" libelle="Ouverte à compter du" type="date" requis etat={etat} min={aujourdHui} largeur="courte" />
        <p>Elle ne se modifie pas ensuite : une précision mal dite se clôt, et une autre s’ouvre.</p>
        <Boutons>
          <Bouton>Ajouter</Bouton>
          <Revenir departementId={departement.id} />
        </Boutons>
      </Formulaire>
    </>
  )
}

export function PageCloture({
  donnees: { departement, precision, premierJour },
  etat,
}: Vue<{
  readonly departement: DepartementVise
  readonly precision: Precision
  readonly premierJour: string
}>) {
  return (
    <>
      <Titre complement={departement.libelle}>Clore une précision locale</Titre>
      <p>{`«\u00a0${precision.libelle}\u00a0», sous le motif «\u00a0${national(precision)}\u00a0», ouverte le ${jourEnClair(precision.valideDu)}.`}</p>
      <p>Elle ne s’offrira plus à compter du jour dit. Les actes qui la portent la gardent. Elle ne se rouvre pas.</p>
      <ResumeErreurs etat={etat} />
      <Formulaire etat={etat} libelle="Clore cette précision">
        <Champ nom="valideAu" libelle="Ne s’offre plus à compter du" type="date" requis etat={etat} min={premierJour} largeur="courte" />
        <Boutons>
          <Bouton genre="danger">Clore cette précision</Bouton>
          <Revenir departementId={departement.id} />
        </Boutons>
      </Formulaire>
    </>
  )
}

const Revenir = ({ departementId }: { readonly departementId: string }) => (
  <BoutonLien genre="discret" href={`/precisions?departementId=${departementId}`}>
    Revenir aux précisions locales
  </BoutonLien>
)
