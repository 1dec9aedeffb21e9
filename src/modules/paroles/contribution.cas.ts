import type { ContributionDossier } from '#modules/dossiers/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { compterRecits } from './lire-paroles.cas.ts'
import { foisSous } from './parole.requetes.ts'
import { rappelDe, titreDe } from './rappel.ts'
import { recitsSous } from './recit.requetes.ts'
import { destinataireDe } from './recit.ts'

/** Ce que les paroles apportent à la page d'un dossier, et à qui s'apprête à recevoir de nouveau l'élève. */
export const contributionParoles: ContributionDossier = {
  async apporter(contexte, { id, statut }) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, id)
    const lien = { href: `/dossiers/${id}/paroles`, libelle: 'Relire' }
    const [fois, recits] = await Promise.all([foisSous(contexte, cle), recitsSous(contexte, cle)])
    const n = fois.length + recits.length
    const libelle = n === 0 ? 'Paroles…' : `Paroles… (${titreDe({ n }).toLowerCase()})`
    const etapes = [
      ...fois.map(({ a, le, auteur }) => ({
        jour: le,
        titre: 'Paroles de l’enfant, scellées',
        precision: `L’enfant a raconté à : ${a}`,
        auteur,
        lien,
      })),
      ...recits.map((r) => ({
        jour: r.le ?? jourDeParis(r.saisiLe),
        titre: 'L’enfant a raconté ailleurs',
        precision: `À : ${destinataireDe(r)}${r.le === null ? '. Jour inconnu, consigné ce jour-là' : ''}`,
        auteur: r.auteur,
        lien,
      })),
    ]
    return { etapes, actions: statut === 'clos' ? [] : [{ libelle, href: `/dossiers/${id}/paroles/nouvelle` }] }
  },
  async rappels(contexte, { id }) {
    const rappel = rappelDe(await compterRecits(contexte, id), id)
    return rappel === null ? [] : [rappel]
  },
}
