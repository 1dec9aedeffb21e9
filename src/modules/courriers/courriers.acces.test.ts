import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { BLAISE_PASCAL, CANTAL, LA_JORDANNE, unAgent, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { admettre } from '#essais/fabriques/dossiers.ts'
import { texteDuPdf } from '#essais/fabriques/poppler.ts'
import { unBrouillon, unDossierAvecParents, uneIpTransmise } from '#essais/fabriques/protection.ts'
import { refuse } from '#essais/fabriques/refus.ts'
import { lireInformation } from '#modules/protection/index.ts'
import type { Agent } from '#socle/agent.ts'
import { lancer } from '#socle/cas-usage.ts'
import { sql } from '#socle/db.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'
import { GABARIT_COURRIER } from './composer.ts'
import { type Genre, genres, modeles, retenir } from './modele.ts'
import { commencerCourrier, enregistrerCourrier, lireCourrier, listerCourriers } from './rediger.cas.ts'
import { creerApercuCourrier, creerRemettreCourrier, remettreDocumentCourrier } from './remettre.cas.ts'

const essai = await ouvrirEssai()
const pdf = ouvrirFabriquePdf({ immediat: true })
after(() => pdf.fermer())
const imprimerie = { pdf, gabarit: resolve(GABARIT_COURRIER) }
const [remettre, apercevoir] = [creerRemettreCourrier(imprimerie), creerApercuCourrier(imprimerie)]

let [assistante, collegue, ailleurs, stagiaire, conseillere]: Agent[] = []
const qui = (agent: Agent | undefined): Agent => {
  assert.ok(agent)
  return agent
}
before(async () => {
  assistante = await uneAssistante(essai)
  collegue = await uneAssistante(essai)
  ailleurs = await uneAssistante(essai, BLAISE_PASCAL)
  stagiaire = await unAgent(essai, 'stagiaire', [LA_JORDANNE])
  conseillere = await unAgent(essai, 'ctss_departement', [CANTAL])
})

const commencer = async (dossierId: string, champs: Record<string, string>, agent = qui(assistante)): Promise<string> =>
  (await lancer(essai.moteur, agent, commencerCourrier, { cleIdempotence: randomUUID(), dossierId, ...champs })).courrierId
const lire = (courrierId: string, agent = qui(assistante)) => lancer(essai.moteur, agent, lireCourrier, { courrierId })
const ecrire = async (courrierId: string, champs: Record<string, string>, agent = qui(assistante)) =>
  lancer(essai.moteur, agent, enregistrerCourrier, {
    courrierId,
    jetonVersion: String((await lire(courrierId, agent)).courrier.version),
    'destinataire.nom': 'Destinataire fictif',
    ...champs,
  })
const envoyer = async (courrierId: string, agent = qui(assistante), jetonVersion?: string) =>
  lancer(essai.moteur, agent, remettre, {
    cleIdempotence: randomUUID(),
    courrierId,
    jetonVersion: jetonVersion ?? String((await lire(courrierId, agent)).courrier.version),
    canal: 'COURRIER_AR',
    le: '2026-03-01T10:00',
  })
const lireDocument = async (courrierId: string) =>
  (await lancer(essai.moteur, qui(assistante), remettreDocumentCourrier, { courrierId })).octets
const aucun = (promesse: Promise<unknown>) => assert.rejects(promesse, (e) => e instanceof ErreurMetier && e.genre === 'introuvable')

describe('relancer la cellule', () => {
  test('la lettre est prête à signer ; la remettre consigne la relance ; le silence reste un état', async () => {
    const { id, dossierId } = await uneIpTransmise(essai, qui(assistante), pdf)
    const courrierId = await commencer(dossierId, { genre: 'relance', informationId: id })
    await envoyer(courrierId)
    const lu = texteDuPdf(await lireDocument(courrierId))
    for (const mots of ['samedi 15 novembre 2025', 'dimanche 15 février 2026', 'article L226-5', 'CRIP fictive', 'aucune réponse'])
      assert.ok(lu.includes(mots.replaceAll(/\s/g, ' ')), `${mots}\n${lu}`)
    const { etapes } = await lancer(essai.moteur, qui(assistante), lireInformation, { id })
    assert.deepEqual(
      etapes.map((e) => [e.nature, e.le]),
      [['relance', '2026-03-01']],
    )
  })

  test('la famille part : la lettre prévient la cellule, le départ se consigne, même la réponse reçue, et la réponse reste due', async () => {
    const { id, dossierId } = await uneIpTransmise(essai, qui(assistante), pdf)
    const courrierId = await commencer(dossierId, { genre: 'depart', informationId: id })
    await refuse(envoyer(courrierId), 'courriers.incomplet')
    await ecrire(courrierId, { 'sections.corps': 'La famille part pour Rodez. Nouvelle adresse : 3, rue fictive.' })
    await envoyer(courrierId)
    const lu = texteDuPdf(await lireDocument(courrierId))
    for (const mots of ['autre département', '3, rue fictive']) assert.ok(lu.includes(mots.replaceAll(/\s/g, ' ')), `${mots}\n${lu}`)
    const { etapes, ip } = await lancer(essai.moteur, qui(assistante), lireInformation, { id })
    assert.deepEqual(
      etapes.map((e) => [e.nature, e.le]),
      [['depart', '2026-03-01']],
    )
    assert.equal(ip.transmission?.retourAttenduLe, '2026-02-15')
  })

  test('le bordereau nomme la pièce par son empreinte, et celles qu’on joint à la main', async () => {
    const { id, dossierId } = await uneIpTransmise(essai, qui(assistante), pdf)
    const courrierId = await commencer(dossierId, { genre: 'bordereau', informationId: id })
    await ecrire(courrierId, { 'sections.pieces': 'Certificat médical\nDessin' })
    const { information } = await lire(courrierId)
    await envoyer(courrierId)
    const lu = texteDuPdf(await lireDocument(courrierId))
    assert.ok(lu.replaceAll(' ', '').includes(information?.empreinte ?? '?'), `${information?.empreinte} ${lu}`)
    for (const mots of ['Certificat médical', 'Dessin', information?.reference ?? '?']) assert.ok(lu.includes(mots), mots)
  })

  test('ni depuis un brouillon, ni depuis une information d’un autre dossier, ni sans information', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    const brouillon = await unBrouillon(essai, qui(assistante), dossierId)
    await refuse(commencer(dossierId, { genre: 'relance', informationId: brouillon }), 'protection.pas_transmise')
    const autre = await uneIpTransmise(essai, qui(assistante), pdf)
    await refuse(commencer(dossierId, { genre: 'relance', informationId: autre.id }), 'courriers.hors_dossier')
    await assert.rejects(commencer(dossierId, { genre: 'relance' }), /se commence depuis une information/)
  })
})

