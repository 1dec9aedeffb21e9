import {
  avertissementsContact,
  type ContributionDossier,
  estEnCours,
  identiteSous,
  type RappelExterne,
  type Titulaire,
  titulairesSous,
} from '#modules/dossiers/index.ts'
import { lireParametre, nommerMesure } from '#modules/referentiels/index.ts'
import { ajouterJours } from '#socle/calendrier.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { jourEnClair } from '#ui/dates.ts'
import { findAliasMesures, mesuresSous, revueDe } from './mesure.requetes.ts'
import { estActive, expireAvant, jourDeMajorite, type Mesure, revueDue, termeDe } from './mesure.ts'

function precisionDe(m: Mesure): string {
  if (m.finieLe !== null) return `A pris fin le ${jourEnClair(m.finieLe)}`
  const terme = termeDe(m)
  return terme === null ? 'Terme inconnu' : `Jusqu’au ${jourEnClair(terme)} au plus tard`
}

/** Ce qu'il faut savoir avant de joindre la famille. @source C. civ. 371-1, 373-2-1 */
function rappelContact(titulaires: readonly Titulaire[], jour: string, dossierId: string): RappelExterne[] {
  const lignes = titulaires
    .filter((t) => estEnCours(t, jour))
    .flatMap((t) =>
      avertissementsContact(t, jour).map(({ phrase, source }) => ({
        texte: `${`${t.prenom} ${t.nom}`.trim()} : ${phrase}${source === null ? '' : ` (${source})`}`,
      })),
    )
  return lignes.length === 0
    ? []
    : [
        {
          titre: 'Avant d’appeler ou d’écrire à la famille',
          introduction: 'Rien n’est empêché : c’est ce que le dossier sait des décisions.',
          lignes,
          regles: [],
          lien: { href: `/dossiers/${dossierId}/titulaires`, libelle: 'Revoir l’autorité parentale' },
        },
      ]
}

/** Ce que les mesures apportent à un dossier : celles en cours, leur terme, la majorité qui vient, et qui ne pas joindre. */
export const contributionMesures: ContributionDossier = {
  async apporter(contexte, dossier) {
    const { tx, coffre, aujourdHui } = contexte
    const cle = await coffre.ouvrirCle(tx, dossier.id)
    const href = `/dossiers/${dossier.id}/mesures`
    const lien = { href, libelle: 'Voir' }
    const majeurLe = jourDeMajorite(identiteSous(cle, dossier).dateNaissance)
    const [toutes, avance] = await Promise.all([mesuresSous(contexte, cle), lireParametre(tx, 'mesures.majorite_rappel_mois')])
    const due = revueDue(majeurLe, null, aujourdHui, avance) && (await revueDe(contexte, dossier.id)) === null
    const mesures = toutes.filter((m) => m.remplaceeParId === null)
    const alias = mesures.length === 0 ? {} : await findAliasMesures(contexte, dossier.etablissementId)
    const alerteLe = mesures.length === 0 ? aujourdHui : ajouterJours(aujourdHui, await lireParametre(tx, 'mesures.rappel_jours'))
    const actives = mesures.filter(estActive).length
    const etapes = [
      ...mesures.map((m) => ({
        jour: m.du ?? jourDeParis(m.saisieLe),
        titre: nommerMesure(m.type, alias),
        precision: precisionDe(m),
        auteur: m.auteur,
        lien,
        presse: expireAvant(m, alerteLe),
      })),
      ...(due
        ? [
            {
              jour: aujourdHui,
              titre: majeurLe <= aujourdHui ? 'Majeur : la revue reste à faire' : 'Bientôt majeur : la revue est à faire',
              precision: `Dix-huit ans le ${jourEnClair(majeurLe)}`,
              lien,
              presse: true,
            },
          ]
        : []),
    ]
    const libelle = actives === 0 ? 'Mesures…' : `Mesures… (${actives} en cours)`
    return { etapes, actions: dossier.statut === 'clos' ? [] : [{ libelle, href }] }
  },
  rappels: async ({ tx, coffre, aujourdHui }, { id }) =>
    rappelContact(await titulairesSous(tx, await coffre.ouvrirCle(tx, id)), aujourdHui, id),
}
