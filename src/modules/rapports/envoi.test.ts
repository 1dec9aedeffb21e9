import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { jusqua } from '#essais/fabriques/attente.ts'
import { auServeur, connecter, type Essai, enTantQue, MODELE, vers } from '#essais/fabriques/base.ts'
import {
  academieDe,
  adresse,
  BASES,
  couper,
  etablissements,
  fermerDeuxServeurs,
  grappes,
  lire,
  nombre,
  ouvrirDeuxServeurs,
  receptionBloquee,
  sur,
} from '#essais/fabriques/deux-serveurs.ts'
import { type FaitVerse, figer, verser } from '#essais/fabriques/rapports.ts'
import { abonner, descente, montee, publier, retirer } from '#modules/pilotage/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sha256 } from '#socle/empreinte.ts'
import { contenuFige } from './contenu-fige.ts'
import { findFige } from './fige.requetes.ts'
import { lireFige } from './lire-rapports.cas.ts'

type Base = (typeof BASES)[number]
type Ouverte = Awaited<ReturnType<typeof connecter>>

const ANNEE = 2025
const NATION = idTerritoire('national', 'FR')
const departements = { lyon: ['69', '01'], versailles: ['78', '91'] } as const
const bases = {} as Record<Base | 'nation', Ouverte>
const assistantes = {} as Record<Base, Agent>
let nationale: Agent

const ouvrir = (base: Base | 'nation') =>
  base === 'nation' ? connecter(MODELE, grappes.nation.url('postgres')) : connecter(base, grappes.academies.url('postgres'))

/** Des actes par établissement : assez pour paraître, et un motif rare qui se masque. */
const actes = (etablissement: string, rang: number): FaitVerse[] =>
  ['FAM', 'ABS', 'HARC'].flatMap((motif, m) =>
    Array.from({ length: [9 + rang, 6 + 2 * rang, 1 + (rang % 3)][m] ?? 0 }, () => ({
      ...{ mois: '2025-10-01', etablissement_id: etablissement, type: 'acte', type_acte: 'ENT_ELEVE', motif, origine: 'ELEVE' },
      ...{ niveau: '610', sexe: rang % 2 ? '1' : '2', tranche_age: '11_13' },
    })),
  )

/** L'année d'une académie, dans sa base : chaque établissement valide, chaque département consolide, l'académie fige. */
async function remplir(base: Base): Promise<void> {
  const essai = bases[base]
  await verser(essai, etablissements[base].flatMap(actes))
  assistantes[base] = await uneAssistante(essai, ...etablissements[base])
  for (const e of etablissements[base]) await figer(essai, assistantes[base], e, ANNEE)
  for (const d of departements[base]) {
    const id = idTerritoire('departement', d)
    await figer(essai, await unAgent(essai, 'ctss_departement', [id]), id, ANNEE)
  }
}
const figerAcademie = async (base: Base): Promise<string> => {
  const { id } = academieDe(base)
  return figer(bases[base], await unAgent(bases[base], 'ctss_academie', [id]), id, ANNEE)
}

/** Attend que `base` ait reçu `combien` rapports ; rend combien elle en a. */
const recus = (base: string, combien: number) =>
  jusqua(combien, () => nombre(base, 'select count(*)::int as n from rapports.instantane where recu'))
const compteDe = (
  cases: readonly { type: string; dimension: string; code: string; nombre: number | null }[],
  dimension: string,
  code: string,
) => cases.find((c) => c.type === 'acte' && c.dimension === dimension && c.code === code)?.nombre
const figeDans = (essai: Essai, territoire: { id: string; niveau: 'departement' | 'academie' | 'national' }) =>
  essai.proprietaire.transaction().execute(async (tx) => {
    const t = await tx
      .selectFrom('referentiels.territoire')
      .select(['id', 'code', 'libelle'])
      .where('id', '=', territoire.id)
      .executeTakeFirstOrThrow()
    const fige = await findFige(tx, { ...t, niveau: territoire.niveau }, ANNEE, null)
    assert.ok(fige)
    return fige
  })

