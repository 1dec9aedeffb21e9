import { formulaire, page } from '#socle/http/route.ts'
import { annoterParoles, preparerAnnotation } from './annoter.cas.ts'
import { consignerRecit, preparerParoles, scellerParoles } from './consigner.cas.ts'
import { Annoter, NouveauRecit, NouvellesParoles } from './formulaires.vue.tsx'
import { lireParoles } from './lire-paroles.cas.ts'
import { PageParoles } from './paroles.vue.tsx'

const acces = ['assistant_social', 'stagiaire'] as const
const apres = ({ dossierId }: { readonly dossierId: string }) => `/dossiers/${dossierId}/paroles?fait=1`

export const pageParoles = page({
  chemin: '/dossiers/:dossierId/paroles',
  acces,
  titre: 'Paroles de l’enfant',
  cas: lireParoles,
  afficher: (vue) => <PageParoles {...vue} />,
})

export const nouvellesParoles = formulaire({
  chemin: '/dossiers/:dossierId/paroles/nouvelle',
  acces,
  titre: 'Consigner des paroles',
  preparer: preparerParoles,
  cas: scellerParoles,
  afficher: (vue) => <NouvellesParoles {...vue} />,
  apres,
  initiales: ({ agent }, aujourdHui) => ({ le: aujourdHui, entenduPar: agent }),
})

export const nouveauRecit = formulaire({
  chemin: '/dossiers/:dossierId/paroles/recit',
  acces,
  titre: 'L’enfant a raconté ailleurs',
  preparer: preparerParoles,
  cas: consignerRecit,
  afficher: (vue) => <NouveauRecit {...vue} />,
  apres,
})

export const annotation = formulaire({
  chemin: '/dossiers/:dossierId/paroles/:paroleId/annoter',
  acces,
  titre: 'Annoter des paroles',
  preparer: preparerAnnotation,
  cas: annoterParoles,
  afficher: (vue) => <Annoter {...vue} />,
  apres,
})
