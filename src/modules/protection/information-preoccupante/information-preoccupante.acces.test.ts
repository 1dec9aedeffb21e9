import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre } from '#essais/fabriques/dossiers.ts'
import { informer, unBrouillon, unDossierAvecParents, uneIpTransmise } from '#essais/fabriques/protection.ts'
import type { Agent } from '#socle/agent.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'

/*
 * Le troisième anneau, seul : la base refuse, l'application fût-elle contournée. Tout passe en SQL brut, sous le rôle egide_app.
 */
const essai: Essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())

let [assistante, collegue, ailleurs, stagiaire, conseillere, administrateur]: Agent[] = []
let transmise: { id: string; dossierId: string; titulaires: string[] }
let brouillon: { id: string; dossierId: string; titulaires: string[] }

before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
  administrateur = await unAgent(essai, 'administrateur', [CANTAL])
  transmise = await uneIpTransmise(essai, assistante, pdf)
  const dossier = await unDossierAvecParents(essai, assistante)
  brouillon = { ...dossier, id: await unBrouillon(essai, assistante, dossier.dossierId) }
  await admettre(essai, brouillon.dossierId, stagiaire, assistante, '2020-01-01', '2099-01-01')
})

const qui = (agent: Agent | undefined): Agent => {
  assert.ok(agent)
  return agent
}
const executer = (agent: Agent | undefined, ordre: (c: Contexte) => ReturnType<ReturnType<typeof sql>['execute']>) =>
  enTantQue(essai, qui(agent), ordre)
const refuse = (
  agent: Agent | undefined,
  ordre: (c: Contexte) => ReturnType<ReturnType<typeof sql>['execute']>,
  motif = /row-level security|permission denied/,
) => assert.rejects(executer(agent, ordre), motif)
const touchees = async (agent: Agent | undefined, ordre: (c: Contexte) => ReturnType<ReturnType<typeof sql>['execute']>) =>
  Number((await executer(agent, ordre)).numAffectedRows ?? 0n)

describe('lire : le périmètre est celui du dossier', () => {
  const voir = async (agent: Agent | undefined) => {
    const compter = (table: string) =>
      enTantQue(
        essai,
        qui(agent),
        async ({ tx }) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]?.n,
      )
    return [
      await compter('protection.information_preoccupante'),
      await compter('protection.information_titulaire'),
      await compter('protection.etape'),
    ].join(' ')
  }
  test('l’assistante et sa collègue du même établissement', async () => {
    assert.equal(await voir(assistante), '2 2 0')
    assert.equal(await voir(collegue), '2 2 0')
  })
  test('le stagiaire, le seul dossier où il est admis', async () => assert.equal(await voir(stagiaire), '1 0 0'))
  for (const [nom, agent] of [
    ['autre secteur', () => ailleurs],
    ['conseillère du département', () => conseillere],
    ['administrateur', () => administrateur],
  ] as const)
    test(`${nom} : rien`, async () => assert.equal(await voir(agent()), '0 0 0'))
})

describe('une information transmise ne change plus d’un octet', () => {
  for (const colonne of ['contenu_chiffre', 'fige_chiffre', 'document_chiffre', 'destinataire_chiffre', 'empreinte', 'document_empreinte'])
    test(`${colonne} : aucune ligne touchée`, async () => {
      assert.equal(
        await touchees(assistante, ({ tx }) =>
          sql`update protection.information_preoccupante set ${sql.ref(colonne)} = '\\x00' where id = ${transmise.id}`.execute(tx),
        ),
        0,
      )
    })
  test('ni redevenir un brouillon', async () => {
    assert.equal(
      await touchees(assistante, ({ tx }) =>
        sql`update protection.information_preoccupante set statut = 'brouillon' where id = ${transmise.id}`.execute(tx),
      ),
      0,
    )
  })
  test('ni changer le statut d’un titulaire', async () => {
    assert.equal(
      await touchees(assistante, ({ tx }) =>
        sql`update protection.information_titulaire set contenu_chiffre = '\\x00' where information_id = ${transmise.id}`.execute(tx),
      ),
      0,
    )
  })
  test('ni en ajouter un', () =>
    refuse(assistante, ({ tx, agent }) =>
      sql`insert into protection.information_titulaire (information_id, dossier_id, titulaire_id, statut, contenu_chiffre, saisi_par)
      values (${transmise.id}, ${transmise.dossierId}, ${brouillon.titulaires[0]}, 'faite', '\\x00', ${agent.id})`.execute(tx),
    ))
  for (const table of ['information_preoccupante', 'information_titulaire', 'etape'])
    test(`rien ne s’efface de ${table}`, () =>
      refuse(assistante, ({ tx }) => sql`delete from ${sql.table(`protection.${table}`)}`.execute(tx)))
})

