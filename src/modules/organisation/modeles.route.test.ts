import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { champsCaches, uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import { creerAtelier } from '#modules/protection/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import type { Fonction } from '#socle/agent.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { moduleOrganisation } from './module.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const atelier = creerAtelier({ pdf, racine: resolve() })
const reglages = { demonstration: true, inactiviteMinutes: 15, sessionHeures: 10 }
const app = await uneApplication(essai, reglages, moduleOrganisation({ contactAccessibilite: null, atelier }).routes)

async function connecter(fonction: Fonction, territoireId: string) {
  const identifiant = `essai.${randomUUID().slice(0, 8)}`
  const affectations = [{ fonction, territoireId, du: '2020-09-01' }]
  const motDePasse = MOT_DE_PASSE_DEMONSTRATION
  await creerAgent(essai.proprietaire, { identifiant, nomAffiche: 'Camille Essai', motDePasse, demonstration: true, affectations })
  const n = unNavigateur(app)
  await n.poster('/connexion', { identifiant, motDePasse })
  return n
}
const conseillere = await connecter('ctss_departement', CANTAL)
const assistante = await connecter('assistant_social', LA_JORDANNE)
const voisine = await connecter('ctss_departement', idTerritoire('departement', '63'))
const academie = await connecter('ctss_academie', idTerritoire('academie', '06'))
const technicien = await connecter('administrateur', CANTAL)

const NATIONAL = atelier.information.national
const PROPRE = NATIONAL.replace('#titre\n', '= Fiche du Cantal\n')
type Client = typeof conseillere
const jeton = async (adresse: string) => champsCaches((await conseillere.lire(adresse)).body).jetonVersion ?? ''
const ecrire = async (adresse: string, champs: Record<string, string>) =>
  conseillere.poster(adresse, { jetonVersion: await jeton(adresse), ...champs })

describe('le modèle d’un écrit, sans script', () => {
  let version = ''
  let modele = ''
  before(async () => {
    const caches = champsCaches((await conseillere.lire('/protocole')).body)
    const { headers } = await conseillere.poster('/protocole/preparer', { ...caches, departementId: CANTAL })
    version = String(headers.location).replace('/modifier', '')
    modele = `${version}/modeles/information/modifier`
    await ecrire(`${version}/modifier`, {
      definitionIp: 'Définition.',
      voie: 'directe',
      principal: '0',
      'destinataires.0.nature': 'crip',
      'destinataires.0.intitule': 'CRIP fictive',
      'destinataires.0.canal': 'MESSAGERIE',
      'destinataires.0.courriel': 'crip@exemple.fr',
      'etapes.0.qui': 'A',
      'etapes.0.quoi': 'transmet',
    })
  })

  test('n’existe, en brouillon, que pour le conseiller du département', async () => {
    for (const [client, adresse] of [
      ...[assistante, voisine, academie, technicien].flatMap((c): [Client, string][] => [
        [c, modele],
        [c, `${version}/modeles/information`],
      ]),
      [conseillere, `${version}/modeles/autre/modifier`],
      [conseillere, `/protocole/versions/${randomUUID()}/modeles/information/modifier`],
    ] as const)
      assert.equal((await client.lire(adresse)).statusCode, 404, adresse)
    for (const client of [assistante, voisine, academie, technicien]) {
      for (const champs of [{ source: PROPRE }, { source: PROPRE, geste: 'apercu' }])
        assert.equal((await client.poster(modele, { jetonVersion: '2', ...champs })).statusCode, 404)
      assert.equal((await client.poster(modele.replace('modifier', 'national'))).statusCode, 404)
    }
  })

  test('part du texte national et dit ce que montre chaque partie', async () => {
    const { body } = await conseillere.lire(modele)
    assert.ok(body.includes(NATIONAL.replaceAll('“', '&quot;')))
    for (const { nom } of atelier.information.parties) assert.ok(body.includes(`#${nom}</dt>`), nom)
    assert.doesNotMatch(body, /Revenir au modèle national/)
  })

  test('l’aperçu rend un PDF sans rien enregistrer', async () => {
    const vu = await ecrire(modele, { source: PROPRE, geste: 'apercu' })
    assert.equal(vu.statusCode, 200)
    assert.equal(vu.headers['content-type'], 'application/pdf')
    assert.match(String(vu.headers['content-disposition']), /apercu-information\.pdf/)
    assert.ok((await conseillere.lire(modele)).body.includes('#titre'))
  })

  test('une faute est dite à sa ligne, en français ; ce qui est tapé est rendu, sans être interprété', async () => {
    const fautif = `${PROPRE}#inconnu <script>alert(1)</script>`
    const refus = await ecrire(modele, { source: fautif, geste: 'apercu' })
    assert.equal(refus.statusCode, 422)
    assert.match(
      refus.body,
      /href="#champ-source">Ligne 19 \(«\s?#inconnu &lt;script>alert\(1\)&lt;\/scrip…?.*»\)\s: «\s?inconnu\s?» n’est pas connu\s?: vérifiez son orthographe\./,
    )
    assert.match(refus.body, /#inconnu &lt;script>alert/)
    const sansMotif = await ecrire(modele, { source: PROPRE.replace('#motif\n', ''), geste: 'apercu' })
    assert.match(sansMotif.body, /La partie «\s?motif\s?» manque\s?: ajoutez #motif\./)
    const rare = await ecrire(modele, { source: `${PROPRE}#("a" + 1)`, geste: 'apercu' })
    assert.match(rare.body, /ne se compose pas à la ligne 19 \(/)
    assert.match(rare.body, /<span lang="en">cannot add string and integer<\/span>/)
  })

  test('trop long ou vide, il est refusé et rendu', async () => {
    const long = await ecrire(modele, { source: `${PROPRE}${'a'.repeat(60_000)}` })
    assert.equal(long.statusCode, 422)
    assert.match(long.body, /Raccourcissez ce texte/)
    assert.match(long.body, /a{60000}/)
    assert.equal((await ecrire(modele, { source: '  ' })).statusCode, 422)
  })

  test('enregistré fautif, la page le dit et la version ne se publie pas', async () => {
    assert.equal((await ecrire(modele, { source: '#motif\n#inconnu' })).statusCode, 303)
    assert.match(
      (await conseillere.lire(modele)).body,
      /Le modèle enregistré ne se compose pas.*Ligne 2 \(«\s?#inconnu\s?»\)\s?: «\s?inconnu/s,
    )
    const refus = await ecrire(`${version}/publier`, { enVigueurDu: '2024-09-01' })
    assert.equal(refus.statusCode, 422)
    assert.match(refus.body, /Corrigez d’abord le modèle «\s?Information préoccupante\s?».*«\s?inconnu\s?» n’est pas connu/)
  })

  test('deux onglets : le second garde son texte et voit celui qui est enregistré ; publier une version non relue est refusé', async () => {
    const perime = await jeton(modele)
    const aRelire = await jeton(`${version}/publier`)
    assert.equal((await ecrire(modele, { source: PROPRE })).statusCode, 303)
    const tard = await conseillere.poster(modele, { jetonVersion: perime, source: '#motif\nSecond onglet' })
    assert.equal(tard.statusCode, 409)
    assert.match(tard.body, /Second onglet/)
    assert.match(tard.body, /<pre[^>]*>[^<]*= Fiche du Cantal/)
    assert.equal((await conseillere.poster(`${version}/publier`, { jetonVersion: aRelire, enVigueurDu: '2024-09-01' })).statusCode, 409)
  })

  test('revenir au modèle national retire le texte du département', async () => {
    const autre = `${version}/modeles/signalement`
    await ecrire(`${autre}/modifier`, { source: atelier.signalement.national })
    assert.match((await conseillere.lire(version)).body, /Signalement au procureur de la République.*Modèle du département/s)
    assert.equal((await conseillere.poster(`${autre}/national`)).statusCode, 303)
    assert.match((await conseillere.lire(`${autre}/modifier`)).body, /Cet écrit suit le modèle national/)
  })

  test('publié, il se lit des lecteurs du département, ne change plus, et la version suivante en part', async () => {
    assert.equal((await ecrire(`${version}/publier`, { enVigueurDu: '2024-09-01' })).statusCode, 303)
    for (const client of [conseillere, assistante, academie])
      assert.match((await client.lire(`${version}/modeles/information`)).body, /<pre[^>]*>[^<]*= Fiche du Cantal/)
    assert.equal((await voisine.lire(`${version}/modeles/information`)).statusCode, 403)
    assert.equal((await technicien.lire(`${version}/modeles/information`)).statusCode, 404)
    const apres = await ecrire(modele, { source: `${PROPRE}Trop tard.` })
    assert.equal(apres.statusCode, 409)
    assert.match(apres.body, /Trop tard\./)
    assert.equal((await conseillere.poster(modele.replace('modifier', 'national'))).statusCode, 409)

    const caches = champsCaches((await conseillere.lire('/protocole')).body)
    const { headers } = await conseillere.poster('/protocole/preparer', { ...caches, departementId: CANTAL })
    const suivante = String(headers.location).replace('/modifier', '')
    assert.match((await conseillere.lire(`${suivante}/modeles/information/modifier`)).body, /= Fiche du Cantal/)
    assert.match((await conseillere.lire(suivante)).body, /Rien d’écrit ne change/)
  })
})
