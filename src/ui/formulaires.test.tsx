import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Case, Champ, ChoixMultiple, ChoixTrois, ChoixUnique, ETAT_VIDE, type Etat, Formulaire, ResumeErreurs } from './index.ts'

const rendre = (vue: VNode): string => renderToString(vue)
const etat = (valeurs: Etat['valeurs'], erreurs: Etat['erreurs'] = {}): Etat => ({ valeurs, erreurs })

describe('un champ', () => {
  test('rend ce qui a été tapé, échappé', () => {
    const html = rendre(<Champ nom="nom" libelle="Nom" etat={etat({ nom: '"><script>alert(1)</script>' })} />)
    assert.doesNotMatch(html, /<script>/)
    assert.match(html, /value="&quot;>&lt;script>/)
  })

  test('échappe aussi une zone de texte et garde ses retours à la ligne', () => {
    const html = rendre(<Champ nom="texte" libelle="Texte" type="texte-long" etat={etat({ texte: 'a\n</textarea><b>' })} />)
    assert.match(html, />a\n&lt;\/textarea>&lt;b><\/textarea>/)
  })

  test('en erreur, il porte sa phrase et la désigne aux lecteurs d’écran, avec l’aide', () => {
    const html = rendre(
      <Champ nom="le" libelle="Le" type="date" aide="Jour du fait." etat={etat({ le: 'hier' }, { le: 'Écrivez une date.' })} />,
    )
    assert.match(html, /aria-describedby="champ-le-aide champ-le-erreur"/)
    assert.match(html, /aria-invalid="true"/)
    assert.match(html, /id="champ-le-erreur"[^>]*>Écrivez une date\./)
  })

  test('sans erreur, il n’annonce rien', () => {
    assert.doesNotMatch(rendre(<Champ nom="le" libelle="Le" etat={ETAT_VIDE} />), /aria-invalid|aria-describedby/)
  })

  test('ne rend jamais un mot de passe', () => {
    assert.doesNotMatch(
      rendre(<Champ nom="mdp" libelle="Mot de passe" type="mot-de-passe" etat={etat({ mdp: 'secret-42' })} />),
      /secret-42/,
    )
  })

  test('montre sa valeur par défaut, mais pas si la personne l’a effacée', () => {
    assert.match(rendre(<Champ nom="a" libelle="A" defaut="x1" etat={ETAT_VIDE} />), /value="x1"/)
    assert.doesNotMatch(rendre(<Champ nom="a" libelle="A" defaut="x1" etat={etat({ a: '' })} />), /x1/)
  })

  test('ignore une valeur qui n’est pas du texte', () => {
    const hostile = { valeurs: { a: { b: 'piège' } }, erreurs: {} } as unknown as Etat
    assert.doesNotMatch(rendre(<Champ nom="a" libelle="A" etat={hostile} />), /piège|object/)
  })

  test('à choix, il retrouve l’option prise et range les autres par groupe', () => {
    const options = [
      { valeur: 'a', libelle: 'A', groupe: 'Un' },
      { valeur: 'b', libelle: 'B', groupe: 'Deux' },
    ]
    const html = rendre(<Champ nom="c" libelle="C" type="choix" options={options} etat={etat({ c: 'b' })} />)
    assert.match(html, /<optgroup label="Deux"><option value="b" selected>B<\/option><\/optgroup>/)
    assert.equal(html.match(/ selected/g)?.length, 1)
  })
})

describe('un choix', () => {
  const options = [
    ['a', 'Alpha'],
    ['b', 'Bêta'],
  ] as const

  test('unique : la réponse reste cochée', () => {
    const html = rendre(<ChoixUnique nom="q" libelle="Q" options={options} etat={etat({ q: 'b' })} />)
    assert.match(html, /value="b" checked/)
    assert.doesNotMatch(html, /value="a" checked/)
  })

  test('multiple : une seule case cochée arrive comme un texte, et reste cochée', () => {
    const html = rendre(<ChoixMultiple nom="q" libelle="Q" options={options} etat={etat({ q: 'a' })} />)
    assert.match(html, /value="a" checked/)
  })

  test('en erreur, la phrase est lue avec la légende', () => {
    const html = rendre(<ChoixUnique nom="q" libelle="Q" options={options} etat={etat({}, { q: 'Choisissez.' })} />)
    assert.match(html, /aria-labelledby="champ-q-legende champ-q-erreur"/)
  })

  test('à trois réponses : rien n’est coché d’avance, et l’inconnu n’est pas le non', () => {
    assert.doesNotMatch(rendre(<ChoixTrois nom="q" libelle="Q" etat={ETAT_VIDE} />), / checked/)
    assert.match(rendre(<ChoixTrois nom="q" libelle="Q" etat={etat({ q: 'inconnu' })} />), /value="inconnu" checked/)
  })

  test('case seule : « oui » la coche', () => {
    assert.match(rendre(<Case nom="q" libelle="Q" etat={etat({ q: 'oui' })} />), / checked/)
    assert.doesNotMatch(rendre(<Case nom="q" libelle="Q" etat={ETAT_VIDE} />), / checked/)
  })
})

describe('un formulaire', () => {
  test('porte la clé de son état, une seule fois', () => {
    const html = rendre(
      <Formulaire etat={{ ...ETAT_VIDE, cleIdempotence: 'cle-1' }} jetonVersion="7">
        <p />
      </Formulaire>,
    )
    assert.equal(html.match(/name="cleIdempotence" value="cle-1"/g)?.length, 1)
    assert.match(html, /method="post"/)
    assert.match(html, /name="jetonVersion" value="7"/)
  })

  test('résume ses erreurs, chacune menant à son champ ; la règle d’ensemble ne mène nulle part', () => {
    const html = rendre(<ResumeErreurs etat={etat({}, { 'lignes.0': 'Un.', formulaire: 'Deux.' })} />)
    assert.match(html, /href="#champ-lignes-0">Un\./)
    assert.doesNotMatch(html, /champ-formulaire/)
    assert.match(html, /2 points à corriger/)
  })

  test('sans erreur, ne résume rien', () => {
    assert.equal(rendre(<ResumeErreurs etat={ETAT_VIDE} />), '')
  })
})
