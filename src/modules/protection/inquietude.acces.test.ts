import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { BLAISE_PASCAL, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { informer, transmettreIp, unBrouillon, unDossierAvecParents } from '#essais/fabriques/protection.ts'
import { rectifierActe } from '#modules/actes/index.ts'
import { cloreDossier, delaiInquietude } from '#modules/dossiers/index.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { consignerEtape } from './information-preoccupante/consigner-etape.cas.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const marie = await uneAssistante(essai, LA_JORDANNE)
const ailleurs = await uneAssistante(essai, BLAISE_PASCAL)

/** Le jour où `ENVOI` transmet. */
const ECRIT_LE = '2025-11-15'
const delai = (dossierId: string, au?: string, agent = marie) =>
  enTantQue(essai, agent, (contexte) => delaiInquietude(contexte, dossierId, ECRIT_LE, au))

const paroles = (dossier_id: string, le: string) =>
  essai.proprietaire
    .insertInto('paroles.parole')
    .values({ id: randomUUID(), dossier_id, auteur_id: marie.id, le, scelle_chiffre: Buffer.alloc(1), empreinte: Buffer.alloc(32) })
    .execute()
const urgence = (dossier_id: string, ouverte_le: string) =>
  essai.proprietaire
    .insertInto('protection.urgence')
    .values({ id: randomUUID(), dossier_id, ouverte_par: marie.id, ouverte_le: new Date(ouverte_le) })
    .execute()

describe('le délai depuis la première inquiétude', () => {
  test('court de la plus ancienne : acte d’un motif de danger, principal ou associé, paroles, urgence', async () => {
    const { dossierId } = await unDossier(essai, marie)
    assert.equal(await delai(dossierId), null)
    await unActe(essai, marie, dossierId, { dateActe: '2025-01-10', motif: 'FIN' })
    assert.equal(await delai(dossierId), null)
    // 0 h 30 le 15 novembre à Paris : le jour même.
    await urgence(dossierId, '2025-11-14T23:30:00Z')
    assert.equal(await delai(dossierId), 'MOIS_1')
    await paroles(dossierId, '2025-10-14')
    assert.equal(await delai(dossierId), 'MOIS_2')
    await unActe(essai, marie, dossierId, { dateActe: '2025-09-14', motif: 'VIF' })
    assert.equal(await delai(dossierId), 'MOIS_3')
    assert.equal(await delai(dossierId, '2026-03-14'), 'MOIS_6')
    await unActe(essai, marie, dossierId, { dateActe: '2025-02-01', motif: 'ABS', motifsAssocies: ['DANGER'] })
    assert.equal(await delai(dossierId), 'AU_DELA')
  })

  test('ne connaît ni un acte rectifié depuis, ni ce qui est arrivé après l’écrit, ni le dossier d’un autre établissement', async () => {
    const { dossierId } = await unDossier(essai, marie)
    const acteId = await unActe(essai, marie, dossierId, { dateActe: '2025-11-10', motif: 'DANGER' })
    assert.equal(await delai(dossierId), 'MOIS_1')
    assert.equal(await delai(dossierId, undefined, ailleurs), null)
    await lancer(essai.moteur, marie, rectifierActe, {
      ...{ cleIdempotence: randomUUID(), dossierId, acteId },
      ...{ dateActe: '2025-11-10', type: 'ENT_ELEVE', motif: 'FIN', origine: 'ELEVE' },
    })
    await paroles(dossierId, '2025-11-16')
    assert.equal(await delai(dossierId), null)
  })

  test('compte l’ouverture pour danger', async () => {
    const { dossierId } = await unDossier(essai, marie)
    await essai.proprietaire
      .updateTable('dossiers.dossier')
      .set({ motif: 'DANGER', ouvert_le: new Date('2025-10-01T08:00:00Z') })
      .where('id', '=', dossierId)
      .execute()
    assert.equal(await delai(dossierId), 'MOIS_2')
  })
})

test('de la transmission à la clôture, chaque fait porte sa classe, et aucune date', async () => {
  await essai.proprietaire.deleteFrom('observation.depot').execute()
  const deposes = async () => {
    const rows = await essai.proprietaire
      .deleteFrom('observation.depot')
      .where('type', 'not in', ['ouverture', 'acte'])
      .returningAll()
      .execute()
    return rows.map((r) => [r.type, r.mois, r.delai, r.delai_inquietude])
  }
  const { dossierId, titulaires } = await unDossierAvecParents(essai, marie)
  await unActe(essai, marie, dossierId, { dateActe: '2025-09-20', motif: 'DANGER' })
  const id = await unBrouillon(essai, marie, dossierId)
  await informer(essai, marie, id, titulaires)
  await transmettreIp(essai, marie, pdf, id)
  assert.deepEqual(await deposes(), [['ip', '2025-11-01', null, 'MOIS_2']])
  await lancer(essai.moteur, marie, consignerEtape, {
    ...{ cleIdempotence: randomUUID(), id, etapesLues: '0' },
    ...{ nature: 'reponse', le: '2025-12-21', suite: 'ADMIN' },
  })
  assert.deepEqual(await deposes(), [['ip_reponse', '2025-11-01', 'MOIS_2', 'MOIS_6']])
  for (const [dossier, attendu] of [
    [dossierId, 'AU_DELA'],
    [(await unDossier(essai, marie)).dossierId, 'AUCUNE'],
  ] as const) {
    const { version } = await essai.proprietaire
      .selectFrom('dossiers.dossier')
      .select('version')
      .where('id', '=', dossier)
      .executeTakeFirstOrThrow()
    await lancer(essai.moteur, marie, cloreDossier, {
      ...{ cleIdempotence: randomUUID(), dossierId: dossier, version: String(version), issue: 'OBJECTIF' },
    })
    assert.deepEqual((await deposes())[0]?.[3], attendu)
  }
})
