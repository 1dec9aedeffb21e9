import { action, formulaire, page } from '#socle/http/route.ts'
import { consignerAction, preparerAction } from './consigner-action.cas.ts'
import { annulerAction, corrigerAction, preparerCorrection } from './corriger-action.cas.ts'
import { Correction, NouvelleAction } from './formulaire.vue.tsx'
import { lireActions } from './lire-actions.cas.ts'
import { PageActions } from './liste.vue.tsx'

const acces = ['assistant_social'] as const
const versLaListe = () => '/sans-nom?fait=1'

export const listeActions = page({
  chemin: '/sans-nom',
  acces,
  titre: 'Actions sans nom',
  cas: lireActions,
  afficher: (vue) => <PageActions {...vue} />,
})

export const nouvelleAction = formulaire({
  chemin: '/sans-nom/consigner/:nature',
  acces,
  titre: 'Action sans nom',
  preparer: preparerAction,
  cas: consignerAction,
  afficher: (vue) => <NouvelleAction {...vue} />,
  apres: ({ recommencer }, { nature }) =>
    recommencer ? `/sans-nom/consigner/${nature}?${new URLSearchParams({ fait: '1', ...recommencer })}` : versLaListe(),
  initiales: ({ etablissementId, dateAction }) => ({
    ...(etablissementId && { etablissementId }),
    ...(dateAction && { dateAction }),
  }),
})

export const correction = formulaire({
  chemin: '/sans-nom/:actionId/corriger',
  acces,
  titre: 'Corriger une action sans nom',
  preparer: preparerCorrection,
  cas: corrigerAction,
  afficher: (vue) => <Correction {...vue} />,
  apres: versLaListe,
  initiales: ({ etablissementId, dateAction, motif, origine, instance, role, theme, classes, eleves, parents, inconnus, partenaires }) => ({
    ...Object.fromEntries(
      Object.entries({ etablissementId, dateAction, motif, origine, instance, role, theme, classes, eleves, parents }).map(([champ, v]) => [
        champ,
        v === null ? '' : String(v),
      ]),
    ),
    inconnus: [...inconnus],
    partenaires: [...partenaires],
  }),
})

export const annulation = action({ chemin: '/sans-nom/:actionId/annuler', acces, cas: annulerAction, apres: versLaListe })
