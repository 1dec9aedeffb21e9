import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import { ErreurMetier } from '../erreur.ts'
import { type FabriquePdf, type OptionsFabriquePdf, ouvrirFabriquePdf } from './fabrique.ts'

const polices = resolve(import.meta.dirname, '../../../../donnees/polices')
const racine = mkdtempSync(join(tmpdir(), 'egide-pdf-'))
const ouvertes: FabriquePdf[] = []
after(async () => {
  await Promise.all(ouvertes.map((f) => f.fermer()))
  rmSync(racine, { recursive: true })
})

const ENTETE =
  '#let d = json(bytes(sys.inputs.donnees))\n#set document(title: "Essai", date: none)\n#set text(lang: "fr", font: "DejaVu Sans")\n'
const gabarit = (nom: string, corps: string): string => {
  const chemin = join(racine, `${nom}.typ`)
  writeFileSync(chemin, ENTETE + corps)
  return chemin
}
const lettre = gabarit('lettre', '#d.texte')
const sansFin = gabarit('sans-fin', '#let s = 0\n#for i in range(0, 9000) { for j in range(0, 9000) { s = calc.rem(s + j, 7) } }\n#s')

function fabrique(options: OptionsFabriquePdf = {}): FabriquePdf {
  const ouverte = ouvrirFabriquePdf({ racine, polices, ...options })
  ouvertes.push(ouverte)
  return ouverte
}
const entete = (pdf: Uint8Array): string => Buffer.from(pdf.subarray(0, 8)).toString('latin1')

describe('Fabrique de PDF', () => {
  const ordinaire = fabrique()

  test('compose un PDF dont les métadonnées taisent le moteur', async () => {
    const pdf = Buffer.from(await ordinaire.composer(lettre, { texte: 'Bonjour' })).toString('latin1')
    assert.equal(pdf.slice(0, 8), '%PDF-1.7')
    assert.match(pdf, /<pdfuaid:part>1<\/pdfuaid:part>/)
    assert.doesNotMatch(pdf, /typst \d/i)
    assert.match(pdf, /\/Creator \(Egide/)
  })

  test('même entrée, mêmes octets, y compris dans un autre fil', async () => {
    const un = await ordinaire.composer(lettre, { texte: 'Même' })
    await ordinaire.composer(lettre, { texte: 'Autre' })
    assert.deepEqual(await ordinaire.composer(lettre, { texte: 'Même' }), un)
    assert.deepEqual(await fabrique().composer(lettre, { texte: 'Même' }), un)
  })

  test('sert les demandes simultanées, chacune la sienne', async () => {
    const textes = Array.from({ length: 12 }, (_, rang) => 'x'.repeat(1 + rang))
    const ensemble = await Promise.all(textes.map((texte) => ordinaire.composer(lettre, { texte })))
    for (const [rang, texte] of textes.entries()) assert.deepEqual(ensemble[rang], await ordinaire.composer(lettre, { texte }))
  })

  test('une erreur du gabarit ne laisse rien paraître du texte, et la suivante réussit', async () => {
    const fautif = gabarit('fautif', '#panic(d.texte)')
    await assert.rejects(ordinaire.composer(fautif, { texte: 'nomsecret' }), (erreur: Error) => {
      assert.ok(!(erreur instanceof ErreurMetier))
      assert.equal(erreur.cause, undefined)
      assert.doesNotMatch(`${erreur.message}${erreur.stack}`, /nomsecret/)
      return true
    })
    assert.equal(entete(await ordinaire.composer(lettre, { texte: 'ensuite' })), '%PDF-1.7')
  })

  test('un gabarit sans fin est tué au délai ; ceux qui attendaient sont servis par un nouveau fil', async () => {
    const pressee = fabrique({ delaiMs: 900 })
    const bloque = assert.rejects(pressee.composer(sansFin, {}), /délai dépassé/)
    const suivant = pressee.composer(lettre, { texte: 'après' })
    await bloque
    assert.equal(entete(await suivant), '%PDF-1.7')
  })

  test('un document trop gros est refusé', async () => {
    await assert.rejects(fabrique({ octetsMax: 1000 }).composer(lettre, { texte: 'a' }), /plus gros/)
  })

  test('une saisie démesurée est une faute de saisie, dite en clair', async () => {
    await assert.rejects(fabrique({ saisieMax: 50 }).composer(lettre, { texte: 'a'.repeat(60) }), (erreur) => {
      assert.ok(erreur instanceof ErreurMetier)
      assert.equal(erreur.code, 'pdf.trop_long')
      return true
    })
  })

  test('un gabarit hors de la racine, relatif ou d’une autre sorte est refusé', async () => {
    for (const chemin of ['/etc/passwd', `${racine}/../x.typ`, 'lettre.typ', join(racine, 'x.txt')]) {
      await assert.rejects(ordinaire.composer(chemin, {}), /hors du dossier/)
    }
  })

  test('un gabarit ne lit rien hors de la racine', async () => {
    await assert.rejects(ordinaire.composer(gabarit('curieux', '#read("../../../../../../etc/passwd")'), {}), /refusée/)
  })

  test('l’environnement du serveur n’entre pas dans le fil', async () => {
    const temoin = gabarit('temoin', '#sys.inputs.keys().join(" ")')
    assert.deepEqual(await ordinaire.composer(temoin, {}), await ordinaire.composer(gabarit('attendu', '#"donnees"'), {}))
  })

  test('dit si elle vit : oui au repos et après un fil tué au délai, non si les polices manquent ou une fois fermée', async () => {
    const pressee = fabrique({ delaiMs: 900, immediat: true })
    assert.equal(pressee.vivante(), true)
    await assert.rejects(pressee.composer(sansFin, {}))
    assert.equal(pressee.vivante(), true)
    await pressee.fermer()
    assert.equal(pressee.vivante(), false)
    const infirme = fabrique({ polices: racine, immediat: true })
    await assert.rejects(infirme.composer(lettre, { texte: 'a' }), /fil arrêté/)
    assert.equal(infirme.vivante(), false)
  })

  test('la file est bornée', async () => {
    const etroite = fabrique({ attenteMax: 1 })
    const premiers = [etroite.composer(lettre, { texte: '1' }), etroite.composer(lettre, { texte: '2' })]
    await assert.rejects(etroite.composer(lettre, { texte: '3' }), /débordée/)
    await Promise.all(premiers)
  })

  test('fermer rompt ce qui attend et refuse la suite', async () => {
    const breve = ouvrirFabriquePdf({ racine, polices })
    const attentes = [breve.composer(sansFin, {}), breve.composer(lettre, { texte: 'b' })].map((p) => assert.rejects(p))
    await breve.fermer()
    await Promise.all(attentes)
    await assert.rejects(breve.composer(lettre, { texte: 'c' }), /fermée/)
  })
})
