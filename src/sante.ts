import { sql } from '#socle/db.ts'
import type { Route } from '#socle/http/route.ts'
import type { FabriquePdf } from '#socle/pdf/index.ts'
import type { Installation } from './installation.ts'
import type { Ouvrier } from './taches.ts'

type Partie = { readonly etat: 'bon' | 'en_panne' | 'absent'; readonly detail?: string }

/**
 * `GET /sante` : l'état de chaque partie, sans rien qui identifie un agent ou un établissement. 200 si tout va, 503 sinon.
 */
export function sante({ installation, ouvrier, pdf }: { installation: Installation; ouvrier: Ouvrier | null; pdf: FabriquePdf }): Route {
  return {
    chemin: '/sante',
    methodes: ['GET'],
    acces: 'public',
    async traiter() {
      const parties = {
        base: await base(installation),
        coffre: coffre(installation),
        taches: taches(ouvrier),
        pdf: { etat: pdf.vivante() ? 'bon' : 'en_panne' } satisfies Partie,
      }
      const panne = Object.values(parties).some((p) => p.etat === 'en_panne')
      return { genre: 'json', statut: panne ? 503 : 200, corps: { etat: panne ? 'en_panne' : 'bon', parties } }
    },
  }
}

async function base({ app, base: genre }: Installation): Promise<Partie> {
  try {
    const { rows } = await sql<{ v: string }>`select current_setting('server_version') as v`.execute(app)
    return { etat: 'bon', detail: `PostgreSQL ${rows[0]?.v.split(' ')[0]}, ${genre}` }
  } catch {
    return { etat: 'en_panne' }
  }
}

/** Une clé qui ne relit pas ce qu'elle vient d'écrire ne relira rien. */
function coffre({ coffre: { systeme } }: Installation): Partie {
  const lieu = { colonne: 'socle.sante.essai', ligneId: 'essai' } as const
  return { etat: systeme.dechiffrer(lieu, systeme.chiffrer(lieu, 'essai')) === 'essai' ? 'bon' : 'en_panne' }
}

const taches = (ouvrier: Ouvrier | null): Partie =>
  ouvrier === null ? { etat: 'absent', detail: 'dans un autre processus' } : { etat: ouvrier.vivant() ? 'bon' : 'en_panne' }
