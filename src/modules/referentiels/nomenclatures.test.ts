import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FONCTIONS } from '#socle/agent.ts'
import { codesDe, type Nomenclature, nomenclature } from '#socle/nomenclature.ts'
import {
  fonctionsAgent,
  liensEnfantProtege,
  liensParente,
  nomenclatures,
  originesDemande,
  reponsesOnpe,
  typesDeDanger,
} from './nomenclatures.ts'
import { codesEnOrdre, optionsDeNomenclature } from './options.ts'

const tousLesTextes = (n: Nomenclature) => [n.titre, n.source, ...Object.values(n.entrees).flatMap((e) => [e.libelle, e.groupe ?? ''])]

describe('les nomenclatures', () => {
  test('disent toutes leur source, sans chemin de fichier, et s’écrivent en typographie française', () => {
    for (const n of nomenclatures) {
      assert.notEqual(n.source.trim(), '', n.table)
      for (const texte of tousLesTextes(n)) {
        assert.doesNotMatch(texte, /'| [:;?!»]|« |graine|\.txt/, `${n.table} : ${texte}`)
      }
    }
  })

  test('disent qu’elles sont une proposition quand Égide les a composées', () => {
    for (const n of nomenclatures) assert.equal(n.fiabilite === 'proposition_egide', n.source.startsWith('Composition Égide'), n.table)
  })

  test('ont chacune leur table', () => {
    assert.equal(new Set(nomenclatures.map((n) => n.table)).size, nomenclatures.length)
  })

  test('gardent « 119 » à sa place, à la fin des partenaires', () => {
    const ordre = codesEnOrdre(originesDemande)
    assert.deepEqual(ordre.slice(0, 2), ['ELEVE', 'PAIR'])
    assert.deepEqual(ordre.slice(ordre.indexOf('ASSO'), ordre.indexOf('ASSO') + 3), ['ASSO', '119', 'INSTANCE'])
    assert.deepEqual(ordre.toSorted(), codesDe(originesDemande).toSorted())
  })

  test('distinguent « ne sait pas » de « non »', () => {
    assert.equal(reponsesOnpe.entrees['1'].libelle, 'Non')
    assert.equal(reponsesOnpe.entrees['9'].libelle, 'Ne sait pas')
  })

  test('couvrent exactement les fonctions que connaît la sécurité', () => {
    assert.deepEqual(codesDe(fonctionsAgent).toSorted(), [...FONCTIONS].toSorted())
  })

  test('signalent les quatre liens d’un enfant protégé', () => {
    assert.deepEqual(
      liensEnfantProtege.map((code) => liensParente.entrees[code].libelle),
      ['Éducateur', 'Assistant familial', 'Tuteur', 'Aide sociale à l’enfance (ASE)'],
    )
    assert.equal(codesDe(typesDeDanger).length, 7)
  })
})

test('un code fermé n’est plus offert, mais garde son libellé', () => {
  const essai = nomenclature({
    table: 'referentiels.essai',
    titre: 'Essai',
    source: 'Essai',
    fiabilite: 'proposition_egide',
    entrees: { a: { libelle: 'A', du: '2020-01-01', au: '2026-09-01' }, b: { libelle: 'B', du: '2026-09-01' } },
  })
  const offerts = (jour: string) => optionsDeNomenclature(essai, jour).map((o) => o.code)
  assert.deepEqual(offerts('2026-08-31'), ['a'])
  assert.deepEqual(offerts('2026-09-01'), ['b'])
  assert.equal(essai.entrees.a.libelle, 'A')
})
