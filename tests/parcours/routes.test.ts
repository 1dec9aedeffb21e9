import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { unAgent, unTerritoire } from '#essais/fabriques/agents.ts'
import { type ClientHttp, connecter, type ReponseHttp, unClient } from '#essais/fabriques/client-http.ts'
import { type Identifiants, identifiantsDe, remplir } from '#essais/fabriques/identifiants.ts'
import { unProtocole } from '#essais/fabriques/protection.ts'
import { COMPTES, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { CODE_NATIONAL, idTerritoire } from '#modules/referentiels/index.ts'
import type { Fonction } from '#socle/agent.ts'
import type { Route } from '#socle/http/route.ts'

/** Chaque route déclarée, sans liste à tenir : celle qu'on ajoute demain est éprouvée d'office. */

const serveur = await ouvrirServeur()
const fonctions = Object.keys(COMPTES) as Fonction[]
const gestes = (routes: readonly Route[]) => routes.flatMap((r) => r.methodes.map((methode) => ({ ...r, methode })))
const reservees = gestes(serveur.routes.filter((r) => r.acces !== 'public'))
const admet = ({ acces }: Route, f: Fonction): boolean => acces === 'tout_agent' || (acces !== 'public' && acces.includes(f))
const faire = (client: ClientHttp, methode: string, chemin: string): Promise<ReponseHttp> =>
  methode === 'GET' ? client.lire(chemin) : client.poster(chemin)

let siens: Identifiants
const clients = new Map<Fonction, ClientHttp>()
const client = (f: Fonction): ClientHttp => {
  const trouve = clients.get(f)
  assert.ok(trouve)
  return trouve
}

before(async () => {
  for (const f of fonctions) clients.set(f, await connecter(serveur.adresse, f))
  // La session visée n'est pas la sienne : la fermer arrêterait l'essai.
  siens = { ...(await identifiantsDe(serveur.essai, COMPTES.assistant_social)), sessionId: randomUUID() }
})

test('il y a des routes, et chacune déclare son accès', () => {
  assert.ok(reservees.length > 60)
  for (const r of serveur.routes) assert.ok(r.acces === 'public' || r.acces === 'tout_agent' || r.acces.length > 0, r.chemin)
})

describe('sans session', () => {
  test('lire mène à la connexion, sans rien montrer', async () => {
    const anonyme = unClient(serveur.adresse)
    for (const { chemin } of reservees.filter((r) => r.methode === 'GET')) {
      const { statut, vers, corps } = await anonyme.lire(remplir(chemin, siens))
      assert.equal(statut, 303, chemin)
      assert.match(vers ?? '', /^\/connexion(\?|$)/, chemin)
      assert.equal(corps, '', chemin)
    }
  })

  test('envoyer ne fait rien', async () => {
    const anonyme = unClient(serveur.adresse)
    for (const { chemin } of reservees.filter((r) => r.methode === 'POST'))
      assert.equal((await anonyme.poster(remplir(chemin, siens))).statut, 401, chemin)
  })

  test('une page publique ne tombe jamais en panne', async () => {
    const anonyme = unClient(serveur.adresse)
    for (const { chemin, methode } of gestes(serveur.routes.filter((r) => r.acces === 'public')))
      assert.ok((await faire(anonyme, methode, remplir(chemin, siens))).statut < 500, `${methode} ${chemin}`)
  })
})

for (const f of fonctions)
  test(`${f} : hors de son droit, la page n’existe pas ; dans son droit, jamais de panne`, async () => {
    const inexistante = await client(f).lire('/nulle-part')
    assert.equal(inexistante.statut, 404)
    for (const route of reservees) {
      const ou = `${route.methode} ${route.chemin}`
      const { statut, corps } = await faire(client(f), route.methode, remplir(route.chemin, siens))
      if (admet(route, f)) assert.ok(statut < 500 && statut !== 401, `${ou} : ${statut}`)
      else assert.deepEqual([statut, corps === inexistante.corps], [404, true], ou)
    }
  })

describe('un identifiant d’ailleurs', () => {
  let etrangers: Identifiants
  before(async () => {
    const { essai } = serveur
    const academie = await unTerritoire(essai, 'academie', idTerritoire('national', CODE_NATIONAL))
    const departement = await unTerritoire(essai, 'departement', academie)
    const agent = await unAgent(essai, 'assistant_social', [await unTerritoire(essai, 'etablissement', departement)])
    const secteurId = randomUUID()
    await essai.proprietaire
      .insertInto('referentiels.secteur')
      .values({ id: secteurId, departement_id: departement, nom: 'Secteur d’ailleurs', valide_du: '2020-09-01' })
      .execute()
    const precisionId = randomUUID()
    const precision = { departement_id: departement, motif: 'FIN', libelle: 'Ailleurs', valide_du: '2025-09-01', auteur_id: agent.id }
    await essai.proprietaire
      .insertInto('referentiels.precision_locale')
      .values({ id: precisionId, ...precision })
      .execute()
    const { id: affectationId } = await essai.proprietaire
      .selectFrom('securite.affectation')
      .select('id')
      .where('agent_id', '=', agent.id)
      .executeTakeFirstOrThrow()
    const collegue = await identifiantsDe(essai, 'benedicte.malroux')
    const bassinId = await unTerritoire(essai, 'bassin', departement)
    const protocoleId = await unProtocole(essai, departement)
    etrangers = { ...collegue, agentId: agent.id, affectationId, bassinId, territoireId: bassinId, secteurId, protocoleId, precisionId }
  })

  /** Le périmètre national de l'administrateur couvre tout : rien ne lui est ailleurs. */
  const auteurs = (route: Route) => (['assistant_social', 'stagiaire', 'ctss_departement'] as const).filter((f) => admet(route, f))
  /** Le personnel est un annuaire : le conseiller y cherche qui affecter. Les affectations, elles, suivent son territoire. */
  const deLAnnuaire = (route: Route) => route.chemin.startsWith('/comptes/:agentId')

  /** Ni secrète ni nominative, l'organisation du service refuse en disant pourquoi. */
  const deLOrganisation = (route: Route) => /^\/(protocole|territoires)\//.test(route.chemin)

  /** La nature d'une action sans nom est un mot de la liste : elle ne désigne la chose de personne. */
  const designe = (route: Route) => /:/.test(route.chemin.replace(':nature', ''))

  test('dans n’importe quel paramètre, à la lecture comme à l’envoi, comme s’il n’existait pas', async () => {
    const fuites: string[] = []
    let eprouves = 0
    for (const route of reservees.filter((r) => designe(r) && !deLAnnuaire(r)))
      for (const f of auteurs(route)) {
        const inexistant = await faire(
          client(f),
          route.methode,
          route.chemin.replaceAll(/:\w+/g, () => randomUUID()),
        )
        const { statut, corps } = await faire(client(f), route.methode, remplir(route.chemin, etrangers))
        if (deLOrganisation(route) ? statut !== 403 : statut !== 404 || corps !== inexistant.corps)
          fuites.push(`${f} : ${route.methode} ${route.chemin} (${statut})`)
        eprouves++
      }
    assert.deepEqual(fuites, [])
    assert.ok(eprouves > 40)
  })

  test('la fiche d’un agent ne montre pas au conseiller ses affectations d’ailleurs', async () => {
    const { statut, corps } = await client('ctss_departement').lire(remplir('/comptes/:agentId', etrangers))
    assert.equal(statut, 200)
    assert.doesNotMatch(corps, /etablissement fictif/)
  })

  test('un dossier à soi, mais un acte, un membre ou un titulaire d’ailleurs', async () => {
    for (const route of reservees.filter((r) => /:dossierId.*:/.test(r.chemin)))
      for (const f of auteurs(route)) {
        const meles = { ...etrangers, dossierId: siens.dossierId ?? '' }
        const { statut } = await faire(client(f), route.methode, remplir(route.chemin, meles))
        assert.equal(statut, 404, `${f} : ${route.methode} ${route.chemin}`)
      }
  })

  test('un identifiant mal formé non plus', async () => {
    const tordus = ['x', '%00', '..%2f..', "'%20or%201=1--", 'a'.repeat(300)]
    for (const route of reservees.filter((r) => r.chemin.includes(':')))
      for (const tordu of tordus) {
        const { statut } = await faire(client('assistant_social'), route.methode, route.chemin.replaceAll(/:\w+/g, tordu))
        assert.equal(statut, 404, `${route.methode} ${route.chemin} (${tordu})`)
      }
  })
})

describe('aucun nom d’élève dans une adresse', () => {
  const sansAccent = (t: string) => t.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const decoder = (t: string) => t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  // Un compte rendu se masque aussi ; ses phrases ne sont pas des noms.
  const nomsAffiches = (html: string) =>
    [...html.matchAll(/<span class="eg-nom">(.*?)<\/span>/gs)]
      .filter(([, nom = '']) => !nom.trimEnd().endsWith('.'))
      .flatMap(([, nom = '']) => sansAccent(decoder(nom.replaceAll(/<[^>]*>/g, ' '))).split(/[^a-z]+/))
      .filter((mot) => mot.length >= 4)
  const adresses = (html: string) =>
    [...html.matchAll(/\s(?:href|action|formaction|src|data-[\w-]+)="([^"]*)"/g)].map(([, a = '']) => sansAccent(decodeURI(decoder(a))))

  test('ni dans un lien, ni dans un formulaire, ni dans une redirection', async () => {
    const c = client('assistant_social')
    const chercher = (chemin: string) => c.poster(chemin, { q: 'leo dupon' })
    const pages = [await chercher('/recherche'), await chercher('/consigner/chercher')]
    for (const route of reservees.filter((r) => r.methode === 'GET' && admet(r, 'assistant_social')))
      pages.push(await c.lire(remplir(route.chemin, siens)))
    const noms = new Set(pages.flatMap((p) => nomsAffiches(p.corps)))
    assert.ok(noms.has('dupont') && noms.size > 10)
    // Un champ libre dans un formulaire GET mettrait ce qu'on y tape dans l'adresse.
    for (const { corps } of pages)
      for (const [formulaire] of corps.matchAll(/<form[^>]*method="get".*?<\/form>/gs))
        assert.doesNotMatch(formulaire, /<textarea|type="(text|search)"/)
    for (const { corps, vers } of pages)
      for (const adresse of [...adresses(corps), sansAccent(vers ?? '')])
        assert.deepEqual(
          adresse.split(/[^a-z]+/).filter((mot) => noms.has(mot)),
          [],
          adresse,
        )
  })
})
