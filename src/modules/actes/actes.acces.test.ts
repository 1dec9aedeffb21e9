import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, UN_JOUR, unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import { findDossier } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { consignerActe } from './consigner-acte.cas.ts'
import { detruireNote, faireRappel } from './gestes.cas.ts'
import { inscrireActe, lieuNote } from './inscrire-acte.requetes.ts'
import { listRappels } from './lire-chronologie.requetes.ts'
import { creerLireDossier } from './lire-dossier.cas.ts'
import { lireMonActivite } from './mon-activite.cas.ts'
import { preparerRectification, rectifierActe } from './rectifier-acte.cas.ts'

const essai = await ouvrirEssai()
const { moteur, proprietaire } = essai
const marie = await uneAssistante(essai, LA_JORDANNE)
const collegue = await uneAssistante(essai, LA_JORDANNE)
const lireDossier = creerLireDossier([])

const lire = (agent: Agent, dossierId: string, filtre: Record<string, unknown> = {}) =>
  lancer(moteur, agent, lireDossier, { dossierId, ...filtre })
const fermer = (dossierId: string) =>
  proprietaire
    .updateTable('dossiers.dossier')
    .set({ statut: 'clos', clos_le: new Date(), issue: 'AUTRE' })
    .where('id', '=', dossierId)
    .execute()
const ligneActe = (dossierId: string, auteurId: string, reste: object = {}) => ({
  id: randomUUID(),
  dossier_id: dossierId,
  etablissement_id: LA_JORDANNE,
  auteur_id: auteurId,
  type: 'ENT_ELEVE',
  motif: 'FAM',
  date_acte: UN_JOUR,
  ...reste,
})

describe('consigner', () => {
  test('l’acte, ses compléments et le jour du dernier acte, en un envoi', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const acteId = await unActe(essai, marie, dossierId, {
      compteRendu: 'Vient de lui-même.',
      noteTravail: 'Penser à rappeler.',
      surTiers: 'Le voisin…',
      rappelLe: '2099-01-05',
      motifsAssocies: ['FAM', 'MALETRE'],
      origine: 'CPE',
    })
    const lu = await lire(marie, dossierId)
    const acte = lu.actes.find((a) => a.id === acteId)
    assert.ok(acte)
    assert.deepEqual([acte.type, acte.compteRendu, acte.motifsAssocies, acte.origine], ['ENT_ELEVE', 'Vient de lui-même.', ['FAM'], 'CPE'])
    assert.deepEqual([acte.notes.map((n) => n.texte), acte.tiers.map((t) => t.contenu)], [['Penser à rappeler.'], [null]])
    assert.deepEqual(
      lu.rappels.map((r) => [r.objet, r.echeance]),
      [['Revoir la situation', '2099-01-05']],
    )
  })

  test('sans dossier, il s’ouvre dans le même envoi ; envoyé deux fois, rien ne se double', async () => {
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Sans', nomFamille: 'DOSSIER' })
    const envoi = { cleIdempotence: randomUUID(), eleveId: eleve.id, dateActe: UN_JOUR, motif: 'ABS' }
    const [a, b] = await Promise.all([lancer(moteur, marie, consignerActe, envoi), lancer(moteur, marie, consignerActe, envoi)])
    assert.deepEqual(a, b)
    const { total, dossier } = await lire(marie, a.dossierId)
    assert.deepEqual([total, dossier.motif, dossier.origine], [1, 'ABS', 'INIT'])
  })

  test('trois champs suffisent ; la date future et l’absence d’élève se corrigent au bon champ', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const champ = async (saisie: object) => {
      try {
        await lancer(moteur, marie, consignerActe, { cleIdempotence: randomUUID(), dateActe: UN_JOUR, motif: 'FAM', ...saisie })
        return null
      } catch (e) {
        return e instanceof ErreurMetier ? e.champ : String(e)
      }
    }
    assert.equal(await champ({ dossierId }), null)
    assert.equal(await champ({ dossierId, dateActe: '2098-01-01' }), 'dateActe')
    assert.equal(await champ({ dossierId, rappelObjet: 'Appeler' }), 'rappelLe')
    assert.equal(await champ({}), 'q')
  })

  test('un dossier clos ne reçoit plus d’acte, par la politique comme par la base', async () => {
    const { dossierId } = await unDossier(essai, marie)
    await fermer(dossierId)
    await refuse(unActe(essai, marie, dossierId), 'dossiers.clos')
    await assert.rejects(
      enTantQue(essai, marie, ({ tx }) => tx.insertInto('actes.acte').values(ligneActe(dossierId, marie.id)).execute()),
      /row-level security/,
    )
  })

  test('ni au nom d’une autre, ni dans le dossier d’un autre secteur, ni sous un faux établissement', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const intruse = await uneAssistante(essai, JULES_FERRY)
    const inserer = (agent: Agent, ligne: ReturnType<typeof ligneActe>) =>
      enTantQue(essai, agent, ({ tx }) => tx.insertInto('actes.acte').values(ligne).execute())
    await assert.rejects(inserer(marie, ligneActe(dossierId, collegue.id)), /row-level security/)
    await assert.rejects(inserer(intruse, ligneActe(dossierId, intruse.id)), /row-level security/)
    await assert.rejects(inserer(marie, ligneActe(dossierId, marie.id, { etablissement_id: JULES_FERRY })), /acte_dossier_fkey/)
    await refuse(unActe(essai, intruse, dossierId), 'dossiers.introuvable')
  })

  test('un acte ne se modifie ni ne s’efface', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const acteId = await unActe(essai, marie, dossierId)
    await assert.rejects(
      enTantQue(essai, marie, ({ tx }) => tx.updateTable('actes.acte').set({ motif: 'FAM' }).where('id', '=', acteId).execute()),
      /permission denied/,
    )
    await assert.rejects(
      enTantQue(essai, marie, ({ tx }) => tx.deleteFrom('actes.acte').where('id', '=', acteId).execute()),
      /permission denied/,
    )
  })

  test('le stagiaire admis consigne dans ce dossier ; son admission finie, plus rien', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const [admis, echu] = [await unAgent(essai, 'stagiaire', [LA_JORDANNE]), await unAgent(essai, 'stagiaire', [LA_JORDANNE])]
    await admettre(essai, dossierId, admis, marie, '2025-09-01', '2099-01-01')
    await admettre(essai, dossierId, echu, marie, '2025-09-01', '2025-10-01')
    await unActe(essai, admis, dossierId, { compteRendu: 'Reçu avec ma tutrice.' })
    assert.equal((await lire(admis, dossierId)).actes[0]?.compteRendu, 'Reçu avec ma tutrice.')
    await refuse(lire(echu, dossierId), 'dossiers.introuvable')
    await refuse(unActe(essai, echu, dossierId), 'dossiers.introuvable')
  })
})

