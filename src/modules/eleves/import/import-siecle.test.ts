import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JULES_FERRY, LA_JORDANNE, uneAssistante } from '#essais/fabriques/agents.ts'
import { enTantQue, ouvrirEssai } from '#essais/fabriques/base.ts'
import { unEleve } from '#essais/fabriques/eleves.ts'
import {
  echantillonDe,
  eleves,
  empreinteBase,
  enDivision,
  exportsFictifs,
  onde,
  responsables,
  siecle,
  UAI_FERRY,
  UAI_JORDANNE,
} from '#essais/fabriques/imports.ts'
import { findEleve } from '../eleve.requetes.ts'
import { eleveXml } from '../lecture/fichier-essai.ts'
import { chercherEleves } from '../rechercher.requetes.ts'
import { listFratrie, listResponsables } from '../responsable.requetes.ts'

const essai = await ouvrirEssai()
essai.fixerHeure(new Date('2026-11-22T10:00:00Z'))
const claire = await uneAssistante(essai, LA_JORDANNE)
const ferry = await uneAssistante(essai, JULES_FERRY)

const trouver = (cherche: string, agent = claire) => enTantQue(essai, agent, async (c) => (await chercherEleves(c, cherche)).eleves[0])
const vider = () =>
  essai.proprietaire
    .deleteFrom('eleves.eleve')
    .execute()
    .then(() => essai.proprietaire.deleteFrom('eleves.responsable').execute())
const compter = ({
  crees,
  modifies,
  inchanges,
  partis,
  ecartes,
  rejetes,
  aConfirmer,
}: {
  crees: number
  modifies: number
  inchanges: number
  partis: number
  ecartes: number
  rejetes: number
  aConfirmer: number
}) => ({ crees, modifies, inchanges, partis, ecartes, rejetes, aConfirmer })
const RIEN = { crees: 0, modifies: 0, inchanges: 0, partis: 0, ecartes: 0, rejetes: 0, aConfirmer: 0 }

describe('Importer les trois exports de SIECLE', () => {
  test('crée les élèves, leurs divisions et leurs responsables', async () => {
    await vider()
    const rapports = await siecle(
      essai,
      echantillonDe('ResponsablesAvecAdresses.xml', UAI_JORDANNE),
      echantillonDe('Structures.xml', UAI_JORDANNE),
      echantillonDe('ElevesSansAdresses.xml', UAI_JORDANNE),
    )
    assert.deepEqual(
      rapports.map((r) => [r.nature, r.refus]),
      [
        ['structures', null],
        ['eleves', null],
        ['responsables', null],
      ],
    )
    assert.equal(rapports[1]?.etablissementId, LA_JORDANNE)
    assert.ok((rapports[1]?.compteurs.crees ?? 0) > 5)
    assert.ok((rapports[2]?.compteurs.crees ?? 0) > 5)
  })
  test('réimporter les mêmes fichiers ne réécrit pas une ligne', async () => {
    const avant = await empreinteBase(essai)
    const rapports = await siecle(
      essai,
      echantillonDe('Structures.xml', UAI_JORDANNE),
      echantillonDe('ElevesSansAdresses.xml', UAI_JORDANNE),
      echantillonDe('ResponsablesAvecAdresses.xml', UAI_JORDANNE),
    )
    assert.deepEqual(await empreinteBase(essai), avant)
    for (const { compteurs } of rapports) assert.deepEqual([compteurs.crees, compteurs.modifies, compteurs.partis], [0, 0, 0])
  })
  test('un collège fictif entier : chacun se retrouve, la fratrie et les adresses aussi', async () => {
    await vider()
    const f = await exportsFictifs(UAI_JORDANNE, 300)
    const [, e, r] = await siecle(essai, f.responsables, f.eleves, f.structures)
    assert.equal((e?.compteurs.crees ?? 0) + (e?.compteurs.ecartes ?? 0) + (e?.compteurs.rejetes ?? 0), 300)
    assert.ok((r?.compteurs.crees ?? 0) > 300)
    const leo = await trouver('leo dupond')
    assert.equal(leo?.nomFamille, 'DUPONT')
    assert.ok(leo?.classe)
    const avant = await empreinteBase(essai)
    await siecle(essai, f.structures, f.responsables, f.eleves)
    assert.deepEqual(await empreinteBase(essai), avant)
  })
})

