import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { lire, moteurSansBase, poster, uneApplicationPour } from '#essais/fabriques/application.ts'
import { type Essai, ouvrirEssai } from '#essais/fabriques/base.ts'
import { informer, unBrouillon, unDossierAvecParents, versionDe } from '#essais/fabriques/protection.ts'
import { type Agent, FONCTIONS, type Fonction, unAgentDe } from '#socle/agent.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { creerProtection } from '../module.ts'

const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const { routes } = creerProtection({ pdf, racine: resolve('.') })

describe('premier anneau, seul : la route sans la base derrière elle', async () => {
  const SUIVI: readonly Fonction[] = ['assistant_social', 'stagiaire']
  const CONSEIL: readonly Fonction[] = ['ctss_bassin', 'ctss_departement', 'ctss_academie', 'ctss_national']
  const entre = (chemin: string): readonly Fonction[] =>
    chemin === '/urgence'
      ? [...SUIVI, ...CONSEIL]
      : chemin.startsWith('/avis')
        ? ['ctss_bassin', 'ctss_departement']
        : chemin.endsWith('/etapes')
          ? ['assistant_social']
          : SUIVI

  for (const fonction of FONCTIONS)
    test(`${fonction} : n’entre que là où sa fonction l’ouvre`, async () => {
      const app = await uneApplicationPour(moteurSansBase(), routes, () =>
        unAgentDe('a', 'Camille', 's', [{ fonction, territoireId: LA_JORDANNE, niveau: 'etablissement', libelle: '', permanences: [] }]),
      )
      for (const { chemin, methodes } of routes)
        for (const methode of methodes) {
          const url = chemin.replace(/:\w+/g, randomUUID())
          const { statusCode } = methode === 'GET' ? await lire(app, url) : await poster(app, url, { cleIdempotence: randomUUID() })
          if (entre(chemin).includes(fonction)) assert.notEqual(statusCode, 303, `${methode} ${chemin}`)
          else assert.equal(statusCode, 404, `${methode} ${chemin}`)
        }
    })

  test('chaque chemin est là, et aucun ne porte de nom', () => {
    assert.deepEqual(routes.map((r) => `${r.methodes.join('+')} ${r.chemin}`).sort(), [
      'GET /avis',
      'GET /dossiers/:dossierId/urgences/:urgenceId/note.pdf',
      'GET /informations-preoccupantes',
      'GET /informations-preoccupantes/:id/apercu.pdf',
      'GET /informations-preoccupantes/:id/document.pdf',
      'GET /signalements/:id/apercu.pdf',
      'GET /signalements/:id/copie.pdf',
      'GET /signalements/:id/document.pdf',
      'GET /urgence',
      'GET /urgence/noter',
      'GET+POST /avis/:avisId',
      'GET+POST /dossiers/:dossierId/informations-preoccupantes/nouvelle',
      'GET+POST /dossiers/:dossierId/sans-doublon',
      'GET+POST /dossiers/:dossierId/signalements/nouveau',
      'GET+POST /dossiers/:dossierId/urgence',
      'GET+POST /dossiers/:dossierId/urgences/:urgenceId',
      'GET+POST /informations-preoccupantes/:id',
      'GET+POST /informations-preoccupantes/:id/avis',
      'GET+POST /informations-preoccupantes/:id/etapes',
      'GET+POST /informations-preoccupantes/:id/titulaires',
      'GET+POST /informations-preoccupantes/:id/transmettre',
      'GET+POST /signalements/:id',
      'GET+POST /signalements/:id/etapes',
      'GET+POST /signalements/:id/transmettre',
      'POST /dossiers/:dossierId/sans-nom',
    ])
  })
})

