import { ageAu, nomAffiche } from '#modules/eleves/index.ts'
import { choixDe, optionsDe } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  ChoixUnique,
  Formulaire,
  Masque,
  RegleDeDroit,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import { estEnCours } from './dossier.ts'
import { EnteteDossier, Periode, RetourDossier } from './dossier.vue.tsx'
import type { DossierNomme, PreparationMembres, PreparationOuverture } from './dossier-affiche.ts'

type Vue<D> = { readonly donnees: D; readonly etat: EtatFormulaire; readonly aujourdHui: string }

export function NouveauDossier({ donnees, etat, aujourdHui }: Vue<PreparationOuverture>) {
  const { eleve, dossierOuvert, dejaClos } = donnees
  return (
    <>
      <Titre
        complement={
          <>
            <Masque>{nomAffiche(eleve)}</Masque>
            {`, ${ageAu(eleve.dateNaissance, aujourdHui)} ans${eleve.classe ? `, ${eleve.classe}` : ''}, ${eleve.etablissement}`}
          </>
        }
      >
        Ouvrir un dossier
      </Titre>
      {dossierOuvert !== null ? (
        <Alerte genre="info" titre="Un dossier est déjà ouvert ici.">
          <p>
            <a href={`/dossiers/${dossierOuvert}`}>Y aller</a>
          </p>
        </Alerte>
      ) : (
        <>
          {dejaClos && <Alerte>Un dossier clos existe : celui-ci y renverra. Un dossier clos ne se rouvre pas.</Alerte>}
          <ResumeErreurs etat={etat} />
          <Formulaire etat={etat}>
            <input type="hidden" name="eleveId" value={eleve.id} />
            <Champ
              nom="motif"
              libelle="Motif"
              type="choix"
              requis
              etat={etat}
              options={choixDe(optionsDe('motif_principal', aujourdHui))}
            />
            <Champ
              nom="origine"
              libelle="Venu de"
              type="choix"
              requis
              etat={etat}
              options={choixDe(optionsDe('origine_demande', aujourdHui))}
            />
            <Boutons>
              <Bouton>Ouvrir le dossier</Bouton>
              <BoutonLien href={`/consigner?eleveId=${eleve.id}`}>Consigner directement un acte</BoutonLien>
            </Boutons>
          </Formulaire>
        </>
      )}
    </>
  )
}

export function Cloture({ donnees: { dossier, identite }, etat, aujourdHui }: Vue<DossierNomme>) {
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Clore le dossier" />
      <ResumeErreurs etat={etat} />
      <Alerte genre="attention">
        Un dossier clos se lit encore, mais plus rien ne s’y écrit et il ne se rouvre pas : un nouveau dossier y renverra.
      </Alerte>
      <Formulaire etat={etat}>
        <input type="hidden" name="version" value={String(dossier.version)} />
        <ChoixUnique
          nom="issue"
          libelle="Comment l’accompagnement se termine"
          requis
          etat={etat}
          options={optionsDe('issue_cloture', aujourdHui).map((o) => [o.code, o.libelle] as const)}
        />
        <Boutons>
          <Bouton genre="danger">Clore le dossier</Bouton>
          <BoutonLien href={`/dossiers/${dossier.id}`} genre="discret">
            Ne pas clore
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

export function Membres({ donnees, etat, aujourdHui }: Vue<PreparationMembres>) {
  const { dossier, identite, membres, admissibles } = donnees
  return (
    <>
      <EnteteDossier dossier={dossier} identite={identite} aujourdHui={aujourdHui} geste="Membres du dossier" />
      <ResumeErreurs etat={etat} />
      <RegleDeDroit
        phrase="L’étudiant assistant de service social est tenu au secret ; il n’entre que dans les dossiers que vous lui ouvrez, un à un, avec une fin."
        source="CASF, art. L411-3"
      />
      <Tableau
        legende="Membres, en cours et passés"
        lignes={membres}
        vide="Personne n’a encore été admis."
        colonnes={[
          { libelle: 'Agent', rendre: (m) => m.nom },
          { libelle: 'Qualité', rendre: (m) => (m.qualite === 'referent' ? 'Référent' : 'Stagiaire') },
          { libelle: 'Période', rendre: (m) => <Periode du={m.du} au={m.au} /> },
          {
            libelle: 'Action',
            rendre: (m) =>
              m.qualite === 'stagiaire' && estEnCours(m, aujourdHui) ? (
                <Formulaire action={`/dossiers/${dossier.id}/membres/${m.id}/clore`}>
                  <Bouton genre="secondaire">Mettre fin à l’accès</Bouton>
                </Formulaire>
              ) : (
                <span class="eg-absent">aucune</span>
              ),
          },
        ]}
      />
      <Titre niveau={2}>Admettre un stagiaire</Titre>
      {admissibles.length === 0 ? (
        <p>Aucun stagiaire n’est affecté à cet établissement, ou tous sont déjà admis.</p>
      ) : (
        <Formulaire etat={etat}>
          <Champ
            nom="agentId"
            libelle="Stagiaire"
            type="choix"
            requis
            etat={etat}
            options={admissibles.map((a) => [a.agentId, a.nom] as const)}
          />
          <Champ nom="dernierJour" libelle="Dernier jour de l’accès" type="date" requis etat={etat} min={aujourdHui} />
          <Bouton>Admettre</Bouton>
        </Formulaire>
      )}
      <RetourDossier dossierId={dossier.id} />
    </>
  )
}