describe('Ce qu’un fichier change', () => {
  const LEO = eleveXml('1', { ID_NATIONAL: '0113014881M' })
  const ZOE = eleveXml('2', { NOM_DE_FAMILLE: 'ROY', PRENOM: 'Zoé', ID_NATIONAL: '0113014882N' })

  test('créé, inchangé, modifié, parti, revenu', async () => {
    await vider()
    const importer = async (xml: string) => compter((await siecle(essai, xml))[0]?.compteurs ?? RIEN)
    assert.deepEqual(await importer(eleves(UAI_JORDANNE, LEO + ZOE, { divisions: enDivision('1', '4 B') })), { ...RIEN, crees: 2 })
    assert.deepEqual(await importer(eleves(UAI_JORDANNE, LEO + ZOE, { divisions: enDivision('1', '4 A') })), {
      ...RIEN,
      modifies: 1,
      inchanges: 1,
    })
    assert.equal((await trouver('leo dupont'))?.classe, '4 A')
    assert.deepEqual(await importer(eleves(UAI_JORDANNE, LEO, { divisions: enDivision('1', '4 A'), le: '13/10/2026' })), {
      ...RIEN,
      inchanges: 1,
      partis: 1,
    })
    const zoe = await trouver('zoe roy')
    assert.equal(zoe?.present, false)
    const fiche = await enTantQue(essai, claire, (c) => findEleve(c, zoe?.id ?? ''))
    assert.equal(fiche.absentDepuis, '2026-10-13')
    assert.deepEqual(await importer(eleves(UAI_JORDANNE, LEO + ZOE, { divisions: enDivision('1', '4 A') })), {
      ...RIEN,
      inchanges: 1,
      modifies: 1,
    })
    assert.equal((await trouver('zoe roy'))?.id, zoe?.id)
  })
  test('une date de sortie marque parti ; un sorti jamais connu n’est pas créé', async () => {
    await vider()
    await siecle(essai, eleves(UAI_JORDANNE, LEO))
    const sorti = { ID_NATIONAL: '0113014881M', DATE_SORTIE: '01/10/2026' }
    const [r] = await siecle(
      essai,
      eleves(UAI_JORDANNE, eleveXml('1', sorti) + eleveXml('9', { NOM_DE_FAMILLE: 'PARTI', DATE_SORTIE: '02/09/2026' })),
    )
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, partis: 1, ecartes: 1 })
    assert.equal(await trouver('parti'), undefined)
  })
  test('une entrée illisible est rejetée avec sa ligne, et l’élève qu’elle cache n’est pas déclaré parti', async () => {
    await vider()
    await siecle(essai, eleves(UAI_JORDANNE, LEO + ZOE))
    const [r] = await siecle(essai, eleves(UAI_JORDANNE, `${LEO}\n${eleveXml('2', { DATE_NAISS: '31/02/2013' })}`))
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, inchanges: 1, rejetes: 1 })
    assert.equal(r?.rejets[0]?.ligne, 4)
    assert.equal((await trouver('zoe roy'))?.present, true)
  })
  test('deux entrées du même élève : une seule fiche, celle où il est présent', async () => {
    await vider()
    const parti = eleveXml('1', { ID_NATIONAL: '0113014881M', DATE_SORTIE: '01/10/2026' })
    await siecle(essai, eleves(UAI_JORDANNE, LEO))
    const id = (await trouver('leo'))?.id
    const [r] = await siecle(essai, eleves(UAI_JORDANNE, parti + eleveXml('7', { ID_NATIONAL: '0113014881M' })))
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, modifies: 1, rejetes: 1 })
    const leo = await trouver('leo')
    assert.deepEqual([leo?.id, leo?.present], [id, true])
  })
  test('un identifiant qui change de personne ne remplace pas l’élève connu', async () => {
    await vider()
    await siecle(essai, eleves(UAI_JORDANNE, LEO))
    const [r] = await siecle(
      essai,
      eleves(UAI_JORDANNE, eleveXml('1', { NOM_DE_FAMILLE: 'AUTRE', PRENOM: 'Max', ID_NATIONAL: '0113014882N' })),
    )
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, rejetes: 1 })
    assert.equal((await trouver('leo dupont'))?.present, true)
  })
})

