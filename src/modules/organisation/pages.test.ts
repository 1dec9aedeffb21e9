import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { CANTAL, LA_JORDANNE } from '#essais/fabriques/agents.ts'
import { ouvrirEssai } from '#essais/fabriques/base.ts'
import { champsCaches, uneApplication, unNavigateur } from '#essais/fabriques/navigateur-http.ts'
import { creerAtelier } from '#modules/protection/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { creerAgent, MOT_DE_PASSE_DEMONSTRATION } from '#modules/securite/index.ts'
import type { Fonction } from '#socle/agent.ts'
import { jourDeParis } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { moduleOrganisation } from './module.ts'

const essai = await ouvrirEssai()
const reglages = { demonstration: true, inactiviteMinutes: 15, sessionHeures: 10 }
const pdf = ouvrirFabriquePdf()
after(() => pdf.fermer())
const atelier = creerAtelier({ pdf, racine: resolve() })
const app = await uneApplication(essai, reglages, moduleOrganisation({ contactAccessibilite: 'acces@exemple.fr', atelier }).routes)

async function connecter(fonction: Fonction, territoireId: string) {
  const identifiant = `essai.${randomUUID().slice(0, 8)}`
  const affectations = [{ fonction, territoireId, du: '2020-09-01' }]
  await creerAgent(essai.proprietaire, {
    identifiant,
    nomAffiche: 'Camille Essai',
    motDePasse: MOT_DE_PASSE_DEMONSTRATION,
    demonstration: true,
    affectations,
  })
  const n = unNavigateur(app)
  await n.poster('/connexion', { identifiant, motDePasse: MOT_DE_PASSE_DEMONSTRATION })
  return n
}
const conseillere = await connecter('ctss_departement', CANTAL)
const assistante = await connecter('assistant_social', LA_JORDANNE)
const voisine = await connecter('ctss_departement', idTerritoire('departement', '63'))
const technicien = await connecter('administrateur', CANTAL)

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(1)> ' or 1=1 -- \u202e`
const neutre = (html: string) => !/<script>alert|<img src=x/.test(html)
const compter = async (table: 'referentiels.protocole' | 'referentiels.secteur') =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(essai.proprietaire)).rows[0]?.n
let brouillon = ''
const base = () => ({ jetonVersion: '1', definitionIp: 'Définition.', delaiLocalJours: '', voie: 'directe', principal: '0' })
const crip = {
  'destinataires.0.nature': 'crip',
  'destinataires.0.intitule': HOSTILE,
  'destinataires.0.canal': 'MESSAGERIE',
  'destinataires.0.courriel': 'crip@exemple.fr',
}

