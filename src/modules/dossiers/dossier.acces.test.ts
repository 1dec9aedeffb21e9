import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { cloreDossier } from './clore-dossier.cas.ts'
import { findDossier, identiteDe } from './dossier.requetes.ts'
import { fermerTitulaire, inscrireTitulaire } from './famille.cas.ts'
import { listTitulaires } from './famille.requetes.ts'
import { listerDossiers, listRecents } from './lister-dossiers.cas.ts'
import { admettreStagiaire, cloreAdhesion } from './membres.cas.ts'
import { listDossiersDeLEleve, marquerDossiers } from './ouverture.requetes.ts'
import { ouvrirDossier } from './ouvrir-dossier.cas.ts'

const essai = await ouvrirEssai()
const marie = await uneAssistante(essai, LA_JORDANNE)
const AUJOURD_HUI = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' }).format(new Date())

const voit = (agent: Agent, dossierId: string) =>
  enTantQue(
    essai,
    agent,
    async ({ tx }) => (await tx.selectFrom('dossiers.dossier').select('id').where('id', '=', dossierId).execute()).length === 1,
  )
const clore = (agent: Agent, dossierId: string, version = 1) =>
  lancer(essai.moteur, agent, cloreDossier, { dossierId, version, issue: 'OBJECTIF' })

describe('qui voit un dossier (politiques de ligne)', () => {
  test('l’assistante affectée à l’établissement, une remplaçante ; ni la hiérarchie, ni l’administration, ni un autre secteur', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const personnes: [Agent, boolean][] = [
      [marie, true],
      [await uneAssistante(essai, LA_JORDANNE), true],
      [await uneAssistante(essai, JULES_FERRY), false],
      [await unAgent(essai, 'assistant_social', [CANTAL]), false],
      [await unAgent(essai, 'ctss_departement', [CANTAL]), false],
      [await unAgent(essai, 'administrateur', [CANTAL]), false],
      [await unAgent(essai, 'autorite', [LA_JORDANNE]), false],
      [await unAgent(essai, 'assistant_social', [LA_JORDANNE], { au: AUJOURD_HUI }), false],
    ]
    for (const [agent, attendu] of personnes) assert.equal(await voit(agent, dossierId), attendu, [...agent.fonctions].join())
  })

  test('le stagiaire : admis aujourd’hui oui, admission échue ou à venir non, et jamais les autres dossiers', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const { dossierId: autre } = await unDossier(essai, marie)
    const [admis, echu, futur] = await Promise.all([1, 2, 3].map(() => unAgent(essai, 'stagiaire', [LA_JORDANNE])))
    assert.ok(admis && echu && futur)
    await admettre(essai, dossierId, admis, marie, '2025-09-01', '2099-01-01')
    await admettre(essai, dossierId, echu, marie, '2025-09-01', AUJOURD_HUI)
    await admettre(essai, dossierId, futur, marie, '2098-09-01', '2099-01-01')
    assert.deepEqual(
      [await voit(admis, dossierId), await voit(echu, dossierId), await voit(futur, dossierId), await voit(admis, autre)],
      [true, false, false, false],
    )
  })

  test('l’adhésion de référent n’ouvre rien à qui a quitté l’établissement', async () => {
    const partie = await unAgent(essai, 'assistant_social', [LA_JORDANNE, JULES_FERRY])
    const { dossierId } = await unDossier(essai, marie)
    await essai.proprietaire
      .insertInto('dossiers.membre')
      .values({ id: randomUUID(), dossier_id: dossierId, agent_id: partie.id, qualite: 'referent', du: '2025-09-01', ajoute_par: marie.id })
      .execute()
    await essai.proprietaire
      .updateTable('securite.affectation')
      .set({ au: AUJOURD_HUI })
      .where('agent_id', '=', partie.id)
      .where('territoire_id', '=', LA_JORDANNE)
      .execute()
    assert.equal(await voit(partie, dossierId), false)
  })

  test('un identifiant forgé répond comme un dossier qui n’existe pas, et la clé reste close', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const intruse = await uneAssistante(essai, JULES_FERRY)
    // Une clé que sa référente vient d'ouvrir ne sert pas à une autre.
    await enTantQue(essai, marie, (c) => c.coffre.ouvrirCle(c.tx, dossierId))
    for (const id of [dossierId, randomUUID()])
      await refuse(
        enTantQue(essai, intruse, (c) => findDossier(c, id)),
        'dossiers.introuvable',
      )
    await refuse(
      enTantQue(essai, intruse, (c) => c.coffre.ouvrirCle(c.tx, dossierId)),
      'coffre.cle_introuvable',
    )
    await refuse(clore(intruse, dossierId), 'dossiers.introuvable')
  })

  test('ni ajout d’un membre à soi, ni stagiaire d’un autre établissement', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const dAilleurs = await unAgent(essai, 'stagiaire', [JULES_FERRY])
    await assert.rejects(
      enTantQue(essai, marie, ({ tx }) =>
        tx
          .insertInto('dossiers.membre')
          .values({
            id: randomUUID(),
            dossier_id: dossierId,
            agent_id: dAilleurs.id,
            qualite: 'stagiaire',
            du: AUJOURD_HUI,
            au: '2099-01-01',
            ajoute_par: marie.id,
          })
          .execute(),
      ),
      /row-level security/,
    )
    await refuse(
      lancer(essai.moteur, marie, admettreStagiaire, {
        cleIdempotence: randomUUID(),
        dossierId,
        agentId: dAilleurs.id,
        dernierJour: '2099-01-01',
      }),
      'dossiers.non_stagiaire',
    )
  })
})

