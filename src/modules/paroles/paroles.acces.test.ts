import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, unDossier } from '#essais/fabriques/dossiers.ts'
import { desParoles, PROPOS, unRecit } from '#essais/fabriques/paroles.ts'
import { cloreDossier } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Contexte, lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { annoterParoles } from './annoter.cas.ts'
import { consignerRecit, preparerParoles, scellerParoles } from './consigner.cas.ts'
import { compterRecits, lireParoles, listParoles } from './lire-paroles.cas.ts'
import { qualites } from './recit.ts'

const essai: Essai = await ouvrirEssai()
let [assistante, collegue, ailleurs, stagiaire, conseillere, administrateur]: Agent[] = []
let dossierId: string
let closId: string
let paroleId: string
let paroleClose: string

const qui = (agent: Agent | undefined): Agent => {
  assert.ok(agent)
  return agent
}
const neuf = () => ({ cleIdempotence: randomUUID() })
const annoter = (agent: Agent, dossier: string, parole: string, texte = 'Dit en pleurant.') =>
  lancer(essai.moteur, agent, annoterParoles, { ...neuf(), dossierId: dossier, paroleId: parole, texte })
const lire = (agent: Agent | undefined, dossier = dossierId) => lancer(essai.moteur, qui(agent), lireParoles, { dossierId: dossier })

before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
  administrateur = await unAgent(essai, 'administrateur', [CANTAL])
  dossierId = (await unDossier(essai, assistante)).dossierId
  await admettre(essai, dossierId, stagiaire, assistante, '2020-01-01', '2099-01-01')
  paroleId = await desParoles(essai, assistante, dossierId, { heure: '14:30', lieu: 'Bureau', question: 'aucune' })
  await unRecit(essai, assistante, dossierId, { le: '2025-11-10', precision: 'du collège', commentSu: 'Elle me l’a dit.' })
  await annoter(assistante, dossierId, paroleId)
  closId = (await unDossier(essai, assistante)).dossierId
  paroleClose = await desParoles(essai, assistante, closId)
  await lancer(essai.moteur, assistante, cloreDossier, { dossierId: closId, issue: 'OBJECTIF', version: '1' })
})

