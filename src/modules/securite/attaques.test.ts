import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { generateSync } from 'otplib'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { champsCaches, uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import type { Fonction } from '#socle/agent.ts'
import type { Route } from '#socle/http/route.ts'
import { mesurer } from '#socle/mesures.ts'
import { identifier } from './identifier.cas.ts'
import { creerAgent } from './installation.requetes.ts'
import { empreinteDuJeton } from './jeton.ts'
import { REGLAGES_STRICTS } from './reglages.ts'

const MDP = 'cheval bleu agrafe'
// La base juge les sessions à sa propre heure : celle de l’essai en est proche, cinq secondes après un changement de code.
const MAINTENANT = new Date(Math.floor(Date.now() / 30_000) * 30_000 + 5_000)
const travail: Route = {
  chemin: '/travail',
  methodes: ['GET', 'POST'],
  acces: 'tout_agent',
  traiter: async (e) => ({ genre: 'json', statut: 200, corps: { agent: e.agent?.nomAffiche, corps: e.corps } }),
}

describe('attaques sur la session', async () => {
  const essai = await ouvrirEssai()
  // En démonstration, un compte marqué ouvre sans second code : la session s'éprouve ainsi sans lui.
  const app = await uneApplication(essai, { ...REGLAGES_STRICTS, demonstration: true }, [travail])
  const creer = (identifiant: string, fonction: Fonction, demonstration = true) =>
    creerAgent(essai.proprietaire, {
      identifiant,
      nomAffiche: identifiant,
      motDePasse: MDP,
      demonstration,
      affectations: [{ fonction, territoireId: fonction === 'assistant_social' ? LA_JORDANNE : CANTAL, du: '2020-09-01' }],
    })
  const entrer = async (identifiant: string, champs: Record<string, string> = {}, temoin: string | null = null) => {
    const n = unNavigateur(app, temoin)
    return { n, reponse: await n.poster('/connexion', { identifiant, motDePasse: MDP, ...champs }) }
  }
  before(async () => {
    await creer('alix', 'assistant_social')
    await creer('bruno', 'assistant_social')
    essai.fixerHeure(MAINTENANT)
  })

  test('fixation : un jeton posé d’avance n’ouvre rien, et n’est jamais repris', async () => {
    const pose = 'A'.repeat(43)
    const { n } = await entrer('alix', {}, pose)
    assert.notEqual(n.temoin, pose)
    assert.equal((await unNavigateur(app, pose).lire('/travail')).statusCode, 303)
    assert.equal((await n.lire('/travail')).statusCode, 200)
  })

  test('le témoin est __Host-, illisible aux scripts, fermé aux autres sites', async () => {
    const { reponse } = await entrer('alix')
    assert.match(String(reponse.headers['set-cookie']), /^__Host-egide=[\w-]{43};.*Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  })

  test('se reconnecter ferme la session que portait ce navigateur', async () => {
    const { n } = await entrer('alix')
    const ancien = n.temoin
    await entrer('bruno', {}, ancien)
    assert.equal((await unNavigateur(app, ancien).lire('/travail')).statusCode, 303)
  })

  test('un jeton volé ne vaut plus rien après la déconnexion', async () => {
    const { n } = await entrer('alix')
    const vole = n.temoin
    await n.poster('/deconnexion')
    assert.equal(n.temoin, null)
    assert.equal((await unNavigateur(app, vole).lire('/travail')).statusCode, 303)
  })

  test('ni après un déverrouillage : le jeton tourne', async () => {
    const { n } = await entrer('alix')
    const vole = n.temoin
    await n.poster('/verrouiller')
    const rouvert = await n.poster('/deverrouiller', { motDePasse: MDP }, { accept: 'application/json' })
    assert.equal(rouvert.statusCode, 200)
    assert.equal((await n.lire('/travail')).statusCode, 200)
    assert.equal((await unNavigateur(app, vole).lire('/travail')).statusCode, 303)
  })

  test('énumération : inconnu et mauvais mot de passe répondent pareil, et coûtent le même calcul', async () => {
    await creer('celia', 'assistant_social')
    // Le processeur dépensé par ce processus, non la durée : celle-ci dépend de ce que fait la machine.
    const peser = async (identifiant: string) => {
      const debut = process.cpuUsage()
      const { reponse } = await entrer(identifiant, { motDePasse: 'faux mais assez long' })
      return { calcul: process.cpuUsage(debut).user, statut: reponse.statusCode, corps: reponse.body.replaceAll(identifiant, '') }
    }
    await peser('inconnu0')
    const connus = [await peser('celia'), await peser('celia'), await peser('celia')]
    const inconnus = [await peser('inconnu1'), await peser('inconnu2'), await peser('inconnu3')]
    assert.equal(new Set([...connus, ...inconnus].map((r) => `${r.statut}${r.corps}`)).size, 1)
    const moindre = Math.min(...inconnus.map((r) => r.calcul))
    assert.ok(moindre > Math.min(...connus.map((r) => r.calcul)) / 2, 'un identifiant inconnu se vérifie à trop bon compte')
  })

  test('après cinq échecs, le bon mot de passe attend aussi, sans que rien ne le dise', async () => {
    await creer('diane', 'assistant_social')
    for (let i = 0; i < 5; i += 1) await entrer('diane', { motDePasse: 'faux mais assez long' })
    assert.equal((await entrer('diane')).reponse.statusCode, 422)
    await essai.proprietaire
      .updateTable('securite.identification')
      .set({ bloque_jusqu_au: new Date(0) })
      .where('echecs', '>=', 5)
      .execute()
    assert.equal((await entrer('diane')).reponse.statusCode, 303)
  })

  test('dire qui parle coûte un aller-retour SQL, aucun sans témoin', async () => {
    const { n } = await entrer('alix')
    const compter = (temoin: string | undefined) =>
      mesurer(async (mesure) => {
        const requete = { cookies: { '__Host-egide': temoin } } as unknown as FastifyRequest
        const { etat } = await identifier({ moteur: essai.moteur, reglages: { ...REGLAGES_STRICTS, demonstration: true } })(requete)
        return [etat, mesure.requetes]
      })
    assert.deepEqual(
      [await compter(n.temoin ?? ''), await compter(undefined), await compter('court')],
      [
        ['ouverte', 1],
        ['anonyme', 0],
        ['anonyme', 0],
      ],
    )
  })

  test('autre origine : ni connexion ni déconnexion depuis un autre site', async () => {
    const { n } = await entrer('alix')
    for (const url of [
      '/connexion',
      '/deconnexion',
      '/verrouiller',
      '/deverrouiller',
      '/compte/mot-de-passe',
      '/compte/sessions/fermer-les-autres',
    ])
      assert.equal((await n.poster(url, { identifiant: 'bruno', motDePasse: MDP }, { origin: 'https://autre.fr' })).statusCode, 403, url)
    assert.equal((await n.lire('/travail')).json().agent, 'alix')
  })

  test('retour ouvert : on ne sort jamais d’Égide', async () => {
    for (const retour of ['//autre.fr', 'https://autre.fr', '/\\autre.fr', 'javascript:alert(1)'])
      assert.equal((await entrer('alix', { retour })).reponse.headers.location, '/', retour)
  })

  test('deux connexions simultanées sont deux sessions ; en fermer une laisse l’autre, et nul ne ferme celle d’autrui', async () => {
    await creer('emile', 'assistant_social')
    const [a, b] = await Promise.all([entrer('emile'), entrer('emile')])
    const { n: intrus } = await entrer('bruno')
    const { rows } = {
      rows: await essai.proprietaire
        .selectFrom('securite.session')
        .select('id')
        .where('jeton_empreinte', '=', empreinteDuJeton(b.n.temoin ?? ''))
        .execute(),
    }
    const fermer = `/compte/sessions/${rows[0]?.id}/fermer`
    assert.equal((await intrus.poster(fermer)).statusCode, 404)
    assert.equal((await b.n.lire('/travail')).statusCode, 200)
    assert.equal((await a.n.poster(fermer)).statusCode, 303)
    assert.deepEqual([(await a.n.lire('/travail')).statusCode, (await b.n.lire('/travail')).statusCode], [200, 303])
  })

  test('inactive, la session se verrouille : 303 pour une page, 423 pour un script, et rien ne s’exécute', async () => {
    const { n } = await entrer('alix')
    await essai.proprietaire
      .updateTable('securite.session')
      .set({ vue_le: new Date(Date.now() - 3_600_000) })
      .where('jeton_empreinte', '=', empreinteDuJeton(n.temoin ?? ''))
      .execute()
    assert.equal((await n.lire('/travail?a=1')).headers.location, '/deverrouiller?retour=%2Ftravail%3Fa%3D1')
    assert.equal((await n.lire('/travail', { accept: 'application/json' })).statusCode, 423)
    assert.equal((await n.poster('/compte/sessions/fermer-les-autres')).statusCode, 423)
  })

  test('session expirée : l’envoi revient au même agent, et à lui seul', async () => {
    const { n } = await entrer('alix')
    await essai.proprietaire
      .updateTable('securite.session')
      .set({ expire_le: new Date(0) })
      .where('jeton_empreinte', '=', empreinteDuJeton(n.temoin ?? ''))
      .execute()
    const retenu = await n.poster('/travail', { texte: 'ce qui a été dit' })
    assert.equal(retenu.statusCode, 401)
    assert.ok(!retenu.body.includes('ce qui a été dit'))
    const { reprise = '' } = champsCaches(retenu.body)
    const autre = await entrer('bruno', { reprise })
    assert.match(autre.reponse.body, /Saisie non reprise/)
    const meme = await entrer('alix', { reprise })
    assert.deepEqual(champsCaches(meme.reponse.body), { texte: 'ce qui a été dit' })
    assert.deepEqual((await meme.n.poster('/travail', champsCaches(meme.reponse.body))).json().corps, { texte: 'ce qui a été dit' })
    assert.equal((await unNavigateur(app).poster('/travail', { texte: 'x' })).statusCode, 401)
  })

  test('compte neuf : rien ne s’ouvre avant le mot de passe choisi et la double vérification ; un code ne sert qu’une fois', async () => {
    await creer('fatou', 'assistant_social', false)
    const { n } = await entrer('fatou')
    assert.equal((await n.lire('/travail')).headers.location, '/compte/mot-de-passe?retour=%2Ftravail')
    assert.equal((await n.lire('/compte/double-verification')).statusCode, 303)
    const nouveau = 'tournesol barque neuf'
    const retenu = champsCaches((await n.poster('/travail', { texte: 'à reprendre' })).body)
    assert.notEqual(retenu.reprise ?? '', '')
    assert.equal((await n.poster('/compte/mot-de-passe', { nouveau: MDP, confirmation: MDP })).statusCode, 422)
    const enrolement = await n.poster('/compte/mot-de-passe', { nouveau, confirmation: nouveau, ...retenu })
    const { enrolement: scelle = '', reprise = '' } = champsCaches(enrolement.body)
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(enrolement.body)?.[1]?.replaceAll(' ', '') ?? ''
    const image = await n.lire(`/compte/double-verification/qr?enrolement=${scelle}`)
    assert.match(image.body, /^<svg/)
    assert.ok(!image.body.includes('style='))
    assert.equal((await n.lire('/travail')).headers.location, '/compte/double-verification?retour=%2Ftravail')
    const code = (pas: number) => generateSync({ secret, epoch: MAINTENANT.getTime() / 1000 + 30 * pas })
    assert.equal((await n.poster('/compte/double-verification', { enrolement: scelle, code: '000000' })).statusCode, 422)
    const codes = await n.poster('/compte/double-verification', { enrolement: scelle, reprise, code: code(0) })
    assert.deepEqual(champsCaches(codes.body), { texte: 'à reprendre' })
    const [premier = ''] = [...codes.body.matchAll(/<code>([0-9A-Z]{5}-[0-9A-Z]{5})<\/code>/g)].map((m) => m[1] ?? '')
    assert.equal((await n.lire('/travail')).statusCode, 200)

    const prouver = async (saisi: string) => {
      const neuf = unNavigateur(app)
      const etape = await neuf.poster('/connexion', { identifiant: 'fatou', motDePasse: nouveau })
      assert.equal(neuf.temoin, null, 'le mot de passe seul n’ouvre aucune session')
      return (await neuf.poster('/connexion/code', { ...champsCaches(etape.body), code: saisi })).statusCode
    }
    assert.equal(await prouver(code(0)), 422, 'le code de l’enrôlement a déjà servi')
    assert.equal(await prouver(code(1)), 303)
    assert.equal(await prouver(code(1)), 422, 'rejeu')
    assert.equal(await prouver(premier.toLowerCase()), 303)
    assert.equal(await prouver(premier), 422, 'un code de secours ne sert qu’une fois')
  })

  test('une première étape ne survit pas à un changement de mot de passe', async () => {
    const { agentId } = await creer('gael', 'assistant_social', false)
    await essai.proprietaire
      .updateTable('securite.identification')
      .set({
        a_changer: false,
        totp_confirme_le: MAINTENANT,
        totp_chiffre: essai.coffre.systeme.chiffrer(
          { colonne: 'securite.identification.totp_chiffre', ligneId: agentId },
          'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        ),
      })
      .where('agent_id', '=', agentId)
      .execute()
    const n = unNavigateur(app)
    const etape = champsCaches((await n.poster('/connexion', { identifiant: 'gael', motDePasse: MDP })).body)
    await essai.proprietaire
      .updateTable('securite.identification')
      .set({ mot_de_passe: '$argon2id$autre' })
      .where('agent_id', '=', agentId)
      .execute()
    const code = generateSync({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', epoch: MAINTENANT.getTime() / 1000 })
    const reponse = await n.poster('/connexion/code', { ...etape, code })
    assert.equal(reponse.statusCode, 422)
    assert.match(reponse.body, /trop de temps/)
    assert.equal(n.temoin, null)
  })

  test('chaque connexion, refus et verrou laisse une ligne au journal', async () => {
    const { agentId } = await creer('hugo', 'assistant_social')
    const { n } = await entrer('hugo')
    await entrer('hugo', { motDePasse: 'faux mais assez long' })
    await n.poster('/verrouiller')
    await n.poster('/deverrouiller', { motDePasse: MDP })
    await n.poster('/deconnexion')
    const lignes = await essai.proprietaire
      .selectFrom('socle.journal')
      .select(['action', 'resultat'])
      .where('agent_id', '=', agentId)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      lignes.map((l) => `${l.action} ${l.resultat}`),
      [
        'securite.ouvrir_session accord',
        'securite.ouvrir_session refus',
        'securite.verrouiller accord',
        'securite.deverrouiller accord',
        'securite.fermer_session accord',
      ],
    )
  })
})
