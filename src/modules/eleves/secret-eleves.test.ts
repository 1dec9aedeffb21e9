import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { eleves, exportsFictifs, responsables, siecle, UAI_JORDANNE } from '#essais/fabriques/imports.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { elevesFictifs, foyersFictifs } from '../../demonstration/siecle-fictif.ts'
import { completerEleve } from './completer-eleve.cas.ts'
import { eleveXml } from './lecture/fichier-essai.ts'
import { lireEleve } from './lire-eleve.cas.ts'
import { chercherEleves } from './rechercher.requetes.ts'
import { listFratrie, listResponsables } from './responsable.requetes.ts'

const essai = await ouvrirEssai()
const claire = await uneAssistante(essai, LA_JORDANNE)
const TABLES = [
  'eleve',
  'adresse',
  'responsable',
  'responsabilite',
  'responsabilite_protegee',
  'structure',
  'import',
  'import_rejet',
  'rapprochement',
]

/** Tout ce qu'un voleur lit : les tables en texte, les octets chiffrés compris. */
async function vider(): Promise<string> {
  const morceaux: string[] = []
  for (const t of TABLES) {
    const { rows } = await sql<{ l: string }>`select x::text as l from ${sql.table(`eleves.${t}`)} x`.execute(essai.proprietaire)
    morceaux.push(...rows.map((r) => r.l))
  }
  const journal = await sql<{ l: string }>`select x::text as l from socle.journal x`.execute(essai.proprietaire)
  const texte = [...morceaux, ...journal.rows.map((r) => r.l)].join('\n')
  const octets = [...texte.matchAll(/\\x([0-9a-f]+)/g)].map((m) => Buffer.from(m[1] ?? '', 'hex').toString('latin1'))
  return `${texte}\n${octets.join('\n')}`.toLowerCase()
}

describe('Qui vole la base', () => {
  test('ne lit aucun nom, aucune naissance, aucun INE, aucune adresse d’élève ni de responsable', async () => {
    const f = await exportsFictifs(UAI_JORDANNE, 120, 3)
    await siecle(essai, f.structures, f.eleves, f.responsables)
    const commun = {
      uai: UAI_JORDANNE,
      type: 'college',
      effectif: 120,
      graine: 3,
      anneeScolaire: 2026,
      dateExport: '2026-10-12',
      reconnaissables: true,
    } as const
    const vole = await vider()
    assert.ok(vole.length > 50_000)
    const secrets = new Set<string>()
    for (const e of elevesFictifs(commun))
      for (const s of [e.nom, e.dateNaissance, e.ine]) if (s !== null && s.length > 3) secrets.add(s.toLowerCase())
    for (const { liens } of foyersFictifs(commun))
      for (const { adulte } of liens)
        for (const v of Object.values(adulte)) if (typeof v === 'string' && v.length > 5) secrets.add(v.toLowerCase())
    assert.ok(secrets.size > 100)
    // Un jour est celui de l'export ; les libellés de divisions sont publics.
    const trouves = [...secrets].filter((s) => s !== '2026-10-12' && vole.includes(s))
    assert.deepEqual(trouves, [])
  })
  test('l’épreuve verrait un nom : celui d’une division, écrit en clair, s’y trouve', async () => {
    const { code } = await essai.proprietaire.selectFrom('eleves.structure').select('code').executeTakeFirstOrThrow()
    assert.ok((await vider()).includes(code.toLowerCase()))
  })
  test('deux établissements n’ont pas les mêmes jetons pour le même nom', async () => {
    const [a, b] = await Promise.all(
      [LA_JORDANNE, JULES_FERRY].map(async (id) => new (await import('./empreintes.ts')).Jetons(essai.coffre.empreinte, id).de(['dupont'])),
    )
    assert.deepEqual(
      a?.filter((j) => b?.includes(j)),
      [],
    )
  })
})