describe('par les cas d’usage', () => {
  test('tout revient mot pour mot, scellé, annoté, compté', async () => {
    const { paroles, recits, bilan, peutConsigner } = await lire(collegue)
    const [p] = paroles
    assert.equal(p?.propos, PROPOS)
    assert.equal(p?.entenduPar, 'Camille Essai')
    assert.deepEqual([p?.le, p?.heure, p?.lieu, p?.presents, p?.question], ['2025-11-12', '14:30', 'Bureau', null, { genre: 'aucune' }])
    assert.match(p?.empreinte ?? '', /^[0-9a-f]{64}$/)
    assert.deepEqual(
      p?.annotations.map((a) => a.texte),
      ['Dit en pleurant.'],
    )
    assert.equal(recits[0]?.commentSu, 'Elle me l’a dit.')
    assert.deepEqual([bilan.n, bilan.fois.map((f) => f.le)], [2, ['2025-11-12', '2025-11-10']])
    assert.ok(peutConsigner)
  })

  test('la façade rend les paroles et le compte', () =>
    enTantQue(essai, qui(assistante), async (c) => {
      assert.deepEqual(
        (await listParoles(c, dossierId)).map((p) => p.propos),
        [PROPOS],
      )
      assert.equal((await compterRecits(c, dossierId)).n, 2)
    }))

  test('le stagiaire admis lit et consigne ; les autres, rien, comme si le dossier n’existait pas', async () => {
    assert.equal((await lire(stagiaire)).paroles.length, 1)
    for (const autre of [ailleurs, conseillere, administrateur]) {
      await assert.rejects(lire(autre), (e) => e instanceof ErreurMetier && e.genre === 'introuvable')
      for (const cas of [scellerParoles, consignerRecit])
        await assert.rejects(
          lancer(essai.moteur, qui(autre), cas as typeof scellerParoles, {
            ...neuf(),
            dossierId,
            propos: 'Non.',
            le: '2025-11-12',
            aQui: 'cpe',
          }),
          (e) => e instanceof ErreurMetier && e.genre === 'introuvable',
        )
    }
  })

  test('dossier clos : se lit, plus rien ne s’y consigne', async () => {
    assert.equal((await lire(assistante, closId)).peutConsigner, false)
    const refus = (promesse: Promise<unknown>) => assert.rejects(promesse, (e) => e instanceof ErreurMetier && e.code === 'dossiers.clos')
    await refus(lancer(essai.moteur, qui(assistante), preparerParoles, { dossierId: closId }))
    await refus(desParoles(essai, qui(assistante), closId))
    await refus(unRecit(essai, qui(assistante), closId))
    await refus(annoter(qui(assistante), closId, paroleClose))
  })

  test('les paroles d’un autre dossier n’existent pas ici', () =>
    assert.rejects(annoter(qui(assistante), dossierId, paroleClose), (e) => e instanceof ErreurMetier && e.code === 'paroles.introuvable'))

  test('ni demain, ni sans mots ; une parole spontanée ne suit aucune question', async () => {
    const { dossierId: autre } = await unDossier(essai, qui(assistante))
    const essayer = (r: Record<string, string>) => desParoles(essai, qui(assistante), autre, r)
    await assert.rejects(essayer({ le: '2999-01-01' }), (e) => e instanceof ErreurMetier && e.champ === 'le')
    await assert.rejects(essayer({ propos: '  ' }), /mot pour mot/)
    await assert.rejects(essayer({ question: 'aucune', motsQuestion: 'Et alors ?' }), /spontanée/)
    await assert.rejects(essayer({ heure: '25:00' }), /heures, minutes/)
    await assert.rejects(unRecit(essai, qui(assistante), autre, { le: '2999-01-01' }), (e) => e instanceof ErreurMetier && e.champ === 'le')
    assert.equal((await lire(assistante, autre)).bilan.n, 0)
  })

  test('le même envoi deux fois ne scelle qu’une fois', async () => {
    const { dossierId: autre } = await unDossier(essai, qui(assistante))
    const saisie = { ...neuf(), dossierId: autre, propos: 'Une fois.', le: '2025-11-12' }
    await lancer(essai.moteur, qui(assistante), scellerParoles, saisie)
    await lancer(essai.moteur, qui(assistante), scellerParoles, saisie)
    assert.equal((await lire(assistante, autre)).paroles.length, 1)
  })

  test('chaque qualité que propose le formulaire est acceptée par la base', async () => {
    const { dossierId: autre } = await unDossier(essai, qui(assistante))
    for (const aQui of qualites) await unRecit(essai, qui(assistante), autre, { aQui })
    assert.equal((await lire(assistante, autre)).bilan.n, qualites.length)
  })
})

describe('un sceau altéré est une panne, pas un refus', () => {
  const alterer = async (colonne: string, valeur: ReturnType<typeof sql>) => {
    const { dossierId: autre } = await unDossier(essai, qui(assistante))
    const id = await desParoles(essai, qui(assistante), autre)
    await sql`update paroles.parole set ${sql.ref(colonne)} = ${valeur} where id = ${id}`.execute(essai.proprietaire)
    return autre
  }
  for (const [nom, colonne, valeur] of [
    ['l’empreinte', 'empreinte', sql`sha256('x')`],
    ['le jour', 'le', sql`date '2025-11-11'`],
    ['le texte chiffré', 'scelle_chiffre', sql`set_byte(scelle_chiffre, 20, get_byte(scelle_chiffre, 20) # 1)`],
  ] as const)
    test(`${nom} : rien ne se lit`, async () => {
      const autre = await alterer(colonne, valeur)
      await assert.rejects(lire(assistante, autre), (e) => e instanceof Error && !(e instanceof ErreurMetier))
    })

  test('mais le rappel compte encore : il n’empêche pas de consigner', async () => {
    const autre = await alterer('empreinte', sql`sha256('x')`)
    const { bilan } = await lancer(essai.moteur, qui(assistante), preparerParoles, { dossierId: autre })
    assert.equal(bilan.n, 1)
  })
})