describe('L’élève qui change d’établissement', () => {
  const LEO = (cle: string, ine = '0113014881M', plus = {}) => eleveXml(cle, { ...(ine ? { ID_NATIONAL: ine } : {}), ...plus })
  test('même INE et même identité : reconnu, sa fiche le suit et quitte l’ancien établissement', async () => {
    await vider()
    await siecle(essai, eleves(UAI_JORDANNE, LEO('1')), responsables(UAI_JORDANNE, [['p', 'DUPONT']], [['1', 'p', '10']]))
    const id = (await trouver('leo dupont'))?.id ?? ''
    const [r] = await siecle(essai, eleves(UAI_FERRY, LEO('88'), { le: '20/10/2026' }))
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, modifies: 1 })
    assert.equal((await trouver('leo dupont', ferry))?.id, id)
    assert.equal(await trouver('leo dupont'), undefined)
    assert.deepEqual(await essai.proprietaire.selectFrom('eleves.responsable').select('id').execute(), [])
  })
  test('le vieil établissement qui le dit sorti, ou dont le fichier est plus ancien, ne le reprend pas', async () => {
    const id = (await trouver('leo dupont', ferry))?.id
    const sorti = await siecle(essai, eleves(UAI_JORDANNE, LEO('1', '0113014881M', { DATE_SORTIE: '15/10/2026' }), { le: '30/10/2026' }))
    const ancien = await siecle(essai, eleves(UAI_JORDANNE, LEO('1'), { le: '01/10/2026' }))
    for (const [r] of [sorti, ancien]) assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, ecartes: 1 })
    assert.equal((await trouver('leo dupont', ferry))?.id, id)
  })
  test('même identité sans INE qui l’assure : deux fiches, et une personne à interroger', async () => {
    await vider()
    await siecle(essai, eleves(UAI_JORDANNE, LEO('1')))
    const [r] = await siecle(essai, eleves(UAI_FERRY, LEO('88', '')))
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, crees: 1, aConfirmer: 1 })
    const paires = await essai.proprietaire.selectFrom('eleves.rapprochement').selectAll().execute()
    assert.deepEqual(
      paires.map((p) => [p.etablissement_id, p.ancien_etablissement_id, p.decision]),
      [[JULES_FERRY, LA_JORDANNE, null]],
    )
  })
  test('une fiche écrite à la main se rapproche du fichier qui arrive', async () => {
    await vider()
    await unEleve(essai, LA_JORDANNE, { dateNaissance: '2013-01-21' })
    const [r] = await siecle(essai, eleves(UAI_JORDANNE, LEO('1', '')))
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, crees: 1, aConfirmer: 1 })
  })
})

describe('Les responsables', () => {
  test('liés à un élève connu, sans rang, partagés par la fratrie ; les autres sont laissés', async () => {
    await vider()
    await siecle(essai, eleves(UAI_JORDANNE, eleveXml('1') + eleveXml('2', { PRENOM: 'Mia' })))
    const [r] = await siecle(
      essai,
      responsables(
        UAI_JORDANNE,
        [
          ['m', 'BELLE'],
          ['p', 'AIR'],
          ['x', 'ORPHELIN'],
        ],
        [
          ['1', 'm', '10'],
          ['1', 'p', '20'],
          ['2', 'm', '10'],
          ['404', 'x', '10'],
        ],
      ),
    )
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, crees: 2, ecartes: 1 })
    const leo = await trouver('leo dupont')
    await enTantQue(essai, claire, async (c) => {
      const lus = await listResponsables(c, leo?.id ?? '')
      assert.deepEqual(
        lus.map((x) => [x.nomFamille, x.codeParente, x.niveauResponsabilite, x.protege]),
        [
          ['AIR', '20', '1', false],
          ['BELLE', '10', '1', false],
        ],
      )
      assert.deepEqual(
        (await listFratrie(c, leo?.id ?? '')).map((x) => x.prenom),
        ['Mia'],
      )
    })
  })
  test('un lien retiré du fichier disparaît, la personne sans lien aussi', async () => {
    const [r] = await siecle(essai, responsables(UAI_JORDANNE, [['m', 'BELLE']], [['1', 'm', '10']]))
    assert.deepEqual(compter(r?.compteurs ?? RIEN), { ...RIEN, modifies: 1, partis: 1 })
  })
  test('avant les élèves : une phrase dit dans quel ordre s’y prendre', async () => {
    await vider()
    const [r] = await siecle(essai, responsables(UAI_JORDANNE, [['m', 'BELLE']], [['1', 'm', '10']]))
    assert.match(r?.refus ?? '', /importez d’abord le fichier « Élèves »/)
  })
})

describe('Importer ONDE', () => {
  test('les élèves d’une école, puis leurs responsables, rapprochés par nom et prénom', async () => {
    await vider()
    const [e, r] = await onde(
      essai,
      echantillonDe('ONDE-CSVExtraction-responsables.csv', ''),
      echantillonDe('ONDE-CSVExtraction-eleves.csv', ''),
    )
    assert.deepEqual([e?.nature, e?.refus, r?.nature, r?.refus], ['onde_eleves', null, 'onde_responsables', null])
    assert.ok((e?.compteurs.crees ?? 0) > 2)
    assert.ok((r?.compteurs.crees ?? 0) > 2)
    const avant = await empreinteBase(essai)
    await onde(essai, echantillonDe('ONDE-CSVExtraction-eleves.csv', ''), echantillonDe('ONDE-CSVExtraction-responsables.csv', ''))
    assert.deepEqual(await empreinteBase(essai), avant)
  })
})
