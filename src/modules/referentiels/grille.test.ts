import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sha256 } from '#socle/empreinte.ts'
import {
  type CodeRubrique,
  codesDeRubrique,
  colonnesExport,
  contenuGrille,
  exportsDuRapport,
  grille,
  grilles,
  noteDe,
  optionsDe,
  VERSION_GRILLE,
} from './grille.ts'
import { type MotifIntervention, motifsIntervention, typesActe } from './nomenclatures.ts'
import { chapitres, type Rubrique } from './rubrique.ts'

const rubriques: readonly (readonly [string, Rubrique])[] = Object.entries(grille)

describe('la grille du rapport annuel', () => {
  test('ne se modifie pas sans changer de version : les rapports figés la citent', () => {
    assert.equal(
      sha256(contenuGrille()).toString('hex'),
      grilles[VERSION_GRILLE],
      'La grille a changé : fermez et datez plutôt que de modifier, puis inscrivez la version suivante dans « grilles ».',
    )
    assert.equal(Object.keys(grilles).at(-1), VERSION_GRILLE)
  })

  test('décide des choix d’un formulaire, dans les mots de la nomenclature', () => {
    const options = optionsDe('motif_principal', '2026-11-22')
    const premier: MotifIntervention | undefined = options[0]?.code
    assert.equal(premier, 'ABS')
    assert.deepEqual(
      options.map((o) => [o.code, o.libelle]).toSorted(),
      Object.entries(motifsIntervention.entrees)
        .map(([code, e]) => [code, e.libelle])
        .toSorted(),
    )
    assert.deepEqual(codesDeRubrique('type_acte'), Object.keys(typesActe.entrees))
  })

  test('n’offre rien avant que la liste ne vaille', () => {
    assert.deepEqual(optionsDe('motif_principal', '2024-08-31'), [])
  })

  test('accompagne chaque chiffre de sa définition et de sa source, et dit ce qui n’est qu’une proposition', () => {
    for (const [code, r] of rubriques) {
      const note = noteDe(code as CodeRubrique)
      assert.ok(note.definition.endsWith('.') && note.source.length > 10, code)
      assert.equal(r.certitude === 'proposition_egide', /Égide/.test(r.source), code)
      assert.ok(Object.hasOwn(chapitres, r.chapitre), code)
    }
  })

  test('ne compte que des types d’acte qui existent', () => {
    for (const [code, r] of rubriques) {
      if (r.dimension.genre !== 'calcul' || !r.dimension.regle.startsWith('Actes de type')) continue
      const cites = r.dimension.regle.match(/[A-Z]{2,}(?:_[A-Z]+)*/g) ?? []
      assert.ok(cites.length > 0, code)
      for (const type of cites) assert.ok(Object.hasOwn(typesActe.entrees, type), `${code} : ${type}`)
    }
  })

  test('nomme chaque colonne une seule fois, dans la grille comme dans chaque export', () => {
    const colonnes = rubriques.map(([, r]) => r.colonne)
    assert.equal(new Set(colonnes).size, colonnes.length)
    for (const nom of ['activite', 'dossiers', 'protection'] as const) {
      const noms = colonnesExport(nom).map((c) => c.nom)
      assert.equal(new Set(noms).size, noms.length, nom)
    }
  })

  test('exporte un code avec son libellé, et un chiffre seul', () => {
    const noms = colonnesExport('activite').map((c) => c.nom)
    assert.deepEqual(noms.slice(noms.indexOf('motif_principal')), ['motif_principal', 'motif_principal_libelle', 'actes'])
    assert.deepEqual(Object.keys(exportsDuRapport), ['activite', 'dossiers', 'protection'])
  })
})