describe('ouvrir', () => {
  test('retrouve l’identité sous la clé, inscrit la référente et ferme tout aux autres', async () => {
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Nadia', nomFamille: 'ESSAI' })
    const { dossierId } = await unDossier(essai, marie, eleve)
    const { identite, membres } = await enTantQue(essai, marie, async (c) => ({
      identite: await identiteDe(c, await findDossier(c, dossierId)),
      membres: await c.tx.selectFrom('dossiers.membre').select(['agent_id', 'qualite', 'au']).where('dossier_id', '=', dossierId).execute(),
    }))
    assert.deepEqual({ eleveId: identite.eleveId, prenom: identite.prenom }, { eleveId: eleve.id, prenom: 'Nadia' })
    assert.deepEqual(membres, [{ agent_id: marie.id, qualite: 'referent', au: null }])
  })

  test('un double envoi, deux onglets, une seconde demande : un seul dossier', async () => {
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Deux', nomFamille: 'ENVOIS' })
    const cleIdempotence = randomUUID()
    const demande = (cle: string) =>
      lancer(essai.moteur, marie, ouvrirDossier, { cleIdempotence: cle, eleveId: eleve.id, motif: 'FAM', origine: 'ELEVE' })
    const rendus = await Promise.all([demande(cleIdempotence), demande(cleIdempotence), demande(randomUUID())])
    assert.equal(new Set(rendus.map((r) => r.dossierId)).size, 1)
    const existants = await enTantQue(essai, marie, (c) => listDossiersDeLEleve(c, eleve.id))
    assert.equal(existants.length, 1)
    assert.deepEqual(await enTantQue(essai, marie, (c) => marquerDossiers(c, [eleve.id])), new Map([[eleve.id, rendus[0]?.dossierId]]))
  })

  test('l’élève d’un autre établissement n’existe pas', async () => {
    const eleve = await unEleve(essai, JULES_FERRY, { prenom: 'Loin' })
    await refuse(
      lancer(essai.moteur, marie, ouvrirDossier, { cleIdempotence: randomUUID(), eleveId: eleve.id, motif: 'FAM', origine: 'ELEVE' }),
      'eleves.introuvable',
    )
  })

  test('le journal ne met jamais l’élève et son dossier sur la même ligne', async () => {
    await unDossier(essai, marie)
    const lignes = await essai.proprietaire
      .selectFrom('socle.journal')
      .select(['cible_id', 'cible_aveugle'])
      .where('action', 'like', 'dossiers.%')
      .execute()
    assert.ok(lignes.length > 0 && lignes.every((l) => l.cible_id === null || l.cible_aveugle === null))
  })
})

describe('clore', () => {
  test('deux clôtures simultanées : une seule passe, l’autre apprend le conflit', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const issues = await Promise.allSettled([clore(marie, dossierId), clore(marie, dossierId)])
    assert.deepEqual(issues.map((i) => i.status).sort(), ['fulfilled', 'rejected'])
    const rejet = issues.find((i) => i.status === 'rejected')
    assert.ok(rejet?.reason instanceof ErreurMetier && ['dossiers.version', 'dossiers.clos'].includes(rejet.reason.code))
  })

  test('clos, il se lit mais la base refuse tout changement et toute réouverture', async () => {
    const { dossierId } = await unDossier(essai, marie)
    await clore(marie, dossierId)
    assert.equal(await voit(marie, dossierId), true)
    const touches = await enTantQue(essai, marie, ({ tx }) =>
      tx
        .updateTable('dossiers.dossier')
        .set({ statut: 'ouvert', clos_le: null, issue: null })
        .where('id', '=', dossierId)
        .returning('id')
        .execute(),
    )
    assert.deepEqual(touches, [])
    await assert.rejects(
      enTantQue(essai, marie, ({ tx, agent }) =>
        tx
          .insertInto('dossiers.lien_familial')
          .values({ id: randomUUID(), dossier_id: dossierId, nature: 'foyer', contenu_chiffre: Buffer.of(1), saisi_par: agent.id })
          .execute(),
      ),
      /row-level security/,
    )
  })

  test('le stagiaire admis ne clôt pas, même par la base', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, dossierId, stagiaire, marie, '2025-09-01', '2099-01-01')
    await refuse(clore(stagiaire, dossierId), 'dossiers.stagiaire')
    await assert.rejects(
      enTantQue(essai, stagiaire, ({ tx }) =>
        tx
          .updateTable('dossiers.dossier')
          .set({ statut: 'clos', clos_le: new Date(), issue: 'AUTRE' })
          .where('id', '=', dossierId)
          .execute(),
      ),
      /row-level security/,
    )
  })

  test('un nouveau dossier reprend l’ancien, qui reste clos', async () => {
    const { dossierId, eleve } = await unDossier(essai, marie)
    await clore(marie, dossierId)
    const suite = await unDossier(essai, marie, eleve)
    assert.equal((await enTantQue(essai, marie, (c) => findDossier(c, suite.dossierId))).suiteDe, dossierId)
  })
})