describe('ce qui ne nomme aucun élève', () => {
  test('ne se consigne plus à un dossier ; un acte d’avant garde son type quand on le rectifie', async () => {
    const { dossierId } = await unDossier(essai, marie)
    for (const type of ['CONSEIL', 'COLL']) await refuse(unActe(essai, marie, dossierId, { type }), 'actes.type_ferme')
    const ancien = ligneActe(dossierId, marie.id, { type: 'COLL' })
    await proprietaire.insertInto('actes.acte').values(ancien).execute()
    const champs = { dossierId, acteId: ancien.id, dateActe: UN_JOUR, type: 'COLL', motif: 'HARC', cleIdempotence: randomUUID() }
    const { acteId } = await lancer(moteur, marie, rectifierActe, champs)
    assert.equal((await lire(marie, dossierId)).actes.find((a) => a.id === acteId)?.type, 'COLL')
  })
})

describe('note de travail', () => {
  test('invisible d’une collègue et du stagiaire, indéchiffrable avec la clé du dossier, détruite par son auteure', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, dossierId, stagiaire, marie, '2025-09-01', '2099-01-01')
    await unActe(essai, marie, dossierId, { noteTravail: 'Pour moi seule.' })
    const note = await proprietaire
      .selectFrom('actes.note_travail')
      .select(['id', 'texte_chiffre'])
      .where('dossier_id', '=', dossierId)
      .executeTakeFirstOrThrow()
    for (const autre of [collegue, stagiaire]) {
      assert.deepEqual((await lire(autre, dossierId)).actes[0]?.notes, [])
      assert.deepEqual(await enTantQue(essai, autre, ({ tx }) => tx.selectFrom('actes.note_travail').select('id').execute()), [])
      await refuse(lancer(moteur, autre, detruireNote, { dossierId, noteId: note.id }), 'actes.note_introuvable')
      await refuse(
        enTantQue(essai, autre, (c) => c.coffre.ouvrirCle(c.tx, marie.id)),
        'coffre.cle_introuvable',
      )
    }
    await enTantQue(essai, collegue, async (c) => {
      const cle = await c.coffre.ouvrirCle(c.tx, dossierId)
      assert.throws(() => cle.dechiffrer(lieuNote(note.id), note.texte_chiffre))
    })
    await lancer(moteur, marie, detruireNote, { dossierId, noteId: note.id })
    assert.deepEqual(await proprietaire.selectFrom('actes.note_travail').select('id').where('id', '=', note.id).execute(), [])
  })
})

