import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre, unDossier } from '#essais/fabriques/dossiers.ts'
import type { Agent } from '#socle/agent.ts'
import { type Contexte, lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { completerUrgence, lireUrgenceNotee, noterUrgence, preparerUrgence } from './noter-urgence.cas.ts'

const essai: Essai = await ouvrirEssai()
let [assistante, collegue, ailleurs, stagiaire, conseillere, administrateur]: Agent[] = []
let dossierId = ''
const qui = (a: Agent | undefined): Agent => {
  assert.ok(a)
  return a
}

before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
  administrateur = await unAgent(essai, 'administrateur', [CANTAL])
  dossierId = (await unDossier(essai, assistante)).dossierId
  await admettre(essai, dossierId, stagiaire, assistante, '2020-01-01', '2099-01-01')
})

const noter = (agent: Agent | undefined, envoi: Record<string, unknown>) =>
  lancer(essai.moteur, qui(agent), noterUrgence, { dossierId, ...envoi })
const completer = (agent: Agent | undefined, urgenceId: string, envoi: Record<string, unknown>) =>
  lancer(essai.moteur, qui(agent), completerUrgence, { dossierId, urgenceId, ...envoi })
const relire = async (agent: Agent | undefined, urgenceId: string) =>
  (await lancer(essai.moteur, qui(agent), lireUrgenceNotee, { dossierId, urgenceId })).versions
const faitsDe = async (urgenceId: string) => (await relire(assistante, urgenceId)).map((v) => v.note.faits)

describe('enregistrer est toujours accepté', () => {
  for (const [nom, envoi] of [
    ['rien du tout', {}],
    ['une heure qui n’en est pas une', { 'appels.0.quand': '25 h 99', 'appels.0.qui': 'le voisin' }],
    ['des champs répétés, inconnus, une clé tordue', { faits: ['a', 'b'], inconnu: 'x', cleIdempotence: 'tordue', rangLu: 'x' }],
    ['deux cent mille caractères', { faits: 'x'.repeat(200_000) }],
  ] as const)
    test(nom, async () => {
      const { urgenceId } = await noter(assistante, envoi)
      assert.equal((await relire(assistante, urgenceId)).length, 1)
      await completer(collegue, urgenceId, { ...envoi, ouCeSoir: 'Chez sa tante' })
      assert.equal((await relire(assistante, urgenceId))[0]?.note.ouCeSoir, 'Chez sa tante')
    })

  test('dossier clos entre-temps compris', async () => {
    const autre = await unDossier(essai, qui(assistante))
    await sql`update dossiers.dossier set statut = 'clos', clos_le = now(), issue = (select code from referentiels.issue_cloture limit 1) where id = ${autre.dossierId}`.execute(
      essai.proprietaire,
    )
    const { urgenceId } = await noter(assistante, { dossierId: autre.dossierId, faits: 'Vu.' })
    assert.ok(urgenceId)
  })
})

describe('rien ne se perd', () => {
  test('chaque enregistrement ajoute une version, les précédentes restent', async () => {
    const { urgenceId } = await noter(assistante, { faits: 'Un.' })
    await completer(assistante, urgenceId, { rangLu: '1', faits: 'Un. Deux.' })
    await completer(stagiaire, urgenceId, { rangLu: '2', faits: 'Un. Deux. Trois.' })
    assert.deepEqual(await faitsDe(urgenceId), ['Un. Deux. Trois.', 'Un. Deux.', 'Un.'])
  })

  test('le même envoi deux fois, une seule urgence, une seule version', async () => {
    const envoi = { cleIdempotence: randomUUID(), faits: 'Un.' }
    const [un, deux] = await Promise.all([noter(assistante, envoi), noter(assistante, envoi)])
    assert.equal(un.urgenceId, deux.urgenceId)
    assert.deepEqual(await faitsDe(un.urgenceId), ['Un.'])
  })

  test('revenir en arrière et envoyer un autre texte : les deux y sont', async () => {
    const cleIdempotence = randomUUID()
    const { urgenceId } = await noter(assistante, { cleIdempotence, faits: 'Un.' })
    await noter(assistante, { cleIdempotence, faits: 'Autre chose.' })
    assert.deepEqual(await faitsDe(urgenceId), ['Un.\n\nAutre chose.', 'Un.'])
  })

  test('une clé déjà prise dans un autre dossier ouvre une autre urgence', async () => {
    const cleIdempotence = randomUUID()
    const autre = await unDossier(essai, qui(ailleurs))
    const la = await noter(ailleurs, { dossierId: autre.dossierId, cleIdempotence, faits: 'Ailleurs.' })
    const ici = await noter(assistante, { cleIdempotence, faits: 'Ici.' })
    assert.notEqual(ici.urgenceId, la.urgenceId)
    assert.deepEqual(await faitsDe(ici.urgenceId), ['Ici.'])
  })

  test('cinq personnes à la fois, cinq textes et cinq appels', async () => {
    const { urgenceId } = await noter(assistante, {})
    const rangs = [1, 2, 3, 4, 5]
    await Promise.all(
      rangs.map((n) =>
        completer(n % 2 ? assistante : collegue, urgenceId, { rangLu: '1', faits: `Texte ${n}.`, 'appels.0.dit': `Appel ${n}.` }),
      ),
    )
    const [derniere, ...avant] = await relire(assistante, urgenceId)
    assert.ok(derniere?.reunie)
    assert.equal(avant.length, 5)
    for (const n of rangs) {
      assert.ok(derniere.note.faits.includes(`Texte ${n}.`))
      assert.ok(derniere.note.appels.some((a) => a.dit === `Appel ${n}.`))
    }
  })
})

