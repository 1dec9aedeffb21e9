import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Badge,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  Champ,
  FilAriane,
  Formulaire,
  Instant,
  Lignes,
  ListeVide,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { type Avis, type Conseiller, REGLE_AVIS } from './avis.ts'

type Preparation = {
  readonly informationId: string
  readonly dossierId: string
  readonly conseillers: readonly Conseiller[]
  readonly avis: readonly Avis[]
}

/** Demander un avis : l'extrait sans nom, à qui. */
export function PageDemanderAvis({ donnees, etat }: { readonly donnees: Preparation; readonly etat: EtatFormulaire }) {
  const retour = `/informations-preoccupantes/${donnees.informationId}`
  return (
    <>
      <FilAriane
        liens={[
          { libelle: 'Dossier', href: `/dossiers/${donnees.dossierId}` },
          { libelle: 'Information préoccupante', href: retour },
        ]}
        courant="Second regard"
      />
      <Titre complement="Un extrait sans nom ; la personne qui le lit n’accède pas au dossier.">Demander un avis</Titre>
      <ResumeErreurs etat={etat} />
      <RegleDeDroit {...REGLE_AVIS} />
      {donnees.conseillers.length === 0 ? (
        <ListeVide titre="Aucun conseiller technique n’est affecté à votre bassin ni à votre département." />
      ) : (
        <Formulaire etat={etat}>
          <Champ
            nom="conseillerId"
            libelle="À qui"
            type="choix"
            requis
            etat={etat}
            options={donnees.conseillers.map((c) => [c.id, c.nom] as const)}
          />
          <Champ
            nom="extrait"
            libelle="Ce que vous lui montrez"
            type="texte-long"
            lignes={12}
            requis
            etat={etat}
            aide="Repris du brouillon, noms remplacés par des initiales. À l’envoi, tout nom, date de naissance ou adresse connu du dossier est encore ôté. Terminez par votre question."
          />
          <Boutons>
            <Bouton>Demander cet avis</Bouton>
            <BoutonLien href={retour} genre="discret">
              Revenir au brouillon
            </BoutonLien>
          </Boutons>
        </Formulaire>
      )}
      <AvisRecus avis={donnees.avis} />
    </>
  )
}

/** Les avis demandés sur une information, et ce qu'ils disent. */
export function AvisRecus({ avis }: { readonly avis: readonly Avis[] }) {
  if (avis.length === 0) return null
  return (
    <>
      <Titre niveau={2}>Avis demandés</Titre>
      {avis.map((a) => (
        <Carte titre={`${a.conseiller}${a.rendu ? '' : ' : avis attendu'}`} niveau={3}>
          <p>
            Demandé le <Instant instant={a.demandeLe} />
            {a.rendu && (
              <>
                {', rendu le '}
                <Instant instant={a.rendu.le} />
              </>
            )}
          </p>
          {a.rendu && <p class="eg-texte">{a.rendu.texte}</p>}
        </Carte>
      ))}
    </>
  )
}

/** Ce qu'on me demande : à rendre d'abord. */
export function PageAvisDemandes({ donnees }: { readonly donnees: readonly Avis[] }) {
  return (
    <>
      <Titre complement="Des extraits sans nom, à lire et à conseiller.">Avis demandés</Titre>
      {donnees.length === 0 ? (
        <ListeVide titre="Aucun avis ne vous est demandé" />
      ) : (
        <Lignes
          lignes={donnees.map((a) => ({
            texte: <a href={`/avis/${a.id}`}>{`Avis demandé par ${a.demandeur}`}</a>,
            precision: <Instant instant={a.demandeLe} />,
            presse: a.rendu === null,
            action: a.rendu ? <Badge genre="succes">Rendu</Badge> : <a href={`/avis/${a.id}`}>Répondre</a>,
          }))}
        />
      )}
    </>
  )
}

/** L'extrait, et l'avis à rendre. */
export function PageAvis({ donnees: a, etat }: { readonly donnees: Avis; readonly etat: EtatFormulaire }) {
  return (
    <>
      <FilAriane liens={[{ libelle: 'Avis demandés', href: '/avis' }]} courant="Avis" />
      <Titre complement={`Demandé par ${a.demandeur}`}>Avis sur un extrait</Titre>
      <ResumeErreurs etat={etat} />
      <RegleDeDroit {...REGLE_AVIS} />
      <Carte titre="L’extrait">
        <p class="eg-texte">{a.extrait}</p>
      </Carte>
      {a.rendu ? (
        <Carte titre="Votre avis">
          <p>
            Rendu le <Instant instant={a.rendu.le} />
          </p>
          <p class="eg-texte">{a.rendu.texte}</p>
        </Carte>
      ) : (
        <Formulaire etat={etat}>
          <Champ nom="texte" libelle="Votre avis" type="texte-long" lignes={8} requis etat={etat} />
          <Bouton>Rendre cet avis</Bouton>
        </Formulaire>
      )}
    </>
  )
}
