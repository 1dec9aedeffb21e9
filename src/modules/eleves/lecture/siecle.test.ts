import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { duGenre, echantillon, eleveXml, exportEleves, fichier, refusee, toutLire } from './fichier-essai.ts'
import { lireSiecle } from './siecle.ts'

const lire = (contenu: string | Buffer) => toutLire(lireSiecle(fichier(contenu)))
const eleves = (...surcharges: Record<string, string>[]) =>
  exportEleves(`<ELEVES>${surcharges.map((surcharge, rang) => eleveXml(String(rang + 1), surcharge)).join('\n')}</ELEVES>`)

describe('export « Élèves » de SIECLE', () => {
  test('l’échantillon nu et l’échantillon zippé disent la même chose', async () => {
    const nu = await toutLire(lireSiecle(echantillon('ElevesSansAdresses.xml')))
    const zip = await toutLire(lireSiecle(echantillon('ExportXML_ElevesSansAdresses.zip')))
    assert.deepEqual(zip, nu)
    assert.deepEqual(nu[0], { genre: 'entete', nature: 'eleves', uai: '9990001X', anneeScolaire: 2026, dateExport: '2026-10-12' })
    assert.equal(duGenre(nu, 'eleve').length, 12)
    assert.equal(duGenre(nu, 'division').length, 11)
    assert.equal(duGenre(nu, 'rejet').length, 0)
  })

  test('un élève est lu entier, accents et ligne compris', async () => {
    const [premier] = duGenre(await toutLire(lireSiecle(echantillon('ElevesSansAdresses.xml'))), 'eleve')
    assert.deepEqual(premier, {
      genre: 'eleve',
      ligne: 11,
      cle: '500100',
      cleEnfant: null,
      ine: '9900000000R',
      nomFamille: 'MARTIN-EXEMPLE',
      nomUsage: null,
      prenom: 'Inès',
      prenom2: null,
      prenom3: null,
      dateNaissance: '2013-01-21',
      sexe: 'F',
      codeMef: '10210001110',
      niveau: '430',
      regime: '0',
      division: null,
      dateEntree: '2026-09-01',
      dateSortie: null,
      motifSortie: null,
      adresseCle: null,
    })
  })

  test('un élève sorti ou sans division est transmis tel quel, avec sa date de sortie', async () => {
    const lus = await lire(eleves({ DATE_SORTIE: '03/10/2026', CODE_MOTIF_SORTIE: '10' }))
    assert.equal(duGenre(lus, 'eleve')[0]?.dateSortie, '2026-10-03')
    assert.equal(duGenre(lus, 'eleve')[0]?.motifSortie, '10')
    assert.equal(duGenre(lus, 'division').length, 0)
  })

  test('la nationalité et les lieux de naissance ne sortent jamais de la lecture', async () => {
    const lus = await lire(eleves({ CODE_PAYS_NAT: '987654', VILLE_NAISS: 'ATLANTIDE', CODE_COMMUNE_INSEE_NAISS: '55555' }))
    assert.doesNotMatch(JSON.stringify(lus), /987654|ATLANTIDE|55555/)
  })

  test('l’année précédente ne se mêle pas à l’année en cours', async () => {
    const lus = await lire(
      eleves({ CODE_MEF: '10110001110', SCOLARITE_AN_DERNIER: '<CODE_MEF>10010012110</CODE_MEF><DATE_SORTIE>01/07/2026</DATE_SORTIE>' }),
    )
    assert.equal(duGenre(lus, 'eleve')[0]?.codeMef, '10110001110')
    assert.equal(duGenre(lus, 'eleve')[0]?.dateSortie, null)
  })

  test('une balise vide vaut une balise absente', async () => {
    const [plein, vide] = duGenre(await lire(eleves({}, { NOM_USAGE: '', PRENOM2: ' ', DATE_SORTIE: '', ID_NATIONAL: '' })), 'eleve')
    assert.deepEqual({ ...vide, cle: '1', ligne: plein?.ligne }, plein)
  })

  test('l’ancienne balise NOM est comprise, les apostrophes et « ? » gardés', async () => {
    const [lu] = duGenre(await lire(eleves({ NOM_DE_FAMILLE: '', NOM: "D'ALMEIDA ?IMEK" })), 'eleve')
    assert.equal(lu?.nomFamille, "D'ALMEIDA ?IMEK")
  })

  test('le régime est décidé sur son premier caractère ; le niveau n’est dit que s’il est sûr', async () => {
    const lus = duGenre(await lire(eleves({ CODE_REGIME: '24', CODE_MEF: '24725520330' }, { CODE_MEF: '99910001110' })), 'eleve')
    assert.deepEqual(
      lus.map(({ regime, niveau }) => [regime, niveau]),
      [
        ['2', '630'],
        [null, null],
      ],
    )
  })

  for (const [cas, surcharge, motif] of [
    ['sans nom', { NOM_DE_FAMILLE: '' }, /nom de famille/],
    ['sans prénom', { PRENOM: '' }, /prénom/],
    ['sans date de naissance', { DATE_NAISS: '' }, /date de naissance/],
    ['né le 30 février', { DATE_NAISS: '30/02/2013' }, /DATE_NAISS/],
    ['sorti à une date illisible', { DATE_SORTIE: '2026' }, /DATE_SORTIE/],
    ['au nom démesuré', { NOM_DE_FAMILLE: 'A'.repeat(101) }, /100 caractères/],
  ] as const) {
    test(`un élève ${cas} est écarté, avec sa ligne et un motif sans nom ; les autres restent`, async () => {
      const lus = await lire(eleves({ PRENOM: 'Lila' }, { NOM_DE_FAMILLE: 'SECRET', ...surcharge }))
      const [rejet] = duGenre(lus, 'rejet')
      assert.match(rejet?.motif ?? '', motif)
      assert.doesNotMatch(rejet?.motif ?? '', /SECRET|AAAAA/)
      assert.equal(rejet?.cle, '2')
      assert.equal(rejet?.ligne, 5)
      assert.equal(duGenre(lus, 'eleve').length, 1)
    })
  }

  test('un ELEVE_ID répété, ou deux STRUCTURES_ELEVE pour un élève, sont écartés et expliqués', async () => {
    const structures = (id: string, code: string) =>
      `<STRUCTURES_ELEVE ELEVE_ID="${id}"><STRUCTURE><CODE_STRUCTURE>${code}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`
    const lus = await lire(
      exportEleves(
        `<ELEVES>${eleveXml('7')}${eleveXml('7')}</ELEVES><STRUCTURES>${structures('7', '3 A')}${structures('7', '3B')}</STRUCTURES>`,
      ),
    )
    assert.deepEqual(
      duGenre(lus, 'division').map(({ codeStructure }) => codeStructure),
      ['3 A'],
    )
    assert.deepEqual(
      duGenre(lus, 'rejet').map(({ cle }) => cle),
      ['7', '7'],
    )
    assert.equal(duGenre(lus, 'eleve').length, 1)
  })

  test('les groupes ne font pas une division ; de deux divisions, la première par code', async () => {
    const structure = (code: string, type: string) =>
      `<STRUCTURE><CODE_STRUCTURE>${code}</CODE_STRUCTURE><TYPE_STRUCTURE>${type}</TYPE_STRUCTURE></STRUCTURE>`
    const lus = await lire(
      exportEleves(
        `<STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="1">${structure('1GR', 'G')}${structure('3B', 'D')}${structure('3A', 'D')}</STRUCTURES_ELEVE><STRUCTURES_ELEVE ELEVE_ID="2">${structure('1GR', 'G')}</STRUCTURES_ELEVE></STRUCTURES>`,
      ),
    )
    assert.deepEqual(
      duGenre(lus, 'division').map(({ cle, codeStructure }) => [cle, codeStructure]),
      [['1', '3A']],
    )
  })

  test('une balise inconnue est écartée avec son nom et sa ligne', async () => {
    const lus = await lire(
      exportEleves('<STRUCTURES><STRICTURES_ELEVE ELEVE_ID="1"><X>a</X></STRICTURES_ELEVE></STRUCTURES>\n<INEDIT><A/></INEDIT>'),
    )
    assert.deepEqual(
      duGenre(lus, 'rejet').map(({ ligne, motif }) => [ligne, motif.slice(0, 26)]),
      [
        [4, 'La balise STRICTURES_ELEVE'],
        [5, 'La balise INEDIT n’existe '],
      ],
    )
  })
})

