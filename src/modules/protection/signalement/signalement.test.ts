import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ErreurMetier } from '#socle/erreur.ts'
import {
  avancer,
  type Brouillon,
  demandeConfirmation,
  type Envoi,
  type Etape,
  type NatureEtape,
  type Signalement,
  transmettre,
} from './signalement.ts'

const PARQUET = { intitule: 'Parquet fictif', adresse: null, courriel: null, telephone: null, protocole: null }
const MAINTENANT = new Date('2026-11-20T12:00:00Z')
const brouillon: Brouillon = { statut: 'brouillon', id: 's', parentsInformes: false, infractionFamille: false }
const envoi: Envoi = { destinataire: PARQUET, canal: 'COURRIER_AR', transmisLe: new Date('2026-11-10T09:00:00Z'), parentsConfirmes: false }
const [DEBUT, FIN] = ['2026-11-10', '2026-11-20']
const refuse = (code: string, f: () => unknown) =>
  assert.throws(f, (e: unknown) => e instanceof ErreurMetier && e.code === `protection.signalement_${code}`)

describe('transmettre', () => {
  test('il faut un parquet, une voie, une date passée', () => {
    refuse('destinataire', () => transmettre(brouillon, { ...envoi, destinataire: null }, MAINTENANT))
    refuse('canal', () => transmettre(brouillon, { ...envoi, canal: null }, MAINTENANT))
    refuse('transmission_future', () => transmettre(brouillon, { ...envoi, transmisLe: new Date('2027-01-01') }, MAINTENANT))
  })
  test('parents informés d’une infraction dans la famille : une confirmation, puis rien ne bloque', () => {
    for (const parentsInformes of [true, false])
      for (const infractionFamille of [true, false]) {
        const b = { ...brouillon, parentsInformes, infractionFamille }
        if (demandeConfirmation(b)) refuse('parents_informes', () => transmettre(b, envoi, MAINTENANT))
        else assert.equal(transmettre(b, envoi, MAINTENANT).statut, 'transmis')
        assert.equal(transmettre(b, { ...envoi, parentsConfirmes: true }, MAINTENANT).statut, 'transmis')
      }
  })
})

describe('la suite des étapes', () => {
  const etape = fc.record({
    nature: fc.constantFrom<NatureEtape>('copie', 'accuse', 'suite'),
    le: fc.integer({ min: 5, max: 25 }).map((j) => `2026-11-${String(j).padStart(2, '0')}`),
  })
  /** Ce que la règle dit, sans la machine : les étapes déjà acceptées suffisent. */
  const permise = (parti: boolean, faites: readonly Etape[], e: Etape): boolean => {
    const a = (n: NatureEtape) => faites.some((f) => f.nature === n)
    if (!parti || e.le < DEBUT || e.le > FIN) return false
    return e.nature === 'suite' || (e.nature === 'copie' ? !a('copie') : !a('accuse') && !a('suite'))
  }

  test('au hasard, on ne sort jamais de la machine, et chaque refus nomme sa règle', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(etape, { maxLength: 25 }), (parti, suite) => {
        let s: Signalement = parti ? transmettre(brouillon, envoi, MAINTENANT) : brouillon
        const faites: Etape[] = []
        for (const e of suite) {
          const avant: Signalement = s
          try {
            s = avancer(s, e, DEBUT, FIN)
            assert.ok(permise(parti, faites, e))
            faites.push(e)
          } catch (erreur) {
            assert.ok(erreur instanceof ErreurMetier, String(erreur))
            assert.ok(!permise(parti, faites, e) && erreur.message.length > 20)
            assert.equal(s, avant)
          }
        }
        if (s.statut === 'brouillon') return assert.equal(parti, false)
        assert.equal(s.copieLe, faites.find((f) => f.nature === 'copie')?.le ?? null)
        const attendu = faites.some((f) => f.nature === 'suite')
          ? 'suivi'
          : faites.some((f) => f.nature === 'accuse')
            ? 'accuse'
            : 'transmis'
        assert.equal(s.statut, attendu)
      }),
    )
  })
})
