import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { chercherEleves, listResponsables } from '#modules/eleves/index.ts'
import { annoterParoles, consignerRecit, scellerParoles } from '#modules/paroles/index.ts'
import { verserFaits } from '#modules/pilotage/index.ts'
import { creerTransmettre, enregistrerBrouillon } from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { jourDeParis, lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { ecrireExportsSiecle } from '../src/demonstration/siecle-fictif.ts'
import { LA_JORDANNE, uneAssistante } from './fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from './fabriques/base.ts'
import { unActe } from './fabriques/dossiers.ts'
import { siecle } from './fabriques/imports.ts'
import { ENVOI, imprimerie, informer, unBrouillon, versionDe } from './fabriques/protection.ts'

/**
 * Le voleur a toute la base, comme son propriétaire ; il n'a pas la clé maîtresse. Un vrai export SIECLE importé, un dossier, un
 * entretien, une note, une information préoccupante transmise : il ne doit lire aucun nom, aucun mot, aucun lien.
 */
const essai = await ouvrirEssai()
const MOTS = [
  'Quadrifolium',
  'Hippocampe',
  'Tournebroche',
  'Saperlipopette',
  'Mirliton',
  'Ornithorynque',
  'Calembredaine',
  'Gribouillis',
  'Patatras',
]

type Ligne = { readonly table: string; readonly xmin: string; readonly json: string }

async function toutLire(): Promise<Ligne[]> {
  const { rows: tables } = await sql<{ nom: string }>`
    select c.oid::regclass::text as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg_temp%'
       and c.oid::regclass::text not in ('referentiels.etablissement', 'referentiels.territoire', 'referentiels.ascendance')`.execute(
    essai.proprietaire,
  )
  const lignes: Ligne[] = []
  for (const { nom } of tables) {
    const { rows } = await sql<{
      xmin: string
      json: string
    }>`select t.xmin::text as xmin, to_jsonb(t)::text as json from ${sql.table(nom)} t`.execute(essai.proprietaire)
    lignes.push(...rows.map((r) => ({ table: nom, ...r })))
  }
  return lignes
}

/** Noms et prénoms de ces élèves et de leurs responsables ; assez longs pour ne pas se cacher par hasard dans un autre mot. */
const nomsImportes = (agent: Agent, cherches: readonly string[]): Promise<string[]> =>
  enTantQue(essai, agent, async (c) => {
    const personnes = []
    for (const cherche of cherches)
      for (const eleve of (await chercherEleves(c, cherche)).eleves) personnes.push(eleve, ...(await listResponsables(c, eleve.id)))
    return [...new Set(personnes.flatMap((p) => [p.nomFamille, p.prenom ?? '']))].filter(
      (n) => n.length >= 6 && !agent.nomAffiche.includes(n),
    )
  })

/**
 * Les valeurs assez longues pour joindre : identifiants, empreintes, instants à la microseconde, textes chiffrés. Un identifiant se
 * reconnaît aussi caché dans des octets : on compare sans tirets ni préfixe.
 */
const valeursDe = (lignes: readonly Ligne[]): Set<string> =>
  new Set(
    lignes
      .flatMap((l) => Object.values(JSON.parse(l.json) as Record<string, unknown>))
      .filter((v): v is string => typeof v === 'string' && v.length >= 12)
      .map(nue),
  )
const nue = (valeur: string): string => valeur.replace(/^\\x/, '').replaceAll('-', '')

describe('celui qui vole la base', () => {
  let lignes: Ligne[] = []
  let noms: string[] = []
  let agentId = ''
  const dossier = mkdtempSync(join(tmpdir(), 'egide-vol-'))
  const pdf = ouvrirFabriquePdf()
  after(async () => {
    await pdf.fermer()
    rmSync(dossier, { recursive: true, force: true })
  })

  before(async () => {
    const marie = await uneAssistante(essai, LA_JORDANNE)
    agentId = marie.id
    const aujourdHui = jourDeParis(new Date())
    const fichiers = await ecrireExportsSiecle({
      uai: '0150005Z',
      type: 'college',
      effectif: 60,
      graine: 7,
      anneeScolaire: 2026,
      dateExport: aujourdHui,
      dossier,
      reconnaissables: true,
    })
    await siecle(essai, fichiers.eleves, fichiers.responsables, fichiers.structures)
    const eleve = await enTantQue(essai, marie, async (c) => {
      const [trouve] = (await chercherEleves(c, 'dupont leo')).eleves
      assert.ok(trouve, 'l’élève importé se retrouve')
      return trouve
    })
    noms = await nomsImportes(marie, ['dupont', 'lefevre', 'guessan', 'martin'])
    const { dossierId } = await lancer(essai.moteur, marie, (await import('#modules/dossiers/index.ts')).ouvrirDossier, {
      cleIdempotence: randomUUID(),
      eleveId: eleve.id,
      motif: 'MALETRE',
      origine: 'ELEVE',
    })
    await unActe(essai, marie, dossierId, {
      compteRendu: MOTS[0] ?? '',
      noteTravail: MOTS[1] ?? '',
      surTiers: MOTS[2] ?? '',
      rappelLe: '2099-01-01',
      rappelObjet: MOTS[3] ?? '',
    })
    const { paroleId } = await lancer(essai.moteur, marie, scellerParoles, {
      dossierId,
      propos: MOTS[6],
      le: aujourdHui,
      cleIdempotence: randomUUID(),
    })
    await lancer(essai.moteur, marie, annoterParoles, { dossierId, paroleId, texte: MOTS[7], cleIdempotence: randomUUID() })
    await lancer(essai.moteur, marie, consignerRecit, { dossierId, aQui: 'autre', commentSu: MOTS[8], cleIdempotence: randomUUID() })
    const id = await unBrouillon(essai, marie, dossierId)
    await lancer(essai.moteur, marie, enregistrerBrouillon, {
      id,
      jetonVersion: String(await versionDe(essai, marie, id)),
      'motif.evenement': MOTS[4] ?? '',
      'constats.0.faits': MOTS[5] ?? '',
    })
    const titulaires = await enTantQue(essai, marie, async ({ tx }) =>
      (await tx.selectFrom('dossiers.titulaire_autorite').select('id').where('dossier_id', '=', dossierId).execute()).map((t) => t.id),
    )
    await informer(essai, marie, id, titulaires)
    await lancer(essai.moteur, marie, creerTransmettre(imprimerie(pdf)), {
      ...ENVOI,
      id,
      cleIdempotence: randomUUID(),
      jetonVersion: String(await versionDe(essai, marie, id)),
    })
    await verserFaits.executer(
      { db: essai.tache, coffre: essai.coffre, maintenant: () => new Date(), identifiant: randomUUID, signal: AbortSignal.timeout(60_000) },
      {},
    )
    lignes = await toutLire()
  })

  it('a bien tout sous les yeux : des centaines de lignes, une information transmise', () => {
    assert.ok(lignes.length > 200)
    assert.ok(lignes.some((l) => l.table === 'protection.information_preoccupante' && l.json.includes('"transmise"')))
    assert.ok(lignes.filter((l) => l.table === 'eleves.eleve').length >= 55)
  })

  it('ne lit aucun nom ni aucun mot tapé, en clair, en hexadécimal ou en base64', () => {
    assert.ok(noms.length >= 4)
    for (const mot of [...noms, ...MOTS]) {
      const octets = Buffer.from(mot)
      const formes = [mot.toLowerCase(), octets.toString('hex'), octets.toString('base64').replace(/=+$/, '').toLowerCase()]
      for (const l of lignes)
        for (const forme of formes) assert.ok(!l.json.toLowerCase().includes(forme), `« ${mot} » se lit dans ${l.table}`)
    }
  })

  const eleves = () => lignes.filter((l) => l.table.startsWith('eleves.'))
  const suivi = () =>
    lignes.filter(
      (l) =>
        /^(dossiers|actes|protection|paroles|observation)\./.test(l.table) ||
        l.table === 'socle.journal' ||
        l.table === 'socle.idempotence' ||
        l.table.startsWith('graphile_worker.'),
    )

  it('ne joint aucun élève à un dossier par une valeur commune', () => {
    const communes = valeursDe(eleves()).intersection(valeursDe(suivi()))
    assert.deepEqual(
      [...communes].filter((v) => v !== nue(LA_JORDANNE) && v !== nue(agentId)),
      [],
    )
  })

  it('ne les joint pas davantage par la transaction qui les a écrits', () => {
    const communes = new Set(eleves().map((l) => l.xmin)).intersection(
      new Set(
        suivi()
          .filter((l) => l.table !== 'socle.journal')
          .map((l) => l.xmin),
      ),
    )
    assert.deepEqual([...communes], [])
  })

  it('ne remonte d’un fait d’observation ni à l’acte, ni au dossier', () => {
    const faits = lignes.filter((l) => l.table.startsWith('observation.'))
    assert.ok(faits.some((l) => l.table === 'observation.fait'))
    const autres = lignes.filter((l) => /^(dossiers|actes|protection|paroles)\./.test(l.table))
    assert.deepEqual(
      [...valeursDe(faits).intersection(valeursDe(autres))].filter((v) => v !== nue(LA_JORDANNE)),
      [],
    )
    assert.equal(new Set(faits.map((l) => l.xmin)).intersection(new Set(autres.map((l) => l.xmin))).size, 0)
  })
})
