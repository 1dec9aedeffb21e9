import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ErreurMetier } from '#socle/erreur.ts'
import { duGenre, echantillon, fichier, refusee, toutLire } from './fichier-essai.ts'
import { lireOnde } from './onde.ts'
import { cleEnfantOnde } from './onde-entrees.ts'
import { lireSiecle } from './siecle.ts'

const lire = (contenu: string | Buffer) => lireOnde(fichier(contenu))
const ANCIENNE =
  "Nom El\u00e8ve;Nom d'usage El\u00e8ve;Pr\u00e9nom El\u00e8ve;Date naissance;Sexe;Adresse1;Cp1;Commune1;Pays1;Adresse2;Cp2;Commune2;Pays2; Cycle;Niveau;Classe;Attestation fournie;Autorisations associations;Autorisations photos;D\u00e9cision de passage"
const RESPONSABLES =
  'Civilit\u00e9 Responsable;Nom usage responsable;Nom responsable;Pr\u00e9nom responsable;Adresse responsable;CP responsable;Commune responsable;Pays;Courriel;T\u00e9l\u00e9phone domicile;T\u00e9l\u00e9phone travail;Num\u00e9ro de poste;T\u00e9l\u00e9phone portable' +
  ";Nom d'usage enfant;Nom de famille enfant;Pr\u00e9nom enfant;Classes enfants".repeat(2)

describe('élèves d’ONDE', () => {
  test('la forme avec INE : l’échantillon se lit entier', async () => {
    const lus = await toutLire(lireOnde(echantillon('ONDE-CSVExtraction-eleves.csv')))
    assert.deepEqual(lus[0], { genre: 'entete', nature: 'onde_eleves', uai: null, anneeScolaire: null, dateExport: null })
    const eleves = duGenre(lus, 'eleve')
    assert.deepEqual(
      eleves.map(({ nomFamille, prenom, dateNaissance, niveau, division, ine }) => [
        nomFamille,
        prenom,
        dateNaissance,
        niveau,
        division,
        ine,
      ])[4],
      ['ŒUVRARD', 'Maëlys', '2017-09-05', '350', 'Classe de Mme Démo', '9800000004T'],
    )
    assert.equal(eleves[0]?.adresseCle, duGenre(lus, 'adresse')[0]?.cle)
    assert.equal(duGenre(lus, 'rejet').length, 0)
  })

  test('l’ancienne forme, dates ISO, sexe H, guillemets partiels et point-virgule protégé', async () => {
    const lus = await toutLire(
      lire(
        `${ANCIENNE}\r\n"LE; GALL";;"L\u00e9o";2018-03-04;H;;;;;;;;; CYCLE II;CE1;CE1 A;;;;\r\nO"NEIL;;Zo\u00e9;04/03/2018;F;;;;;;;;;;GS;GS;;;;\r\n`,
      ),
    )
    assert.deepEqual(
      duGenre(lus, 'eleve').map(({ nomFamille, prenom, dateNaissance, sexe, niveau, division, ine, ligne }) => [
        nomFamille,
        prenom,
        dateNaissance,
        sexe,
        niveau,
        division,
        ine,
        ligne,
      ]),
      [
        ['LE; GALL', 'Léo', '2018-03-04', 'M', '320', 'CE1 A', null, 2],
        ['O"NEIL', 'Zoé', '2018-03-04', 'F', '200', 'GS', null, 3],
      ],
    )
  })

  test('une ligne décalée, sans date ou répétée est écartée sans donnée nominative ; les autres restent', async () => {
    const bonne = 'SECRET;;Lila;2018-03-04;F;;;;;;;;;;CP;CP A;;;;'
    const lus = await toutLire(lire(`${ANCIENNE}\n${bonne}\n${bonne};en trop\nSECRET;;Lila;;F\nSECRET;;Lila\n${bonne}\n`))
    const rejets = duGenre(lus, 'rejet')
    assert.deepEqual(
      rejets.map(({ ligne, cle }) => [ligne, cle]),
      [
        [3, null],
        [4, null],
        [5, null],
        [6, null],
      ],
    )
    assert.doesNotMatch(JSON.stringify(rejets), /SECRET|Lila/i)
    assert.equal(duGenre(lus, 'eleve').length, 1)
  })

  test('Windows-1252 et UTF-8 sont reconnus au contenu', async () => {
    const ligne = (nom: string) => `${nom};;Lila;2018-03-04;F`
    const nom = async (contenu: Buffer) => duGenre(await toutLire(lire(contenu)), 'eleve')[0]?.nomFamille
    assert.equal(await nom(Buffer.from(`${ANCIENNE}\n${ligne('\u008cUVRARD')}`, 'latin1')), 'ŒUVRARD')
    assert.equal(await nom(Buffer.from(`${ANCIENNE}\n${ligne('\u00bcUVRARD')}`, 'latin1')), 'ŒUVRARD')
    assert.equal(await nom(Buffer.from(`\ufeff${ANCIENNE}\n${ligne('ŒUVRARD')}`)), 'ŒUVRARD')
  })
})

