import { anneeEnClair, moisScolaires } from '#modules/pilotage/index.ts'
import { choixDe, motifsIntervention, niveauxScolaires, optionsDeNomenclature, typesActe } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Champ,
  Formulaire,
  Ligne,
  moisEnClair,
  nombreEnClair,
  ResumeErreurs,
  Tableau,
  Titre,
} from '#ui/index.ts'
import type { Correction, TerritoireDuRapport } from './rapport.ts'
import { libelleDuCode, noteDuType } from './table.ts'

type Props = {
  readonly donnees: { readonly territoire: TerritoireDuRapport; readonly annee: number; readonly corrections: readonly Correction[] }
  readonly etat: EtatFormulaire
  readonly aujourdHui: string
}

/** Ajouter aux comptes ou en ôter, en disant pourquoi ; ce qui n'est pas répondu se compte « question non posée ». */
export function PageCorrections({ donnees, etat, aujourdHui }: Props) {
  const { territoire, annee } = donnees
  const chemin = `/rapports/${territoire.id}/${annee}`
  return (
    <>
      <Titre complement={`${territoire.libelle}, ${anneeEnClair(annee)}`}>Corriger un chiffre</Titre>
      <ResumeErreurs etat={etat} />
      <Alerte>
        Un acte oublié se consigne plutôt dans son dossier : il se comptera de lui-même. Corrigez ici ce qui n’a pas de dossier où aller.
        Aucun nom.
      </Alerte>
      <Deja donnees={donnees} chemin={chemin} etat={etat} />
      <Titre niveau={2}>Une correction</Titre>
      <Formulaire etat={etat} libelle="Une correction">
        <Ligne>
          <Champ
            nom="type"
            libelle="Ce que vous corrigez"
            type="choix"
            requis
            etat={etat}
            options={['acte', 'ouverture', 'cloture'].map((t) => [t, noteDuType(t).libelle] as const)}
          />
          <Champ
            nom="nombre"
            libelle="Nombre"
            aide="3 pour ajouter, −3 pour ôter."
            type="nombre"
            largeur="courte"
            min={-500}
            max={500}
            requis
            etat={etat}
          />
          <Champ
            nom="mois"
            libelle="Mois"
            type="choix"
            requis
            etat={etat}
            options={moisScolaires(annee).map((m) => [m, moisEnClair(m)] as const)}
          />
        </Ligne>
        <Ligne>
          <Champ
            nom="typeActe"
            libelle="Type d’acte, pour un acte"
            type="choix"
            etat={etat}
            options={choixDe(optionsDeNomenclature(typesActe, aujourdHui))}
          />
          <Champ
            nom="motif"
            libelle="Motif principal"
            type="choix"
            invite="Question non posée"
            etat={etat}
            options={choixDe(optionsDeNomenclature(motifsIntervention, aujourdHui))}
          />
          <Champ
            nom="niveau"
            libelle="Niveau"
            type="choix"
            invite="Question non posée"
            etat={etat}
            options={choixDe(optionsDeNomenclature(niveauxScolaires, aujourdHui))}
          />
        </Ligne>
        <Champ
          nom="explication"
          libelle="Pourquoi"
          aide="Une phrase, sans nom. Personne d’autre ne la lit."
          requis
          longueurMax={500}
          largeur="pleine"
          etat={etat}
        />
        <Boutons>
          <Bouton>Corriger</Bouton>
          <BoutonLien href={chemin} genre="discret">
            Revenir au rapport
          </BoutonLien>
        </Boutons>
      </Formulaire>
    </>
  )
}

function Deja({ donnees, chemin, etat }: Pick<Props, 'donnees' | 'etat'> & { readonly chemin: string }) {
  if (donnees.corrections.length === 0) return null
  return (
    <Tableau
      legende="Corrections faites"
      vide="Aucune correction"
      lignes={donnees.corrections}
      colonnes={[
        { libelle: 'Quoi', rendre: quoiEnClair },
        { libelle: 'Mois', rendre: (c) => moisEnClair(c.mois) },
        { libelle: 'Nombre', numerique: true, rendre: (c) => `${c.nombre > 0 ? '+' : '−'}${nombreEnClair(Math.abs(c.nombre))}` },
        { libelle: 'Pourquoi', rendre: (c) => c.explication },
        {
          libelle: 'Retirer',
          rendre: (c) => (
            <Formulaire action={`${chemin}/corrections/${c.id}/retirer`} etat={{ ...etat, erreurs: {} }} libelle="Retirer cette correction">
              <Bouton genre="discret">Retirer</Bouton>
            </Formulaire>
          ),
        },
      ]}
    />
  )
}

const quoiEnClair = (c: Correction): string =>
  [
    noteDuType(c.type).libelle,
    c.typeActe && libelleDuCode('type_acte', c.typeActe),
    c.motif && libelleDuCode('motif', c.motif),
    c.niveau && libelleDuCode('niveau', c.niveau),
  ]
    .filter(Boolean)
    .join(', ')