describe('le périmètre est celui du dossier', () => {
  const introuvable = { genre: 'introuvable' }
  for (const [nom, agent] of [
    ['autre secteur', () => ailleurs],
    ['conseillère du département', () => conseillere],
    ['administrateur', () => administrateur],
  ] as const)
    test(`${nom} : ni noter, ni lire, ni compléter, ni voir une ligne`, async () => {
      const { urgenceId } = await noter(assistante, { faits: 'Secret.' })
      await assert.rejects(noter(agent(), { faits: 'x' }), introuvable)
      await assert.rejects(relire(agent(), urgenceId), introuvable)
      await assert.rejects(completer(agent(), urgenceId, { faits: 'x' }), introuvable)
      for (const table of ['protection.urgence', 'protection.urgence_version']) {
        const { rows } = await enTantQue(essai, qui(agent()), ({ tx }) =>
          sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where dossier_id = ${dossierId}`.execute(tx),
        )
        assert.equal(rows[0]?.n, 0)
      }
    })

  test('une urgence d’un autre de mes dossiers n’est pas de celui-ci', async () => {
    const autre = await unDossier(essai, qui(assistante))
    const { urgenceId } = await noter(assistante, { dossierId: autre.dossierId })
    await assert.rejects(relire(assistante, urgenceId), introuvable)
  })

  test('le dossier dit ses urgences', async () => {
    const { dossierId: neuf } = await unDossier(essai, qui(assistante))
    const { urgenceId } = await noter(assistante, { dossierId: neuf })
    const { urgences } = await lancer(essai.moteur, qui(collegue), preparerUrgence, { dossierId: neuf })
    assert.deepEqual(
      urgences.map((u) => [u.id, u.versions]),
      [[urgenceId, 1]],
    )
  })
})

describe('la base seule : ajout seulement, en son nom', () => {
  const refuse = (agent: Agent | undefined, ordre: (c: Contexte) => Promise<unknown>) =>
    assert.rejects(enTantQue(essai, qui(agent), ordre), /row-level security|permission denied/)

  for (const ordre of [
    'update protection.urgence_version set contenu_chiffre = null',
    'delete from protection.urgence_version',
    'delete from protection.urgence',
  ])
    test(ordre, () => refuse(assistante, ({ tx }) => sql.raw(ordre).execute(tx)))

  test('pas au nom d’un autre', () =>
    refuse(assistante, ({ tx }) =>
      sql`insert into protection.urgence (id, dossier_id, ouverte_par) values (${randomUUID()}, ${dossierId}, ${qui(collegue).id})`.execute(
        tx,
      ),
    ))
  test('pas dans le dossier d’un autre secteur', () =>
    refuse(ailleurs, ({ tx, agent }) =>
      sql`insert into protection.urgence (id, dossier_id, ouverte_par) values (${randomUUID()}, ${dossierId}, ${agent.id})`.execute(tx),
    ))

  test('ce qui est écrit ne s’y lit pas', async () => {
    await noter(assistante, { faits: 'Hématome visible', 'appels.0.repondu': 'Brigadière Untel' })
    const { rows } = await sql<{ t: string }>`select encode(contenu_chiffre, 'escape') as t from protection.urgence_version`.execute(
      essai.proprietaire,
    )
    assert.doesNotMatch(rows.map((r) => r.t).join(), /Hématome|Brigadi/)
  })
})

describe('les listes ne balaient pas', () => {
  before(async () => {
    const autre = await uneAssistante(essai, BLAISE_PASCAL)
    await sql`
      with cle as (insert into coffre.cle (id, nature, enveloppe) select gen_random_uuid(), 'dossier', '\\x00' from generate_series(1, 3000) returning id),
      dossier as (
        insert into dossiers.dossier (id, etablissement_id, eleve_aveugle, identite_chiffree, motif, origine, ouvert_par)
        select id, ${BLAISE_PASCAL}::uuid, uuid_send(id), '\\x00', 'MALETRE', 'ELEVE', ${autre.id}::uuid from cle returning id),
      urgence as (
        insert into protection.urgence (id, dossier_id, ouverte_par) select gen_random_uuid(), id, ${autre.id}::uuid from dossier returning id, dossier_id)
      insert into protection.urgence_version (urgence_id, dossier_id, rang, auteur_id, contenu_chiffre)
      select id, dossier_id, r, ${autre.id}::uuid, '\\x00' from urgence, generate_series(1, 2) r`.execute(essai.proprietaire)
    await sql`analyze protection.urgence, protection.urgence_version, dossiers.dossier`.execute(essai.proprietaire)
  })

  test('les urgences d’un dossier, les versions d’une urgence', () =>
    enTantQue(essai, qui(assistante), async ({ tx }) => {
      for (const requete of [
        sql`select u.id, d.rang from protection.urgence u join lateral (select v.rang from protection.urgence_version v
             where v.urgence_id = u.id order by v.rang desc limit 1) d on true where u.dossier_id = ${dossierId} order by u.ouverte_le desc, u.id limit 50`,
        sql`select v.rang from protection.urgence_version v where v.urgence_id = ${randomUUID()} order by v.rang desc limit 200`,
      ]) {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${requete}`.execute(tx)
        assert.deepEqual(
          rows.map((r) => r['QUERY PLAN']).filter((l) => /Seq Scan on urgence/.test(l)),
          [],
        )
      }
    }))
})
