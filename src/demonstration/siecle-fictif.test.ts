import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Enregistrement } from '#modules/eleves/lecture/enregistrement.ts'
import { lireSiecle } from '#modules/eleves/lecture/siecle.ts'
import type { TypeEtablissement } from './fictif-formations.ts'
import { type DemandeExports, ecrireExportsSiecle, elevesFictifs, versIso885915 } from './siecle-fictif.ts'

const dossier = mkdtempSync(join(tmpdir(), 'egide-fictif-'))
after(() => rmSync(dossier, { recursive: true, force: true }))

const demande = (surcharge: Partial<DemandeExports> = {}): DemandeExports => ({
  uai: '9990001X',
  type: 'college',
  effectif: 800,
  graine: 7,
  anneeScolaire: 2026,
  dateExport: '2026-10-12',
  dossier: join(dossier, 'defaut'),
  ...surcharge,
})

async function relire(chemin: string): Promise<Enregistrement[]> {
  const lus: Enregistrement[] = []
  for await (const { enregistrements } of lireSiecle(chemin)) lus.push(...enregistrements)
  return lus
}

const duGenre = <G extends Enregistrement['genre']>(lus: readonly Enregistrement[], genre: G) =>
  lus.filter((lu): lu is Extract<Enregistrement, { genre: G }> => lu.genre === genre)

/** Les trois exports d'un établissement, relus par le lecteur d'Égide. */
async function fabriquerEtRelire(surcharge: Partial<DemandeExports> = {}) {
  const chemins = await ecrireExportsSiecle(demande(surcharge))
  const [eleves, responsables, structures] = await Promise.all([
    relire(chemins.eleves),
    relire(chemins.responsables),
    relire(chemins.structures),
  ])
  return { eleves, responsables, structures }
}