describe('la base, seule', () => {
  const executer = (agent: Agent | undefined, ordre: (c: Contexte) => Promise<unknown>) => enTantQue(essai, qui(agent), ordre)
  const TABLES = ['paroles.parole', 'paroles.annotation', 'paroles.recit'] as const

  for (const table of TABLES) {
    test(`${table} : ni correction, ni effacement, pas même par son auteur`, async () => {
      for (const ordre of [
        sql`update ${sql.table(table)} set auteur_id = auteur_id`,
        sql`delete from ${sql.table(table)}`,
        sql`truncate ${sql.table(table)}`,
      ])
        await assert.rejects(
          executer(assistante, ({ tx }) => ordre.execute(tx)),
          /permission denied/,
        )
    })

    test(`${table} : se lit dans le périmètre du dossier, et là seulement`, async () => {
      const compter = (agent: Agent | undefined) =>
        enTantQue(essai, qui(agent), async ({ tx }) =>
          (await sql<{ d: string }>`select distinct dossier_id as d from ${sql.table(table)}`.execute(tx)).rows.map((r) => r.d),
        )
      assert.ok((await compter(collegue)).includes(dossierId))
      assert.deepEqual(await compter(stagiaire), [dossierId])
      for (const autre of [ailleurs, conseillere, administrateur]) assert.deepEqual(await compter(autre), [])
    })
  }

  const inserer = (agent: Agent | undefined, dossier: string, auteur: string) => [
    () =>
      executer(agent, ({ tx }) =>
        sql`insert into paroles.parole (id, dossier_id, auteur_id, le, scelle_chiffre, empreinte)
            values (gen_random_uuid(), ${dossier}, ${auteur}, '2025-11-12', '\\x00', sha256('x'))`.execute(tx),
      ),
    () =>
      executer(agent, ({ tx }) =>
        sql`insert into paroles.annotation (id, parole_id, dossier_id, auteur_id, texte_chiffre)
            values (gen_random_uuid(), ${dossier === closId ? paroleClose : paroleId}, ${dossier}, ${auteur}, '\\x00')`.execute(tx),
      ),
    () =>
      executer(agent, ({ tx }) =>
        sql`insert into paroles.recit (id, dossier_id, auteur_id, a_qui) values (gen_random_uuid(), ${dossier}, ${auteur}, 'cpe')`.execute(
          tx,
        ),
      ),
  ]
  const refuses = async (ordres: readonly (() => Promise<unknown>)[]) => {
    for (const ordre of ordres) await assert.rejects(ordre(), /row-level security/)
  }

  test('on n’ajoute qu’en son nom, dans un dossier ouvert à soi', async () => {
    for (const ordre of inserer(assistante, dossierId, qui(assistante).id)) await ordre()
    await refuses(inserer(assistante, dossierId, qui(collegue).id))
    await refuses(inserer(assistante, closId, qui(assistante).id))
    for (const autre of [ailleurs, conseillere, administrateur]) await refuses(inserer(autre, dossierId, qui(autre).id))
  })

  test('l’heure de saisie est celle de la base : l’application ne la choisit pas', () =>
    assert.rejects(
      executer(assistante, ({ tx }) =>
        sql`insert into paroles.recit (id, dossier_id, auteur_id, a_qui, saisi_le)
            values (gen_random_uuid(), ${dossierId}, ${qui(assistante).id}, 'cpe', now())`.execute(tx),
      ),
      /permission denied/,
    ))

  test('aucun mot en clair', async () => {
    for (const table of TABLES) {
      const { rows } = await sql<{ t: string }>`select to_jsonb(x)::text as t from ${sql.table(table)} x`.execute(essai.proprietaire)
      for (const mot of ['tais-toi', 'Bureau', 'pleurant', 'collège', 'Elle me']) {
        const hex = Buffer.from(mot).toString('hex')
        assert.ok(rows.every(({ t }) => !t.includes(mot) && !t.includes(hex)))
      }
    }
  })

  test('les mêmes mots, scellés deux fois, n’ont pas la même empreinte', async () => {
    const { dossierId: autre } = await unDossier(essai, qui(assistante))
    await desParoles(essai, qui(assistante), autre)
    await desParoles(essai, qui(assistante), autre)
    assert.equal(new Set((await lire(assistante, autre)).paroles.map((p) => p.empreinte)).size, 2)
  })
})
