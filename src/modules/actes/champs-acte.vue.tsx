import { choixDe, type Option, optionsDe, type PrecisionOfferte, typesActe } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Champ, ChoixMultiple, ChoixUnique, Depliable, Ligne, valeurDe, valeursDe } from '#ui/index.ts'
import { estAncienne, libelleCourt, motifEnClair, motifSaisi } from './acte.ts'

export type Champs = { readonly etat: EtatFormulaire; readonly aujourdHui: string }

const pastilles = (options: readonly Option[]) => options.map(({ code, libelle }) => [code, libelleCourt(libelle)] as const)
export const rempli = (etat: EtatFormulaire, ...noms: string[]) =>
  noms.some((nom) => valeursDe(etat, nom).some((v) => v !== '') || etat.erreurs[nom] !== undefined)

const PRECISION_NON_COMPTEE =
  'Après « : », une précision de votre département : l’acte se compte sous son motif national, elle reste au dossier et dans votre activité.'

/** Les types du jour, et celui qu'on rectifie s'il s'est fermé depuis. */
function typesOfferts(actuel: string, aujourdHui: string) {
  const offerts = choixDe<string>(optionsDe('type_acte', aujourdHui))
  if (actuel === '' || offerts.some((o) => o.valeur === actuel)) return offerts
  return [...offerts, { valeur: actuel, libelle: libelleDe(typesActe, actuel), groupe: undefined }]
}

/** Chaque motif national, suivi de ce que le département en précise : un geste choisit l'un ou l'autre. */
const motifsPrecises = (motifs: readonly Option[], precisions: readonly PrecisionOfferte[]) =>
  motifs.flatMap(({ code }) => [
    [code, motifEnClair(code, null)] as const,
    ...precisions.filter((p) => p.motif === code).map((p) => [motifSaisi(code, p.id), motifEnClair(code, p.libelle)] as const),
  ])

/** Les champs d'un acte : date, type, motif, origine, compte rendu. Servent aussi à le rectifier. */
export function ChampsActe({ etat, aujourdHui, precisions }: Champs & { readonly precisions: readonly PrecisionOfferte[] }) {
  const motifs = optionsDe('motif_principal', aujourdHui)
  const date = valeurDe(etat, 'dateActe')
  return (
    <>
      <Ligne>
        <Champ
          nom="dateActe"
          libelle="Quand"
          type="date"
          requis
          etat={etat}
          max={aujourdHui}
          defaut={aujourdHui}
          aide={
            date !== '' && estAncienne(date, aujourdHui)
              ? 'Cette date a plus d’un an : vérifiez l’année. Elle est acceptée si elle est juste.'
              : undefined
          }
        />
        <Champ
          nom="type"
          libelle="Quoi"
          type="choix"
          invite={null}
          etat={etat}
          defaut="ENT_ELEVE"
          options={typesOfferts(valeurDe(etat, 'type'), aujourdHui)}
        />
        <Champ
          nom="origine"
          libelle="Venu de"
          type="choix"
          invite="Non demandé"
          etat={etat}
          options={choixDe(optionsDe('origine_demande', aujourdHui))}
        />
      </Ligne>
      <ChoixUnique
        nom="motif"
        libelle="Motif"
        variante="pastilles"
        requis
        etat={etat}
        options={motifsPrecises(motifs, precisions)}
        aide={precisions.length > 0 ? PRECISION_NON_COMPTEE : undefined}
      />
      <Depliable titre="Motifs associés" ouvert={rempli(etat, 'motifsAssocies')}>
        <ChoixMultiple nom="motifsAssocies" libelle="Autres motifs abordés" variante="pastilles" etat={etat} options={pastilles(motifs)} />
      </Depliable>
      <Champ
        nom="compteRendu"
        libelle="Compte rendu, versé au dossier"
        type="texte-long"
        lignes={8}
        etat={etat}
        aide="Facultatif. Des faits, datés et situés ; les paroles entre guillemets."
      />
    </>
  )
}