describe('exports fictifs relus par notre lecteur', () => {
  for (const type of ['college', 'lycee', 'lycee_professionnel'] satisfies TypeEtablissement[]) {
    test(`${type} : rien n’est rejeté, l’effectif est exact, tout se recoupe`, async () => {
      const { eleves, responsables, structures } = await fabriquerEtRelire({ type, dossier: join(dossier, type) })
      assert.deepEqual(
        [eleves, responsables, structures].flatMap((lus) => duGenre(lus, 'rejet')),
        [],
      )
      const cles = new Set(duGenre(eleves, 'eleve').map(({ cle }) => cle))
      assert.equal(cles.size, 800)
      const personnes = new Map(duGenre(responsables, 'personne').map((personne) => [personne.cle, personne]))
      const adresses = new Set(duGenre(responsables, 'adresse').map(({ cle }) => cle))
      for (const { cleEleve, clePersonne } of duGenre(responsables, 'lien')) assert.ok(cles.has(cleEleve) && personnes.has(clePersonne))
      for (const { adresseCle } of personnes.values()) assert.ok(adresseCle !== null && adresses.has(adresseCle))
      assert.equal(new Set(duGenre(responsables, 'lien').map(({ cleEleve }) => cleEleve)).size, 800, 'tout élève a un responsable')
      const codes = new Set(duGenre(structures, 'structure').map(({ code }) => code))
      for (const { cle, codeStructure } of duGenre(eleves, 'division')) assert.ok(cles.has(cle) && codes.has(codeStructure))
    })

    test(`${type} : l’âge suit la classe, le niveau est connu`, async () => {
      const { eleves } = await fabriquerEtRelire({ type, dossier: join(dossier, type) })
      for (const { niveau, dateNaissance } of duGenre(eleves, 'eleve')) {
        assert.notEqual(niveau, null)
        const age = 2026 - Number(dateNaissance.slice(0, 4))
        assert.ok(type === 'college' ? age >= 10 && age <= 15 : age >= 14 && age <= 18, dateNaissance)
      }
    })
  }

  test('la variété promise y est : sorties, sans division, sans INE, fratries, parents séparés, enfants confiés, homonymes', async () => {
    const { eleves, responsables } = await fabriquerEtRelire({ effectif: 4000, dossier: join(dossier, 'variete') })
    const lus = duGenre(eleves, 'eleve')
    assert.ok(lus.some(({ dateSortie, motifSortie }) => dateSortie !== null && dateSortie <= '2026-10-12' && motifSortie !== null))
    assert.ok(duGenre(eleves, 'division').length < lus.length)
    assert.ok(lus.some(({ ine }) => ine === null))
    assert.ok(lus.some(({ nomFamille }) => nomFamille.startsWith('Œ')) && lus.some(({ nomFamille }) => /['-]/.test(nomFamille)))
    assert.ok(new Set(lus.map(({ nomFamille, prenom }) => `${nomFamille} ${prenom}`)).size < lus.length, 'homonymes')
    const liens = duGenre(responsables, 'lien')
    for (const code of ['10', '20', '38', '41', '42', '50', '51'])
      assert.ok(
        liens.some(({ codeParente }) => codeParente === code),
        code,
      )
    assert.ok(liens.length > new Set(liens.map(({ clePersonne }) => clePersonne)).size, 'une fratrie partage ses responsables')
    const adresse = new Map(duGenre(responsables, 'personne').map(({ cle, adresseCle }) => [cle, adresseCle]))
    const parEleve = Map.groupBy(
      liens.filter(({ niveauResponsabilite }) => niveauResponsabilite === '1'),
      ({ cleEleve }) => cleEleve,
    )
    assert.ok(
      [...parEleve.values()].some(([un, autre]) => un && autre && adresse.get(un.clePersonne) !== adresse.get(autre.clePersonne)),
      'parents séparés',
    )
  })

  test('aucun téléphone ni courriel ne peut joindre quelqu’un', async () => {
    const { responsables } = await fabriquerEtRelire()
    for (const { telPortable, telPersonnel, courriel } of duGenre(responsables, 'personne')) {
      if (telPortable !== null) assert.match(telPortable, /^\+3363998\d{4}$/)
      if (telPersonnel !== null) assert.match(telPersonnel, /^019900\d{4}$/)
      if (courriel !== null) assert.match(courriel, /^[a-z]+\.[a-z]+\.\d+@exemple\.invalid$/)
    }
  })

  test('les élèves reconnaissables viennent en tête, et seulement si on les demande', async () => {
    const premiers = (reconnaissables: boolean) =>
      [...elevesFictifs(demande({ reconnaissables }))].slice(0, 3).map(({ nom, prenom }) => `${nom} ${prenom}`)
    assert.deepEqual(premiers(true), ['DUPONT Léo', 'LEFÈVRE Lila', "N'GUESSAN Adam"])
    assert.notDeepEqual(premiers(false), premiers(true))
  })

  test('avec adresses, chaque adresse d’élève annoncée existe', async () => {
    const { eleves } = await fabriquerEtRelire({ avecAdresses: true, dossier: join(dossier, 'adresses') })
    const adresses = new Set(duGenre(eleves, 'adresse').map(({ cle }) => cle))
    const annoncees = duGenre(eleves, 'eleve').flatMap(({ adresseCle }) => adresseCle ?? [])
    assert.ok(annoncees.length > 0)
    assert.deepEqual(new Set(annoncees), adresses)
  })
})

describe('fabrique', () => {
  test('même graine, mêmes octets ; autre graine ou autre établissement, autres élèves', async () => {
    const octets = async (surcharge: Partial<DemandeExports>, nom: string) =>
      readFileSync((await ecrireExportsSiecle(demande({ zip: false, effectif: 60, dossier: join(dossier, nom), ...surcharge }))).eleves)
    const premier = await octets({}, 'a')
    assert.ok(premier.equals(await octets({}, 'b')))
    assert.ok(!premier.equals(await octets({ graine: 8 }, 'c')))
  })

  test('deux établissements ne partagent ni identifiant ni INE', () => {
    const un = [...elevesFictifs(demande({ uai: '9990001X', effectif: 2000 }))]
    const deux = [...elevesFictifs(demande({ uai: '9990002Y', effectif: 2000 }))]
    const tous = [...un, ...deux]
    assert.equal(new Set(tous.map(({ cle }) => cle)).size, 4000)
    const ine = tous.flatMap((eleve) => eleve.ine ?? [])
    assert.equal(new Set(ine).size, ine.length)
    assert.ok(ine.every((valeur) => /^\d{9}[A-Z]{2}$/.test(valeur)))
  })

  test('zippé ou nu, le contenu est le même', async () => {
    const zip = await ecrireExportsSiecle(demande({ effectif: 60, dossier: join(dossier, 'z') }))
    const nu = await ecrireExportsSiecle(demande({ effectif: 60, dossier: join(dossier, 'n'), zip: false }))
    assert.match(zip.responsables, /ExportXML_ResponsablesAvecAdresses\.zip$/)
    assert.deepEqual(await relire(zip.responsables), await relire(nu.responsables))
  })

  test('un million d’élèves se fabrique à la demande, sans les tenir en mémoire', () => {
    const retenue = () => {
      setFlagsFromString('--expose-gc')
      runInNewContext('gc')()
      return process.memoryUsage().heapUsed / 1e6
    }
    const eleves = elevesFictifs(demande({ effectif: 1_000_000 }))
    eleves.next()
    const avant = retenue()
    for (let rang = 0; rang < 50_000; rang++) assert.ok(!eleves.next().done)
    const apres = retenue()
    assert.ok(apres - avant < 5, `${apres - avant} Mo retenus`)
  })

  test('ISO-8859-15 : tout caractère de l’encodage fait l’aller-retour, tout autre devient « ? »', () => {
    const decodeur = new TextDecoder('iso-8859-15')
    const octets = Buffer.from(Array.from({ length: 96 }, (_, rang) => 0xa0 + rang))
    assert.deepEqual(versIso885915(decodeur.decode(octets)), octets)
    assert.equal(decodeur.decode(versIso885915('ŁŒ¤ş😀é')), '?Œ???é')
  })
})
