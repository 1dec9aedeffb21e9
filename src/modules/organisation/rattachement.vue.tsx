import type { EtatFormulaire, Vue } from '#socle/http/route.ts'
import {
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  ChoixMultiple,
  Combien,
  Formulaire,
  jourEnClair,
  Ligne,
  ListeVide,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import type { DepartementVise } from './departement.ts'
import { type Bassin, type EtablissementRange, type Filtre, questionDe, type Secteur, STATUTS_FILTRE, TYPES_FILTRE } from './territoires.ts'
import { etatEnClair, typeEnClair } from './territoires.vue.tsx'

type Contenu = {
  readonly departement: DepartementVise
  readonly filtre: Filtre
  readonly etablissements: readonly EtablissementRange[]
  readonly actuels: readonly string[]
  readonly jeton: string
}

/** Un bassin : un établissement n'est que dans un seul, le cocher ici le sort d'ailleurs. */
export function PageBassin({ donnees: d, etat }: Vue<Contenu & { readonly bassin: Bassin }>) {
  return (
    <>
      <Titre complement={d.departement.libelle}>{`Bassin\u00a0: ${d.bassin.libelle}`}</Titre>
      <p>Un établissement est dans un seul bassin : le cocher ici le sort de l’autre. Décoché, il dépend directement du département.</p>
      <Rattachement
        contenu={d}
        etat={etat}
        chemin={`/territoires/bassins/${d.bassin.id}`}
        libelleNom="Nom du bassin"
        ailleurs={(e) => (e.bassin !== null && e.bassinId !== d.bassin.id ? `dans le bassin ${e.bassin}` : null)}
      />
    </>
  )
}

/** Un secteur : un établissement partagé peut être dans deux ; la page le dit. */
export function PageSecteur({ donnees: d, etat }: Vue<Contenu & { readonly secteur: Secteur; readonly effet: string }>) {
  const autres = (e: EtablissementRange) => e.secteurs.filter((_, rang) => e.secteurIds[rang] !== d.secteur.id)
  return (
    <>
      <Titre complement={d.departement.libelle}>{`Secteur\u00a0: ${d.secteur.nom}`}</Titre>
      <p>{`Ce que vous changez prend effet le ${jourEnClair(d.effet)}\u00a0; ce qui valait avant reste daté. Un établissement partagé peut relever de deux secteurs.`}</p>
      <Rattachement
        contenu={d}
        etat={etat}
        chemin={`/territoires/secteurs/${d.secteur.id}`}
        libelleNom="Nom du secteur"
        ailleurs={(e) => (autres(e).length > 0 ? `aussi dans ${autres(e).join(', ')}` : null)}
      />
      <Formulaire action={`/territoires/secteurs/${d.secteur.id}/fermer`} libelle="Fermer ce secteur">
        <p>Fermer ce secteur en retire tous les établissements, dès aujourd’hui. Aucun dossier n’en est changé.</p>
        <Bouton genre="danger">Fermer ce secteur</Bouton>
      </Formulaire>
    </>
  )
}

type PropsRattachement = {
  readonly contenu: Contenu
  readonly etat: EtatFormulaire
  readonly chemin: string
  readonly libelleNom: string
  /** Où l'établissement est déjà, s'il est ailleurs. */
  readonly ailleurs: (e: EtablissementRange) => string | null
}

function Rattachement({ contenu: c, etat, chemin, libelleNom, ailleurs }: PropsRattachement) {
  return (
    <>
      <ResumeErreurs etat={etat} />
      <Restreindre filtre={c.filtre} chemin={chemin} />
      <Formulaire etat={etat} jetonVersion={c.jeton} action={`${chemin}${questionDe(c.filtre)}`} libelle="Établissements rattachés">
        {(['type', 'statut', 'commune'] as const).map((nom) => (
          <input type="hidden" name={nom} value={c.filtre[nom]} />
        ))}
        <Champ nom="nom" libelle={libelleNom} requis etat={etat} longueurMax={120} largeur="moyenne" />
        <Combien
          montres={c.etablissements.length}
          total={c.etablissements.length}
          singulier="établissement montré"
          pluriel="établissements montrés"
        />
        {c.etablissements.length === 0 ? (
          <ListeVide titre="Aucun établissement ne correspond">Changez le type, le statut ou la commune ci-dessus.</ListeVide>
        ) : (
          <ChoixMultiple
            nom="etablissements"
            libelle="Cochez les établissements"
            aide="Ce que la liste ne montre pas ne change pas."
            etat={etat}
            options={c.etablissements.map((e) => ({ valeur: e.id, libelle: enClair(e), aide: ailleurs(e) ?? undefined }))}
          />
        )}
        <Boutons>
          <Bouton>Enregistrer</Bouton>
          <BoutonLien genre="discret" href={`/territoires?departementId=${c.departement.id}`}>
            Revenir aux bassins et secteurs
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

const enClair = (e: EtablissementRange): string =>
  [
    e.nom,
    e.commune ?? 'commune inconnue',
    `${typeEnClair(e.type)} ${e.secteur === 'public' ? 'public' : 'privé'}`,
    ...(e.etat === 'ouvert' || e.etat === null ? [] : [etatEnClair(e.etat)]),
  ].join(' – ')

function Restreindre({ filtre, chemin }: { readonly filtre: Filtre; readonly chemin: string }) {
  return (
    <Formulaire methode="get" action={chemin} libelle="Restreindre la liste">
      <Ligne>
        <Champ nom="type" libelle="Type" type="choix" invite={null} defaut={filtre.type} options={TYPES_FILTRE} />
        <Champ nom="statut" libelle="Statut" type="choix" invite={null} defaut={filtre.statut} options={STATUTS_FILTRE} />
        <Champ nom="commune" libelle="Commune" defaut={filtre.commune} longueurMax={80} />
      </Ligne>
      <p class="fr-hint-text">Enregistrez d’abord ce que vous avez coché : la liste se recharge.</p>
      <Bouton genre="secondaire">Restreindre la liste</Bouton>
    </Formulaire>
  )
}