describe('transmettre par SQL : la base exige ce que la loi exige', () => {
  const partir =
    (agent: Agent | undefined, sauf: Record<string, unknown> = {}) =>
    ({ tx }: Contexte) => {
      const valeurs = {
        statut: 'transmise',
        modifiee_par: qui(agent).id,
        signataire_id: qui(agent).id,
        canal: 'COURRIER',
        destinataire_chiffre: Buffer.of(1),
        transmise_le: new Date('2025-11-15T10:00:00Z'),
        retour_attendu_le: '2026-02-15',
        fige_chiffre: Buffer.of(1),
        empreinte: Buffer.alloc(32),
        document_chiffre: Buffer.of(1),
        document_empreinte: Buffer.alloc(32),
        ...sauf,
      }
      return tx
        .updateTable('protection.information_preoccupante')
        .set(valeurs as never)
        .where('id', '=', brouillon.id)
        .returning('id')
        .execute()
        .then((rows) => ({ rows }) as never)
    }
  test('refusé tant qu’un titulaire n’a pas de statut', () => refuse(assistante, partir(assistante)))
  test('accepté quand chacun a le sien, refusé s’il manque quoi que ce soit', async () => {
    await informer(essai, qui(assistante), brouillon.id, brouillon.titulaires)
    const { rows } = await executer(assistante, partir(assistante))
    assert.equal(rows.length, 1)
    for (const manque of [
      'canal',
      'destinataire_chiffre',
      'transmise_le',
      'retour_attendu_le',
      'signataire_id',
      'empreinte',
      'document_chiffre',
      'document_empreinte',
      'fige_chiffre',
    ])
      await refuse(assistante, partir(assistante, { [manque]: null }), /information_transmise_entiere|row-level security/)
  })
  test('le stagiaire rédige, il ne transmet pas', async () => {
    assert.equal(
      await touchees(stagiaire, ({ tx, agent }) =>
        sql`update protection.information_preoccupante set version = version + 1, modifiee_par = ${agent.id} where id = ${brouillon.id}`.execute(
          tx,
        ),
      ),
      1,
    )
    await refuse(stagiaire, partir(stagiaire))
  })
  test('personne ne signe pour une autre', () => refuse(assistante, partir(assistante, { signataire_id: collegue?.id })))
  test('hors secteur, rien à toucher', async () => {
    assert.deepEqual((await executer(ailleurs, partir(ailleurs))).rows, [])
    assert.deepEqual((await executer(conseillere, partir(conseillere))).rows, [])
  })
})

