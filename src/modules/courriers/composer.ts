import type { Identite } from '#modules/dossiers/index.ts'
import type { InformationPourCourrier } from '#modules/protection/index.ts'
import { jourDeParis, minuteDeParis } from '#socle/cas-usage.ts'
import { type Courrier, referenceDe } from './courrier.ts'
import { modeles } from './modele.ts'

/** Le gabarit, sous la racine du projet. */
export const GABARIT_COURRIER = 'src/modules/courriers/gabarits/courrier.typ'

type Lieu = { readonly nom: string; readonly adresse: string | null; readonly commune: string | null }
type Signataire = { readonly nom: string; readonly fonction: string }
type Remise = { readonly le: Date; readonly voie: string } | null

/** Tout ce que dit la lettre ; le gabarit ne connaît aucun modèle. Un parent n'y lit que ce qui lui est adressé. */
export function composerCourrier(
  {
    courrier,
    identite,
    information,
  }: { readonly courrier: Courrier; readonly identite: Identite; readonly information: InformationPourCourrier | null },
  etablissement: Lieu,
  signataire: Signataire,
  maintenant: Date,
  remise: Remise,
) {
  const { genre, contenu } = courrier
  const pieces = (contenu.sections.pieces ?? '').split('\n').map((l) => l.trim())
  return {
    brouillon: remise === null,
    reference: referenceDe(courrier.id),
    titre: modeles[genre].titre,
    confidentiel: genre !== 'parent',
    le: jourDeParis(remise?.le ?? maintenant),
    remise: remise && { le: minuteDeParis(remise.le), voie: remise.voie },
    etablissement,
    signataire,
    destinataire: contenu.destinataire,
    enfant: {
      nom: identite.nomUsage ?? identite.nomFamille,
      prenom: identite.prenom,
      neLe: genre === 'parent' ? null : identite.dateNaissance,
    },
    information: information && { reference: information.reference, transmiseLe: jourDeParis(information.transmiseLe) },
    sections: modeles[genre].sections
      .filter((s) => s.nom !== 'pieces')
      .map(({ nom, titre }) => ({ titre, texte: contenu.sections[nom] ?? null }))
      .filter((s) => s.texte !== null || genre === 'note_sociale' || genre === 'enquete'),
    pieces:
      genre === 'bordereau' && information
        ? [
            {
              intitule: `Information préoccupante ${information.reference}, transmise le ${enClair(information.transmiseLe)}`,
              empreinte: information.empreinte,
            },
            ...pieces.filter((p) => p !== '').map((intitule) => ({ intitule, empreinte: null })),
          ]
        : [],
  }
}

const enClair = (instant: Date): string => jourDeParis(instant).split('-').reverse().join('/')