describe('tiers, rappels, filtres', () => {
  test('l’information sur un tiers ne s’ouvre qu’à la demande, et le journal le retient', async () => {
    const { dossierId } = await unDossier(essai, marie)
    await unActe(essai, marie, dossierId, { surTiers: 'Le beau-père a été hospitalisé.' })
    const [tiers] = (await lire(marie, dossierId)).actes[0]?.tiers ?? []
    assert.ok(tiers && tiers.contenu === null)
    const ouvert = await lire(marie, dossierId, { tiers: tiers.id })
    assert.equal(ouvert.actes[0]?.tiers[0]?.contenu, 'Le beau-père a été hospitalisé.')
    const lectures = await proprietaire
      .selectFrom('socle.journal')
      .select('agent_id')
      .where('action', '=', 'actes.lire_tiers')
      .where('cible_id', '=', tiers.id)
      .execute()
    assert.deepEqual(lectures, [{ agent_id: marie.id }])
  })

  test('lire un dossier s’écrit au journal, un refus aussi', async () => {
    const { dossierId } = await unDossier(essai, marie)
    await lire(collegue, dossierId)
    const intruse = await uneAssistante(essai, JULES_FERRY)
    await refuse(lire(intruse, dossierId), 'dossiers.introuvable')
    const lignes = await proprietaire
      .selectFrom('socle.journal')
      .select(['agent_id', 'resultat'])
      .where('action', '=', 'actes.lire_dossier')
      .where('cible_id', '=', dossierId)
      .orderBy('id')
      .execute()
    assert.deepEqual(lignes, [
      { agent_id: collegue.id, resultat: 'accord' },
      { agent_id: intruse.id, resultat: 'refus' },
    ])
  })

  test('mes rappels, échus d’abord ; fait par une collègue, il ne revient plus', async () => {
    const paule = await uneAssistante(essai, LA_JORDANNE)
    const { dossierId } = await unDossier(essai, paule)
    await unActe(essai, paule, dossierId, { rappelLe: '2099-02-01', rappelObjet: 'Plus tard' })
    await unActe(essai, paule, dossierId, { rappelLe: '2026-01-15', rappelObjet: 'Échu' })
    const { rappels, total } = await enTantQue(essai, paule, (c) => listRappels(c))
    assert.deepEqual([rappels.map((r) => r.objet), total], [['Échu', 'Plus tard'], 2])
    await lancer(moteur, collegue, faireRappel, { dossierId, rappelId: rappels[0]?.id })
    assert.equal((await enTantQue(essai, paule, (c) => listRappels(c))).total, 1)
  })

  test('la chronologie se filtre par type et par tiroir, la plus récente d’abord', async () => {
    const { dossierId } = await unDossier(essai, marie)
    await unActe(essai, marie, dossierId, { dateActe: '2025-10-01', type: 'VAD' })
    await unActe(essai, marie, dossierId, { dateActe: '2025-10-03', noteTravail: 'n' })
    await unActe(essai, marie, dossierId, { dateActe: '2025-10-02', surTiers: 't' })
    const jours = async (filtre: object) => (await lire(marie, dossierId, { ...filtre })).actes.map((a) => a.dateActe.slice(8))
    assert.deepEqual(await jours({}), ['03', '02', '01'])
    assert.deepEqual(
      [await jours({ type: 'VAD' }), await jours({ tiroir: 'notes' }), await jours({ tiroir: 'tiers' })],
      [['01'], ['03'], ['02']],
    )
    assert.deepEqual((await lire(collegue, dossierId, { tiroir: 'notes' })).actes, [])
  })
})