describe('écrire à chaque parent', () => {
  test('chacun à son adresse : rien de l’autre n’est dans sa lettre', async () => {
    const { dossierId, titulaires } = await unDossierAvecParents(essai, qui(assistante))
    const lettres = [
      { adresse: '1 rue de la Mère\n15000 Aurillac', texte: 'Madame, je vous propose un rendez-vous.' },
      { adresse: '2 rue du Père\n63000 Clermont-Ferrand', texte: 'Monsieur, je vous propose un autre jour.' },
    ]
    const documents: string[] = []
    for (const [rang, titulaireId] of titulaires.entries()) {
      const courrierId = await commencer(dossierId, { genre: 'parent', titulaireId })
      const { nom } = (await lire(courrierId)).courrier.contenu.destinataire
      await ecrire(courrierId, {
        'destinataire.nom': nom ?? '',
        'destinataire.adresse': lettres[rang]?.adresse ?? '',
        'sections.corps': lettres[rang]?.texte ?? '',
      })
      await envoyer(courrierId)
      documents.push(texteDuPdf(await lireDocument(courrierId)))
    }
    assert.match(documents[0] ?? '', /Aïcha Lefèvre.*rue de la Mère.*15000 Aurillac.*Madame/)
    assert.doesNotMatch(documents[0] ?? '', /Père|Œillet|Clermont|Monsieur|secret professionnel/)
    assert.match(documents[1] ?? '', /Jérôme Œillet.*rue du Père/)
    assert.doesNotMatch(documents[1] ?? '', /de la Mère|Lefèvre|15000 Aurillac 2/)
  })

  test('un titulaire d’un autre dossier n’existe pas ici', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    const { titulaires } = await unDossierAvecParents(essai, qui(assistante))
    await refuse(commencer(dossierId, { genre: 'parent', titulaireId: titulaires[0] ?? '' }), 'courriers.hors_dossier')
  })
})

describe('rapport et enquête', () => {
  test('l’enquête demandée ne garde que ses parties, quoi qu’on lui envoie', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    const courrierId = await commencer(dossierId, { genre: 'enquete' })
    await ecrire(courrierId, { 'sections.scolarite': 'Douze demi-journées.', 'sections.sante': 'SECRET', 'sections.analyse': 'SECRET' })
    await envoyer(courrierId)
    const lu = texteDuPdf(await lireDocument(courrierId))
    assert.match(lu, /Douze demi-journées/)
    assert.doesNotMatch(lu, /SECRET|Analyse|Santé/)
  })

  test('la note sociale rend tout ce qui y fut tapé, dans l’ordre de la trame, rien n’y étant du code', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    const courrierId = await commencer(dossierId, { genre: 'note_sociale' })
    const textes = Object.fromEntries(
      modeles.note_sociale.sections.map((s, i) => [`sections.${s.nom}`, `Partie ${i} : #panic() $x$ *gras* «${s.nom}»`]),
    )
    await ecrire(courrierId, textes)
    await envoyer(courrierId)
    const lu = texteDuPdf(await lireDocument(courrierId))
    const rangs = Object.values(textes).map((t) => lu.indexOf(t))
    assert.ok(
      rangs.every((r, i) => r >= 0 && (i === 0 || r > (rangs[i - 1] ?? 0))),
      lu,
    )
  })

  test('retenir ne laisse passer aucune partie étrangère au modèle', () => {
    const noms = [...new Set(genres.flatMap((g) => modeles[g].sections.map((s) => s.nom))), 'intruse', 'toString']
    fc.assert(
      fc.property(fc.constantFrom<Genre>(...genres), fc.dictionary(fc.constantFrom(...noms), fc.string()), (genre, sections) => {
        assert.deepEqual(
          Object.keys(retenir(genre, sections)),
          modeles[genre].sections.map((s) => s.nom),
        )
      }),
    )
  })
})

