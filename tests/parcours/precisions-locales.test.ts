import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type ClientHttp, connecter } from '#essais/fabriques/client-http.ts'
import { unDossier } from '#essais/fabriques/dossiers.ts'
import { identifiantsDe } from '#essais/fabriques/identifiants.ts'
import { debordement, type Fenetre, MODES, ouvrirNavigateur, ouvrirPour, sansNavigateur } from '#essais/fabriques/navigateur.ts'
import { appuyer, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { COMPTES, compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'
import { sql } from '#socle/db.ts'

/** Le département précise un motif, l'assistante le choisit d'un geste : seul le motif national monte. */

const serveur = await ouvrirServeur()
const navigateur = await ouvrirNavigateur()
const texte = async ({ page }: Fenetre) => ((await page.locator('main').textContent()) ?? '').replaceAll(/[\u00a0\u202f]/g, ' ')

describe('une précision locale', { skip: sansNavigateur }, () => {
  let conseillere: ClientHttp
  let assistante: ClientHttp
  let dossierId = ''
  before(async () => {
    const { compte, agent } = await compteAssistante(serveur, 'rose.precise', 'Rose Précise')
    dossierId = (await unDossier(serveur.essai, agent)).dossierId
    conseillere = await connecter(serveur.adresse, 'ctss_departement')
    assistante = await connecter(serveur.adresse, compte)
  })

  const ouvrir = (qui: ClientHttp, options: Parameters<typeof ouvrirPour>[3]): Promise<Fenetre> =>
    ouvrirPour(navigateur, serveur.adresse, qui, { ...options, viewport: { width: 320, height: 900 } })

  for (const [mode, options] of MODES)
    test(`${mode} : ajoutée par la conseillère, choisie au motif, montrée au dossier, comptée pour soi seule, puis close`, async () => {
      const libelle = `panne de car, ${mode === 'sans JavaScript' ? 'sans script' : 'avec script'}`
      const c = await ouvrir(conseillere, options)
      await c.page.goto('/precisions')
      assert.match(await texte(c), /trajet long l’hiver \(fictif\)/)
      await suivre(c.page, 'Ajouter une précision')
      await c.page.locator('select[name="motif"]').selectOption('LOGT')
      await c.page.locator('input[name="libelle"]').fill(libelle)
      assert.equal(await debordement(c.page), 0)
      await appuyer(c.page, /^Ajouter$/)
      await c.page.waitForURL(/\/precisions\?departementId=.*fait=1/)
      assert.ok((await texte(c)).includes(libelle))

      const a = await ouvrir(assistante, options)
      await a.page.goto(`/dossiers/${dossierId}/consigner`)
      const requis = await a.page.evaluate(() => [
        ...new Set([...document.querySelectorAll<HTMLInputElement>('main [required]')].map((e) => e.name)),
      ])
      assert.ok(requis.length <= 3, requis.join())
      assert.equal(await debordement(a.page), 0)
      await a.page.getByLabel(`Logement : ${libelle}`.replace(' :', '\u00a0:'), { exact: true }).check()
      await appuyer(a.page, 'Enregistrer')
      await a.page.waitForURL(/fait=1/)
      assert.ok((await texte(a)).includes(`· Logement : ${libelle}`))
      await a.page.goto('/mon-activite')
      assert.ok((await texte(a)).includes(`Logement : ${libelle}`))

      await serveur.verser()
      for (const chemin of ['/chiffres', '/rapports/dictionnaire.csv', '/rapports']) {
        const { statut, corps } = await conseillere.lire(chemin)
        assert.ok(statut < 400 && !corps.includes('panne de car'), chemin)
      }

      await suivre(c.page, `Clore la précision ${libelle}`)
      await appuyer(c.page, 'Clore cette précision')
      await c.page.waitForURL(/fait=1/)
      await a.page.goto(`/dossiers/${dossierId}/consigner`)
      assert.ok(!(await texte(a)).includes(libelle))
      await a.page.goto(`/dossiers/${dossierId}`)
      assert.ok((await texte(a)).includes(`· Logement : ${libelle}`))
      for (const f of [c, a]) {
        assert.deepEqual(f.heurts, [])
        for (const adresse of f.adresses) assert.doesNotMatch(decodeURI(adresse), /panne de car/)
        await f.contexte.close()
      }
    })

  test('au clavier : la flèche passe du motif national à sa précision', async () => {
    const f = await ouvrir(await connecter(serveur.adresse, 'assistant_social'), {})
    const { dossierId: sien } = await identifiantsDe(serveur.essai, COMPTES.assistant_social)
    await f.page.goto(`/dossiers/${sien}/consigner`)
    await f.page.locator('input[name="motif"][value="ABS"]').focus()
    await f.page.keyboard.press('Space')
    await f.page.keyboard.press('ArrowDown')
    assert.match(await f.page.locator('input[name="motif"]:checked').inputValue(), /^ABS:/)
    await f.contexte.close()
  })

  test('aucun fait n’en porte trace', async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from observation.fait f
       where to_jsonb(f)::text ~ 'panne de car|fictif' or exists (
         select 1 from referentiels.precision_locale p where to_jsonb(f)::text like '%' || p.id || '%')`.execute(serveur.essai.proprietaire)
    assert.equal(rows[0]?.n, 0)
  })
})