describe('rectifier', () => {
  test('les deux restent visibles, le dernier compte seul, ici comme dans l’observation', async () => {
    const lise = await uneAssistante(essai, LA_JORDANNE)
    const { dossierId } = await unDossier(essai, lise)
    const acteId = await unActe(essai, lise, dossierId, { motif: 'FAM' })
    const compte = async () =>
      (
        await sql<{
          motif: string
          n: number
        }>`select motif, sum(sens)::int as n from observation.depot where type = 'acte' group by 1`.execute(proprietaire)
      ).rows.map((r) => [r.motif, r.n] as const)
    const avant = new Map(await compte())
    await lancer(moteur, lise, rectifierActe, {
      cleIdempotence: randomUUID(),
      dossierId,
      acteId,
      dateActe: UN_JOUR,
      type: 'VAD',
      motif: 'LOGT',
    })
    const { actes } = await lire(lise, dossierId)
    assert.equal(actes.length, 2)
    assert.ok(actes.find((a) => a.id === acteId)?.rectifieParId)
    const chiffres = await lancer(moteur, lise, lireMonActivite, { annee: 2025 })
    assert.deepEqual([chiffres.total, [...chiffres.motif], [...chiffres.type]], [1, [['LOGT', 1]], [['VAD', 1]]])
    const apres = new Map(await compte())
    assert.deepEqual(
      ['FAM', 'LOGT'].map((m) => (apres.get(m) ?? 0) - (avant.get(m) ?? 0)),
      [-1, 1],
    )
  })

  test('un acte ne se rectifie qu’une fois, et jamais celui d’un autre dossier', async () => {
    const [ici, ailleurs] = [await unDossier(essai, marie), await unDossier(essai, marie)]
    const acteId = await unActe(essai, marie, ici.dossierId)
    const rectifier = (dossierId: string) =>
      lancer(moteur, marie, rectifierActe, {
        cleIdempotence: randomUUID(),
        dossierId,
        acteId,
        dateActe: UN_JOUR,
        type: 'VAD',
        motif: 'FAM',
      })
    await refuse(rectifier(ailleurs.dossierId), 'actes.introuvable')
    const deux = await Promise.allSettled([rectifier(ici.dossierId), rectifier(ici.dossierId)])
    assert.deepEqual(deux.map((d) => d.status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(
      enTantQue(essai, marie, async (c) =>
        inscrireActe(c, await findDossier(c, ailleurs.dossierId), {
          type: 'VAD',
          motif: 'FAM',
          motifsAssocies: [],
          origine: null,
          dateActe: UN_JOUR,
          compteRendu: null,
          rectifieId: acteId,
        }),
      ),
      /row-level security|Cet acte vient d’être rectifié/,
    )
  })
})

describe('rectifier, quand on est stagiaire', () => {
  test('les siens, non ceux de sa tutrice ; elle, les deux', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, dossierId, stagiaire, marie, '2025-09-01', '2099-01-01')
    const [deMarie, sien, autre] = [
      await unActe(essai, marie, dossierId),
      await unActe(essai, stagiaire, dossierId),
      await unActe(essai, stagiaire, dossierId),
    ]
    const rectifier = (agent: Agent, acteId: string) =>
      lancer(moteur, agent, rectifierActe, {
        cleIdempotence: randomUUID(),
        dossierId,
        acteId,
        dateActe: UN_JOUR,
        type: 'VAD',
        motif: 'FAM',
      })
    await refuse(lancer(moteur, stagiaire, preparerRectification, { dossierId, acteId: deMarie }), 'actes.acte_d_autrui')
    await refuse(rectifier(stagiaire, deMarie), 'actes.acte_d_autrui')
    await rectifier(stagiaire, sien)
    await rectifier(marie, autre)
    await rectifier(marie, deMarie)
    const { actes } = await lire(marie, dossierId)
    assert.deepEqual(
      [deMarie, sien, autre].map((id) => actes.find((a) => a.id === id)?.rectifieParId !== null),
      [true, true, true],
    )
  })
})

describe('mon activité', () => {
  test('mes chiffres seuls, niveau compris, même après une mutation', async () => {
    const anne = await uneAssistante(essai, LA_JORDANNE)
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Niveau', nomFamille: 'QUATRE', niveau: '430' })
    const { dossierId } = await unDossier(essai, anne, eleve)
    await unActe(essai, anne, dossierId, { dateActe: '2025-10-02', origine: 'CPE' })
    await unActe(essai, collegue, dossierId, { dateActe: '2025-10-02' })
    await proprietaire.updateTable('securite.affectation').set({ au: '2025-12-01' }).where('agent_id', '=', anne.id).execute()
    const c = await lancer(moteur, anne, lireMonActivite, { annee: 2025 })
    assert.deepEqual([c.total, [...c.mois], [...c.origine], [...c.niveau]], [1, [['2025-10', 1]], [['CPE', 1]], [['430', 1]]])
    assert.equal((await lancer(moteur, anne, lireMonActivite, { annee: 2024 })).total, 0)
  })

  test('le conseiller technique n’a pas d’activité à lire', async () => {
    await refuse(lancer(moteur, await unAgent(essai, 'ctss_departement', [CANTAL]), lireMonActivite, {}), 'actes.fonction')
  })
})