describe('responsables d’ONDE', () => {
  test('les groupes d’enfants répétés sont tous lus, par position', async () => {
    const lus = await toutLire(
      lire(
        `${RESPONSABLES}\nMME;;DUPONT;Claire;1 rue X;99100;Ville;FRANCE;c@exemple.invalid;;;12;0639980000;;DUPONT;L\u00e9o;CP;;MARTIN;Lila;CM2\n`,
      ),
    )
    assert.deepEqual(
      duGenre(lus, 'lien').map(({ cleEleve, classeEleve, niveauResponsabilite }) => [cleEleve, classeEleve, niveauResponsabilite]),
      [
        [cleEnfantOnde('DUPONT', 'Léo'), 'CP', null],
        [cleEnfantOnde('MARTIN', 'Lila'), 'CM2', null],
      ],
    )
    assert.equal(duGenre(lus, 'personne')[0]?.telPortable, '0639980000')
  })

  test('les liens retrouvent les élèves de l’autre extraction', async () => {
    const eleves = duGenre(await toutLire(lireOnde(echantillon('ONDE-CSVExtraction-eleves.csv'))), 'eleve')
    const lus = await toutLire(lireOnde(echantillon('ONDE-CSVExtraction-responsables.csv')))
    const cles = new Set(eleves.map(({ cleEnfant }) => cleEnfant))
    assert.equal(duGenre(lus, 'lien').length, 12)
    assert.ok(duGenre(lus, 'lien').every(({ cleEleve }) => cles.has(cleEleve)))
  })

  test('une personne répétée n’est dite qu’une fois ; deux homonymes d’adresses différentes restent deux', async () => {
    const ligne = (voie: string, enfant: string) => `M.;;DUPONT;Jean;${voie};99100;Ville;;;;;;;;DUPONT;${enfant};CP;;;;`
    const lus = await toutLire(lire(`${RESPONSABLES}\n${ligne('1 rue X', 'A')}\n${ligne('1 Rue X', 'B')}\n${ligne('2 rue Y', 'C')}\n`))
    assert.equal(duGenre(lus, 'personne').length, 2)
    assert.deepEqual(new Set(duGenre(lus, 'lien').map(({ clePersonne }) => clePersonne)).size, 2)
    assert.equal(duGenre(lus, 'lien').length, 3)
  })
})

describe('fichiers refusés', () => {
  test('vide, XML, autre tableau, octets nuls, guillemet jamais refermé', async () => {
    await refusee(lire(''), 'fichier_vide')
    await refusee(lireOnde(echantillon('Structures.xml')), 'pas_onde', /SIECLE/)
    await refusee(lire('a;b\n1;2\n'), 'entete')
    await refusee(lire('\n\n'), 'entete')
    await refusee(lire(`${ANCIENNE}\nDUPONT\u0000;;Lila;2018-03-04\n`), 'csv_invalide')
    await refusee(lire(`${ANCIENNE}\n"DUPONT;;Lila;2018-03-04\n`), 'csv_invalide', /guillemet/)
    await refusee(lire(`${ANCIENNE}\n"DUPONT;${'x;\n'.repeat(20_000)}`), 'csv_invalide', /ligne 1/)
    await refusee(lireSiecle(echantillon('ONDE-CSVExtraction-eleves.csv')), 'ni_zip_ni_xml')
  })

  test('quels que soient les octets changés ou la coupe, jamais d’autre erreur qu’un refus expliqué', async () => {
    const origines = ['eleves', 'responsables'].map((nom) => readFileSync(echantillon(`ONDE-CSVExtraction-${nom}.csv`)))
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...origines), fc.array(change, { maxLength: 4 }), fc.nat(), async (origine, changements, coupe) => {
        const octets = Buffer.from(origine.subarray(0, coupe % (origine.length + 1)))
        for (const [position, octet] of changements) if (octets.length > 0) octets[position % octets.length] = octet
        await toutLire(lire(octets)).catch((erreur) => assert.ok(erreur instanceof ErreurMetier, String(erreur)))
      }),
      { numRuns: 300 },
    )
  })
})