describe('membres et famille', () => {
  test('admettre un stagiaire lui ouvre ce dossier ; y mettre fin le ferme à l’instant', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    const { membreId } = await lancer(essai.moteur, marie, admettreStagiaire, {
      cleIdempotence: randomUUID(),
      dossierId,
      agentId: stagiaire.id,
      dernierJour: AUJOURD_HUI,
    })
    assert.equal(await voit(stagiaire, dossierId), true)
    assert.equal((await enTantQue(essai, stagiaire, (c) => findDossier(c, dossierId))).estAdmis, true)
    await lancer(essai.moteur, marie, cloreAdhesion, { dossierId, membreId })
    assert.equal(await voit(stagiaire, dossierId), false)
  })

  test('un titulaire se remplace sans s’écraser, et aucun ordre ne les range', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const inscrire = (saisie: Record<string, string>) =>
      lancer(essai.moteur, marie, inscrireTitulaire, { cleIdempotence: randomUUID(), dossierId, ...saisie })
    const { titulaireId } = await inscrire({ nom: 'ZOLA', prenom: 'Anne', lien: '10' })
    await inscrire({ nom: 'ARNAUD', prenom: 'Paul', lien: '20' })
    await inscrire({
      nom: 'ZOLA',
      prenom: 'Anne',
      lien: '10',
      remplaceId: titulaireId,
      decision: '1',
      decisionLe: '2024-03-03',
      adresseSecrete: 'oui',
      du: '2024-03-03',
    })
    const titulaires = await enTantQue(essai, marie, (c) => listTitulaires(c, dossierId))
    assert.deepEqual(titulaires.map((t) => [t.nom, t.decision, t.au, t.adresseSecrete].join()).sort(), [
      'ARNAUD,,,false',
      'ZOLA,,2024-03-03,false',
      'ZOLA,1,,true',
    ])
    assert.equal(titulaires[0]?.nom, 'ARNAUD')
    await refuse(lancer(essai.moteur, marie, fermerTitulaire, { dossierId, titulaireId }), 'dossiers.lien_introuvable')
  })
})

describe('mes dossiers', () => {
  test('la liste est bornée, se pagine par curseur et ne montre que les siens', async () => {
    const etablissement = JULES_FERRY
    const paul = await uneAssistante(essai, etablissement)
    for (let i = 0; i < 27; i++) await unDossier(essai, paul)
    const premiere = await lancer(essai.moteur, paul, listerDossiers, {})
    const seconde = await lancer(essai.moteur, paul, listerDossiers, { apres: premiere.suite })
    assert.deepEqual([premiere.lignes.length, premiere.total, seconde.lignes.length, seconde.suite], [25, 27, 2, null])
    const recents = await enTantQue(essai, paul, (c) => listRecents(c, 6))
    assert.deepEqual([recents.lignes, recents.total], [premiere.lignes.slice(0, 6), 27])
    const tous = [...premiere.lignes, ...seconde.lignes]
    assert.equal(new Set(tous.map((l) => l.dossier.id)).size, 27)
    assert.ok(tous.every((l) => l.dossier.etablissementId === etablissement && l.identite?.nomFamille === 'DUPONT'))
  })

  test('le stagiaire n’y voit que ce qu’on lui a ouvert ; le CTSS n’a pas de liste', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, dossierId, stagiaire, marie, '2025-09-01', '2099-01-01')
    assert.deepEqual(
      (await lancer(essai.moteur, stagiaire, listerDossiers, {})).lignes.map((l) => l.dossier.id),
      [dossierId],
    )
    await refuse(lancer(essai.moteur, await unAgent(essai, 'ctss_departement', [CANTAL]), listerDossiers, {}), 'dossiers.fonction')
  })
})
