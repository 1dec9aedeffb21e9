import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { findProtocoleEnVigueur, idTerritoire } from '#modules/referentiels/index.ts'
import type { Agent } from '#socle/agent.ts'
import { type Contexte, lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { type ProtocoleAPublier, publierProtocole } from './installer.cas.ts'
import { ecrireBrouillon, lireBrouillon, lireProtocole, lireVersion, preparerVersion, publierVersion } from './protocole.cas.ts'

const PUY_DE_DOME = idTerritoire('departement', '63')
const essai = await ouvrirEssai()
const { moteur } = essai
const ici = await unAgent(essai, 'ctss_departement', [CANTAL])
const voisin = await unAgent(essai, 'ctss_departement', [PUY_DE_DOME])
const assistante = await uneAssistante(essai, LA_JORDANNE)
const academie = await unAgent(essai, 'ctss_academie', [idTerritoire('academie', '06')])

const CONTENU: Omit<ProtocoleAPublier, 'departementId' | 'enVigueurDu'> = {
  voie: 'directe',
  etapes: [{ qui: 'Rédacteur', quoi: 'transmet à la cellule' }],
  destinataires: [{ nature: 'crip', intitule: 'CRIP fictive', courriel: 'crip@exemple.fr', canal: 'MESSAGERIE', principal: true }],
}
const preparer = async (agent: Agent, departementId: string) =>
  (await lancer(moteur, agent, preparerVersion, { departementId, cleIdempotence: randomUUID() })).protocoleId
const interdit = { genre: 'interdit' }
const compter = async ({ tx }: Contexte, id: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from referentiels.protocole where id = ${id}`.execute(tx)).rows[0]?.n

describe('un brouillon', () => {
  let brouillon = ''
  before(async () => {
    brouillon = await preparer(ici, CANTAL)
  })

  test('ne se voit que du conseiller de son département, en base comme par les cas d’usage', async () => {
    assert.equal(await enTantQue(essai, ici, (c) => compter(c, brouillon)), 1)
    for (const agent of [voisin, assistante, academie]) {
      assert.equal(await enTantQue(essai, agent, (c) => compter(c, brouillon)), 0)
      await assert.rejects(lancer(moteur, agent, lireVersion, { protocoleId: brouillon }), { genre: 'introuvable' })
    }
    assert.equal((await lancer(moteur, assistante, lireProtocole, {})).brouillon, null)
  })

  test('préparé deux fois, c’est le même', async () => {
    assert.equal(await preparer(ici, CANTAL), brouillon)
  })

  test('ne se prépare ni ne s’écrit d’un autre département', async () => {
    await assert.rejects(preparer(voisin, CANTAL), interdit)
    await assert.rejects(preparer(academie, CANTAL))
    const direct = enTantQue(essai, voisin, ({ tx }) =>
      sql`insert into referentiels.protocole (id, departement_id, version, en_vigueur_du, definition_ip, circuit, gabarit, auteur_id)
          values (${randomUUID()}, ${CANTAL}, 9, '2026-01-01', 'x', '{}', 'x', ${voisin.id})`.execute(tx),
    )
    await assert.rejects(direct, /row-level security/)
    const change = await enTantQue(essai, voisin, ({ tx }) =>
      sql`update referentiels.protocole set definition_ip = 'x' where id = ${brouillon}`.execute(tx),
    )
    assert.equal(Number(change.numAffectedRows), 0)
    await assert.rejects(
      enTantQue(essai, voisin, ({ tx }) =>
        sql`insert into referentiels.protocole_destinataire (protocole_id, ordre, nature, intitule, canaux) values (${brouillon}, 1, 'crip', 'x', '{COURRIER}')`.execute(
          tx,
        ),
      ),
      /row-level security/,
    )
  })

  test('la base refuse de publier sans destinataire principal joignable', async () => {
    await assert.rejects(
      enTantQue(essai, ici, ({ tx }) => sql`update referentiels.protocole set publie_le = now() where id = ${brouillon}`.execute(tx)),
      /principal joignable/,
    )
    await assert.rejects(lancer(moteur, ici, publierVersion, { protocoleId: brouillon, jetonVersion: 1, enVigueurDu: '2026-01-01' }), {
      code: 'organisation.incomplet',
    })
  })

  test('enregistré par deux personnes, la seconde l’apprend', async () => {
    const corps = { protocoleId: brouillon, jetonVersion: 1, definitionIp: 'Première.', delaiLocalJours: '', voie: 'directe' }
    await lancer(moteur, ici, ecrireBrouillon, corps)
    await assert.rejects(lancer(moteur, ici, ecrireBrouillon, { ...corps, definitionIp: 'Seconde.' }), { genre: 'conflit' })
    assert.equal((await lancer(moteur, ici, lireBrouillon, { protocoleId: brouillon })).version.definitionIp, 'Première.')
  })
})

describe('ce que le protocole précise', () => {
  const HAUTE_LOIRE = idTerritoire('departement', '43')
  const PRECIS = {
    definitionIp: 'Définition.',
    voie: 'hierarchique',
    destinataires: [{ ...CONTENU.destinataires[0], recoit: ['information', 'relance'] }],
    contacts: [{ qui: 'Permanence', quand: 'la nuit' }],
    delais: [{ quoi: 'Accusé', nombre: 8, unite: 'jours', origine: 'transmission' }],
    alias: [{ mesure: 'AEMO', nom: 'Nom local' }],
  }

  test('s’enregistre, et la version suivante en part', async () => {
    const agent = await unAgent(essai, 'ctss_departement', [HAUTE_LOIRE])
    const protocoleId = await preparer(agent, HAUTE_LOIRE)
    await lancer(moteur, agent, ecrireBrouillon, { protocoleId, jetonVersion: 1, etapes: CONTENU.etapes, ...PRECIS })
    await lancer(moteur, agent, publierVersion, { protocoleId, jetonVersion: 2, enVigueurDu: '2024-09-01' })
    const suivante = await preparer(agent, HAUTE_LOIRE)
    const { version, precedente } = await lancer(moteur, agent, lireVersion, { protocoleId: suivante })
    assert.equal(precedente?.id, protocoleId)
    for (const lu of [version, precedente]) {
      assert.equal(lu.circuit.voie, 'hierarchique')
      assert.deepEqual(lu.destinataires[0]?.recoit, ['information', 'relance'])
      assert.deepEqual(lu.circuit.contacts, [{ qui: 'Permanence', telephone: null, courriel: null, quand: 'la nuit' }])
      assert.deepEqual(lu.circuit.delais, PRECIS.delais)
      assert.deepEqual(lu.aliasMesures, { AEMO: 'Nom local' })
    }
    await sql`delete from referentiels.protocole where departement_id = ${HAUTE_LOIRE}`.execute(essai.proprietaire)
  })

  test('ne s’écrit pas d’un autre département, ni par un cas d’usage ni en base', async () => {
    const protocoleId = await preparer(ici, CANTAL)
    await assert.rejects(lancer(moteur, voisin, ecrireBrouillon, { protocoleId, jetonVersion: 2, ...PRECIS }), { genre: 'introuvable' })
    const change = await enTantQue(essai, voisin, ({ tx }) =>
      sql`update referentiels.protocole set alias_mesures = '{"AEMO":"x"}' where id = ${protocoleId}`.execute(tx),
    )
    assert.equal(Number(change.numAffectedRows), 0)
    await assert.rejects(
      enTantQue(essai, voisin, ({ tx }) =>
        sql`insert into referentiels.protocole_destinataire (protocole_id, ordre, nature, intitule, canaux, recoit)
            values (${protocoleId}, 2, 'crip', 'x', '{COURRIER}', '{information}')`.execute(tx),
      ),
      /row-level security/,
    )
  })

  test('une version publiée ne change plus de noms locaux ; un envoi inconnu n’entre pas', async () => {
    const departementId = idTerritoire('departement', '48')
    const agent = await unAgent(essai, 'ctss_departement', [departementId])
    const id = await publierProtocole(moteur, agent, { departementId, enVigueurDu: '2024-09-01', ...CONTENU, alias: { AEMO: 'Nom local' } })
    const change = await enTantQue(essai, agent, ({ tx }) =>
      sql`update referentiels.protocole set alias_mesures = '{}' where id = ${id}`.execute(tx),
    )
    assert.equal(Number(change.numAffectedRows), 0)
    await assert.rejects(
      sql`update referentiels.protocole_destinataire set recoit = '{tout}' where protocole_id = ${id}`.execute(essai.proprietaire),
      /protocole_destinataire_recoit/,
    )
  })
})

describe('une version publiée', () => {
  let publiee = ''
  before(async () => {
    publiee = await publierProtocole(moteur, voisin, { departementId: PUY_DE_DOME, enVigueurDu: '2024-09-01', ...CONTENU })
  })

  test('ne se modifie plus, ni par un cas d’usage ni en base, destinataires compris', async () => {
    await assert.rejects(
      lancer(moteur, voisin, ecrireBrouillon, {
        protocoleId: publiee,
        jetonVersion: 2,
        definitionIp: 'x',
        delaiLocalJours: '',
        voie: 'directe',
      }),
      { code: 'organisation.deja_publiee' },
    )
    await assert.rejects(lancer(moteur, voisin, publierVersion, { protocoleId: publiee, jetonVersion: 2, enVigueurDu: '2030-01-01' }), {
      code: 'organisation.deja_publiee',
    })
    await enTantQue(essai, voisin, async ({ tx }) => {
      const change = await sql`update referentiels.protocole set publie_le = now() where id = ${publiee}`.execute(tx)
      const retire = await sql`delete from referentiels.protocole_destinataire where protocole_id = ${publiee}`.execute(tx)
      assert.deepEqual([Number(change.numAffectedRows), Number(retire.numAffectedRows)], [0, 0])
    })
  })

  test('se lit de l’académie et de son département, pas d’un autre', async () => {
    assert.equal((await lancer(moteur, academie, lireVersion, { protocoleId: publiee })).version.destinataires.length, 1)
    await assert.rejects(lancer(moteur, assistante, lireVersion, { protocoleId: publiee }), interdit)
    await assert.rejects(lancer(moteur, ici, lireProtocole, { departementId: PUY_DE_DOME }), interdit)
  })

  test('l’application ne peut ni l’effacer ni changer sa fin', async () => {
    for (const ordre of [sql`delete from referentiels.protocole`, sql`update referentiels.protocole set en_vigueur_au = '2030-01-01'`])
      await assert.rejects(
        enTantQue(essai, voisin, ({ tx }) => ordre.execute(tx)),
        /permission denied/,
      )
  })
})

test('quelles que soient les dates tentées, chaque jour depuis la première version en a une et une seule', async () => {
  const departement = idTerritoire('departement', '03')
  const agent = await unAgent(essai, 'ctss_departement', [departement])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -20, max: 60 }), { minLength: 1, maxLength: 8 }), async (decalages) => {
      await sql`delete from referentiels.protocole where departement_id = ${departement}`.execute(essai.proprietaire)
      const acceptees: string[] = []
      for (const decalage of decalages) {
        const enVigueurDu = new Date(Date.now() + decalage * 86_400_000).toISOString().slice(0, 10)
        await publierProtocole(moteur, agent, { departementId: departement, enVigueurDu, ...CONTENU }).then(
          () => acceptees.push(enVigueurDu),
          (erreur: { code?: string }) => assert.equal(erreur.code, 'organisation.date_passee'),
        )
      }
      const [debut = ''] = acceptees
      for (let rang = 0; rang < 90; rang++) {
        const jour = new Date(Date.parse(debut) + rang * 86_400_000).toISOString().slice(0, 10)
        const attendue = acceptees.filter((a) => a <= jour).length
        assert.equal((await findProtocoleEnVigueur(essai.app, departement, jour))?.version, attendue)
      }
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from referentiels.protocole a join referentiels.protocole b on a.id < b.id and a.departement_id = b.departement_id
         where a.departement_id = ${departement} and a.publie_le is not null and b.publie_le is not null
           and daterange(a.en_vigueur_du, a.en_vigueur_au) && daterange(b.en_vigueur_du, b.en_vigueur_au)`.execute(essai.proprietaire)
      assert.equal(rows[0]?.n, 0)
    }),
    { numRuns: 12 },
  )
})

test('deux publications simultanées du même brouillon : une seule passe', async () => {
  const departement = idTerritoire('departement', '43')
  const agent = await unAgent(essai, 'ctss_departement', [departement])
  const protocoleId = await preparer(agent, departement)
  const contenu = { definitionIp: 'Définition.', delaiLocalJours: 30, ...CONTENU }
  await lancer(moteur, agent, ecrireBrouillon, { protocoleId, jetonVersion: 1, ...contenu })
  const envois = await Promise.allSettled(
    ['2026-01-01', '2026-02-01'].map((enVigueurDu) => lancer(moteur, agent, publierVersion, { protocoleId, jetonVersion: 2, enVigueurDu })),
  )
  assert.deepEqual(envois.map((e) => e.status).sort(), ['fulfilled', 'rejected'])
})
