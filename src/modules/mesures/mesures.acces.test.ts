import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { unProtocole } from '#essais/fabriques/protection.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import { cloreDossier, findDossier, inscrireTitulaire } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { contributionMesures } from './contribution.cas.ts'
import { finirMesure, inscrireMesure, lireMesures, revoirMajorite } from './mesures.cas.ts'

const essai = await ouvrirEssai()
essai.fixerHeure(new Date('2026-11-27T10:00:00Z'))
let [assistante, collegue, ailleurs, stagiaire, conseillere]: Agent[] = []
const qui = (agent: Agent | undefined): Agent => {
  assert.ok(agent)
  return agent
}
before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
})

const inscrire = (dossierId: string, champs: Record<string, string> = {}, agent = qui(assistante)) =>
  lancer(essai.moteur, agent, inscrireMesure, {
    cleIdempotence: randomUUID(),
    dossierId,
    type: 'AEMO',
    ditPar: 'La mère',
    du: '2025-01-15',
    service: 'Service fictif de milieu ouvert',
    ...champs,
  })
const lire = (dossierId: string, agent = qui(assistante)) => lancer(essai.moteur, agent, lireMesures, { dossierId })
const apport = (dossierId: string, agent = qui(assistante)) =>
  enTantQue(essai, agent, async (c) => {
    const dossier = await findDossier(c, dossierId)
    return {
      ...(await contributionMesures.apporter(c, dossier)),
      rappels: await contributionMesures.rappels?.(c, dossier),
    }
  })

describe('une mesure', () => {
  test('revient telle qu’inscrite, avec qui l’a dit ; se renouvelle, prend fin, reste lisible', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    const { mesureId } = await inscrire(dossierId)
    await inscrire(dossierId, { remplaceId: mesureId, du: '2026-01-15', echeance: '2026-12-31' })
    const [neuve, ancienne] = (await lire(dossierId, qui(collegue))).mesures
    assert.deepEqual([ancienne?.remplaceeParId, neuve?.ditPar, neuve?.service], [neuve?.id, 'La mère', 'Service fictif de milieu ouvert'])
    await lancer(essai.moteur, qui(assistante), finirMesure, { dossierId, mesureId: neuve?.id ?? '', le: '2026-11-20' })
    assert.equal((await lire(dossierId)).mesures[0]?.finieLe, '2026-11-20')
    assert.deepEqual(
      (await apport(dossierId)).etapes.map((e) => [e.titre, e.precision?.replaceAll(/\s/g, ' '), e.presse]),
      [['Assistance éducative en milieu ouvert', 'A pris fin le 20 nov. 2026', false]],
    )
  })

  test('deux personnes à la fois : une seule la remplace, une seule la finit', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    const { mesureId } = await inscrire(dossierId)
    const deux = (faire: (agent: Agent) => Promise<unknown>) => Promise.allSettled([faire(qui(assistante)), faire(qui(collegue))])
    const statuts = async (d: Promise<PromiseSettledResult<unknown>[]>) => (await d).map((r) => r.status).sort()
    assert.deepEqual(await statuts(deux((a) => inscrire(dossierId, { remplaceId: mesureId }, a))), ['fulfilled', 'rejected'])
    const autre = (await lire(dossierId)).mesures[0]?.id ?? ''
    const finir = (a: Agent) => lancer(essai.moteur, a, finirMesure, { dossierId, mesureId: autre, le: '2026-11-01' })
    assert.deepEqual(await statuts(deux(finir)), ['fulfilled', 'rejected'])
  })

  test('un terme avant le début, une fin à venir, une mesure d’un autre dossier : refusés', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    const { dossierId: autre } = await unDossier(essai, qui(assistante))
    const { mesureId } = await inscrire(dossierId)
    await refuse(inscrire(dossierId, { du: '2026-02-01', echeance: '2026-01-01' }), 'mesures.periode')
    await refuse(inscrire(dossierId, { ditLe: '2999-01-01' }), 'mesures.futur')
    await refuse(inscrire(autre, { remplaceId: mesureId }), 'mesures.introuvable')
    const finir = (d: string, le: string) => lancer(essai.moteur, qui(assistante), finirMesure, { dossierId: d, mesureId, le })
    await refuse(finir(dossierId, '2999-01-01'), 'mesures.fin')
    await refuse(finir(dossierId, '2024-01-01'), 'mesures.fin')
    await refuse(finir(autre, '2026-01-01'), 'mesures.introuvable')
  })

  test('ce qui expire dans les soixante jours se voit ; ce qui expire plus tard, non', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    await inscrire(dossierId, { echeance: '2027-01-20' })
    await inscrire(dossierId, { type: 'AED', echeance: '2027-06-30' })
    assert.deepEqual((await apport(dossierId)).etapes.map((e) => e.presse).sort(), [false, true])
    assert.equal((await apport(dossierId)).actions[0]?.libelle, 'Mesures… (2 en cours)')
  })
})