describe('export « Responsables » de SIECLE', () => {
  test('la génération de 2018 donne niveaux, parentés et hébergement', async () => {
    const lus = await toutLire(lireSiecle(echantillon('ExportXML_ResponsablesAvecAdresses.zip')))
    assert.equal(duGenre(lus, 'personne').length, 25)
    assert.equal(duGenre(lus, 'adresse').length, 25)
    const liens = duGenre(lus, 'lien')
    assert.ok(
      liens.some(({ codeParente }) => codeParente === '51'),
      'un enfant confié figure dans l’échantillon',
    )
    assert.ok(liens.every(({ niveauResponsabilite }) => niveauResponsabilite !== null))
  })

  test('la génération précédente ne classe pas les représentants légaux : 1 et 2 deviennent le même niveau', async () => {
    const lien = (personne: string, legal: string) =>
      `<RESPONSABLE_ELEVE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>${personne}</PERSONNE_ID><RESP_LEGAL>${legal}</RESP_LEGAL><CODE_PARENTE>2</CODE_PARENTE></RESPONSABLE_ELEVE>`
    const xml = `<BEE_RESPONSABLES><DONNEES><RESPONSABLES>${lien('1', '1')}${lien('2', '2')}${lien('3', '')}</RESPONSABLES></DONNEES></BEE_RESPONSABLES>`
    const liens = duGenre(await lire(xml), 'lien')
    assert.deepEqual(
      liens.map(({ niveauResponsabilite }) => niveauResponsabilite),
      ['1', '1', null],
    )
    const ancien = await toutLire(lireSiecle(echantillon('ResponsablesAvecAdresses-format-2017.xml')))
    assert.deepEqual(
      duGenre(ancien, 'personne').map(({ nomFamille }) => nomFamille),
      ['MARTIN-EXEMPLE', 'MARTIN-EXEMPLE', "D'ALMEIDA"],
    )
    assert.equal(duGenre(ancien, 'lien')[0]?.codeParente, '2')
  })

  test('les booléens 1/0 et true/false se valent ; le reste est inconnu', async () => {
    const personne = (id: string, sms: string) => `<PERSONNE PERSONNE_ID="${id}"><NOM>X</NOM><ACCEPTE_SMS>${sms}</ACCEPTE_SMS></PERSONNE>`
    const xml = `<BEE_RESPONSABLES><DONNEES><PERSONNES>${['1', 'true', '0', 'false', '', 'peut-etre'].map((sms, rang) => personne(String(rang + 1), sms)).join('')}</PERSONNES></DONNEES></BEE_RESPONSABLES>`
    assert.deepEqual(
      duGenre(await lire(xml), 'personne').map(({ accepteSms }) => accepteSms),
      [true, true, false, false, null, null],
    )
  })
})

describe('export « Structures » de SIECLE', () => {
  test('les divisions portent libellé et formations', async () => {
    const lus = await toutLire(lireSiecle(echantillon('Structures.xml')))
    assert.deepEqual(duGenre(lus, 'structure')[0], { genre: 'structure', ligne: 11, code: '3A', libelle: '3EME A', mefs: ['10310019110'] })
    assert.equal(duGenre(lus, 'structure').length, 9)
  })

  test('un fichier d’un autre genre est refusé en disant lesquels conviennent', async () => {
    await refusee(lireSiecle(fichier('<BEE_NOMENCLATURES><DONNEES/></BEE_NOMENCLATURES>')), 'racine', /Élèves.*Responsables.*Structures/)
    await refusee(lireSiecle(fichier('<BEE_ELEVES/>')), 'sans_donnees')
    await refusee(lireSiecle(fichier(exportEleves('<OPTIONS/><INEDIT/>'))), 'sans_donnees')
  })
})