describe('le protocole, sans script', () => {
  test('manquant, il dit quoi faire à qui l’écrit et à qui le lit', async () => {
    assert.match((await conseillere.lire('/protocole')).body, /Écrire le protocole du département/)
    const lecture = await assistante.lire('/protocole')
    assert.match(lecture.body, /demandez le destinataire à votre conseiller technique/)
    assert.doesNotMatch(lecture.body, /protocole\/preparer/)
  })

  test('préparé d’un double envoi, il n’y a qu’un brouillon, avec la définition du code et son degré de certitude', async () => {
    const corps = { ...champsCaches((await conseillere.lire('/protocole')).body), departementId: CANTAL }
    const [un, deux] = [await conseillere.poster('/protocole/preparer', corps), await conseillere.poster('/protocole/preparer', corps)]
    assert.equal(un.statusCode, 303)
    assert.equal(un.headers.location, deux.headers.location)
    assert.equal(await compter('referentiels.protocole'), 1)
    brouillon = String(un.headers.location)
    const page = (await conseillere.lire(brouillon)).body
    assert.match(page, /bénéficiant ou non d’un accompagnement/)
    assert.match(page, /à vérifier avant de publier/)
  })

  test('une erreur rend tout ce qui est tapé, au bon champ, sans rien interpréter', async () => {
    const reponse = await conseillere.poster(brouillon, {
      ...base(),
      ...crip,
      'destinataires.0.canal': '',
      'etapes.0.qui': 'Rédacteur seul',
    })
    assert.equal(reponse.statusCode, 422)
    assert.match(reponse.body, /href="#champ-destinataires-0-canal"/)
    assert.match(reponse.body, /href="#champ-etapes-0-quoi"/)
    assert.match(reponse.body, /Rédacteur seul/)
    assert.match(reponse.body, /&lt;script>alert/)
    assert.ok(neutre(reponse.body))
  })

  test('deux onglets : le second garde ce qui est tapé, voit ce qui est enregistré, et peut l’emporter', async () => {
    assert.equal(
      (await conseillere.poster(brouillon, { ...base(), ...crip, 'etapes.0.qui': 'A', 'etapes.0.quoi': 'transmet' })).statusCode,
      303,
    )
    const second = { ...base(), ...crip, definitionIp: 'Tapée dans le second onglet.', 'etapes.0.qui': 'B', 'etapes.0.quoi': 'transmet' }
    const perime = await conseillere.poster(brouillon, second)
    assert.equal(perime.statusCode, 409)
    assert.match(perime.body, /Tapée dans le second onglet\./)
    assert.match(perime.body, /Ce qui est enregistré en ce moment/)
    const { jetonVersion = '' } = champsCaches(perime.body)
    assert.equal((await conseillere.poster(brouillon, { ...second, jetonVersion })).statusCode, 303)
  })

  test('publié, il se lit de l’assistante ; l’onglet resté ouvert ne perd pas ce qu’il portait', async () => {
    const publier = brouillon.replace('/modifier', '/publier')
    const relu = (await conseillere.lire(publier)).body
    assert.ok(neutre(relu))
    const { jetonVersion = '' } = champsCaches(relu)
    assert.equal((await conseillere.poster(publier, { jetonVersion, enVigueurDu: '2024-09-01' })).statusCode, 303)
    assert.match((await assistante.lire('/protocole')).body, /crip@exemple\.fr/)
    const tard = await conseillere.poster(brouillon, { ...base(), ...crip, jetonVersion, definitionIp: 'Trop tard.' })
    assert.equal(tard.statusCode, 409)
    assert.match(tard.body, /Trop tard\./)
  })
})

describe('les bassins et secteurs, sans script', () => {
  let secteur = ''
  test('un secteur se crée une fois d’un double envoi, puis se coche', async () => {
    const page = (await conseillere.lire('/territoires/nouveau-secteur')).body
    const corps = { ...champsCaches(page), nom: HOSTILE, valideDu: '2026-09-01' }
    const [un, deux] = [
      await conseillere.poster('/territoires/nouveau-secteur', corps),
      await conseillere.poster('/territoires/nouveau-secteur', corps),
    ]
    assert.equal(un.headers.location, deux.headers.location)
    assert.equal(await compter('referentiels.secteur'), 1)
    secteur = String(un.headers.location).split('?')[0] ?? ''
    const contenu = (await conseillere.lire(secteur)).body
    assert.ok(neutre(contenu))
    assert.match(contenu, new RegExp(`value="${LA_JORDANNE}"`))
    assert.equal(
      (await conseillere.poster(secteur, { ...champsCaches(contenu), nom: 'Secteur 1', etablissements: LA_JORDANNE })).statusCode,
      303,
    )
    assert.match((await conseillere.lire(secteur)).body, new RegExp(`value="${LA_JORDANNE}" checked`))
    assert.match((await conseillere.lire('/territoires')).body, /sans secteur, sur/)
  })

  test('une page périmée garde les cases cochées et le nom tapé', async () => {
    const corps = {
      ...champsCaches((await conseillere.lire(secteur)).body),
      nom: 'Nom tapé ici',
      etablissements: LA_JORDANNE,
      jetonVersion: 'perime',
    }
    const reponse = await conseillere.poster(`${secteur}?type=second_degre&statut=public&commune=`, corps)
    assert.equal(reponse.statusCode, 409)
    assert.match(reponse.body, /Nom tapé ici/)
    assert.match(reponse.body, new RegExp(`value="${LA_JORDANNE}" checked`))
  })

  test('le nom d’un bassin déjà pris se corrige sur place', async () => {
    const creer = async () =>
      conseillere.poster('/territoires/nouveau-bassin', {
        ...champsCaches((await conseillere.lire('/territoires/nouveau-bassin')).body),
        nom: 'Aurillac',
      })
    assert.equal((await creer()).statusCode, 303)
    const reponse = await creer()
    assert.equal(reponse.statusCode, 422)
    assert.match(reponse.body, /href="#champ-nom"/)
  })

  test('la conseillère d’à côté ne voit ni ne change ceux-ci', async () => {
    assert.doesNotMatch((await voisine.lire('/territoires')).body, /Secteur 1/)
    assert.equal((await voisine.lire(secteur)).statusCode, 403)
    assert.equal((await voisine.poster(`${secteur}/fermer`)).statusCode, 403)
    assert.equal((await voisine.lire(`/territoires?departementId=${CANTAL}`)).statusCode, 403)
  })
})

