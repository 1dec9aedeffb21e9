import { action, donneesJson, formulaire, page, type Route } from '#socle/http/route.ts'
import { PageCorrections } from './corrections.vue.tsx'
import { corrigerRapport, ecrireRapport, retirerCorrection } from './ecrire-rapport.cas.ts'
import { PageFige } from './fige.vue.tsx'
import { figerRapport, preparerRapport } from './figer-rapport.cas.ts'
import { lireAvancement, lireFige, lireRapport, lireRapports } from './lire-rapports.cas.ts'
import { PageRapport } from './rapport.vue.tsx'
import { LECTEURS } from './rapports.politique.ts'
import { PageRapports } from './rapports.vue.tsx'
import { lireSeuil, reglerSeuil } from './seuil.cas.ts'
import { PageSeuil } from './seuil.vue.tsx'

const BASE = '/rapports/:territoireId/:annee'
const acces = LECTEURS
const titre = 'Rapport d’activité'
const retour = ({ territoireId, annee }: { readonly territoireId: string; readonly annee: number }) => `/rapports/${territoireId}/${annee}`

export const routesRapports: readonly Route[] = [
  page({
    chemin: '/rapports',
    acces,
    titre: 'Rapports d’activité',
    cas: lireRapports,
    afficher: (vue) => <PageRapports {...vue.donnees} />,
  }),
  formulaire({
    chemin: '/rapports/seuil',
    acces: ['ctss_national'],
    titre: 'Seuil du secret statistique',
    preparer: lireSeuil,
    cas: reglerSeuil,
    afficher: (vue) => <PageSeuil {...vue} />,
    initiales: ({ seuil }) => ({ seuil: String(seuil) }),
    apres: () => '/rapports/seuil?fait=1',
  }),
  formulaire({
    chemin: BASE,
    acces,
    titre,
    preparer: lireRapport,
    cas: ecrireRapport,
    afficher: (vue) => <PageRapport {...vue} />,
    initiales: ({ brouillon }) => Object.fromEntries(Object.entries(brouillon.textes).map(([code, t]) => [`textes.${code}`, t])),
    apres: (r) => `${retour(r)}?fait=1`,
  }),
  formulaire({
    chemin: `${BASE}/corrections`,
    acces: ['assistant_social'],
    titre: 'Corriger un chiffre',
    preparer: lireRapport,
    cas: corrigerRapport,
    afficher: (vue) => <PageCorrections {...vue} />,
    apres: (_r, p) => `/rapports/${p.territoireId}/${p.annee}/corrections?fait=1`,
  }),
  action({
    chemin: `${BASE}/corrections/:correctionId/retirer`,
    acces: ['assistant_social'],
    cas: retirerCorrection,
    apres: (r) => `${retour(r)}/corrections?fait=1`,
  }),
  action({ chemin: `${BASE}/preparer`, acces, cas: preparerRapport, apres: (r) => `${retour(r)}#preparation` }),
  donneesJson({ chemin: `${BASE}/avancement`, acces, cas: lireAvancement, presenter: (r) => r }),
  action({ chemin: `${BASE}/figer`, acces, cas: figerRapport, apres: (r) => `${retour(r)}/${r.numero}?fait=1` }),
  page({ chemin: `${BASE}/:numero`, acces, titre, cas: lireFige, afficher: (vue) => <PageFige {...vue} /> }),
]
