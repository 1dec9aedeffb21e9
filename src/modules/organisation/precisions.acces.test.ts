import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { balayages } from '#essais/fabriques/balayages.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { jourDeParis, lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ajouterPrecision, clorePrecision, lirePrecisions } from './precisions.cas.ts'
import { listPrecisions } from './precisions.requetes.ts'
import { OUVERTES_MAX } from './precisions.ts'

const HAUTE_LOIRE = idTerritoire('departement', '43')
const PUY_DE_DOME = idTerritoire('departement', '63')
const essai = await ouvrirEssai()
const { moteur, proprietaire } = essai
const ici = await unAgent(essai, 'ctss_departement', [CANTAL])
const voisin = await unAgent(essai, 'ctss_departement', [PUY_DE_DOME])
const assistante = await uneAssistante(essai, LA_JORDANNE)
const academie = await unAgent(essai, 'ctss_academie', [idTerritoire('academie', '06')])
const aujourdHui = jourDeParis(new Date())

const ajouter = async (agent: Agent, p: { libelle: string; departementId?: string; motif?: string; valideDu?: string }) =>
  (
    await lancer(moteur, agent, ajouterPrecision, {
      cleIdempotence: randomUUID(),
      departementId: CANTAL,
      motif: 'FIN',
      valideDu: aujourdHui,
      ...p,
    })
  ).precisionId
const inserer = (agent: Agent, { motif = 'FIN', valideDu = aujourdHui, departementId = CANTAL } = {}) =>
  enTantQue(essai, agent, ({ tx }) =>
    sql`insert into referentiels.precision_locale (id, departement_id, motif, libelle, valide_du, auteur_id)
        values (${randomUUID()}, ${departementId}, ${motif}, ${randomUUID()}, ${valideDu}, ${agent.id})`.execute(tx),
  )

describe('une précision locale', () => {
  let precisionId = ''
  before(async () => {
    precisionId = await ajouter(ici, { libelle: 'Frais d’internat (fictif)' })
  })

  test('deuxième anneau : le conseiller du département l’ajoute, lui seul', async () => {
    for (const agent of [voisin, assistante, academie]) await assert.rejects(ajouter(agent, { libelle: 'Forgée' }), { genre: 'interdit' })
  })

  test('troisième anneau : la base refuse d’écrire pour un autre département, ou sous un motif qui n’est pas en vigueur', async () => {
    await inserer(ici)
    for (const agent of [voisin, assistante, academie]) await assert.rejects(inserer(agent), /row-level security/)
    await assert.rejects(inserer(ici, { departementId: PUY_DE_DOME }), /row-level security/)
    await assert.rejects(inserer(ici, { valideDu: '2024-08-31' }), /row-level security/)
    await assert.rejects(inserer(ici, { motif: 'INVENTE' }), /row-level security/)
  })

  test('troisième anneau : elle se lit dans son département, nulle part ailleurs', async () => {
    const voit = (agent: Agent) =>
      enTantQue(essai, agent, (c) => listPrecisions(c, CANTAL)).then((l) => l.some((p) => p.id === precisionId))
    for (const agent of [ici, assistante, await unAgent(essai, 'stagiaire', [LA_JORDANNE])]) assert.equal(await voit(agent), true)
    const partie = await unAgent(essai, 'assistant_social', [LA_JORDANNE], { au: '2025-01-01' })
    for (const agent of [voisin, academie, partie]) assert.equal(await voit(agent), false)
  })

  test('ni modifiée, ni effacée, ni rouverte, même en base', async () => {
    const tenter = (requete: ReturnType<typeof sql>) => enTantQue(essai, ici, ({ tx }) => requete.execute(tx))
    await assert.rejects(tenter(sql`update referentiels.precision_locale set libelle = 'x' where id = ${precisionId}`), /permission denied/)
    await assert.rejects(tenter(sql`delete from referentiels.precision_locale where id = ${precisionId}`), /permission denied/)
    const close = await ajouter(ici, { libelle: 'À clore' })
    await lancer(moteur, ici, clorePrecision, { precisionId: close, valideAu: aujourdHui })
    const rouverte = await tenter(sql`update referentiels.precision_locale set valide_au = null where id = ${close}`)
    assert.equal(rouverte.numAffectedRows, 0n)
    const parLeVoisin = await enTantQue(essai, voisin, ({ tx }) =>
      sql`update referentiels.precision_locale set valide_au = '2099-01-01' where id = ${precisionId}`.execute(tx),
    )
    assert.equal(parLeVoisin.numAffectedRows, 0n)
  })

  test('s’ouvre aujourd’hui ou plus tard, sous un motif en vigueur, une fois', async () => {
    await assert.rejects(ajouter(ici, { libelle: 'Hier', valideDu: '2026-01-01' }), { code: 'organisation.precision_passee' })
    await assert.rejects(ajouter(ici, { libelle: 'FRAIS D’INTERNAT (fictif)' }), { code: 'organisation.precision_double' })
    await ajouter(ici, { libelle: 'Frais d’internat (fictif)', motif: 'ABS' })
    const avant = { ...moteur, maintenant: () => new Date('2024-08-01T12:00:00Z') }
    const saisie = { cleIdempotence: randomUUID(), departementId: CANTAL, motif: 'FIN', libelle: 'Trop tôt', valideDu: '2024-08-31' }
    await assert.rejects(lancer(avant, ici, ajouterPrecision, saisie), { code: 'organisation.precision_motif_clos' })
  })

  test('se clôt une fois, pas dans le passé ; un autre libellé égal peut alors s’ouvrir', async () => {
    const clore = (valideAu: string) => lancer(moteur, ici, clorePrecision, { precisionId, valideAu })
    await assert.rejects(lancer(moteur, voisin, clorePrecision, { precisionId, valideAu: aujourdHui }), { genre: 'introuvable' })
    await assert.rejects(clore('2026-01-01'), { code: 'organisation.precision_cloture_passee' })
    await clore(aujourdHui)
    await assert.rejects(clore('2099-01-01'), { genre: 'conflit' })
    await ajouter(ici, { libelle: 'Frais d’internat (fictif)' })
    const { precisions } = await lancer(moteur, ici, lirePrecisions, {})
    const fins = precisions.filter((p) => p.motif === 'FIN' && p.libelle.startsWith('Frais')).map((p) => p.valideAu)
    assert.deepEqual(fins, [null, aujourdHui])
  })
})

test('un département n’en ouvre pas plus qu’un écran n’en montre', async () => {
  const conseiller = await unAgent(essai, 'ctss_departement', [HAUTE_LOIRE])
  const ajouterLa = (libelle: string) => ajouter(conseiller, { libelle, departementId: HAUTE_LOIRE })
  for (let i = 0; i < OUVERTES_MAX; i++) await ajouterLa(`Précision ${i}`)
  await assert.rejects(ajouterLa('De trop'), { code: 'organisation.precision_trop' })
})

test('la liste ne balaie pas les précisions de tous les départements', async () => {
  await sql`
    insert into referentiels.precision_locale (id, departement_id, motif, libelle, valide_du, auteur_id)
    select gen_random_uuid(), t.id, 'FIN', n::text, '2026-09-01', ${ici.id}
      from referentiels.territoire t, generate_series(1, 100) n where t.niveau = 'departement' and t.id <> ${CANTAL}`.execute(proprietaire)
  await sql`analyze referentiels.precision_locale`.execute(proprietaire)
  assert.deepEqual(await enTantQue(essai, ici, (c) => balayages(c, (x) => listPrecisions(x, CANTAL), ['precision_locale'])), [])
})
