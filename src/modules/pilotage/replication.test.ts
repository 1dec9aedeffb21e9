import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { auServeur, MODELE, vers } from '#essais/fabriques/base.ts'
import {
  academieDe,
  adresse,
  arreter,
  attendus,
  BASES,
  copiesRestantes,
  couper,
  essai,
  etablissements,
  fermerDeuxServeurs,
  grappes,
  lire,
  ouvrirDeuxServeurs,
  rattrape,
  receptionBloquee,
  recus,
  retenir,
  SERVEURS,
  sur,
  verser,
} from '#essais/fabriques/deux-serveurs.ts'
import { sql } from '#socle/db.ts'
import { tuerServeur } from '#socle/postgres/fils-essai.ts'
import { abonner, descente, etatReplication, montee, publier, reglagesTropBas, retirer } from './replication.requetes.ts'

describe('la réplication vers la nation', () => {
  before(ouvrirDeuxServeurs)
  after(fermerDeuxServeurs)

  test('sans publication, rien ne s’arrête', async () => {
    await sql`insert into observation.depot (mois, etablissement_id, type, motif) select '2026-10-01', territoire_id, 'ip', 'FAM' from referentiels.etablissement limit 9`.execute(
      essai.proprietaire,
    )
    await sql`select observation.verser()`.execute(essai.tache)
    assert.deepEqual((await sql<{ n: number }>`select observation.preparer_envoi('2026-10-01') as n`.execute(essai.tache)).rows, [{ n: 0 }])
  })

  test('deux académies, copie initiale coupée en plein milieu : les comptes sont exacts, les lignes d’une autre ne sortent pas', async () => {
    for (const base of BASES) {
      await publier(await sur(base), montee(academieDe(base)))
      await publier(await sur(base), montee(academieDe(base)))
      await verser(base, 60)
    }
    // La base de Lyon compte aussi, en ses propres territoires, des faits de Versailles : sa publication ne les laisse pas sortir.
    await verser('lyon', 30, etablissements.versailles)
    for (const base of BASES) assert.ok((await arreter(base, '2026-11-01')) > 0)
    assert.ok((await lire('lyon', 'select 1 from observation.envoi where academie_id = $1', [academieDe('versailles').id])).length > 0)

    await abonner(await sur(MODELE), montee(academieDe('lyon')), adresse('lyon'))
    const deLyon = await attendus(['lyon'])
    assert.deepEqual(await rattrape(deLyon), deLyon)
    const lacher = await retenir()
    await abonner(await sur(MODELE), montee(academieDe('versailles')), adresse('versailles'))
    await receptionBloquee()
    await copiesRestantes(1)
    await couper('nation')
    await lacher()
    const tout = await attendus()
    assert.deepEqual(await rattrape(tout), tout)
    await copiesRestantes(0)
    assert.deepEqual(await lire(MODELE, 'select count(*)::int as faits from observation.fait'), [{ faits: 0 }])
  })

  test('le rôle de la nation ne lit que les envois publiés, sans leur heure', async () => {
    const nation = new pg.Client({ connectionString: adresse('lyon') })
    await nation.connect()
    for (const quoi of ['observation.fait', 'observation.compte', 'actes.acte', 'eleves.eleve'])
      await assert.rejects(nation.query(`select * from ${quoi}`), /permission denied/)
    await assert.rejects(nation.query('select inscrit_le from observation.envoi'), /permission denied/)
    assert.deepEqual((await nation.query('select distinct academie_id from observation.envoi')).rows, [
      { academie_id: academieDe('lyon').id },
    ])
    await nation.end()
    const heures = 'select min(inscrit_le) as debut, max(inscrit_le) as fin from observation.envoi'
    const [[lyon], [ici]] = [await lire<{ fin: Date }>('lyon', heures), await lire<{ debut: Date }>(MODELE, heures)]
    assert.ok((ici?.debut ?? 0) > (lyon?.fin ?? 0), 'l’heure de l’académie n’est pas venue')
  })

  test('un serveur tué entre l’emplacement ôté et la copie écrite : l’état le dit, « abonner » refait la copie', async () => {
    const enCopie = async () => (await etatReplication(await sur(MODELE))).map((e) => e.copie)
    assert.deepEqual(await enCopie(), [false, false])
    const ici = `where subname = '${montee(academieDe('lyon')).nom}'`
    assert.deepEqual(await lire(MODELE, `select subsynccommit from pg_subscription ${ici}`), [{ subsynccommit: 'on' }])
    await lire(
      MODELE,
      `update pg_subscription_rel set srsubstate = 'f', srsublsn = null
        where srrelid = 'observation.envoi'::regclass and srsubid = (select oid from pg_subscription ${ici})`,
    )
    await couper('nation')
    await verser('lyon', 20)
    assert.ok((await arreter('lyon', '2026-12-01')) > 0)
    assert.deepEqual(await enCopie(), [true, false])
    await abonner(await sur(MODELE), montee(academieDe('lyon')), adresse('lyon'))
    const tout = await attendus()
    assert.deepEqual(await rattrape(tout), tout)
    await copiesRestantes(0)
  })

  test('l’un ou l’autre serveur tué en pleine réception, ou les deux : ni perte, ni double', async () => {
    const coupures: readonly (() => Promise<void>)[] = [
      () => couper('nation'),
      () => couper('academies'),
      async () => {
        tuerServeur(SERVEURS.nation.dossier)
        await couper('academies')
        await couper('nation')
      },
    ]
    for (const [rang, coupure] of coupures.entries()) {
      const lacher = await retenir()
      await verser('lyon', 10, etablissements.versailles)
      for (const base of BASES) {
        await verser(base, 40)
        assert.ok((await arreter(base, `2027-0${rang + 1}-01`)) > 0)
      }
      await receptionBloquee()
      await coupure()
      await lacher()
      const tout = await attendus()
      assert.deepEqual(await rattrape(tout), tout, `coupure ${rang}`)
    }
  })

  test('un abonnement de plus que ce que le serveur peut recevoir se dit avant d’être pris', async () => {
    const nation = await sur(MODELE)
    assert.deepEqual(await reglagesTropBas(nation, montee(academieDe('lyon'))), [])
    assert.deepEqual(await reglagesTropBas(nation, descente), [{ nom: 'max_logical_replication_workers', minimum: 5 }])
    assert.deepEqual(await reglagesTropBas(await sur('lyon'), descente), [])
  })

  test('moins de cinq faits attendent ; en octobre, tout part', async () => {
    const avant = await recus()
    await verser('lyon', 4, etablissements.lyon.slice(0, 1))
    assert.equal(await arreter('lyon', '2027-06-01'), 0)
    assert.deepEqual(await recus(), avant)
    assert.ok((await arreter('lyon', '2027-10-01')) > 0)
    assert.equal(await arreter('lyon', '2027-10-01'), 0)
    const tout = await attendus()
    assert.deepEqual(await rattrape(tout), tout)
  })

  test('par un relais : la nation ne joint pas la base de l’académie, et compte comme elle', async () => {
    await auServeur(grappes.academies.url('postgres'), `create database pays template ${MODELE}`)
    await publier(await sur(MODELE), montee(academieDe('lyon')))
    await abonner(await sur('pays'), montee(academieDe('lyon')), vers(grappes.nation.url('postgres'), MODELE, 'egide_nation'))
    const avant = await attendus(['lyon'])
    assert.deepEqual(await rattrape(avant, 'pays'), avant)
    await verser('lyon', 20)
    assert.ok((await arreter('lyon', '2028-10-01')) > 0)
    const deLyon = await attendus(['lyon'])
    assert.deepEqual(await rattrape(deLyon, 'pays'), deLyon)
    assert.equal(await retirer(await sur('pays'), montee(academieDe('lyon'))), true)
  })

  test('retirée, une académie ne compte plus ; reprise, elle compte de nouveau, exactement', async () => {
    assert.equal(await retirer(await sur(MODELE), montee(academieDe('versailles'))), true)
    const deLyon = await attendus(['lyon'])
    assert.deepEqual(await recus(), deLyon)
    await abonner(await sur(MODELE), montee(academieDe('versailles')), adresse('versailles'))
    const tout = await attendus()
    assert.deepEqual(await rattrape(tout), tout)
    const etats = await etatReplication(await sur(MODELE))
    assert.deepEqual(
      etats.filter((e) => e.sens === 'recoit').map((e) => [e.nom, e.vivante]),
      BASES.map((b) => [`egide_academie_${academieDe(b).code}`, true]),
    )
    assert.ok((await etatReplication(await sur('lyon'))).some((e) => e.sens === 'publie' && e.vivante && (e.octets ?? -1) >= 0))
  })
})
