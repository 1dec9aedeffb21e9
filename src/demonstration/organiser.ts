import { ajouterPrecision, creerBassin, creerSecteur, type ProtocoleAPublier, publierProtocole } from '#modules/organisation/index.ts'
import type { MotifIntervention } from '#modules/referentiels/index.ts'
import { affecter } from '#modules/securite/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import type { EtablissementDemo } from './departement.ts'
import type { AgentDemo } from './personnel.ts'
import { agentNomme, cleDe, estFaite, marquerFaite, moteurDu, type Scene } from './scene.ts'

const BASSIN = 'Bassin de démonstration'

/** Ce que le conseiller technique départemental fait avant tout : un bassin, les secteurs, les précisions, le protocole. Chaque partie une fois. */
export async function organiser(scene: Scene, agents: readonly AgentDemo[]): Promise<void> {
  const conseiller = agents.find((a) => a.fonction === 'ctss_departement')
  if (!conseiller || (await estFaite(scene, 'organisation'))) return
  const agent = await agentNomme(scene, conseiller.identifiant)
  await ranger(scene, agent, agents)
  await decouper(scene, agent)
  await preciser(scene, agent)
  await publier(scene, agent)
  await marquerFaite(scene.base, scene.d, 'organisation')
}

/** Année scolaire passée comprise : la démonstration a des informations préoccupantes de juin. */
const debut = ({ d }: Scene): string => `${d.annee - 1}-09-01`

/** Le bassin : la moitié des secteurs, autour de l'établissement mis en avant ; et son coordonnateur. */
async function ranger(scene: Scene, agent: Agent, agents: readonly AgentDemo[]): Promise<void> {
  const { base, d } = scene
  const etablissements = d.secteurs.slice(0, Math.ceil(d.secteurs.length / 2)).flatMap((s) => s.map((e) => e.id))
  const deja = await base
    .selectFrom('referentiels.territoire')
    .select('id')
    .where('parent_id', '=', d.id)
    .where('libelle', '=', BASSIN)
    .executeTakeFirst()
  const bassinId =
    deja?.id ?? (await creerBassin(moteurDu(scene, debut(scene)), agent, { departementId: d.id, nom: BASSIN, etablissements }))
  const coordonnateur = await agentNomme(scene, agents.find((a) => a.fonction === 'ctss_bassin')?.identifiant ?? '')
  if (coordonnateur.affectations.length === 0)
    await affecter(base, coordonnateur.id, { fonction: 'ctss_bassin', territoireId: bassinId, du: debut(scene) })
}

async function decouper(scene: Scene, agent: Agent): Promise<void> {
  const { base, d } = scene
  const connus = new Set(
    (await base.selectFrom('referentiels.secteur').select('nom').where('departement_id', '=', d.id).execute()).map((r) => r.nom),
  )
  for (const [rang, secteur] of d.secteurs.entries()) {
    const nom = nomDuSecteur(rang, secteur)
    if (connus.has(nom)) continue
    await creerSecteur(moteurDu(scene, debut(scene)), agent, {
      departementId: d.id,
      nom,
      valideDu: debut(scene),
      etablissements: secteur.map((e) => e.id),
    })
  }
}

const nomDuSecteur = (rang: number, [premier]: readonly EtablissementDemo[]): string =>
  [`Secteur ${rang + 1}`, premier?.commune].filter(Boolean).join(', ')

/** Deux précisions fictives, plausibles au Cantal. */
const PRECISIONS = [
  ['ABS', 'trajet long l’hiver (fictif)'],
  ['FIN', 'frais d’internat (fictif)'],
] as const satisfies readonly (readonly [MotifIntervention, string])[]

async function preciser(scene: Scene, agent: Agent): Promise<void> {
  for (const [motif, libelle] of PRECISIONS)
    await lancer(moteurDu(scene, debut(scene)), agent, ajouterPrecision, {
      cleIdempotence: cleDe('precision', scene.d.code, motif),
      departementId: scene.d.id,
      motif,
      libelle,
      valideDu: debut(scene),
    })
}

async function publier(scene: Scene, agent: Agent): Promise<void> {
  const { base, d } = scene
  const publie = await base
    .selectFrom('referentiels.protocole')
    .select('id')
    .where('departement_id', '=', d.id)
    .where('publie_le', 'is not', null)
    .executeTakeFirst()
  if (!publie) await publierProtocole(moteurDu(scene, debut(scene)), agent, protocoleFictif(scene))
}

/**
 * Le protocole fictif. Rien n'y mène nulle part : intitulés, délai et noms locaux dits « fictifs », courriels en `.invalid` (RFC 2606), téléphones de la tranche 01 99 00 que
 * l'Arcep réserve à la fiction. Le vrai se saisit à l'écran.
 */
function protocoleFictif(scene: Scene): ProtocoleAPublier {
  const { code, id, libelle } = scene.d
  return {
    departementId: id,
    enVigueurDu: debut(scene),
    voie: 'directe',
    contacts: [
      {
        qui: 'Conseil technique fictif de démonstration',
        telephone: '01 99 00 15 17',
        courriel: `conseil.technique.${code.toLowerCase()}@demonstration.invalid`,
        quand: 'Jours ouvrés, de 9 h à 17 h (horaires fictifs)',
      },
      { qui: 'Permanence fictive de la cellule', telephone: '01 99 00 15 18', courriel: null, quand: 'Soirs et fins de semaine (fictif)' },
    ],
    delais: [{ quoi: 'Accusé de réception par la cellule (délai fictif)', nombre: 8, unite: 'jours', origine: 'transmission' }],
    alias: { AEMO: 'Accompagnement éducatif fictif', PLAC_ASE: 'Accueil départemental fictif' },
    etapes: [
      { qui: 'Assistant de service social', quoi: 'Rédige l’information préoccupante et informe les titulaires de l’autorité parentale.' },
      { qui: 'Assistant de service social', quoi: 'Transmet à la cellule de recueil, et en adresse copie à la DSDEN.' },
      { qui: 'Cellule de recueil', quoi: 'Accuse réception, fait évaluer, puis informe des suites données.' },
    ],
    destinataires: [
      {
        nature: 'crip',
        intitule: `CRIP fictive de démonstration (${libelle})`,
        adresse: 'Adresse fictive : à remplacer par celle du protocole signé',
        courriel: `crip.${code.toLowerCase()}@demonstration.invalid`,
        telephone: '01 99 00 15 15',
        canal: 'MESSAGERIE',
        canaux: ['COURRIER_AR', 'REMISE'],
        principal: true,
        recoit: ['information', 'copie_signalement', 'relance'],
      },
      {
        nature: 'dsden',
        intitule: `DSDEN fictive de démonstration (${libelle}), service social`,
        courriel: `service.social.${code.toLowerCase()}@demonstration.invalid`,
        telephone: '01 99 00 15 16',
        canal: 'MESSAGERIE',
        recoit: ['copie_information', 'copie_signalement'],
      },
      {
        nature: 'parquet',
        intitule: `Parquet fictif de démonstration (${libelle})`,
        adresse: 'Adresse fictive : à remplacer par celle du protocole signé',
        courriel: `parquet.${code.toLowerCase()}@demonstration.invalid`,
        telephone: '01 99 00 15 17',
        canal: 'MESSAGERIE',
        canaux: ['COURRIER_AR', 'REMISE'],
        recoit: ['signalement'],
      },
    ],
  }
}
