import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { jusqua } from '#essais/fabriques/attente.ts'
import { type ClientHttp, connecter, unClient } from '#essais/fabriques/client-http.ts'
import { unActe, unDossier } from '#essais/fabriques/dossiers.ts'
import { type Identifiants, identifiantsDe } from '#essais/fabriques/identifiants.ts'
import { champsCaches } from '#essais/fabriques/navigateur-http.ts'
import { informer, unBrouillon, unTitulaire } from '#essais/fabriques/protection.ts'
import { COMPTES, MOT_DE_PASSE_DEMONSTRATION, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { creerAgent } from '#modules/securite/index.ts'
import type { Agent } from '#socle/agent.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { agentNomme, type Scene } from '../../src/demonstration/scene.ts'

/** Ce que tente quelqu'un qui ne passe pas par les écrans, contre l'application entière. */

const serveur = await ouvrirServeur()
const { essai, adresse } = serveur
const HOSTILE = '<script>alert("x")</script> #read("/etc/passwd") "> onload=1 {{7*7}} %24%7B7%7D'

let agnes: ClientHttp
let agent: Agent
let siens: Identifiants
before(async () => {
  agnes = await connecter(adresse, 'assistant_social')
  agent = await agentNomme({ base: essai.proprietaire } as Scene, COMPTES.assistant_social)
  siens = await identifiantsDe(essai, COMPTES.assistant_social)
})

const combien = async (table: 'actes.acte' | 'protection.etape' | 'socle.idempotence'): Promise<number> =>
  Number(
    (
      await essai.proprietaire
        .selectFrom(table)
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const pannes = () => serveur.evenements.filter((e) => e.type === 'panne')
const acte = (cleIdempotence: string, compteRendu = 'Une fois.') => ({
  cleIdempotence,
  dateActe: jourDeParis(new Date()),
  type: 'ENT_ELEVE',
  motif: 'MALETRE',
  compteRendu,
})

describe('un formulaire rejoué', () => {
  test('à la suite ou dix fois à la fois, n’écrit qu’un acte et mène au même endroit', async () => {
    const avant = await combien('actes.acte')
    const chemin = `/dossiers/${siens.dossierId}/consigner`
    const cle = randomUUID()
    const reponses = await Promise.all(Array.from({ length: 10 }, () => agnes.poster(chemin, acte(cle))))
    reponses.push(await agnes.poster(chemin, acte(cle)))
    assert.equal((await combien('actes.acte')) - avant, 1)
    assert.deepEqual([...new Set(reponses.map((r) => r.statut))], [303])
    assert.equal(new Set(reponses.map((r) => r.vers)).size, 1)
  })

  test('sans clé, ou avec une clé forgée, rien ne s’écrit', async () => {
    const avant = await combien('actes.acte')
    for (const cle of ['', 'x', '../..']) assert.ok((await agnes.poster(`/dossiers/${siens.dossierId}/consigner`, acte(cle))).statut >= 400)
    assert.equal(await combien('actes.acte'), avant)
  })
})

test('deux envois transmettent la même information à la fois : un seul la transmet', async () => {
  const { dossierId } = await unDossier(essai, agent)
  const titulaire = await unTitulaire(essai, agent, dossierId, 'Lefèvre', 'Aïcha', '2')
  const id = await unBrouillon(essai, agent, dossierId)
  await informer(essai, agent, id, [titulaire])
  const chemin = `/informations-preoccupantes/${id}/transmettre`
  const { jetonVersion = '' } = champsCaches((await agnes.lire(chemin)).corps)
  const envoi = () => ({
    cleIdempotence: randomUUID(),
    jetonVersion,
    destinataire: 'protocole-1',
    canal: 'MESSAGERIE',
    transmiseLe: new Date(Date.now() - 3_600_000).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).slice(0, 16).replace(' ', 'T'),
  })
  const statuts = (await Promise.all([agnes.poster(chemin, envoi()), agnes.poster(chemin, envoi())])).map((r) => r.statut)
  assert.deepEqual(statuts.toSorted(), [303, 409])
})

describe('la session d’un autre', () => {
  test('un témoin forgé, tronqué ou allongé n’ouvre rien', async () => {
    const temoin = agnes.temoin ?? ''
    for (const forge of ['', 'x', temoin.slice(0, -1), `${temoin}A`, temoin.split('').toReversed().join(''), '../../', 'null'])
      assert.equal((await unClient(adresse, forge).lire('/')).statut, 303, forge)
  })

  test('fermer sa session la ferme, où qu’on garde le témoin', async () => {
    const passagere = await connecter(adresse, 'stagiaire')
    assert.equal((await passagere.lire('/')).statut, 200)
    await passagere.poster('/deconnexion')
    assert.equal((await passagere.lire('/')).statut, 303)
  })

  test('on ne ferme pas la session d’une collègue', async () => {
    const collegue = await connecter(adresse, { identifiant: 'benedicte.malroux' })
    const { sessionId } = await identifiantsDe(essai, 'benedicte.malroux')
    assert.equal((await agnes.poster(`/compte/sessions/${sessionId}/fermer`)).statut, 404)
    assert.equal((await collegue.lire('/')).statut, 200)
  })

  test('perdre son affectation ferme les dossiers à la requête suivante', async () => {
    const compte = { identifiant: 'paul.partant', nomAffiche: 'Paul Partant', motDePasse: MOT_DE_PASSE_DEMONSTRATION, demonstration: true }
    const affectations = [{ fonction: 'assistant_social' as const, territoireId: LA_JORDANNE, du: '2020-09-01' }]
    const { agentId } = await creerAgent(essai.proprietaire, { ...compte, affectations })
    const { dossierId } = await unDossier(essai, await agentNomme({ base: essai.proprietaire } as Scene, compte.identifiant))
    const partant = await connecter(adresse, compte)
    assert.equal((await partant.lire(`/dossiers/${dossierId}`)).statut, 200)
    await essai.proprietaire.updateTable('securite.affectation').set({ au: '2021-01-01' }).where('agent_id', '=', agentId).execute()
    assert.equal((await partant.lire(`/dossiers/${dossierId}`)).statut, 404)
  })
})

describe('des corps démesurés ou tordus', () => {
  test('trop gros : refusé d’une phrase', async () => {
    const { statut, corps } = await agnes.poster(`/dossiers/${siens.dossierId}/consigner`, `compteRendu=${'x'.repeat(3_000_000)}`)
    assert.equal(statut, 422)
    assert.match(corps, /trop volumineux/)
  })

  test('champs répétés, prototypes, types inattendus : jamais de panne', async () => {
    for (const corps of [
      'dateActe=a&dateActe=b&motif=MALETRE&motif=DANGER',
      '__proto__[admin]=1&constructor.prototype.x=1&motif=MALETRE',
      `${'a.'.repeat(5000)}=1`,
      'motif=%00%FF&compteRendu=%ED%A0%80',
      '{"motif":1}',
    ])
      assert.ok(
        (await agnes.poster(`/dossiers/${siens.dossierId}/consigner`, `${corps}&cleIdempotence=${randomUUID()}`)).statut < 500,
        corps,
      )
    const json = await agnes.envoyer({
      methode: 'POST',
      chemin: `/dossiers/${siens.dossierId}/consigner`,
      corps: '{"motif":{"$ne":1}}',
      entetes: { 'content-type': 'application/json' },
    })
    assert.ok(json.statut < 500)
  })
})

describe('un autre site', () => {
  test('un envoi d’une autre origine est refusé avant tout', async () => {
    const avant = await combien('actes.acte')
    for (const origin of ['https://ailleurs.exemple', 'null', `${adresse}.exemple`]) {
      const envoi = {
        methode: 'POST',
        chemin: `/dossiers/${siens.dossierId}/consigner`,
        corps: acte(randomUUID()),
        entetes: { origin },
      } as const
      assert.equal((await agnes.envoyer(envoi)).statut, 403, origin)
    }
    assert.equal(await combien('actes.acte'), avant)
  })

  test('un en-tête Host étranger ne se retrouve ni dans une page, ni dans une redirection', async () => {
    for (const chemin of ['/', '/connexion', '/dossiers', '/nulle-part']) {
      const entetes = { host: 'pirate.exemple', 'x-forwarded-host': 'pirate.exemple' }
      const { corps, vers } = await agnes.envoyer({ methode: 'GET', chemin, entetes })
      assert.doesNotMatch(`${corps}${vers}`, /pirate/)
    }
  })

  test('après la connexion, on ne revient que chez nous', async () => {
    for (const retour of ['https://pirate.exemple', '//pirate.exemple', '/\\pirate.exemple', 'javascript:alert(1)']) {
      const corps = { identifiant: COMPTES.stagiaire, motDePasse: MOT_DE_PASSE_DEMONSTRATION, retour }
      const { vers } = await unClient(adresse).poster('/connexion', corps)
      assert.equal(vers, '/', retour)
    }
  })
})

describe('un texte hostile', () => {
  test('reste un texte, au dossier, à la recherche et dans une erreur', async () => {
    const { dossierId } = await unDossier(essai, agent)
    await unActe(essai, agent, dossierId, {
      compteRendu: HOSTILE,
      noteTravail: HOSTILE,
      surTiers: HOSTILE,
      rappelObjet: HOSTILE.slice(0, 180),
      rappelLe: '2099-01-01',
    })
    const refuse = { ...acte(randomUUID(), HOSTILE), dateActe: HOSTILE, motif: HOSTILE, rappelObjet: HOSTILE }
    for (const { corps } of [
      await agnes.lire(`/dossiers/${dossierId}`),
      await agnes.poster('/recherche', { q: HOSTILE }),
      await agnes.poster(`/dossiers/${dossierId}/consigner`, refuse),
    ]) {
      assert.match(corps, /&lt;script/)
      assert.doesNotMatch(corps, /<script>|"> onload=1/)
    }
  })

  test('n’est pas du code pour le PDF, et le document sort', async () => {
    const { dossierId } = await unDossier(essai, agent)
    const id = await unBrouillon(essai, agent, dossierId)
    const chemin = `/informations-preoccupantes/${id}`
    const { jetonVersion = '' } = champsCaches((await agnes.lire(chemin)).corps)
    const { statut } = await agnes.poster(chemin, { jetonVersion, suite: 'brouillon', 'motif.evenement': HOSTILE, demande: HOSTILE })
    assert.equal(statut, 303)
    const { statut: remis, corps } = await agnes.lire(`${chemin}/apercu.pdf`)
    assert.equal(remis, 200)
    assert.ok(corps.startsWith('%PDF-') && !corps.includes('root:'))
  })
})

describe('un fichier hostile déposé à l’import', () => {
  const deposer = (nom: string, contenu: string | Buffer) => {
    const borne = `borne-${randomUUID()}`
    const champ = (n: string, v: string) => `--${borne}\r\ncontent-disposition: form-data; name="${n}"\r\n\r\n${v}\r\n`
    const tete = `${champ('cleIdempotence', randomUUID())}${champ('genre', 'siecle')}--${borne}\r\ncontent-disposition: form-data; name="fichiers"; filename="${nom}"\r\ncontent-type: text/xml\r\n\r\n`
    const corps = Buffer.concat([Buffer.from(tete), Buffer.from(contenu), Buffer.from(`\r\n--${borne}--\r\n`)])
    return agnes.envoyer({
      methode: 'POST',
      chemin: '/imports',
      corps,
      entetes: { 'content-type': `multipart/form-data; boundary=${borne}` },
    })
  }
  const entete = '<?xml version="1.0" encoding="ISO-8859-15"?>'
  const bombe = `${entete}<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><BEE_ELEVES VERSION="3.0">&c;</BEE_ELEVES>`
  const externe = `${entete}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><BEE_ELEVES VERSION="3.0">&x;</BEE_ELEVES>`

  /** Suit l'import jusqu'à son terme. */
  async function issue(vers: string): Promise<string> {
    let page = ''
    const finie = await jusqua(true, async () => {
      page = (await agnes.lire(vers)).corps
      return /Fichier refusé|Créés<|Inchangés/.test(page) && !/<progress/.test(page)
    })
    assert.ok(finie, 'import sans fin')
    return page
  }

  for (const [nom, contenu] of [
    ['bombe.xml', bombe],
    ['externe.xml', externe],
    ['tronque.xml', `${entete}<BEE_ELEVES VERSION="3.0"><DONNEES><ELEVES>`],
    ['../../echappe.xml', `${entete}<AUTRE/>`],
    ['vide.xml', ''],
    ['faux.zip', Buffer.from('PK\x03\x04 pas un zip')],
  ] as const)
    test(`${nom} : une phrase claire, rien de changé`, async () => {
      const avant = await essai.proprietaire
        .selectFrom('eleves.eleve')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      const { statut, vers, corps } = await deposer(nom, contenu)
      assert.ok(statut === 303 || statut === 422, `${statut} ${corps.slice(0, 200)}`)
      const lu = statut === 303 && vers !== null ? await issue(vers === '/imports' ? vers : (vers.split('?')[0] ?? '/imports')) : corps
      assert.match(lu, /refusé|vide|choisissez|illisible/i)
      assert.doesNotMatch(lu, /root:|bbbbbbbbbbbb/)
      const apres = await essai.proprietaire
        .selectFrom('eleves.eleve')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
      assert.deepEqual(apres, avant)
    })

  test('plus gros que permis : refusé d’une phrase', async () => {
    const { statut, corps } = await deposer('enorme.xml', Buffer.alloc(6 * 1024 * 1024, 'x'))
    assert.equal(statut, 422)
    assert.match(/<main.*<\/main>/s.exec(corps)?.[0] ?? '', /dépasse la taille admise/i)
  })
})

test('rien de tout cela n’a causé une panne', () => assert.deepEqual(pannes(), []))
