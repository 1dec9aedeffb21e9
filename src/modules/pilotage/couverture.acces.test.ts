import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CANTAL, JULES_FERRY, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { type EtablissementCouvert, projeter } from './couverture.ts'
import { lireCouverture } from './lire-couverture.cas.ts'

const essai = await ouvrirEssai()
const conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
const ailleurs = await unAgent(essai, 'ctss_departement', [idTerritoire('departement', '63')])
await unAgent(essai, 'assistant_social', [LA_JORDANNE], { permanences: [1, 4] })
const sansJour = await uneAssistante(essai, JULES_FERRY)

describe('la couverture', () => {
  test('dit où le service est présent, régulièrement, sans jour, ou pas', async () => {
    const { couverture } = await lancer(essai.moteur, conseillere, lireCouverture, { territoireId: CANTAL })
    const presence = (id: string) => couverture.etablissements.find((e) => e.id === id)?.presence
    assert.deepEqual([presence(LA_JORDANNE), presence(JULES_FERRY)], ['reguliere', 'sans_jour'])
    assert.ok(couverture.etablissements.length > 20)
    assert.ok(couverture.etablissements.every((e) => e.type !== 'Ecole'))
  })

  test('n’existe pas hors de son territoire, ni pour une assistante, et la base le tient seule', async () => {
    for (const agent of [ailleurs, sansJour])
      await assert.rejects(lancer(essai.moteur, agent, lireCouverture, { territoireId: CANTAL }), ErreurMetier)
    for (const agent of [ailleurs, sansJour])
      assert.deepEqual(
        await enTantQue(essai, agent, async ({ tx }) => (await sql`select 1 from observation.couverture(${CANTAL})`.execute(tx)).rows),
        [],
      )
  })
})

describe('le plan', () => {
  const un = (lat: number | null, lon: number | null) => ({ id: `${lat}`, lat, lon }) as EtablissementCouvert
  test('garde le nord en haut, l’ouest à gauche, et laisse de côté ce qui n’est pas situé', () => {
    const { points, hauteur } = projeter([un(45, 2), un(44.5, 3), un(null, null)])
    assert.equal(points.length, 2)
    const [a, b] = points
    assert.ok(a && b && a.y < b.y && a.x < b.x)
    for (const p of points) assert.ok(p.x >= 0 && p.x <= 600 && p.y >= 0 && p.y <= hauteur)
  })
  test('un seul point se place ; aucun, rien ne se dessine', () => {
    assert.equal(projeter([un(45, 2)]).points[0]?.x, 300)
    assert.deepEqual(projeter([]), { hauteur: 0, points: [] })
  })
})