describe('les rapports figés, d’une base à l’autre', () => {
  before(async () => {
    await ouvrirDeuxServeurs()
    for (const base of [...BASES, 'nation'] as const) bases[base] = await ouvrir(base)
    nationale = await unAgent(bases.nation, 'ctss_national', [NATION])
    for (const base of BASES) await remplir(base)
  })
  after(async () => {
    await Promise.all(Object.values(bases).map((b) => b.fermer()))
    await fermerDeuxServeurs()
  })

  test('figé avant d’être publié, ou après, le rapport d’une académie part avec tout ce qui le prouve, et arrive entier', async () => {
    await figerAcademie('lyon')
    assert.deepEqual(await lire('lyon', 'select 1 from rapports.envoi'), [], 'sans publication, rien ne part')
    for (const base of BASES) {
      await publier(await sur(base), montee(academieDe(base)))
      await abonner(await sur(MODELE), montee(academieDe(base)), adresse(base))
    }
    // Une académie, deux départements, six établissements.
    assert.equal(await recus(MODELE, 9), 9)
    await figerAcademie('versailles')
    assert.equal(await recus(MODELE, 18), 18)

    for (const base of BASES)
      for (const territoire of [
        { id: academieDe(base).id, niveau: 'academie' } as const,
        ...departements[base].map((d) => ({ id: idTerritoire('departement', d), niveau: 'departement' }) as const),
      ]) {
        const [ici, la] = [await figeDans(bases[base], territoire), await figeDans(bases.nation, territoire)]
        assert.equal(contenuFige(la), contenuFige(ici))
        assert.equal(sha256(contenuFige(la)).toString('hex'), la.instantane.empreinte)
      }
  })

  test('sous le département, la nation ne sait ni quel établissement, ni son effectif, ni ses mots, ni le jour', async () => {
    const dessous = await lire(MODELE, 'select * from rapports.instantane where territoire_id is null')
    assert.equal(dessous.length, 12)
    assert.deepEqual(
      new Set(dessous.map((d) => JSON.stringify([d.perimetre, d.textes, d.empreinte.length, d.attendus]))),
      new Set(['[{},{},0,0]']),
    )
    assert.equal(new Set(dessous.map((d) => d.fige_le.getTime())).size, 2, 'le jour où l’académie a figé')
    const tout = JSON.stringify(await lire(MODELE, 'select contenu from rapports.envoi'))
    for (const id of BASES.flatMap((b) => etablissements[b])) assert.ok(!tout.includes(id))
    const vus = await enTantQue(bases.nation, nationale, ({ tx }) =>
      tx.selectFrom('rapports.instantane').select('territoire_id').orderBy('territoire_id').execute(),
    )
    assert.equal(vus.length, 6, 'deux académies et quatre départements')
    const compte = new pg.Client({ connectionString: adresse('lyon') })
    await compte.connect()
    for (const quoi of ['rapports.instantane', 'rapports.ligne', 'rapports.source', 'rapports.brouillon'])
      await assert.rejects(compte.query(`select * from ${quoi}`), /permission denied/)
    assert.deepEqual((await compte.query('select distinct academie_id from rapports.envoi')).rows, [{ academie_id: academieDe('lyon').id }])
    await compte.end()
  })

  test('la nation consolide les rapports reçus, les masque avec tout ce qu’ils prouvent, et additionne ce qu’ils couvrent', async () => {
    const id = await figer(bases.nation, nationale, NATION, ANNEE)
    const { instantane, cases } = await figeDans(bases.nation, { id: NATION, niveau: 'national' })
    const academies = await Promise.all(BASES.map((b) => figeDans(bases[b], { id: academieDe(b).id, niveau: 'academie' })))
    const somme = (de: (a: (typeof academies)[number]) => number) => academies.reduce((t, a) => t + de(a), 0)
    assert.deepEqual([instantane.recus, instantane.deduits, instantane.retenus], [2, [], []])
    assert.equal(compteDe(cases, 'total', 'tous'), BASES.flatMap((b) => etablissements[b].flatMap(actes)).length)
    for (const cle of ['etablissements', 'assures', 'eleves', 'etablissementsComptes'] as const)
      assert.equal(
        instantane.perimetre[cle],
        somme((a) => a.instantane.perimetre[cle]),
      )
    assert.equal(instantane.perimetre.assures, 12)
    assert.equal(instantane.perimetre.academiesInconnues, 0)
    assert.deepEqual(await lire(MODELE, 'select count(*)::int as n from rapports.source where instantane_id = $1', [id]), [{ n: 2 }])
  })

  test('le rapport national redescend dans chaque académie, sans ce qu’il masque ; une assistante y lit sa place', async () => {
    await publier(await sur(MODELE), descente)
    for (const base of BASES) {
      await abonner(await sur(base), descente, vers(grappes.nation.url('postgres'), MODELE, descente.role))
      assert.equal(await recus(base, 1), 1)
    }
    await figer(bases.nation, nationale, NATION, ANNEE)
    for (const base of BASES) assert.equal(await recus(base, 2), 2)
    const national = { id: NATION, niveau: 'national' } as const
    assert.equal(contenuFige(await figeDans(bases.lyon, national)), contenuFige(await figeDans(bases.nation, national)))
    assert.deepEqual(
      await lire(
        'lyon',
        'select count(*)::int as n from rapports.ligne l join rapports.instantane i on i.id = l.instantane_id where i.recu and l.masque and l.nombre is not null',
      ),
      [{ n: 0 }],
    )
    assert.equal(
      (await lire('lyon', 'select 1 from rapports.source s join rapports.instantane i on i.id = s.instantane_id where i.recu')).length,
      0,
    )
    const { situations } = await lancer(bases.lyon.moteur, assistantes.lyon, lireFige, {
      ...{ territoireId: etablissements.lyon[0], annee: ANNEE, numero: 1 },
    })
    assert.deepEqual(
      situations.map((s) => [s.niveau, s.numero]),
      [
        ['departement', 1],
        ['academie', 1],
        ['national', 2],
      ],
    )
  })

  test('une fois parti, un rapport ne se remplace que par ce qui se lisait déjà ; la nation tuée en le recevant ne le compte ni deux fois, ni à moitié', async () => {
    const [premier = ''] = etablissements.lyon
    await verser(bases.lyon, actes(premier, 12))
    await figer(bases.lyon, assistantes.lyon, premier, ANNEE)
    const garde = new pg.Client({ connectionString: grappes.nation.url(MODELE) })
    garde.on('error', () => undefined)
    await garde.connect()
    await garde.query('begin; lock table rapports.source in access exclusive mode')
    for (const d of departements.lyon) {
      const id = idTerritoire('departement', d)
      await figer(bases.lyon, await unAgent(bases.lyon, 'ctss_departement', [id]), id, ANNEE)
    }
    await figerAcademie('lyon')
    const { instantane } = await figeDans(bases.lyon, { id: academieDe('lyon').id, niveau: 'academie' })
    assert.deepEqual([instantane.numero, instantane.deduits], [2, ['acte']])
    await receptionBloquee()
    await bases.nation.fermer()
    await couper('nation')
    await garde.end().catch(() => undefined)
    bases.nation = await ouvrir('nation')
    // Le nouveau rapport de l'académie, ceux de ses deux départements, celui de l'établissement.
    assert.equal(await recus(MODELE, 22), 22)
    await figer(bases.nation, nationale, NATION, ANNEE)
    const { cases } = await figeDans(bases.nation, { id: NATION, niveau: 'national' })
    const total = compteDe(cases, 'total', 'tous')
    const vrai = [...BASES.flatMap((b) => etablissements[b].flatMap(actes)), ...actes(premier, 12)].length
    assert.ok(total === vrai || total === null, String(total))
  })

  test('par un relais : la nation reçoit les mêmes rapports, sans joindre la base de l’académie', async () => {
    await auServeur(grappes.academies.url('postgres'), `create database pays template ${MODELE}`)
    await publier(await sur(MODELE), montee(academieDe('lyon')))
    await abonner(await sur('pays'), montee(academieDe('lyon')), vers(grappes.nation.url('postgres'), MODELE, 'egide_nation'))
    const figes = `select id, numero, retenus, deduits, empreinte, recu from rapports.instantane where recu and id in (select id from rapports.envoi where academie_id = '${academieDe('lyon').id}') order by id`
    assert.equal(await recus('pays', 13), 13)
    assert.deepEqual(await lire('pays', figes), await lire(MODELE, figes))
    assert.equal(await retirer(await sur('pays'), montee(academieDe('lyon'))), true)
  })

  test('retirée puis reprise, une académie ne compte pas deux fois', async () => {
    const partis = 'select id from rapports.envoi where academie_id = $1 order by id'
    const siens = [academieDe('lyon').id]
    assert.equal(await retirer(await sur(MODELE), montee(academieDe('lyon'))), true)
    assert.deepEqual(await lire(MODELE, partis, siens), [])
    assert.equal(await recus(MODELE, 22), 22)
    await abonner(await sur(MODELE), montee(academieDe('lyon')), adresse('lyon'))
    const attendus = await lire('lyon', partis, siens)
    assert.deepEqual(await jusqua(attendus, () => lire(MODELE, partis, siens)), attendus)
    assert.equal(await recus(MODELE, 22), 22)
  })
})
