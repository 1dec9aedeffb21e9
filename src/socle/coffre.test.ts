import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cleEphemere, coffreEphemere, enveloppeSysteme, ouvrirCoffre, ouvrirTrousseau, type Trousseau } from './coffre.ts'

const lieu = { colonne: 'actes.acte.compte_rendu', ligneId: randomUUID() } as const

describe('coffre', () => {
  it('tout texte chiffré se relit, et deux fois le même texte ne se ressemblent pas', () => {
    const cle = cleEphemere()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (texte) => {
        const [a, b] = [cle.chiffrer(lieu, texte), cle.chiffrer(lieu, texte)]
        assert.equal(cle.dechiffrer(lieu, a), texte)
        assert.notDeepEqual(a, b)
      }),
    )
  })

  it('déplacé, altéré ou tronqué, il ne se relit plus', () => {
    const cle = cleEphemere()
    const scelle = cle.chiffrer(lieu, 'Parole de l’enfant')
    assert.throws(() => cle.dechiffrer({ ...lieu, ligneId: randomUUID() }, scelle))
    assert.throws(() => cle.dechiffrer({ ...lieu, colonne: 'actes.note_travail.texte' }, scelle))
    assert.throws(() => cleEphemere(cle.id).dechiffrer(lieu, scelle))
    fc.assert(
      fc.property(fc.nat(scelle.length - 1), fc.integer({ min: 1, max: 255 }), (rang, masque) => {
        const altere = Buffer.from(scelle)
        altere[rang] = (altere[rang] ?? 0) ^ masque
        assert.throws(() => cle.dechiffrer(lieu, altere))
        assert.throws(() => cle.dechiffrer(lieu, scelle.subarray(0, rang)))
      }),
    )
  })

  it('l’index aveugle dépend du domaine et de la clé', () => {
    const maitresse = randomBytes(32)
    const enveloppe = enveloppeSysteme(maitresse)
    const [c, relu, autre] = [ouvrirCoffre(maitresse, enveloppe), ouvrirCoffre(maitresse, enveloppe), coffreEphemere()]
    assert.deepEqual(c.empreinte('dossier.eleve', 'x'), relu.empreinte('dossier.eleve', 'x'))
    assert.notDeepEqual(c.empreinte('dossier.eleve', 'x'), c.empreinte('journal.eleve', 'x'))
    assert.notDeepEqual(c.empreinte('dossier.eleve', 'x'), autre.empreinte('dossier.eleve', 'x'))
  })

  it('le trousseau confié à un autre fil y chiffre et y empreint comme ici', async () => {
    const [coffre, cle] = [coffreEphemere(), cleEphemere()]
    const { port1, port2 } = new MessageChannel()
    port1.postMessage(coffre.trousseau(cle))
    const [recu] = (await once(port2, 'message')) as [Trousseau]
    const confie = ouvrirTrousseau(recu)
    port1.close()
    assert.equal(cle.dechiffrer(lieu, confie.cle.chiffrer(lieu, 'Léo')), 'Léo')
    assert.deepEqual(confie.empreinte('dossier.eleve', 'x'), coffre.empreinte('dossier.eleve', 'x'))
    assert.throws(() => coffre.trousseau({ ...cle }), /clé inconnue/)
  })

  it('une autre clé maîtresse est refusée par une phrase', () => {
    assert.throws(() => ouvrirCoffre(randomBytes(32), enveloppeSysteme(randomBytes(32))), /clé maîtresse/)
  })
})
