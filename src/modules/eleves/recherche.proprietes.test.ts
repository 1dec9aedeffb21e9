import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { exportsFictifs, siecle, UAI_JORDANNE } from '#essais/fabriques/imports.ts'
import { sql } from '#socle/db.ts'
import { elevesFictifs } from '../../demonstration/siecle-fictif.ts'
import { Jetons } from './empreintes.ts'
import { chercherEleves } from './rechercher.requetes.ts'

const essai = await ouvrirEssai()
const EFFECTIF = 800
const f = await exportsFictifs(UAI_JORDANNE, EFFECTIF, 42)
await siecle(essai, f.eleves)
const claire = await uneAssistante(essai, LA_JORDANNE)
const tous = [
  ...elevesFictifs({
    uai: UAI_JORDANNE,
    type: 'college',
    effectif: EFFECTIF,
    graine: 42,
    anneeScolaire: 2026,
    dateExport: '2026-10-12',
    reconnaissables: true,
  }),
].filter((e) => e.dateSortie === null)

/** Une faute de frappe : une lettre changée, oubliée, doublée ou inversée avec la suivante, ailleurs qu'en tête. */
function fauter(mot: string, genre: 'change' | 'oublie' | 'double' | 'inverse', rang: number): string {
  if (mot.length < 4) return mot
  const i = 1 + (rang % (mot.length - 2))
  const [a, b] = [mot[i] ?? '', mot[i + 1] ?? '']
  const remplace = { change: `${a === 'x' ? 'w' : 'x'}${b}`, oublie: b, double: `${a}${a}${b}`, inverse: `${b}${a}` }[genre]
  return mot.slice(0, i) + remplace + mot.slice(i + 2)
}

const recherche = fc.record({
  eleve: fc.constantFrom(...tous),
  genre: fc.constantFrom('change', 'oublie', 'double', 'inverse'),
  rang: fc.nat(20),
  surLePrenom: fc.boolean(),
  inverser: fc.boolean(),
  capitales: fc.boolean(),
  sansAccent: fc.boolean(),
})

describe(`Dans un collège de ${EFFECTIF} élèves`, () => {
  test('nom et prénom avec une faute de frappe, dans n’importe quel ordre et n’importe quelle casse : dans les dix premiers', async () => {
    await fc.assert(
      fc.asyncProperty(recherche, async ({ eleve, genre, rang, surLePrenom, inverser, capitales, sansAccent }) => {
        const [prenom, nom] = [
          surLePrenom ? fauter(eleve.prenom, genre, rang) : eleve.prenom,
          surLePrenom ? eleve.nom : fauter(eleve.nom, genre, rang),
        ]
        const brut = inverser ? `${nom} ${prenom}` : `${prenom} ${nom}`
        const accentue = capitales ? brut.toUpperCase() : brut.toLowerCase()
        const q = sansAccent ? accentue.normalize('NFD').replace(/\p{M}/gu, '') : accentue
        const trouves = await enTantQue(essai, claire, async (c) => (await chercherEleves(c, q)).eleves)
        assert.ok(trouves.length <= 10)
        assert.ok(
          trouves.some((t) => t.nomFamille === eleve.nom && t.prenom === eleve.prenom),
          `« ${q} » ne rend pas ${eleve.prenom} ${eleve.nom} mais ${trouves.map((t) => `${t.prenom} ${t.nomFamille}`).join(', ')}`,
        )
      }),
      { numRuns: 250, seed: 20261122 },
    )
  })
  test('sans faute, il est premier ou ses seuls homonymes le précèdent', async () => {
    const manques: string[] = []
    for (const eleve of tous.filter((_, i) => i % 7 === 0)) {
      const trouves = await enTantQue(essai, claire, async (c) => (await chercherEleves(c, `${eleve.prenom} ${eleve.nom}`)).eleves)
      const [premier] = trouves
      // Un nom d'usage vaut un nom : qui le porte est un homonyme.
      if (premier?.prenom !== eleve.prenom || ![premier.nomFamille, premier.nomUsage].includes(eleve.nom))
        manques.push(`${eleve.prenom} ${eleve.nom} : ${trouves.map((t) => `${t.prenom} ${t.nomFamille}`).join(', ')}`)
    }
    assert.deepEqual(manques, [])
  })
})

test('la signature écrite avec les jetons est celle que la base compare', async () => {
  const { rows } = await sql<{ n: number; pareilles: boolean }>`
    select count(*)::int as n, bool_and(signature = eleves.signature(empreintes)) as pareilles from eleves.eleve`.execute(
    essai.proprietaire,
  )
  assert.ok((rows[0]?.n ?? 0) >= EFFECTIF - 100)
  assert.equal(rows[0]?.pareilles, true)
})

test('la recherche passe par l’index des jetons, jamais par un balayage', async () => {
  // Trente établissements de même taille, aux jetons étrangers : assez pour que balayer coûte.
  await sql`insert into eleves.eleve (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, identite_aveugle, empreintes, signature, present, source)
    select gen_random_uuid(), t.id, sha256((e.id::text || t.id)::bytea), e.fiche_chiffree, e.contenu_aveugle, e.identite_aveugle,
           array(select hashint4(j # hashtext(t.id::text)) from unnest(e.empreintes) j), 0, true, 'siecle'
      from eleves.eleve e cross join (select id from referentiels.territoire where niveau = 'etablissement' order by id limit 30) t`.execute(
    essai.proprietaire,
  )
  await sql`select gin_clean_pending_list('eleves.eleve_empreintes'::regclass)`.execute(essai.proprietaire)
  await sql`analyze eleves.eleve`.execute(essai.proprietaire)
  const cherches = new Jetons(essai.coffre.empreinte, LA_JORDANNE)
  const [jetons, selectifs] = [cherches.de(['leo', 'dupond']), cherches.selectifs(['leo', 'dupond'])]
  const corps =
    (await sql<{ corps: string }>`select pg_get_functiondef('eleves.chercher'::regproc) as corps`.execute(essai.proprietaire)).rows[0]
      ?.corps ?? ''
  const requete = /BEGIN ATOMIC\s+([\s\S]+?);\s*END/i.exec(corps)?.[1] ?? ''
  assert.match(requete, /&&/)
  // Comme dans la fonction : un plan qui ignore les valeurs des paramètres.
  const plan = await essai.proprietaire.transaction().execute(async (tx) => {
    await sql`select set_config('egide.agent_id', ${claire.id}, true), set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(
      tx,
    )
    const parametres = { etablissements: 'uuid[]', jetons: 'int[]', selectifs: 'int[]', limite: 'int' }
    const numerotee = Object.keys(parametres).reduce(
      (texte, nom, i) => texte.replaceAll(`chercher.${nom}`, `$${i + 1}`).replace(new RegExp(`\\b${nom}\\b`, 'g'), `$${i + 1}`),
      requete,
    )
    await sql.raw(`prepare chercher(${Object.values(parametres).join(', ')}) as ${numerotee}`).execute(tx)
    const valeurs = [jetons.map(() => LA_JORDANNE), jetons, selectifs].map((v) => `'{${v.join(',')}}'`)
    return (await sql.raw<Record<string, string>>(`explain execute chercher(${valeurs.join(', ')}, 40)`).execute(tx)).rows
      .map((r) => r['QUERY PLAN'])
      .join('\n')
  })
  assert.match(plan, /Bitmap Index Scan on eleve_empreintes/)
  assert.doesNotMatch(plan, /Seq Scan on eleve/)
})
