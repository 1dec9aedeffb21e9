import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { generateSync } from 'otplib'
import { type ClientHttp, connecter, unClient } from '#essais/fabriques/client-http.ts'
import { type Identifiants, identifiantsDe, remplir } from '#essais/fabriques/identifiants.ts'
import {
  debordement,
  type Fenetre,
  ouvrirFenetre,
  ouvrirNavigateur,
  reprendre,
  sansNavigateur,
  toutDeplier,
  violations,
} from '#essais/fabriques/navigateur.ts'
import { calculerSecret } from '#essais/fabriques/rapports.ts'
import { COMPTES, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { NATURES } from '#modules/actions-collectives/index.ts'
import { creerAgent } from '#modules/securite/index.ts'
import type { Fonction } from '#socle/agent.ts'
import type { Route } from '#socle/http/route.ts'

/** Chaque page de l'application, pour chaque fonction qui y a droit : axe, 320 pixels, titre, politique de sécurité du contenu. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const fonctions = Object.keys(COMPTES) as Fonction[]
/** Ce qui ne rend pas une page : un fichier, du JSON, une image. */
const SANS_PAGE = /\.(pdf|ods|csv|json)$|^\/sante$|\/qr$|\/avancement$/
const lues = serveur.routes.filter((r) => r.methodes.includes('GET') && !SANS_PAGE.test(r.chemin))
const admet = ({ acces }: Route, f: Fonction): boolean => acces === 'tout_agent' || (acces !== 'public' && acces.includes(f))

/** Un compte réel, à qui il reste tout à faire : mot de passe à changer, double vérification à poser. */
const NEUF = { identifiant: 'camille.neuve', motDePasse: 'Une phrase de passe provisoire' }
const CHOISI = 'Quatre mots bien à elle'

/** Ce qu'une page attend dans sa question, sans quoi elle ne se montre pas. */
const QUESTIONS: Readonly<Record<string, (i: Identifiants) => string>> = {
  '/dossiers/nouveau': (i) => `?eleveId=${i.eleveId}`,
  '/eleves/nouveau': (i) => `?preuve=${i.preuve}`,
}

describe('chaque page', { skip: sansNavigateur }, () => {
  const vues = new Set<string>()
  let identifiants: Identifiants
  before(async () => {
    const { agentId } = await creerAgent(serveur.essai.proprietaire, { ...NEUF, nomAffiche: 'Camille Neuve' })
    const recherche = await (await connecter(serveur.adresse, 'assistant_social')).poster('/recherche', { q: 'introuvable' })
    const preuve = /\/eleves\/nouveau\?preuve=([^"]+)"/.exec(recherche.corps)?.[1] ?? ''
    const siens = await identifiantsDe(serveur.essai, COMPTES.assistant_social)
    const assistante = await connecter(serveur.adresse, 'assistant_social')
    const notee = await assistante.poster(`/dossiers/${siens.dossierId}/urgence`, {
      faits: 'Un fait fictif.',
      'appels.0.qui': '119',
    })
    const urgenceId = /\/urgences\/([^?]+)/.exec(notee.vers ?? '')?.[1] ?? ''
    await assistante.poster(`/dossiers/${siens.dossierId}/mesures`, {
      cleIdempotence: randomUUID(),
      type: 'PLAC_ASE',
      ditPar: 'La mère',
      du: '2025-11-12',
      referent: 'Mme Fictive',
    })
    const demandee = await assistante.poster(`/dossiers/${siens.dossierId}/demandes/nouvelle`, {
      cleIdempotence: randomUUID(),
      nature: 'evaluation',
      demandeur: 'crip',
      intitule: 'CRIP fictive',
      canal: 'MESSAGERIE',
      recueLe: '2025-11-12',
      question: 'Participer à l’évaluation ?',
    })
    const demandeId = /\/demandes\/([^?]+)/.exec(demandee.vers ?? '')?.[1] ?? ''
    const demandeAvis = `/informations-preoccupantes/${siens.brouillonId}/avis`
    const conseillerId = /<option value="([0-9a-f-]{36})"/.exec((await assistante.lire(demandeAvis)).corps)?.[1] ?? ''
    await assistante.poster(demandeAvis, { cleIdempotence: randomUUID(), conseillerId, extrait: 'Faut-il informer les parents ?' })
    const { avisId = '' } = await identifiantsDe(serveur.essai, COMPTES.assistant_social)
    const ecrite = await assistante.poster(`/dossiers/${siens.dossierId}/courriers`, {
      cleIdempotence: randomUUID(),
      genre: 'note_sociale',
    })
    const courrierId = ecrite.vers?.split('/').at(-1) ?? ''
    const rapport = `/rapports/${siens.territoireId}/${siens.annee}`
    await assistante.poster(`${rapport}/preparer`)
    await calculerSecret(serveur.essai)
    const prepare = await assistante.lire(rapport)
    const instantaneId = /name="instantaneId" value="([^"]+)"/.exec(prepare.corps)?.[1] ?? ''
    await assistante.poster(`${rapport}/figer`, { cleIdempotence: randomUUID(), instantaneId })
    const signalements = {
      brouillon: await unSignalement(assistante, siens.dossierId),
      transmis: await unSignalement(assistante, siens.dossierId),
    }
    await assistante.poster(`/signalements/${signalements.transmis}/transmettre`, {
      cleIdempotence: randomUUID(),
      jetonVersion: '1',
      destinataire: 'autre',
      intitule: 'Parquet fictif',
      canal: 'COURRIER_AR',
      transmisLe: '2025-11-12T10:15',
    })
    identifiants = { ...siens, avisId, urgenceId, demandeId, courrierId, agentId, preuve, ...signalements }
  })

  const unSignalement = async (client: ClientHttp, dossierId = ''): Promise<string> =>
    (await client.poster(`/dossiers/${dossierId}/signalements/nouveau`, { cleIdempotence: randomUUID() })).vers?.split('/').at(-1) ?? ''

  /** L'écrit transmis et le brouillon sont deux pages sous la même adresse. */
  const cheminsDe = (route: Route, i: Identifiants): string[] => {
    if (route.chemin.startsWith('/signalements/'))
      return [i.transmis, i.brouillon].map((id) => remplir(route.chemin, { ...i, id: id ?? '' }))
    if (route.chemin === '/sans-nom/consigner/:nature') return NATURES.map((nature) => remplir(route.chemin, { ...i, nature }))
    const fait = remplir(route.chemin, i) + (QUESTIONS[route.chemin]?.(i) ?? '')
    return route.chemin.includes('/informations-preoccupantes/:id')
      ? [fait, remplir(route.chemin, { ...i, id: i.brouillonId ?? '' })]
      : [fait]
  }

  /**
   * Les formes d'une page : ses balises, sans leurs textes ni leurs identifiants, chacune avec celle qui la précède. Une page dont toutes
   * les formes ont déjà été éprouvées, et dont aucun mot n'est plus long, n'apprendrait rien au navigateur.
   */
  const formesDe = (html: string): string[] => {
    const balises = contenuDe(html)
      .match(/<[^>]*>/g)
      ?.map((balise) => balise.replaceAll(/"[^"]*[\d-][^"]*"/g, '""'))
    return balises?.map((balise, i) => `${balises[i - 1]}${balise}`) ?? []
  }
  const contenuDe = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  const plusLongMot = (html: string): number =>
    Math.max(
      ...contenuDe(html)
        .replaceAll(/<[^>]*>/g, ' ')
        .split(/\s+/)
        .map((mot) => mot.length),
    )
  const eprouvees = new Set<string>()
  const longueurs = new Map<Route, number>()

  function lireTitres(html: string): string[] {
    const titre = /<title>([^<]*)/.exec(html)?.[1] ?? ''
    const noms = [...html.matchAll(/"eg-nom"[^>]*>([^<]+)/g)].flatMap(([, nom = '']) => nom.split(/\s+/))
    return [
      ...(/^Égide$| — Égide$/.test(titre) ? [] : [`titre « ${titre} »`]),
      ...(noms.some((mot) => mot.length > 3 && titre.includes(mot)) ? [`un nom dans le titre : ${titre}`] : []),
      ...([...html.matchAll(/<h1[\s>]/g)].length === 1 ? [] : ['pas un seul titre de premier niveau']),
    ]
  }

  async function eprouver({ page }: Fenetre, chemin: string, sur: 'document' | 'main'): Promise<string[]> {
    await page.goto(chemin)
    await toutDeplier(page)
    const deborde = await debordement(page)
    return [...(deborde > 0 ? [`déborde de ${deborde} px`] : []), ...(await violations(page, sur))]
  }

  type AVoir = { readonly route: Route; readonly chemins: readonly string[] }

  async function parcourir(pages: readonly AVoir[], client: ClientHttp): Promise<string[]> {
    const f = await ouvrirFenetre(navigateur, serveur.adresse, { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
    if (client.temoin !== null) await reprendre(f.contexte, client, serveur.adresse)
    const manques: string[] = []
    // L'en-tête et le pied d'une fonction sont les mêmes partout : axe ne les lit qu'une fois.
    let entete: 'document' | 'main' = 'document'
    for (const { route, chemin } of pages.flatMap(({ route, chemins }) => chemins.map((chemin) => ({ route, chemin })))) {
      const { statut, corps } = await client.lire(chemin)
      if (statut !== 200) continue
      vues.add(route.chemin)
      const formes = formesDe(corps)
      const longueur = plusLongMot(corps)
      const neuve = longueur > (longueurs.get(route) ?? 0) || formes.some((forme) => !eprouvees.has(forme))
      const vus = neuve ? await eprouver(f, chemin, entete) : []
      manques.push(...[...lireTitres(corps), ...vus].map((m) => `${chemin} : ${m}`))
      if (!neuve) continue
      entete = 'main'
      for (const forme of formes) eprouvees.add(forme)
      longueurs.set(route, longueur)
    }
    await f.contexte.close()
    return [...manques, ...f.heurts]
  }

  for (const fonction of fonctions)
    test(fonction, async () => {
      const pages = lues.filter((r) => admet(r, fonction)).map((route) => ({ route, chemins: cheminsDe(route, identifiants) }))
      assert.deepEqual(await parcourir(pages, await connecter(serveur.adresse, fonction)), [])
    })

  test('les pages publiques', async () => {
    const pages = lues.filter((r) => r.acces === 'public').map((route) => ({ route, chemins: [route.chemin] }))
    assert.deepEqual(await parcourir(pages, unClient(serveur.adresse)), [])
  })

  test('un compte neuf, puis le code, puis l’écran verrouillé', async () => {
    const { page, contexte, heurts } = await ouvrirFenetre(navigateur, serveur.adresse, { viewport: { width: 320, height: 640 } })
    const voir = async (chemin: string) => {
      assert.deepEqual([...(await violations(page)), await debordement(page)], [0], chemin)
      vues.add(chemin)
    }
    const remplirEtEnvoyer = async (champs: Readonly<Record<string, string>>, bouton: string) => {
      for (const [nom, valeur] of Object.entries(champs)) await page.locator(`main [name="${nom}"]:not([type=hidden])`).first().fill(valeur)
      await page.getByRole('button', { name: bouton, exact: true }).first().click()
    }
    const seConnecter = async (motDePasse: string) => {
      await page.goto('/connexion')
      await remplirEtEnvoyer({ identifiant: NEUF.identifiant, motDePasse }, 'Se connecter')
    }
    await seConnecter(NEUF.motDePasse)
    await page.waitForURL('**/compte/mot-de-passe*')
    await voir('/compte/mot-de-passe')
    await remplirEtEnvoyer({ nouveau: CHOISI, confirmation: CHOISI }, 'Enregistrer')
    await page.getByLabel('Les six chiffres').waitFor()
    await voir('/compte/double-verification')
    const secret = /\b(?:[A-Z2-7]{4} ){3,}[A-Z2-7]{1,4}\b/.exec(await page.locator('main').innerText())?.[0].replaceAll(' ', '') ?? ''
    await remplirEtEnvoyer({ code: generateSync({ secret }) }, 'Activer')
    await page.waitForLoadState()
    await contexte.clearCookies()
    await seConnecter(CHOISI)
    await page.getByRole('heading', { name: 'Entrer le code de vérification' }).waitFor()
    await voir('/connexion/code')
    await reprendre(contexte, await connecter(serveur.adresse, 'secretariat'), serveur.adresse)
    await page.goto('/')
    await page.evaluate(() =>
      fetch('/verrouiller', { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams() }),
    )
    await page.goto('/')
    await page.waitForURL('**/deverrouiller*')
    await voir('/deverrouiller')
    assert.deepEqual(heurts, [])
    await contexte.close()
  })

  test('aucune page n’a été oubliée', () => {
    assert.deepEqual(
      lues.map((r) => r.chemin).filter((c) => !vues.has(c)),
      [],
    )
  })
})