describe('figée', () => {
  test('ni récrite, ni remise deux fois, et ses octets ne changent plus', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    const courrierId = await commencer(dossierId, { genre: 'note_sociale' })
    await refuse(envoyer(courrierId), 'courriers.incomplet')
    await ecrire(courrierId, { 'sections.objet': 'Un objet.' })
    assert.match(texteDuPdf((await lancer(essai.moteur, qui(assistante), apercevoir, { courrierId })).octets), /B R O U I L L O N/)
    const deux = await Promise.allSettled([envoyer(courrierId), envoyer(courrierId, qui(collegue))])
    assert.deepEqual(deux.map((d) => d.status).sort(), ['fulfilled', 'rejected'])
    const avant = await lireDocument(courrierId)
    await refuse(ecrire(courrierId, { 'sections.objet': 'Autre.' }), 'courriers.deja_remis')
    await refuse(envoyer(courrierId), 'courriers.deja_remis')
    const enBase = await enTantQue(essai, qui(assistante), ({ tx }) =>
      tx.updateTable('courriers.courrier').set({ version: 9 }).where('id', '=', courrierId).executeTakeFirst(),
    )
    assert.equal(Number(enBase.numUpdatedRows), 0)
    assert.deepEqual(await lireDocument(courrierId), avant)
  })

  test('deux personnes sur un brouillon : la seconde l’apprend', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    const courrierId = await commencer(dossierId, { genre: 'note_sociale' })
    const ouvert = { courrierId, jetonVersion: '1', 'sections.objet': 'Le mien.' }
    await lancer(essai.moteur, qui(assistante), enregistrerCourrier, { ...ouvert, 'destinataire.nom': 'A', 'destinataire.adresse': '' })
    await refuse(
      lancer(essai.moteur, qui(collegue), enregistrerCourrier, { ...ouvert, 'destinataire.nom': 'B', 'destinataire.adresse': '' }),
      'courriers.version_perimee',
    )
    await refuse(envoyer(courrierId, qui(assistante), '1'), 'courriers.version_perimee')
  })
})

describe('qui', () => {
  test('le stagiaire admis rédige sans signer ; hors du dossier, rien n’existe', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    await admettre(essai, dossierId, qui(stagiaire), qui(assistante), '2020-01-01', '2099-01-01')
    const courrierId = await commencer(dossierId, { genre: 'note_sociale' }, qui(stagiaire))
    await ecrire(courrierId, { 'sections.objet': 'Un objet.' }, qui(stagiaire))
    await refuse(envoyer(courrierId, qui(stagiaire)), 'courriers.signature')
    for (const agent of [qui(ailleurs), qui(conseillere)]) {
      await aucun(lire(courrierId, agent))
      await aucun(commencer(dossierId, { genre: 'note_sociale' }, agent))
      await aucun(lancer(essai.moteur, agent, listerCourriers, { dossierId }))
      await aucun(lancer(essai.moteur, agent, remettreDocumentCourrier, { courrierId }))
    }
  })

  test('troisième anneau : la base ne montre rien d’ailleurs, et n’y laisse rien écrire', async () => {
    const { dossierId } = await unDossierAvecParents(essai, qui(assistante))
    await commencer(dossierId, { genre: 'note_sociale' })
    assert.deepEqual(await enTantQue(essai, qui(ailleurs), ({ tx }) => tx.selectFrom('courriers.courrier').select('id').execute()), [])
    const ligne = {
      ...{
        id: randomUUID(),
        dossier_id: dossierId,
        etablissement_id: LA_JORDANNE,
        genre: 'note_sociale',
        contenu_chiffre: Buffer.alloc(1),
      },
      ...{ auteur_id: qui(ailleurs).id, modifie_par: qui(ailleurs).id },
    }
    await assert.rejects(
      enTantQue(essai, qui(ailleurs), ({ tx }) => tx.insertInto('courriers.courrier').values(ligne).execute()),
      /row-level security/,
    )
  })

  test('la liste passe par son index', async () => {
    const plan = await essai.proprietaire.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx)
      return JSON.stringify(
        (
          await sql`explain select id from courriers.courrier where dossier_id = ${randomUUID()} order by cree_le desc limit 100`.execute(
            tx,
          )
        ).rows,
      )
    })
    assert.match(plan, /Index/)
  })
})