describe('les étapes s’ajoutent, et rien d’autre', () => {
  const ajouter =
    (
      informationId: () => string,
      dossierId: () => string,
      sauf: { auteur?: string | undefined; le?: string; nature?: string; suite?: string | null } = {},
    ) =>
    ({ tx, agent }: Contexte) =>
      sql`insert into protection.etape (information_id, dossier_id, rang, nature, le, suite, auteur_id)
        values (${informationId()}, ${dossierId()}, 1, ${sauf.nature ?? 'accuse'}, ${sauf.le ?? '2025-11-20'}, ${sauf.suite ?? null}, ${sauf.auteur ?? agent.id})`.execute(
        tx,
      )
  const sur = (s = {}) =>
    ajouter(
      () => transmise.id,
      () => transmise.dossierId,
      s,
    )

  test('l’assistante et sa collègue', async () => {
    assert.equal(await touchees(assistante, sur()), 1)
    assert.equal(await touchees(collegue, sur()), 1)
  })
  test('jamais au nom d’une autre', () => refuse(assistante, sur({ auteur: collegue?.id })))
  test('jamais avant la transmission', () => refuse(assistante, sur({ le: '2025-11-14' })))
  test('jamais sur un brouillon', () =>
    refuse(
      assistante,
      ajouter(
        () => brouillon.id,
        () => brouillon.dossierId,
      ),
    ))
  test('jamais hors secteur, ni par le stagiaire, même admis', async () => {
    await refuse(ailleurs, sur())
    await refuse(conseillere, sur())
    const admis = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
    await admettre(essai, transmise.dossierId, admis, qui(assistante), '2020-01-01', '2099-01-01')
    await refuse(admis, sur())
  })
  test('une réponse a sa suite, un accusé n’en a pas', async () => {
    await refuse(assistante, sur({ nature: 'reponse' }), /etape_suite/)
    await refuse(assistante, sur({ suite: 'CLASSEE' }), /etape_suite/)
    await refuse(assistante, sur({ nature: 'reponse', suite: 'EN_ATTENTE' }), /etape_suite/)
  })
  test('aucune mise à jour', () => refuse(assistante, ({ tx }) => sql`update protection.etape set le = '2025-11-16'`.execute(tx)))
})

describe('commencer un brouillon', () => {
  const inserer =
    (dossierId: string, sauf: { auteur?: string | undefined } = {}) =>
    ({ tx, agent }: Contexte) =>
      sql`insert into protection.information_preoccupante (id, dossier_id, etablissement_id, auteur_id, modifiee_par, contenu_chiffre)
        values (${randomUUID()}, ${dossierId}, ${LA_JORDANNE}, ${sauf.auteur ?? agent.id}, ${agent.id}, '\\x00')`.execute(tx)
  test('dans un dossier suivi seulement, en son nom', async () => {
    assert.equal(await touchees(assistante, inserer(brouillon.dossierId)), 1)
    assert.equal(await touchees(stagiaire, inserer(brouillon.dossierId)), 1)
    await refuse(stagiaire, inserer(transmise.dossierId))
    await refuse(ailleurs, inserer(brouillon.dossierId))
    await refuse(conseillere, inserer(brouillon.dossierId))
    await refuse(assistante, inserer(brouillon.dossierId, { auteur: collegue?.id }))
  })
  test('jamais dans un dossier clos, qui se lit encore', async () => {
    const clos = await unDossierAvecParents(essai, qui(assistante))
    const id = await unBrouillon(essai, qui(assistante), clos.dossierId)
    const { code } = await essai.proprietaire.selectFrom('referentiels.issue_cloture').select('code').limit(1).executeTakeFirstOrThrow()
    await essai.proprietaire
      .updateTable('dossiers.dossier')
      .set({ statut: 'clos', clos_le: new Date(), issue: code })
      .where('id', '=', clos.dossierId)
      .execute()
    await refuse(assistante, inserer(clos.dossierId))
    assert.equal(
      await touchees(assistante, ({ tx, agent }) =>
        sql`update protection.information_preoccupante set version = 9, modifiee_par = ${agent.id} where id = ${id}`.execute(tx),
      ),
      0,
    )
    assert.equal(
      (await executer(assistante, ({ tx }) => sql`select id from protection.information_preoccupante where id = ${id}`.execute(tx))).rows
        .length,
      1,
    )
  })
})

describe('ce que la base garde', () => {
  test('la tâche de fond n’y lit rien', async () => {
    for (const table of ['information_preoccupante', 'information_titulaire', 'etape'])
      await assert.rejects(sql`select * from ${sql.table(`protection.${table}`)}`.execute(essai.tache), /permission denied/)
  })
})