describe('L’enfant protégé', () => {
  let leo = ''
  test('son lien protégé ne se lit que sur sa fiche, et le journal le retient à part', async () => {
    await essai.proprietaire.deleteFrom('eleves.eleve').execute()
    await siecle(
      essai,
      eleves(UAI_JORDANNE, eleveXml('1') + eleveXml('2', { PRENOM: 'Mia' })),
      responsables(
        UAI_JORDANNE,
        [
          ['m', 'BELLE'],
          ['ase', 'SERVICE'],
        ],
        [
          ['1', 'm', '10'],
          ['2', 'm', '10'],
          ['1', 'ase', '51'],
          ['2', 'ase', '42'],
        ],
      ),
    )
    leo = (await enTantQue(essai, claire, async (c) => (await chercherEleves(c, 'leo dupont')).eleves[0]))?.id ?? ''
    const fiche = await lancer(essai.moteur, claire, lireEleve, { eleveId: leo })
    assert.deepEqual(
      fiche.responsables.map((r) => [r.nomFamille, r.codeParente, r.protege]),
      [
        ['BELLE', '10', false],
        ['SERVICE', '51', true],
      ],
    )
    const lus = await essai.proprietaire
      .selectFrom('socle.journal')
      .select('action')
      .where('agent_id', '=', claire.id)
      .where('action', 'like', 'eleves.lire%')
      .orderBy('id')
      .execute()
    assert.deepEqual(
      lus.map((l) => l.action),
      ['eleves.lire_protection', 'eleves.lire_eleve'],
    )
  })
  for (const code of ['41', '42', '50', '51'])
    test(`le code ${code} n’entre jamais dans la table ordinaire, ni la personne qui n’a que ce lien`, async () => {
      await siecle(
        essai,
        responsables(
          UAI_JORDANNE,
          [
            ['m', 'BELLE'],
            ['x', 'TIERS'],
          ],
          [
            ['1', 'm', '10'],
            ['1', 'x', code],
          ],
        ),
      )
      const n = async (t: string) =>
        Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(`eleves.${t}`)}`.execute(essai.proprietaire)).rows[0]?.n)
      assert.deepEqual([await n('responsable'), await n('responsabilite'), await n('responsabilite_protegee')], [1, 1, 1])
    })
  test('le partage d’un éducateur ne fait pas une fratrie', async () => {
    await siecle(
      essai,
      responsables(
        UAI_JORDANNE,
        [['ase', 'SERVICE']],
        [
          ['1', 'ase', '51'],
          ['2', 'ase', '51'],
        ],
      ),
    )
    assert.deepEqual(await enTantQue(essai, claire, (c) => listFratrie(c, leo)), [])
  })
  test('en base, sans la clé, rien ne joint un lien protégé à un élève', async () => {
    const joints = await sql<{ n: string }>`
      select count(*) as n from eleves.responsabilite_protegee p join eleves.eleve e
        on p.eleve_aveugle in (e.cle_aveugle, e.identite_aveugle, e.contenu_aveugle, e.ine_aveugle) or p.cle_aveugle in (e.cle_aveugle, e.identite_aveugle, e.contenu_aveugle)`.execute(
      essai.proprietaire,
    )
    assert.equal(Number(joints.rows[0]?.n), 0)
  })
  for (const fonction of ['ctss_bassin', 'ctss_departement', 'administrateur', 'stagiaire', 'autorite'] as const)
    test(`${fonction} ne voit aucun lien protégé, même affecté au collège`, async () => {
      const agent = await unAgent(essai, fonction, [LA_JORDANNE])
      assert.deepEqual(
        await enTantQue(essai, agent, ({ tx }) => tx.selectFrom('eleves.responsabilite_protegee').select('cle_aveugle').execute()),
        [],
      )
    })
  test('l’assistante d’un autre collège non plus', async () => {
    const ailleurs = await uneAssistante(essai, JULES_FERRY)
    assert.deepEqual(
      await enTantQue(essai, ailleurs, ({ tx }) => tx.selectFrom('eleves.responsabilite_protegee').select('cle_aveugle').execute()),
      [],
    )
    await assert.rejects(enTantQue(essai, ailleurs, (c) => listResponsables(c, leo)))
  })
})

describe('Ce qu’un agent ajoute', () => {
  test('ne se perd ni à l’import suivant ni au changement d’établissement', async () => {
    await essai.proprietaire.deleteFrom('eleves.eleve').execute()
    const xml = (cle: string, prenom = 'Léo') => eleveXml(cle, { ID_NATIONAL: '0113014881M', PRENOM: prenom })
    await siecle(essai, eleves(UAI_JORDANNE, xml('1')))
    const id = (await enTantQue(essai, claire, async (c) => (await chercherEleves(c, 'leo dupont')).eleves[0]))?.id ?? ''
    await lancer(essai.moteur, claire, completerEleve, {
      eleveId: id,
      jetonVersion: '1',
      telephone: '06 39 98 00 01',
      courriel: '',
      adresse: '',
    })
    await siecle(essai, eleves('0150647X', xml('77'), { le: '20/10/2026' }))
    const ferry = await uneAssistante(essai, JULES_FERRY)
    const fiche = await lancer(essai.moteur, ferry, lireEleve, { eleveId: id })
    assert.deepEqual([fiche.eleve.telephone, fiche.eleve.etablissementId], ['06 39 98 00 01', JULES_FERRY])
  })
  test('une page périmée n’écrase pas la modification d’un autre', async () => {
    await siecle(essai, eleves(UAI_JORDANNE, eleveXml('5', { NOM_DE_FAMILLE: 'ROY' })))
    const id = (await enTantQue(essai, claire, async (c) => (await chercherEleves(c, 'roy')).eleves[0]))?.id ?? ''
    const envoyer = () =>
      lancer(essai.moteur, claire, completerEleve, { eleveId: id, jetonVersion: '1', telephone: '06', courriel: '', adresse: '' })
    await envoyer()
    await assert.rejects(envoyer, /a changé depuis/)
  })
})