describe('sans script, de « Protéger » à la réponse', async () => {
  const essai: Essai = await ouvrirEssai()
  let app: FastifyInstance
  let assistante: Agent
  before(async () => {
    assistante = await uneAssistante(essai)
    app = await uneApplicationPour(essai.moteur, routes, () => assistante)
  })
  const suivre = (r: { headers: Record<string, unknown> }) => String(r.headers.location)
  const champ = (html: string, nom: string) => new RegExp(`name="${nom.replaceAll('.', '\\.')}" value="([^"]*)"`).exec(html)?.[1] ?? ''

  test('tout le parcours', async () => {
    const { dossierId, eleve, titulaires } = await unDossierAvecParents(essai, assistante)
    const proteger = await lire(app, `/dossiers/${dossierId}/informations-preoccupantes/nouvelle`)
    assert.equal(proteger.statusCode, 200)
    const commence = await poster(app, `/dossiers/${dossierId}/informations-preoccupantes/nouvelle`, {
      cleIdempotence: champ(proteger.body, 'cleIdempotence'),
    })
    assert.equal(commence.statusCode, 303)
    const adresse = suivre(commence)

    const redaction = await lire(app, adresse)
    assert.match(redaction.body, /<title>Information préoccupante<\/title>/)
    assert.ok(redaction.body.includes(eleve.prenom))
    const enregistre = await poster(app, adresse, {
      jetonVersion: champ(redaction.body, 'jetonVersion'),
      'motif.evenement': 'Ce qui s’est passé.',
      'constats.0.faits': 'Vu.',
      suite: 'titulaires',
    })
    assert.equal(suivre(enregistre), `${adresse}/titulaires`)
    assert.match((await lire(app, adresse)).body, /Ce qui s’est passé\./)

    const parents = await lire(app, `${adresse}/titulaires`)
    assert.doesNotMatch(parents.body, /checked/)
    const statuts = Object.fromEntries(
      titulaires.flatMap((t) => [
        [`titulaires.${t}.statut`, 'non_faite'],
        [`titulaires.${t}.motif`, 'FUITE'],
        [`titulaires.${t}.explication`, 'Départ annoncé.'],
      ]),
    )
    const informes = await poster(app, `${adresse}/titulaires`, {
      jetonVersion: champ(parents.body, 'jetonVersion'),
      ...statuts,
      suite: 'transmettre',
    })
    assert.equal(suivre(informes), `${adresse}/transmettre`)

    const envoi = await lire(app, `${adresse}/transmettre`)
    assert.match(envoi.body, /Aucun protocole publié/)
    const parti = await poster(app, `${adresse}/transmettre`, {
      cleIdempotence: champ(envoi.body, 'cleIdempotence'),
      jetonVersion: champ(envoi.body, 'jetonVersion'),
      destinataire: 'autre',
      intitule: 'CRIP fictive',
      canal: 'REMISE',
      transmiseLe: '2025-11-15T16:45',
    })
    assert.equal(suivre(parti), `${adresse}?fait=1`)

    const suivi = await lire(app, adresse)
    assert.match(suivi.body, /sans protocole/)
    assert.match(suivi.body, /Toujours sans réponse/)
    const document = await lire(app, `${adresse}/document.pdf`)
    assert.equal(document.headers['content-type'], 'application/pdf')
    assert.match(String(document.headers['content-disposition']), /^attachment; filename="IP-15-\d{4}-[0-9A-F]{8}\.pdf"$/)
    const consigne = await poster(app, `${adresse}/etapes`, {
      cleIdempotence: randomUUID(),
      etapesLues: '0',
      nature: 'reponse',
      le: '2025-12-01',
      suite: 'ADMIN',
      texte: 'Aide à domicile.',
    })
    assert.equal(suivre(consigne), `${adresse}?fait=1`)
    const repondue = await lire(app, adresse)
    assert.doesNotMatch(repondue.body, /Toujours sans réponse/)
    assert.match(repondue.body, /Aide à domicile\./)
    assert.match((await lire(app, '/informations-preoccupantes?etat=repondues')).body, new RegExp(adresse))
  })

  test('une saisie refusée revient entière, chaque phrase à son champ', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    const r = await poster(app, `/informations-preoccupantes/${id}`, {
      jetonVersion: '1',
      'constats.0.faits': 'Longuement tapé.',
      'constats.0.le': 'hier',
    })
    assert.equal(r.statusCode, 422)
    assert.match(r.body, /Longuement tapé\./)
    assert.match(r.body, /href="#champ-constats-0-le"/)
  })

  test('deux onglets : le second garde son texte et voit ce qui diffère', async () => {
    const { dossierId } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await poster(app, `/informations-preoccupantes/${id}`, { jetonVersion: '1', demande: 'Texte du premier onglet.' })
    const r = await poster(app, `/informations-preoccupantes/${id}`, { jetonVersion: '1', demande: 'Texte du second onglet.' })
    assert.equal(r.statusCode, 409)
    assert.match(r.body, /Texte du second onglet\./)
    assert.match(r.body, /Texte du premier onglet\./)
    assert.equal(champ(r.body, 'jetonVersion'), '2')
  })

  test('une carte incomplète dit ce qui manque et garde le reste', async () => {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    const t = titulaires[0] ?? ''
    const r = await poster(app, `/informations-preoccupantes/${id}/titulaires`, {
      jetonVersion: '1',
      [`titulaires.${t}.statut`]: 'faite',
      [`titulaires.${t}.par`]: 'Camille',
      [`titulaires.${t}.le`]: '',
    })
    assert.equal(r.statusCode, 422)
    assert.match(r.body, new RegExp(`#champ-titulaires-${t}-le`))
    assert.match(r.body, new RegExp(`#champ-titulaires-${t}-mode`))
    assert.match(r.body, /value="Camille"/)
  })

  test('transmettre sans destinataire : la phrase, à son champ', async () => {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, assistante)
    const id = await unBrouillon(essai, assistante, dossierId)
    await informer(essai, assistante, id, titulaires)
    const r = await poster(app, `/informations-preoccupantes/${id}/transmettre`, {
      cleIdempotence: randomUUID(),
      jetonVersion: String(await versionDe(essai, assistante, id)),
      transmiseLe: '2025-11-15T16:45',
      canal: 'REMISE',
    })
    assert.equal(r.statusCode, 422)
    assert.match(r.body, /href="#champ-destinataire"/)
  })

  test('l’urgence n’a aucun champ', async () => {
    const r = await lire(app, '/urgence')
    assert.equal(r.statusCode, 200)
    assert.match(r.body, /href="tel:17"/)
    assert.doesNotMatch(r.body, /<(input|select|textarea)/)
  })
})
