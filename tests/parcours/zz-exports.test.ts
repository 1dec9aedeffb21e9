import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { LA_JORDANNE, CANTAL } from '#essais/fabriques/agents.ts'
import { connecter } from '#essais/fabriques/client-http.ts'
import { debordement, ouvrirFenetre, ouvrirNavigateur, reprendre, toutDeplier, violations } from '#essais/fabriques/navigateur.ts'
import { rapportExemple } from '#essais/fabriques/rapport-exemple.ts'
import { figerTelQuel } from '#essais/fabriques/rapports.ts'
import { ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const dits: unknown[] = []
test('voir', async () => {
  for (const [id, n] of [[LA_JORDANNE, 'etablissement'], [CANTAL, 'departement']] as const)
    await figerTelQuel(serveur.essai, { territoireId: id, annee: 2025, numero: 1, textes: { missions: 'Permanence.' } }, rapportExemple(n).cases.map((c) => ({ ...c, nombre: c.nombre ?? 3, masque: c.nombre === null })))
  const client = await connecter(serveur.adresse, 'ctss_departement')
  for (const width of [1280, 320]) {
    const { page, contexte } = await ouvrirFenetre(navigateur, serveur.adresse, { viewport: { width, height: 900 } })
    await reprendre(contexte, client, serveur.adresse)
    for (const [nom, chemin] of [['fige', `/rapports/${CANTAL}/2025/1`], ['dico', '/rapports/dictionnaire'], ['liste', '/rapports?annee=2025']] as const) {
      await page.goto(chemin)
      dits.push([nom, width, await debordement(page), await violations(page)])
      if (width === 320) {
        const quoi = await page.evaluate(() => [...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > 321 && e.getBoundingClientRect().width > 0).slice(0, 12).map((e) => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)} ${e.textContent?.slice(0, 40)}`))
        writeFileSync(`/tmp/vue/deborde-${nom}.txt`, quoi.join('\n'))
      }
      await page.screenshot({ path: `/tmp/vue/ecran-${nom}-${width}.png` })
      await toutDeplier(page)
      dits.push([nom, width, await debordement(page), await violations(page)])
    }
    await contexte.close()
    writeFileSync('/tmp/vue/dits.json', JSON.stringify(dits, null, 1))
  }
})
