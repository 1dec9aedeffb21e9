import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import { inscrireLien, inscrireTitulaire } from '#modules/dossiers/index.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { creerLireDossier } from './lire-dossier.cas.ts'

/** Ce que voit celui qui vole la base : toutes les tables, en clair, sans la clé maîtresse. */
const essai = await ouvrirEssai()
const TAPES = [
  'Zéphyrin',
  'VANDERMEULEN',
  'Quadrifolium',
  'Hippocampe',
  'Tournebroche',
  'Saperlipopette',
  'Mirliton',
  'Galimatias',
  'Ornithorynque',
]

async function listTables(): Promise<string[]> {
  const { rows } = await sql<{ nom: string }>`
    select c.oid::regclass::text as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname in ('socle', 'coffre', 'securite', 'eleves', 'dossiers', 'actes', 'protection', 'observation', 'graphile_worker')`.execute(
    essai.proprietaire,
  )
  return rows.map((r) => r.nom)
}

async function lignesDe(table: string): Promise<string[]> {
  const { rows } = await sql<{ texte: string }>`select to_jsonb(t)::text as texte from ${sql.table(table)} t`.execute(essai.proprietaire)
  return rows.map((r) => r.texte)
}

describe('vol de base', () => {
  let dossierId: string
  let eleveId: string
  before(async () => {
    const marie = await uneAssistante(essai, LA_JORDANNE)
    const eleve = await unEleve(essai, LA_JORDANNE, { prenom: 'Zéphyrin', nomFamille: 'VANDERMEULEN', niveau: '430' })
    eleveId = eleve.id
    dossierId = (await unDossier(essai, marie, eleve)).dossierId
    const commun = { cleIdempotence: randomUUID(), dossierId }
    await unActe(essai, marie, dossierId, {
      compteRendu: 'Quadrifolium',
      noteTravail: 'Hippocampe',
      surTiers: 'Tournebroche',
      rappelLe: '2099-01-01',
      rappelObjet: 'Saperlipopette',
    })
    await lancer(essai.moteur, marie, inscrireTitulaire, { ...commun, nom: 'Mirliton', precision: 'Galimatias' })
    await lancer(essai.moteur, marie, inscrireLien, { ...commun, cleIdempotence: randomUUID(), nature: 'fratrie', nom: 'Ornithorynque' })
    await lancer(essai.moteur, marie, creerLireDossier([]), { dossierId })
  })

  test('ni nom, ni mot tapé, dans aucune table, ni en clair, ni en base64, ni en hexadécimal', async () => {
    for (const table of await listTables()) {
      const contenu = (await lignesDe(table)).join('\n').toLowerCase()
      for (const mot of TAPES) {
        const octets = Buffer.from(mot)
        const formes = [mot.toLowerCase(), octets.toString('hex'), octets.toString('base64').replace(/=+$/, '').toLowerCase()]
        for (const forme of formes) assert.ok(!contenu.includes(forme), `« ${mot} » se lit dans ${table}`)
      }
    }
  })

  test('aucune ligne ne porte à la fois l’élève et son dossier ; l’élève ne paraît hors de son schéma nulle part', async () => {
    for (const table of await listTables()) {
      const lignes = await lignesDe(table)
      assert.ok(!lignes.some((l) => l.includes(eleveId) && l.includes(dossierId)), `${table} joint l’élève au dossier`)
      if (!table.startsWith('eleves.')) assert.ok(!lignes.some((l) => l.includes(eleveId)), `${table} nomme l’élève`)
      if (table.startsWith('eleves.')) assert.ok(!lignes.some((l) => l.includes(dossierId)), `${table} nomme le dossier`)
    }
  })

  test('aucune valeur n’est commune à la fiche de l’élève et à son dossier, hors l’établissement', async () => {
    const valeurs = async (table: string, ou: string) => {
      const { rows } = await sql<{
        v: string
      }>`select distinct e.value as v from ${sql.table(table)} t, jsonb_each_text(to_jsonb(t)) e where t.id = ${ou}::uuid and length(e.value) > 8`.execute(
        essai.proprietaire,
      )
      return new Set(rows.map((r) => r.v))
    }
    const siennes = await valeurs('dossiers.dossier', dossierId)
    const communes = [...(await valeurs('eleves.eleve', eleveId))].filter((v) => siennes.has(v))
    assert.deepEqual(communes, [LA_JORDANNE])
  })
})
