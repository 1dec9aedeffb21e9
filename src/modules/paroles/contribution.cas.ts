import type { ContributionDossier } from '#modules/dossiers/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { compterRecits } from './lire-paroles.cas.ts'
import { foisSous } from './parole.requetes.ts'
import { rappelDe, titreDe } from './rappel.ts'
import { compterFois, recitsSous } from './recit.requetes.ts'
import { destinataireDe } from './recit.ts'

/** Ce que les paroles apportent à la page d'un dossier, et à qui s'apprête à recevoir de nouveau l'élève. */
export const contributionParoles: ContributionDossier = {
  async etapes(contexte, { id }) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, id)
    const lien = { href: `/dossiers/${id}/paroles`, libelle: 'Relire' }
    return [
      ...(await foisSous(contexte, cle)).map(({ a, le, auteur }) => ({
        jour: le,
        titre: 'Paroles de l’enfant, scellées',
        precision: `L’enfant a raconté à : ${a}`,
        auteur,
        lien,
      })),
      ...(await recitsSous(contexte, cle)).map((r) => ({
        jour: r.le ?? jourDeParis(r.saisiLe),
        titre: 'L’enfant a raconté ailleurs',
        precision: `À : ${destinataireDe(r)}${r.le === null ? '. Jour inconnu, consigné ce jour-là' : ''}`,
        auteur: r.auteur,
        lien,
      })),
    ]
  },
  async actions({ id, statut }, contexte) {
    if (statut === 'clos') return []
    const n = await compterFois(contexte, id)
    return [{ libelle: n === 0 ? 'Paroles…' : `Paroles… (${titreDe({ n }).toLowerCase()})`, href: `/dossiers/${id}/paroles/nouvelle` }]
  },
  async rappels(contexte, { id }) {
    const rappel = rappelDe(await compterRecits(contexte, id), id)
    return rappel === null ? [] : [rappel]
  },
}