describe('la majorité', () => {
  test('la revue se rappelle à l’approche des dix-huit ans, une fois faite se tait', async () => {
    const eleve = await unEleve(essai, LA_JORDANNE, { dateNaissance: '2009-01-10' })
    const { dossierId } = await unDossier(essai, qui(assistante), eleve)
    const titres = async () => (await apport(dossierId)).etapes.map((e) => e.titre)
    assert.deepEqual(await titres(), ['Bientôt majeur : la revue est à faire'])
    assert.equal((await lire(dossierId)).revueAFaire, true)
    for (let i = 0; i < 2; i++) await lancer(essai.moteur, qui(assistante), revoirMajorite, { dossierId, note: 'Vu avec lui.' })
    assert.deepEqual(await titres(), [])
    const { revueLe, revueAFaire } = await lire(dossierId)
    assert.deepEqual({ revueLe, revueAFaire }, { revueLe: '2026-11-27', revueAFaire: false })
  })
})

describe('qui joindre', () => {
  test('une décision se rappelle avant de consigner, avec le nom et la raison', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    assert.deepEqual((await apport(dossierId)).rappels, [])
    await lancer(essai.moteur, qui(assistante), inscrireTitulaire, {
      cleIdempotence: randomUUID(),
      dossierId,
      nom: 'Fictif',
      prenom: 'Paul',
      decision: '1',
      effet: 'SANS_CONTACT',
      decisionJusquAu: '2026-12-31',
    })
    assert.match((await apport(dossierId)).rappels?.[0]?.lignes[0]?.texte ?? '', /Paul Fictif : ne doit pas être contactée/)
  })
})

describe('qui', () => {
  test('qui écrit dans le dossier ; hors de lui, rien n’existe ; clos, plus rien ne s’y écrit', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    await admettre(essai, dossierId, qui(stagiaire), qui(assistante), '2020-01-01', '2099-01-01')
    await inscrire(dossierId, {}, qui(stagiaire))
    for (const agent of [qui(ailleurs), qui(conseillere)]) {
      await assert.rejects(lire(dossierId, agent), (e) => e instanceof ErreurMetier && e.genre === 'introuvable')
      await assert.rejects(inscrire(dossierId, {}, agent), (e) => e instanceof ErreurMetier && e.genre === 'introuvable')
    }
    const { version } = await enTantQue(essai, qui(assistante), (c) => findDossier(c, dossierId))
    await lancer(essai.moteur, qui(assistante), cloreDossier, { dossierId, issue: 'OBJECTIF', version: String(version) })
    await refuse(inscrire(dossierId), 'dossiers.clos')
    assert.equal((await lire(dossierId)).peutEcrire, false)
  })

  test('troisième anneau : la base refuse d’elle-même, et ne laisse rien changer', async () => {
    const { dossierId } = await unDossier(essai, qui(assistante))
    await inscrire(dossierId)
    const ligne = (agent: Agent) => ({
      id: randomUUID(),
      dossier_id: dossierId,
      auteur_id: agent.id,
      type: 'AED',
      contenu_chiffre: Buffer.alloc(1),
    })
    await assert.rejects(
      enTantQue(essai, qui(ailleurs), ({ tx }) =>
        tx
          .insertInto('mesures.mesure')
          .values(ligne(qui(ailleurs)))
          .execute(),
      ),
      /row-level security/,
    )
    assert.deepEqual(await enTantQue(essai, qui(ailleurs), ({ tx }) => tx.selectFrom('mesures.mesure').select('id').execute()), [])
    for (const ordre of [sql`update mesures.mesure set type = 'AED'`, sql`delete from mesures.mesure`, sql`delete from mesures.fin`])
      await assert.rejects(
        enTantQue(essai, qui(assistante), ({ tx }) => ordre.execute(tx)),
        /permission denied/,
      )
  })

  test('les mesures d’un dossier passent par leur index', async () => {
    const plan = await essai.proprietaire.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      const { rows } =
        await sql`explain select id from mesures.mesure where dossier_id = ${randomUUID()} order by saisie_le desc limit 100`.execute(tx)
      return JSON.stringify(rows)
    })
    assert.match(plan, /Index/)
  })
})

test('le nom local du protocole s’affiche à côté du libellé national ; ce qui s’enregistre reste le code national', async () => {
  const { dossierId } = await unDossier(essai, qui(assistante))
  await unProtocole(essai)
  const { mesureId } = await inscrire(dossierId)
  assert.deepEqual((await lire(dossierId)).alias, { AEMO: 'Accompagnement fictif' })
  assert.match(
    (await apport(dossierId)).etapes[0]?.titre ?? '',
    /^Assistance éducative en milieu ouvert \(ici : «\s?Accompagnement fictif\s?»\)$/,
  )
  const { rows } = await sql<{ type: string }>`select type from mesures.mesure where id = ${mesureId}`.execute(essai.proprietaire)
  assert.equal(rows[0]?.type, 'AEMO')
})
