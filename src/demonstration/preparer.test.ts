import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { BLAISE_PASCAL, CANTAL, JULES_FERRY, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import { marquerDossiers } from '#modules/dossiers/index.ts'
import { chercherEleves } from '#modules/eleves/index.ts'
import { creerExportPublie } from '#modules/rapports/index.ts'
import { MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import { FONCTIONS, unAgentDe } from '#socle/agent.ts'
import { sql } from '#socle/db.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { RACINE } from '../racine.ts'
import { preparerDemonstration } from './preparer.ts'
import { rapporter } from './rapporter.ts'

/** Vingt fois plus petite : douze élèves au moins par établissement. */
const ECHELLE = 0.05

const TABLES = [
  'securite.agent',
  'securite.affectation',
  'referentiels.secteur',
  'referentiels.protocole',
  'eleves.eleve',
  'eleves.responsable',
  'eleves.import',
  'dossiers.dossier',
  'dossiers.membre',
  'actes.acte',
  'actes.rappel',
  'protection.information_preoccupante',
  'protection.etape',
  'observation.fait',
] as const

async function comptes({ proprietaire }: Essai): Promise<Record<string, number>> {
  const nombres = await Promise.all(
    TABLES.map(async (t) => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(t)}`.execute(proprietaire)
      return [t, rows[0]?.n ?? 0] as const
    }),
  )
  return Object.fromEntries(nombres)
}

class Interruption extends Error {}

/** Ce qu'écrit « egide rapport --niveau departement --code 15 --format csv ». */
async function enCsv(essai: Essai, annee: number): Promise<string> {
  const pdf = ouvrirFabriquePdf()
  try {
    const exporter = creerExportPublie({ pdf, racine: RACINE })
    const demande = { niveau: 'departement', code: '15', annee, numero: null } as const
    return (await essai.tache.transaction().execute((tx) => exporter(tx, demande, 'csv'))).octets.toString()
  } finally {
    await pdf.fermer()
  }
}

const lieuDe = (essai: Essai) => ({ urlProprietaire: essai.url('postgres'), urlTache: essai.url('egide_tache'), ...essai })

describe('démonstration coupée, reprise, relancée', { timeout: 120_000 }, async () => {
  const essai = await ouvrirEssai()
  const phrases: string[] = []
  // La Lozère : peu d'établissements, les mêmes étapes.
  const preparer = (couperA?: string) =>
    preparerDemonstration(lieuDe(essai), {
      departement: '48',
      echelle: ECHELLE,
      dire: (phrase) => {
        phrases.push(phrase)
        if (couperA && phrase.includes(couperA)) throw new Interruption()
      },
    })
  let repris: Record<string, number>

  before(async () => {
    for (const etape of ['Élèves de', 'Activité de', 'Élèves :', 'Activité :', 'Protection'])
      await assert.rejects(preparer(etape), Interruption)
    await preparer()
    repris = await comptes(essai)
  })

  test('elle compte autant que si rien ne l’avait interrompue', async () => {
    const temoin = await ouvrirEssai()
    await preparerDemonstration(lieuDe(temoin), { departement: '48', echelle: ECHELLE, dire: () => undefined })
    assert.deepEqual(repris, await comptes(temoin))
  })

  test('relancée, elle ne dit ni ne change rien', async () => {
    phrases.length = 0
    await preparer()
    assert.deepEqual(phrases, [])
    assert.deepEqual(await comptes(essai), repris)
  })

  test('un département qui n’existe pas se dit', async () => {
    await assert.rejects(preparerDemonstration(lieuDe(essai), { departement: '99', dire: () => undefined }), {
      code: 'demonstration.departement',
    })
  })
})

describe('démonstration du Cantal', { timeout: 120_000 }, async () => {
  const essai = await ouvrirEssai()

  before(() => preparerDemonstration(lieuDe(essai), { departement: '15', echelle: ECHELLE, dire: () => undefined }))

  test('cinq assistants se partagent tous les établissements publics du second degré', async () => {
    const rows = await essai.proprietaire
      .selectFrom('securite.affectation')
      .select(['agent_id', 'territoire_id'])
      .where('fonction', '=', 'assistant_social')
      .execute()
    assert.equal(new Set(rows.map((r) => r.agent_id)).size, 5)
    assert.equal(new Set(rows.map((r) => r.territoire_id)).size, rows.length)
    for (const id of [LA_JORDANNE, JULES_FERRY, BLAISE_PASCAL]) assert.ok(rows.some((r) => r.territoire_id === id))
  })

  test('son assistante trouve Léo DUPONT malgré la faute, et personne n’a encore ouvert son dossier', async () => {
    const { id } = await essai.proprietaire
      .selectFrom('securite.agent')
      .select('id')
      .where('identifiant', '=', 'agnes.delcros')
      .executeTakeFirstOrThrow()
    const affectation = {
      fonction: 'assistant_social' as const,
      territoireId: LA_JORDANNE,
      niveau: 'etablissement' as const,
      libelle: '',
      permanences: [],
    }
    const agent = unAgentDe(id, 'Agnès Delcros', id, [affectation])
    await enTantQue(essai, agent, async (contexte) => {
      const { eleves } = await chercherEleves(contexte, 'dupond leo')
      assert.equal(`${eleves[0]?.nomFamille} ${eleves[0]?.prenom}`, 'DUPONT Léo')
      assert.equal((await marquerDossiers(contexte, [eleves[0]?.id ?? ''])).size, 0)
    })
  })

  test('on y voit une information en retard, une accusée, une répondue, un brouillon', async () => {
    const { rows } = await sql<{ etat: string }>`
      select distinct case when i.statut = 'brouillon' then 'brouillon'
                  when exists (select 1 from protection.etape e where e.information_id = i.id and e.nature = 'reponse') then 'repondue'
                  when i.retour_attendu_le < socle.aujourd_hui() then 'retard'
                  when exists (select 1 from protection.etape e where e.information_id = i.id and e.nature = 'accuse') then 'accusee'
                  else 'transmise' end as etat
        from protection.information_preoccupante i order by 1`.execute(essai.proprietaire)
    assert.deepEqual(
      rows.map((r) => r.etat),
      ['accusee', 'brouillon', 'repondue', 'retard', 'transmise'],
    )
  })

  test('l’année passée a vécu : actes de septembre à juillet, réponses reçues, dossiers clos, et d’autres qui continuent', async () => {
    const { rows } = await sql<{ assistants: number; actes: number; reponses: number; clos: number; suivis: number }>`
      with bornes as (select make_date(observation.annee_scolaire(socle.aujourd_hui()), 9, 1) as rentree),
      d as (select d.* from dossiers.dossier d, bornes where d.ouvert_le < rentree - interval '1 year' + interval '10 months'
                                                           and d.ouvert_le >= rentree - interval '1 year')
      select (select count(distinct auteur_id) from actes.acte, bornes where date_acte < rentree - 62) as assistants,
             (select count(*) from actes.acte, bornes where date_acte between rentree - interval '1 year' and rentree - 62) as actes,
             (select count(*) from protection.etape, bornes where nature = 'reponse' and le < rentree) as reponses,
             (select count(*) from d, bornes where clos_le < rentree) as clos,
             (select count(*) from d, bornes where statut = 'ouvert' and dernier_acte_le >= rentree) as suivis`.execute(essai.proprietaire)
    const { assistants = 0, ...autres } = rows[0] ?? {}
    assert.equal(assistants, 5)
    for (const [quoi, combien] of Object.entries(autres))
      assert.ok(combien >= 5 || (quoi === 'suivis' && combien > 0), `${quoi} : ${combien}`)
  })

  test('le rapport du Cantal pour l’année passée n’est pas vide, compte ce qui lui est parvenu et dit ce qui manque', async () => {
    const base = essai.proprietaire
    const { rows } = await sql<{ annee: number }>`select observation.annee_scolaire(socle.aujourd_hui()) as annee`.execute(base)
    const annee = rows[0]?.annee ?? 0
    // Un assistant suffit : le secret statistique est long, et le département doit dire ce qui lui manque.
    const equipe = [
      ['benedicte.malroux', 'assistant_social'],
      ['francoise.peyrat', 'ctss_departement'],
    ] as const
    const d = { code: '15', id: CANTAL, libelle: 'Cantal', academieId: '', secteurs: [], annee }
    await rapporter(
      { ...lieuDe(essai), base, d, aujourdHui: '', echelle: 1, dire: () => undefined },
      equipe.map(([identifiant, fonction]) => ({ identifiant, fonction, nomAffiche: '', affectations: [] })),
    )
    const csv = await enCsv(essai, annee - 1)
    const { rows: comptes } = await sql<{ actes: number; etablissements: number; recus: number; attendus: number }>`
      select i.recus, i.attendus, (select count(*)::int from actes.acte where auteur_id = g.id and observation.annee_scolaire(date_acte) = ${annee - 1}) as actes,
             (select count(*)::int from securite.affectation where agent_id = g.id) as etablissements
        from securite.agent g, rapports.instantane i where identifiant = 'benedicte.malroux' and i.territoire_id = ${CANTAL}`.execute(base)
    const { actes = 0, etablissements = 0, recus = 0, attendus = 0 } = comptes[0] ?? {}
    assert.ok(actes >= 5)
    assert.ok(csv.includes(`"Actes";"total";"Ensemble";"tous";"Ensemble";${actes};`))
    assert.equal(recus, etablissements)
    assert.ok(attendus > recus)
  })

  test('les chiffres disent ce que les dossiers contiennent', async () => {
    const { rows } = await sql<{ actes: number; faits: number; enAttente: number }>`
      select (select count(*) from actes.acte) as actes, (select count(*) from observation.fait where type = 'acte') as faits,
             (select count(*) from observation.depot) as "enAttente"`.execute(essai.proprietaire)
    const actes = (await comptes(essai))['actes.acte']
    assert.deepEqual(rows, [{ actes, faits: actes, enAttente: 0 }])
  })

  test('aucune adresse ni aucun téléphone ne mène à quelqu’un', async () => {
    const rows = await essai.proprietaire
      .selectFrom('referentiels.protocole_destinataire')
      .select(['courriel', 'telephone', 'intitule'])
      .execute()
    assert.ok(rows.length > 0)
    assert.ok(
      rows.every((r) => r.courriel?.endsWith('.invalid') && r.telephone?.startsWith('01 99 00') && /ficti(f|ve)\b/.test(r.intitule)),
    )
  })

  test('un compte par fonction, et chacun se connecte', async () => {
    const app = await uneApplication(essai, { demonstration: true, inactiviteMinutes: 15, sessionHeures: 10 })
    const { rows } = await sql<{
      identifiant: string
      fonction: string
    }>`select identifiant, fonction from securite.comptes_demonstration()`.execute(essai.app)
    assert.deepEqual(rows.map((r) => r.fonction).sort(), [...FONCTIONS].sort())
    assert.ok(
      rows.some((r) => r.identifiant === 'agnes.delcros'),
      'l’assistante de La Jordanne vient la première',
    )
    for (const { identifiant } of rows) {
      const navigateur = unNavigateur(app)
      const reponse = await navigateur.poster('/connexion', { identifiant, motDePasse: MOT_DE_PASSE_DEMONSTRATION, retour: '/' })
      assert.equal(reponse.statusCode, 303, identifiant)
      assert.ok(navigateur.temoin, identifiant)
    }
  })
})
