import { EnteteDossier, RappelDossier } from '#modules/dossiers/index.ts'
import { ageAu, nomAffiche } from '#modules/eleves/index.ts'
import {
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  Depliable,
  Formulaire,
  Ligne,
  Lignes,
  Masque,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import type { SujetConsigner } from './acte-affiche.ts'
import { type Champs, ChampsActe, rempli } from './champs-acte.vue.tsx'

type Props<S> = Champs & { readonly donnees: S }

/** Un seul écran : trois champs requis, tout le reste facultatif ou déplié. */
export function Consigner({ donnees, etat, aujourdHui }: Props<SujetConsigner>) {
  if (donnees.genre === 'choisir') return <ChoisirEleve donnees={donnees} etat={etat} aujourdHui={aujourdHui} />
  return (
    <>
      <Qui donnees={donnees} aujourdHui={aujourdHui} />
      {donnees.genre === 'dossier' && donnees.rappels.map((r) => <RappelDossier rappel={r} />)}
      <ResumeErreurs etat={etat} />
      <Formulaire
        etat={etat}
        action={donnees.genre === 'dossier' ? `/dossiers/${donnees.dossier.id}/consigner` : `/consigner?eleveId=${donnees.eleve.id}`}
      >
        {donnees.genre === 'eleve' && <input type="hidden" name="eleveId" value={donnees.eleve.id} />}
        <ChampsActe etat={etat} aujourdHui={aujourdHui} precisions={donnees.precisions} />
        <Complements etat={etat} aujourdHui={aujourdHui} />
        <Boutons>
          <Bouton>Enregistrer</Bouton>
          {donnees.genre === 'dossier' && (
            <BoutonLien href={`/dossiers/${donnees.dossier.id}`} genre="discret">
              Revenir au dossier
            </BoutonLien>
          )}
        </Boutons>
      </Formulaire>
    </>
  )
}

function Qui({ donnees, aujourdHui }: { readonly donnees: Exclude<SujetConsigner, { genre: 'choisir' }>; readonly aujourdHui: string }) {
  if (donnees.genre === 'dossier') return <EnteteDossier {...donnees} aujourdHui={aujourdHui} geste="Consigner un acte" />
  const { eleve } = donnees
  const precision = `, ${ageAu(eleve.dateNaissance, aujourdHui)} ans${eleve.classe ? `, ${eleve.classe}` : ''}, ${eleve.etablissement}`
  return (
    <>
      <Titre
        complement={
          <>
            <Masque>{nomAffiche(eleve)}</Masque>
            {precision}
          </>
        }
      >
        Consigner un acte
      </Titre>
      <p>Aucun dossier n’est ouvert ici pour cet élève : il s’ouvrira avec cet acte.</p>
    </>
  )
}

function Complements({ etat, aujourdHui }: Champs) {
  return (
    <>
      <Depliable titre="Note de travail (pour moi, personne d’autre)" ouvert={rempli(etat, 'noteTravail')}>
        <Champ
          nom="noteTravail"
          libelle="Note de travail"
          type="texte-long"
          lignes={4}
          etat={etat}
          aide="Chiffrée sous votre propre clé : personne d’autre ne peut la lire. Vous la détruisez quand vous voulez."
        />
      </Depliable>
      <Depliable titre="Sur un tiers" ouvert={rempli(etat, 'surTiers')}>
        <Champ nom="surTiers" libelle="Information sur quelqu’un d’autre que l’élève" type="texte-long" lignes={4} etat={etat} />
        <RegleDeDroit
          phrase="Ce qui concerne la vie privée d’un tiers n’est communicable qu’à lui : rangé à part, masqué, il ne sort pas avec le dossier."
          source="CRPA, art. L311-6"
        />
      </Depliable>
      <Depliable titre="Et ensuite" ouvert={rempli(etat, 'rappelObjet', 'rappelLe')}>
        <Ligne>
          <Champ nom="rappelLe" libelle="Me le rappeler le" type="date" etat={etat} min={aujourdHui} />
          <Champ nom="rappelObjet" libelle="Quoi" etat={etat} longueurMax={200} aide="Vide : « Revoir la situation »." />
        </Ligne>
      </Depliable>
    </>
  )
}

function ChoisirEleve({ donnees, etat, aujourdHui }: Props<Extract<SujetConsigner, { genre: 'choisir' }>>) {
  const { q, trouves, recents } = donnees
  return (
    <>
      <Titre>Consigner un acte</Titre>
      <ResumeErreurs etat={etat} />
      <Formulaire action="/consigner/chercher" recherche libelle="Chercher l’élève">
        <Ligne>
          <Champ nom="q" libelle="Élève" type="recherche" requis etat={etat} defaut={q} focus aide="Nom et prénom, même approchés." />
          <Bouton>Chercher</Bouton>
        </Ligne>
      </Formulaire>
      {q !== '' && <Trouves trouves={trouves} q={q} />}
      <p>
        <BoutonLien href="/sans-nom/consigner/conseil">Sans élève : conseil, instance, action collective</BoutonLien>
      </p>
      {recents.length > 0 && (
        <>
          <Titre niveau={2}>Mes dossiers récents</Titre>
          <Lignes
            lignes={recents.map(({ dossier, identite }) => ({
              texte: <Masque>{identite ? nomAffiche(identite) : 'Dossier'}</Masque>,
              precision: `${identite ? `${ageAu(identite.dateNaissance, aujourdHui)} ans, ` : ''}${dossier.etablissement}`,
              action: (
                <a href={`/dossiers/${dossier.id}/consigner`}>
                  Consigner
                  <Pour qui={identite} />
                </a>
              ),
            }))}
          />
        </>
      )}
    </>
  )
}

function Trouves({ trouves, q }: { readonly trouves: Extract<SujetConsigner, { genre: 'choisir' }>['trouves']; readonly q: string }) {
  if (trouves.length === 0)
    return (
      <Formulaire action="/recherche" libelle="Chercher encore">
        <p>Aucun élève de vos établissements ne ressemble à cela.</p>
        <input type="hidden" name="q" value={q} />
        <Bouton genre="secondaire">Chercher encore, ou créer l’élève</Bouton>
      </Formulaire>
    )
  return (
    <Lignes
      lignes={trouves.map((e) => ({
        texte: <Masque>{nomAffiche(e)}</Masque>,
        precision: `${e.age} ans${e.classe ? `, ${e.classe}` : ''}, ${e.etablissement}${e.dossierId ? ' · dossier ouvert' : ''}`,
        action: (
          <a href={`/consigner?eleveId=${e.id}`}>
            Choisir
            <Pour qui={e} />
          </a>
        ),
      }))}
    />
  )
}

/** Le lien dit à qui il mène quand on le lit seul. */
const Pour = ({ qui }: { readonly qui: Parameters<typeof nomAffiche>[0] | null }) => (
  <span class="fr-sr-only">{qui ? ` pour ${nomAffiche(qui)}` : ''}</span>
)
