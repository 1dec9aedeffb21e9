import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { CANTAL } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { findProtocoleEnVigueur } from './protocole.requetes.ts'

type Reglages = { version: number; du: string; au?: string; publie?: boolean; departement?: string }

async function unProtocole({ version, du, au, publie = true, departement = CANTAL }: Reglages): Promise<string> {
  const id = randomUUID()
  await essai.proprietaire
    .insertInto('referentiels.protocole')
    .values({
      id,
      departement_id: departement,
      version,
      en_vigueur_du: du,
      en_vigueur_au: au ?? null,
      publie_le: publie ? new Date('2026-01-05T09:00:00Z') : null,
      definition_ip: 'Définition fictive.',
      circuit: JSON.stringify({ etapes: [{ qui: 'Rédacteur', quoi: 'transmet à la CRIP' }] }),
      gabarit: 'information-preoccupante',
    })
    .execute()
  const destinataire = { protocole_id: id, adresse: null, courriel: null, telephone: null }
  await essai.proprietaire
    .insertInto('referentiels.protocole_destinataire')
    .values([
      { ...destinataire, ordre: 2, nature: 'dsden', intitule: 'DSDEN fictive', canaux: ['COURRIEL'] },
      { ...destinataire, ordre: 1, nature: 'crip', intitule: 'CRIP fictive', canaux: ['PLATEFORME', 'COURRIER_AR'], principal: true },
    ])
    .execute()
  return id
}

const essai = await ouvrirEssai()

describe('le protocole départemental', () => {
  before(async () => {
    await unProtocole({ version: 1, du: '2024-09-01', au: '2026-01-01' })
    await unProtocole({ version: 2, du: '2026-01-01' })
    await unProtocole({ version: 3, du: '2026-02-01', publie: false })
  })
  const versionLe = async (jour: string) => (await findProtocoleEnVigueur(essai.app, CANTAL, jour))?.version

  test('est celui du jour : la fin d’une version est le début de la suivante', async () => {
    assert.equal(await versionLe('2024-08-31'), undefined)
    assert.equal(await versionLe('2025-12-31'), 1)
    assert.equal(await versionLe('2026-01-01'), 2)
  })

  test('n’est jamais un brouillon', async () => {
    assert.equal(await versionLe('2026-11-22'), 2)
  })

  test('nomme ses destinataires dans l’ordre, avec leurs voies', async () => {
    const protocole = await findProtocoleEnVigueur(essai.app, CANTAL, '2026-11-22')
    assert.deepEqual(
      protocole?.destinataires.map((d) => [d.nature, d.principal, d.canaux]),
      [
        ['crip', true, ['PLATEFORME', 'COURRIER_AR']],
        ['dsden', false, ['COURRIEL']],
      ],
    )
    assert.equal(protocole?.circuit.etapes[0]?.qui, 'Rédacteur')
    assert.equal(protocole?.delaiLocalJours, null)
  })

  test('ne peut avoir deux versions publiées sans fin, ni appartenir à autre chose qu’un département', async () => {
    await assert.rejects(unProtocole({ version: 4, du: '2026-03-01' }), /protocole_publie_ouvert/)
    const { id } = await essai.proprietaire
      .selectFrom('referentiels.territoire')
      .select('id')
      .where('niveau', '=', 'academie')
      .limit(1)
      .executeTakeFirstOrThrow()
    await assert.rejects(unProtocole({ version: 1, du: '2026-03-01', departement: id }), /protocole_departement_fkey/)
  })
})
