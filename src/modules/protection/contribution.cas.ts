import type { ContributionDossier, EtapeExterne } from '#modules/dossiers/index.ts'
import { suitesRetour } from '#modules/referentiels/index.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { jourEnClair } from '#ui/dates.ts'
import { attenteDe } from './information-preoccupante/information-preoccupante.ts'
import { type InformationDuDossier, listInformationsDuDossier } from './information-preoccupante/lister-informations.cas.ts'
import { referencesSous } from './sans-doublon/reference.requetes.ts'
import { applications, niveaux } from './sans-doublon/reference.ts'
import { listSignalementsDuDossier } from './signalement/lister-signalements.cas.ts'

type SignalementDuDossier = Awaited<ReturnType<typeof listSignalementsDuDossier>>[number]

function etapeDuSignalement(s: SignalementDuDossier): EtapeExterne {
  const due = s.transmisLe !== null && s.copieLe === null
  return {
    jour: jourDeParis(s.transmisLe ?? s.modifieLe),
    titre: s.transmisLe === null ? 'Signalement au procureur : brouillon' : 'Signalement au procureur transmis',
    precision: due ? 'Copie au président du conseil départemental à adresser (art. L226-4 II du CASF)' : undefined,
    auteur: s.auteur,
    lien: { href: `/signalements/${s.id}`, libelle: s.transmisLe === null ? 'Reprendre' : 'Suivre' },
    presse: due || s.transmisLe === null,
  }
}

function etapeDe(i: InformationDuDossier, aujourdHui: string): EtapeExterne {
  const lien = { href: `/informations-preoccupantes/${i.id}`, libelle: i.statut === 'brouillon' ? 'Reprendre' : 'Suivre' }
  if (!i.transmiseLe || !i.retourAttenduLe)
    return { jour: jourDeParis(i.modifieeLe), titre: 'Information préoccupante : brouillon', auteur: i.auteur, lien, presse: true }
  const attente = attenteDe({ retourAttenduLe: i.retourAttenduLe, repondueLe: i.repondueLe }, aujourdHui)
  const due = jourEnClair(i.retourAttenduLe)
  const precisions = {
    en_attente: `Réponse due au plus tard le ${due}`,
    en_retard: `Toujours sans réponse : elle était due le ${due}`,
    repondue: libelleDe(suitesRetour, i.suite ?? ''),
  }
  return {
    jour: jourDeParis(i.transmiseLe),
    titre: 'Information préoccupante transmise',
    precision: precisions[attente],
    auteur: i.auteur,
    lien,
    presse: attente === 'en_retard',
  }
}

/** Ce que la protection apporte à la page d'un dossier : ses informations préoccupantes, et « Protéger ». */
export const contributionProtection: ContributionDossier = {
  async apporter(contexte, { id, statut }) {
    const cle = await contexte.coffre.ouvrirCle(contexte.tx, id)
    const [informations, signalements, references] = await Promise.all([
      listInformationsDuDossier(contexte, id),
      listSignalementsDuDossier(contexte, id),
      referencesSous(contexte, cle),
    ])
    return {
      etapes: [
        ...informations.map((i) => etapeDe(i, contexte.aujourdHui)),
        ...signalements.map(etapeDuSignalement),
        ...references.map((r) => ({
          jour: r.le,
          titre: `${applications[r.application]} : ${r.reference}`,
          precision: r.niveau === null ? undefined : `Niveau ${niveaux[r.niveau]}`,
          auteur: r.auteur,
        })),
      ],
      actions:
        statut === 'clos'
          ? []
          : [
              { libelle: 'Protéger…', href: `/dossiers/${id}/informations-preoccupantes/nouvelle` },
              { libelle: 'Fait saisi ailleurs…', href: `/dossiers/${id}/sans-doublon` },
            ],
    }
  },
}