describe('les précisions locales, sans script', () => {
  test('un double envoi n’en ouvre qu’une ; la page redit ce qui ne va pas, sans rien interpréter', async () => {
    const page = (await conseillere.lire('/precisions/nouvelle')).body
    const corps = { ...champsCaches(page), motif: 'LOGT', libelle: HOSTILE.slice(0, 60), valideDu: jourDeParis(new Date()) }
    const manque = await conseillere.poster('/precisions/nouvelle', { ...corps, motif: '' })
    assert.equal(manque.statusCode, 422)
    assert.match(manque.body, /href="#champ-motif"/)
    assert.ok(neutre(manque.body))
    for (const _ of [1, 2]) assert.equal((await conseillere.poster('/precisions/nouvelle', corps)).statusCode, 303)
    const liste = (await conseillere.lire('/precisions')).body
    assert.equal(liste.match(/\/clore"/g)?.length, 1)
    assert.ok(neutre(liste))
  })

  test('la conseillère d’à côté ne la voit ni ne la clôt', async () => {
    const [clore = ''] = /\/precisions\/[0-9a-f-]{36}\/clore/.exec((await conseillere.lire('/precisions')).body) ?? []
    assert.doesNotMatch((await voisine.lire('/precisions')).body, /clore/)
    assert.equal((await voisine.lire(clore)).statusCode, 404)
    assert.equal((await voisine.poster(clore, { valideAu: '2099-01-01' })).statusCode, 404)
    assert.equal((await voisine.lire(`/precisions?departementId=${CANTAL}`)).statusCode, 403)
    assert.equal((await conseillere.poster(clore, { valideAu: '2099-01-01' })).statusCode, 303)
    assert.equal((await conseillere.poster(clore, { valideAu: '2099-01-02' })).statusCode, 409)
  })
})

describe('qui entre où', () => {
  const reservees = [
    '/territoires',
    '/territoires/nouveau-bassin',
    '/territoires/nouveau-secteur',
    `/territoires/bassins/${CANTAL}`,
    `/territoires/secteurs/${CANTAL}`,
    '/precisions',
    '/precisions/nouvelle',
    `/precisions/${CANTAL}/clore`,
  ]
  test('les pages d’organisation n’existent pas pour les autres fonctions', async () => {
    for (const url of [...reservees, brouillon, brouillon.replace('/modifier', '/publier')])
      for (const agent of [assistante, technicien]) assert.equal((await agent.lire(url)).statusCode, 404, url)
    assert.equal((await assistante.poster('/protocole/preparer', { departementId: CANTAL })).statusCode, 404)
    assert.equal((await assistante.poster(`/territoires/secteurs/${CANTAL}/fermer`)).statusCode, 404)
    assert.equal((await technicien.lire('/protocole')).statusCode, 404)
    assert.equal((await technicien.lire(brouillon.replace('/modifier', ''))).statusCode, 404)
  })

  test('un identifiant inconnu ou mal formé est introuvable, sans panne', async () => {
    for (const url of [
      `/territoires/bassins/${randomUUID()}`,
      '/territoires/secteurs/x',
      `/precisions/${randomUUID()}/clore`,
      '/precisions?departementId=x',
      `/protocole/versions/${randomUUID()}`,
      '/protocole?departementId=x',
      `/territoires?departementId=${LA_JORDANNE}`,
    ])
      assert.equal((await conseillere.lire(url)).statusCode, 404, url)
  })

  test('les sources se lisent connecté, l’accessibilité sans connexion, et rien n’y est affirmé sans audit', async () => {
    const sources = (await technicien.lire('/sources')).body
    assert.match(sources, /Licence Ouverte/)
    assert.match(sources, /Proposition Égide, à valider par le métier/)
    const anonyme = unNavigateur(app)
    assert.notEqual((await anonyme.lire('/sources')).statusCode, 200)
    const declaration = await anonyme.lire('/accessibilite')
    assert.equal(declaration.statusCode, 200)
    assert.match(declaration.body, /non audité/)
    assert.match(declaration.body, /acces@exemple\.fr/)
    assert.doesNotMatch(declaration.body, /est (totalement|partiellement)? ?conforme/)
  })
})
