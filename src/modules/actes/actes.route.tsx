import type { ContributionDossier } from '#modules/dossiers/index.ts'
import { action, formulaire, page, type Route } from '#socle/http/route.ts'
import { motifSaisi } from './acte.ts'
import { Consigner } from './consigner.vue.tsx'
import { consignerActe } from './consigner-acte.cas.ts'
import { PageDossier } from './dossier-lu.vue.tsx'
import { detruireNote, faireRappel } from './gestes.cas.ts'
import { creerLireDossier } from './lire-dossier.cas.ts'
import { lireMonActivite } from './mon-activite.cas.ts'
import { PageMonActivite } from './mon-activite.vue.tsx'
import { creerPreparerConsigner } from './preparer-consigner.cas.ts'
import { Rectifier } from './rectifier.vue.tsx'
import { preparerRectification, rectifierActe } from './rectifier-acte.cas.ts'

const surActe = ({ dossierId, acteId }: { dossierId: string; acteId: string }) => `/dossiers/${dossierId}?fait=1#acte-${acteId}`
const surDossier = ({ dossierId }: { dossierId: string }) => `/dossiers/${dossierId}?fait=1`

export const pageDossier = (contributions: readonly ContributionDossier[]) =>
  page({
    chemin: '/dossiers/:dossierId',
    acces: ['assistant_social', 'stagiaire'],
    titre: 'Dossier',
    cas: creerLireDossier(contributions),
    afficher: (vue) => <PageDossier {...vue} />,
  })

/** Consigner, depuis un dossier, depuis un élève, ou en le cherchant. `contributions` : ce que d'autres modules rappellent alors. */
export function routesConsigner(contributions: readonly ContributionDossier[]): readonly Route[] {
  const preparer = creerPreparerConsigner(contributions)
  const consigner = {
    acces: ['assistant_social', 'stagiaire'],
    titre: 'Consigner un acte',
    preparer,
    cas: consignerActe,
    apres: surActe,
  } as const
  return [
    formulaire({ ...consigner, chemin: '/dossiers/:dossierId/consigner', afficher: (vue) => <Consigner {...vue} /> }),
    formulaire({ ...consigner, chemin: '/consigner', afficher: (vue) => <Consigner {...vue} /> }),
    // Chercher l'élève à qui consigner : un nom ne paraît dans aucune adresse, donc en POST.
    page({
      chemin: '/consigner/chercher',
      acces: consigner.acces,
      titre: consigner.titre,
      cas: preparer,
      envoi: true,
      afficher: (vue) => <Consigner {...vue} />,
    }),
  ]
}

export const rectification = formulaire({
  chemin: '/dossiers/:dossierId/actes/:acteId/rectifier',
  acces: ['assistant_social', 'stagiaire'],
  titre: 'Rectifier un acte',
  preparer: preparerRectification,
  cas: rectifierActe,
  afficher: (vue) => <Rectifier {...vue} />,
  apres: surActe,
  initiales: ({ acte: { type, motif, precisionId = null, motifsAssocies, origine, dateActe, compteRendu } }) => ({
    type,
    motif: motifSaisi(motif, precisionId),
    motifsAssocies,
    origine: origine ?? '',
    dateActe,
    compteRendu: compteRendu ?? '',
  }),
})

export const destructionNote = action({
  chemin: '/dossiers/:dossierId/notes/:noteId/detruire',
  acces: ['assistant_social', 'stagiaire'],
  cas: detruireNote,
  apres: surDossier,
})

export const rappelFait = action({
  chemin: '/dossiers/:dossierId/rappels/:rappelId/fait',
  acces: ['assistant_social', 'stagiaire'],
  cas: faireRappel,
  apres: surDossier,
})

export const monActivite = page({
  chemin: '/mon-activite',
  acces: ['assistant_social', 'stagiaire'],
  titre: 'Mon activité',
  cas: lireMonActivite,
  afficher: ({ donnees, aujourdHui }) => <PageMonActivite donnees={donnees} aujourdHui={aujourdHui} />,
})
