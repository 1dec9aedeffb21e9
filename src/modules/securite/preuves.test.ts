import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { generateSync } from 'otplib'
import { coffreEphemere } from '#socle/coffre.ts'
import { codeNormalise, tirerCodes } from './code-secours.ts'
import { condenser, correspond } from './condense.ts'
import { limiteParAdresse } from './limite-adresse.ts'
import { defautDuMotDePasse, motDePasseProvisoire } from './mot-de-passe.ts'
import { cheminLocal, versAvecRetour } from './retour.ts'
import { desceller, sceller } from './scelle.ts'
import { champsDuCorps } from './suite.ts'
import { pasDuCode, tirerSecret } from './totp.ts'

const MAINTENANT = new Date('2026-11-22T13:00:05Z')

describe('retour après connexion', () => {
  for (const chemin of ['/dossiers/1?onglet=actes', '/', '/recherche?q=a%20b'])
    test(`${chemin} est gardé`, () => assert.equal(cheminLocal(chemin), chemin))
  for (const ailleurs of [
    'https://autre.fr/',
    '//autre.fr',
    '/\\autre.fr',
    '/\t/autre.fr',
    '\\\\autre.fr',
    '/.//autre.fr',
    'javascript:alert(1)',
    '/connexion',
    '/deverrouiller?retour=/x',
    'dossiers',
    '',
    null,
    ['/a'],
    `/${'a'.repeat(600)}`,
  ])
    test(`${JSON.stringify(ailleurs)?.slice(0, 40)} mène à l’accueil`, () => assert.equal(cheminLocal(ailleurs), '/'))
  test('l’adresse de connexion porte le chemin encodé', () =>
    assert.equal(versAvecRetour('/connexion', '/a?b=1&c=2'), '/connexion?retour=%2Fa%3Fb%3D1%26c%3D2'))
})

describe('mot de passe', () => {
  for (const refuse of [
    'onze-signes',
    'motdepasse1234',
    'azertyuiop12345',
    'aaaaaaaaaaaaaaa',
    '123456789012',
    'bonjourbonjour!',
    'camille.durand1',
    'DurandCamille2026',
    'vitrine-sans-secret',
  ])
    test(`« ${refuse} » est refusé`, () => assert.notEqual(defautDuMotDePasse(refuse, 'camille.durand'), null))
  for (const admis of ['cheval bleu agrafe', 'tournesol-barque-92', '¿Éléphant-ça-trompe?', 'camille aime les orages du Cantal'])
    test(`« ${admis} » convient, sans règle de composition`, () => assert.equal(defautDuMotDePasse(admis, 'camille.durand'), null))
  test('le provisoire a vingt signes sans ambiguïté, et convient', () => {
    const tire = motDePasseProvisoire(randomBytes(20))
    assert.match(tire, /^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/)
    assert.equal(defautDuMotDePasse(tire, 'camille.durand'), null)
  })
  test('argon2id, paramètres de l’OWASP, et le leurre ne s’ouvre jamais', async () => {
    const condense = await condenser('cheval bleu agrafe')
    assert.match(condense, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.equal(await correspond(condense, 'cheval bleu agrafe'), true)
    assert.equal(await correspond(condense, 'cheval bleu'), false)
    assert.equal(await correspond(undefined, 'cheval bleu agrafe'), false)
  })
})

describe('TOTP et codes de secours', () => {
  const secret = tirerSecret()
  const codeA = (ecartSecondes: number) => generateSync({ secret, epoch: MAINTENANT.getTime() / 1000 + ecartSecondes })
  const pas = Math.floor(MAINTENANT.getTime() / 30_000)
  test('juste, à un pas près, et il dit lequel', () => {
    assert.deepEqual(
      [-30, 0, 30].map((e) => pasDuCode(secret, codeA(e), MAINTENANT)),
      [pas - 1, pas, pas + 1],
    )
  })
  test('faux à deux pas, ou mal formé', () => {
    assert.deepEqual(
      [codeA(-65), codeA(60), '', '12345', 'abcdef'].map((c) => pasDuCode(secret, c, MAINTENANT)),
      [null, null, null, null, null],
    )
  })
  test('les espaces ne comptent pas', () =>
    assert.equal(pasDuCode(secret, `${codeA(0).slice(0, 3)} ${codeA(0).slice(3)}`, MAINTENANT), pas))
  test('dix codes distincts, relus malgré la frappe', () => {
    const codes = tirerCodes()
    assert.equal(new Set(codes).size, 10)
    for (const code of codes)
      assert.equal(codeNormalise(` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('-', ' ')} `), code)
    assert.equal(codeNormalise('UUUUU-UUUUU'), null)
  })
})

describe('ce que la page porte scellé', () => {
  const coffre = coffreEphemere()
  const jusque = new Date(MAINTENANT.getTime() + 60_000)
  const scelle = sceller(coffre, 'reprise', 'agent-a', { texte: 'é\n' }, jusque)
  test('se rouvre pour le même agent et le même usage', () =>
    assert.deepEqual(desceller(coffre, 'reprise', 'agent-a', scelle, MAINTENANT), { texte: 'é\n' }))
  test('reste fermé pour un autre, un autre usage, trop tard, altéré, ou sous une autre clé', () => {
    const abime = `${scelle.slice(0, -3)}${scelle.endsWith('AAA') ? 'BBB' : 'AAA'}`
    assert.deepEqual(
      [
        desceller(coffre, 'reprise', 'agent-b', scelle, MAINTENANT),
        desceller(coffre, 'etape', 'agent-a', scelle, MAINTENANT),
        desceller(coffre, 'reprise', 'agent-a', scelle, jusque),
        desceller(coffre, 'reprise', 'agent-a', abime, MAINTENANT),
        desceller(coffreEphemere(), 'reprise', 'agent-a', scelle, MAINTENANT),
        desceller(coffre, 'reprise', 'agent-a', undefined, MAINTENANT),
      ],
      [null, null, null, null, null, null],
    )
  })
  test('le texte saisi ne s’y lit pas', () =>
    assert.ok(!Buffer.from(sceller(coffre, 'reprise', 'a', 'confidence', jusque), 'base64url').includes('confidence')))
  test('les preuves d’identité n’y entrent pas', () =>
    assert.deepEqual(champsDuCorps({ texte: 'a', motDePasse: 'x', code: '1', jours: ['1', '2'] }), [
      ['texte', 'a'],
      ['jours', '1'],
      ['jours', '2'],
    ]))
})

test('une adresse qui échoue quarante fois attend dix minutes, les autres non', () => {
  const limite = limiteParAdresse()
  for (let i = 0; i < 40; i += 1) limite.noter('a', MAINTENANT)
  assert.equal(limite.depassee('a', MAINTENANT), true)
  assert.equal(limite.depassee('b', MAINTENANT), false)
  assert.equal(limite.depassee('a', new Date(MAINTENANT.getTime() + 600_000)), false)
})
