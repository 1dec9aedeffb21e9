import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Barres, CleValeur, Courbe, Echeance, Frise, Gabarit, Masque, Pagination, RegleDeDroit, rendreDocument, Tableau } from './index.ts'

const rendre = (vue: VNode): string => renderToString(vue).replaceAll('\u00a0', ' ')

describe('une échéance', () => {
  const dite = (jour: string) => rendre(<Echeance jour={jour} aujourdHui="2026-11-22" />)

  test('proche, lointaine ou passée, elle se dit en clair, avec sa date complète', () => {
    assert.match(dite('2026-11-25'), /eg-echeance--proche.*title="mercredi 25 novembre 2026">dans 3 jours/)
    assert.match(dite('2027-02-22'), /eg-echeance--loin.*>dans 3 mois/)
    assert.match(dite('2026-11-16'), /eg-echeance--retard.*>en retard de 6 jours/)
  })

  test('le jour même n’est pas un retard', () => {
    assert.match(dite('2026-11-22'), /eg-echeance--proche.*>aujourd’hui/)
  })
})

describe('un chiffre masqué', () => {
  const donnees = [
    { libelle: 'sept.', valeur: 10 },
    { libelle: 'oct.', valeur: null },
    { libelle: 'nov.', valeur: 30 },
    { libelle: 'déc.', valeur: 20 },
  ]

  test('se dit masqué, jamais zéro, et n’a pas de barre', () => {
    const html = rendre(<Barres titre="T" axe="Mois" unite="Actes" donnees={donnees} />)
    assert.match(html, /masqué \(secret statistique\)/)
    assert.equal(html.match(/<rect/g)?.length, 3)
    assert.doesNotMatch(html, />0</)
  })

  test('coupe la courbe, que son tableau redit', () => {
    const html = rendre(<Courbe titre="T" axe="Mois" unite="Actes" donnees={donnees} />)
    assert.equal(html.match(/<polyline/g)?.length, 1)
    assert.equal(html.match(/eg-courbe__point/g)?.length, 1)
    assert.equal(html.match(/<th scope="row">/g)?.length, 4)
  })

  test('une suite vide ou nulle ne divise pas par zéro', () => {
    for (const suite of [[], [{ libelle: 'a', valeur: 0 }]])
      assert.doesNotMatch(rendre(<Courbe titre="T" axe="A" unite="U" donnees={suite} />), /NaN|Infinity/)
  })
})

describe('un tableau', () => {
  const colonnes = [
    { libelle: 'Nom', rendre: (l: { nom: string }) => l.nom },
    { libelle: 'Longueur', rendre: (l: { nom: string }) => l.nom.length, numerique: true },
  ]

  test('nomme ses lignes et porte le nom de la colonne dans chaque cellule', () => {
    const html = rendre(<Tableau legende="L" colonnes={colonnes} lignes={[{ nom: '<i>' }]} vide="Rien." />)
    assert.match(html, /<th scope="row" role="rowheader">&lt;i><\/th>/)
    assert.match(html, /data-libelle="Longueur">3</)
  })

  test('vide, il dit quoi faire au lieu d’un tableau', () => {
    const html = rendre(<Tableau legende="L" colonnes={colonnes} lignes={[]} vide="Aucun. Importez un fichier." />)
    assert.match(html, /Aucun\. Importez un fichier\./)
    assert.doesNotMatch(html, /<table/)
  })
})

describe('les petites pièces', () => {
  test('une valeur absente se dit « non renseigné »', () => {
    assert.match(rendre(<CleValeur paires={[['Téléphone', null]]} />), /non renseigné/)
    assert.doesNotMatch(rendre(<CleValeur paires={[['Nombre', 0]]} />), /non renseigné/)
  })

  test('la frise désigne la prochaine étape, et elle seule', () => {
    const html = rendre(
      <Frise
        etapes={[
          { libelle: 'A', etat: 'faite', le: '2026-11-01' },
          { libelle: 'B', etat: 'prochaine' },
          { libelle: 'C', etat: 'a_venir' },
        ]}
      />,
    )
    assert.equal(html.match(/aria-current="step"/g)?.length, 1)
  })

  test('le doute d’une règle se lit toujours, sans rien déplier', () => {
    const html = rendre(<RegleDeDroit phrase="P." source="Art. 1" certitude="À confirmer." />)
    assert.match(html, /À confirmer\./)
    assert.doesNotMatch(html, /<details/)
  })

  test('une seule page n’a pas de pagination ; la première n’a pas de précédente', () => {
    assert.equal(rendre(<Pagination page={1} pages={1} href={String} />), '')
    assert.doesNotMatch(rendre(<Pagination page={1} pages={2} href={String} />), /précédente/)
  })
})

describe('le gabarit', () => {
  const page = rendreDocument(
    <Gabarit
      titre="Dossier"
      contenu={<Masque>Ada Exemple</Masque>}
      verrouillable={{ inactiviteSecondes: 600 }}
      recherche={{ action: '/eleves' }}
    />,
  )

  test('n’a ni script ni style en ligne, ni gestionnaire d’événement', () => {
    assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=|javascript:/)
    assert.doesNotMatch(page, /<script(?![^>]* src=)/)
  })

  test('l’onglet ne dit jamais un nom', () => {
    assert.match(page, /<title>Dossier — Égide<\/title>/)
  })

  test('est en français, mène au contenu, et se verrouille sans script', () => {
    assert.match(page, /^<!doctype html><html lang="fr"/)
    assert.match(page, /href="#contenu"/)
    assert.match(page, /<form method="post" action="\/verrouiller"/)
    assert.match(page, /data-inactivite-secondes="600"/)
  })
})
