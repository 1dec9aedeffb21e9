import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { JULES_FERRY, uneAssistante } from '#essais/fabriques/agents.ts'
import { type Essai, enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unBrouillon, unDossierAvecParents, uneIpTransmise } from '#essais/fabriques/protection.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import type { Dossier } from '#modules/dossiers/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { contributionProtection } from '../contribution.cas.ts'
import { consignerEtape } from './consigner-etape.cas.ts'
import { listAttentes, listerInformations, listInformationsDuDossier } from './lister-informations.cas.ts'
import { lireInformation } from './rediger-information.cas.ts'

const essai: Essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
let assistante: Agent
let collegue: Agent
before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
})

describe('la boucle se ferme', () => {
  const consigner = (id: string, etapesLues: number, champs: Record<string, string>, agent = assistante) =>
    lancer(essai.moteur, agent, consignerEtape, { cleIdempotence: randomUUID(), id, etapesLues: String(etapesLues), ...champs })

  test('accusé, relance, réponse : chaque étape reste lisible, le texte sous la clé du dossier', async () => {
    const { id, dossierId } = await uneIpTransmise(essai, assistante, pdf)
    await consigner(id, 0, { nature: 'accuse', le: '2025-11-20', texte: 'Référence secrète 4242' })
    await consigner(id, 1, { nature: 'relance', le: '2025-11-21' })
    await consigner(id, 2, { nature: 'reponse', le: '2025-11-22', suite: 'ADMIN', texte: 'Aide éducative à domicile.' })
    const { etapes } = await lancer(essai.moteur, collegue, lireInformation, { id })
    assert.deepEqual(
      etapes.map((e) => [e.nature, e.texte]),
      [
        ['accuse', 'Référence secrète 4242'],
        ['relance', null],
        ['reponse', 'Aide éducative à domicile.'],
      ],
    )
    const [i] = await enTantQue(essai, assistante, (c) => listInformationsDuDossier(c, dossierId))
    assert.deepEqual([i?.accuseeLe, i?.relanceeLe, i?.repondueLe, i?.suite], ['2025-11-20', '2025-11-21', '2025-11-22', 'ADMIN'])
    const brut = await essai.proprietaire.selectFrom('protection.etape').selectAll().where('information_id', '=', id).execute()
    assert.ok(brut.every((r) => !String(r.contenu_chiffre).includes('secrète')))
  })

  test('la chronologie du dossier écrit le jour dû comme les autres, le mois en lettres', async () => {
    const { dossierId } = await uneIpTransmise(essai, assistante, pdf)
    const { etapes } = await enTantQue(essai, assistante, (c) => contributionProtection.apporter(c, { id: dossierId } as Dossier))
    assert.match(etapes[0]?.precision ?? '', /due le \d+(er)?\u00a0\p{Letter}+\.? \d{4}$/u)
  })

  test('deux accusés à la fois : un seul', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    const issues = await Promise.allSettled([
      consigner(id, 0, { nature: 'accuse', le: '2025-11-20' }),
      consigner(id, 0, { nature: 'accuse', le: '2025-11-20' }, collegue),
    ])
    assert.deepEqual(issues.map((i) => i.status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await lancer(essai.moteur, assistante, lireInformation, { id })).etapes.length, 1)
  })

  test('une étape illégale est refusée en nommant la règle', async () => {
    const { id } = await uneIpTransmise(essai, assistante, pdf)
    await refuse(consigner(id, 0, { nature: 'accuse', le: '2025-11-14' }), 'protection.etape_anterieure')
    await refuse(consigner(id, 3, { nature: 'accuse', le: '2025-11-20' }), 'protection.etape_simultanee')
    await consigner(id, 0, { nature: 'reponse', le: '2025-11-20', suite: 'CLASSEE' })
    await refuse(consigner(id, 1, { nature: 'relance', le: '2025-11-20' }), 'protection.deja_repondue')
  })

  test('un brouillon n’a pas d’étape', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    await refuse(
      consigner(await unBrouillon(essai, assistante, dossierId), 0, { nature: 'accuse', le: '2025-11-20' }),
      'protection.pas_transmise',
    )
  })
})

describe('ce qui attend', () => {
  test('brouillon, sans accusé, due bientôt, en retard : chacun son genre, les retards d’abord', async () => {
    const seule = await uneAssistante(essai, JULES_FERRY)
    const { dossierId } = await unDossierAvecParents(essai, seule)
    const brouillon = await unBrouillon(essai, seule, dossierId)
    const { id } = await uneIpTransmise(essai, seule, pdf)
    const genres = async (instant: string) => {
      const attentes = await enTantQue(essai, seule, (c) => listAttentes({ ...c, aujourdHui: instant }))
      return attentes.map((a) => `${a.genre} ${a.informationId === brouillon ? 'brouillon' : a.informationId === id ? 'ip' : '?'}`)
    }
    assert.deepEqual(await genres('2025-12-01'), ['brouillon brouillon', 'sans_accuse ip'])
    assert.deepEqual(await genres('2026-02-10'), ['due_bientot ip', 'brouillon brouillon'])
    assert.deepEqual(await genres('2026-02-16'), ['en_retard ip', 'brouillon brouillon'])
    await lancer(essai.moteur, seule, consignerEtape, {
      cleIdempotence: randomUUID(),
      id,
      etapesLues: '0',
      nature: 'reponse',
      le: '2025-11-20',
      suite: 'CLASSEE',
    })
    assert.deepEqual(await genres('2026-02-16'), ['brouillon brouillon'])
    const liste = await lancer(essai.moteur, seule, listerInformations, { etat: 'repondues' })
    assert.deepEqual(liste.comptes, { brouillons: 1, attente: 0, repondues: 1 })
    assert.deepEqual(
      liste.lignes.map((l) => [l.id, l.suite, l.eleve !== null]),
      [[id, 'CLASSEE', true]],
    )
  })
})
