import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  debordement,
  type Fenetre,
  MODES,
  ouvrirNavigateur,
  ouvrirPour,
  sansNavigateur,
  toutDeplier,
  violations,
} from '#essais/fabriques/navigateur.ts'
import { appuyer, suivre } from '#essais/fabriques/navigateur-travail.ts'
import { informer, unBrouillon, unDossierAvecParents } from '#essais/fabriques/protection.ts'
import { compteAssistante, ouvrirServeur } from '#essais/fabriques/serveur-essai.ts'

/** La conseillère écrit, relit, date et publie une version ; l'assistante transmet selon elle. Un serveur par façon de naviguer. */

const navigateur = await ouvrirNavigateur()

describe('le protocole du département, de la plume à l’envoi', { skip: sansNavigateur }, () => {
  for (const [mode, options] of MODES)
    describe(mode, async () => {
      const serveur = await ouvrirServeur()
      const { compte, agent } = await compteAssistante(serveur, `protocole-${randomUUID().slice(0, 6)}`, 'Sacha Protocole')
      let f: Fenetre
      let assistante: Fenetre
      before(async () => {
        f = await ouvrirPour(navigateur, serveur.adresse, 'ctss_departement', options)
        assistante = await ouvrirPour(navigateur, serveur.adresse, compte, options)
      })
      after(async () => {
        await f?.contexte.close()
        await assistante?.contexte.close()
      })
      const lu = async ({ page }: Fenetre) => ((await page.locator('main').textContent()) ?? '').replaceAll(/[\s\u00a0\u202f]+/g, ' ')
      const ecrire = async (champs: Readonly<Record<string, string>>) => {
        for (const [nom, v] of Object.entries(champs)) await f.page.locator(`[name="${nom}"]`).fill(v)
      }
      const eprouver = async ({ page }: Fenetre, nom: string) => {
        if (mode !== MODES[0]?.[0]) return
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 })
          await toutDeplier(page)
          assert.ok((await debordement(page)) <= 0, `${nom} à ${width} px`)
          assert.deepEqual(await violations(page), [], nom)
        }
      }

      test('le brouillon part de la version en vigueur et s’enrichit', async () => {
        await f.page.goto('/protocole')
        await appuyer(f.page, 'Préparer une nouvelle version')
        assert.equal(await f.page.locator('[name="contacts.1.qui"]').inputValue(), 'Permanence fictive de la cellule')
        await ecrire({
          'contacts.2.qui': 'Astreinte fictive',
          'contacts.2.telephone': '01 99 00 15 19',
          'contacts.3.qui': 'Référent fictif du parquet',
          'contacts.3.quand': 'le matin',
          'delais.1.quoi': 'Réunion de suivi',
          'delais.1.nombre': '2',
          'alias.2.nom': 'Suivi fictif du département',
          'destinataires.2.intitule': 'Service fictif de secteur',
        })
        await f.page.locator('[name="delais.1.unite"]').selectOption('mois')
        await f.page.locator('[name="delais.1.origine"]').selectOption('reception')
        await f.page.locator('[name="destinataires.2.canal"]').selectOption('MESSAGERIE')
        await f.page.locator('[name="destinataires.2.recoit"][value="copie_information"]').check()
        await appuyer(f.page, 'Enregistrer le brouillon')
        await f.page.getByRole('link', { name: /Choisissez la mesure nationale/ }).waitFor()
        assert.equal(await f.page.locator('[name="contacts.3.quand"]').inputValue(), 'le matin', 'une erreur ne perd rien')
        await f.page.locator('[name="alias.2.mesure"]').selectOption('AESF')
        await eprouver(f, 'brouillon')
        await appuyer(f.page, 'Enregistrer le brouillon')
        await f.page.getByText('C’est enregistré').waitFor()
        assert.equal(await f.page.locator('[name="contacts.4.qui"]').inputValue(), '', 'de la place pour d’autres')
      })

      test('relu, daté, publié : l’historique dit ce qui change', async () => {
        await suivre(f.page, 'Relire et publier')
        const relu = await lu(f)
        assert.match(relu, /Ce qui change depuis la version 1/)
        assert.match(relu, /Réunion de suivi : 2 mois à compter de l’accusé de réception/)
        await eprouver(f, 'publier')
        await appuyer(f.page, 'Publier cette version')
        await f.page.getByRole('heading', { level: 1, name: /Protocole départemental/ }).waitFor()
        await eprouver(f, 'protocole')
        await suivre(f.page, /À qui l’on transmet, Qui joindre, Les délais convenus localement, Les noms locaux des mesures/)
        const change = await lu(f)
        assert.match(change, /Ce qui change depuis la version 1.*Astreinte fictive, 01 99 00 15 19/)
        assert.match(change, /Accompagnement en économie sociale et familiale : Suivi fictif du département/)
        await eprouver(f, 'version')
      })

      test('l’assistante transmet : la copie prévue est cochée, les autres services se disent', async () => {
        const { dossierId, titulaires } = await unDossierAvecParents(serveur.essai, agent)
        const id = await unBrouillon(serveur.essai, agent, dossierId)
        await informer(serveur.essai, agent, id, titulaires)
        await assistante.page.goto(`/informations-preoccupantes/${id}/transmettre`)
        assert.ok(
          await assistante.page
            .getByLabel('Service fictif de secteur', { exact: true })
            .and(assistante.page.locator('[name="copies"]'))
            .isChecked(),
        )
        await eprouver(assistante, 'transmettre')
        await assistante.page.locator('select[name="canal"]').selectOption('MESSAGERIE')
        await appuyer(assistante.page, 'Transmettre et figer')
        await assistante.page.getByRole('heading', { name: 'Information préoccupante transmise' }).waitFor()
        const suivi = await lu(assistante)
        assert.match(suivi, /En copie.*Service fictif de secteur/)
        assert.match(suivi, /Délai local, protocole du .*Réunion de suivi : 2 mois à compter de l’accusé de réception\. Il rappelle/)
        await eprouver(assistante, 'suivi')
        await assistante.page.goto('/urgence')
        assert.match(await lu(assistante), /Astreinte fictive/)
        await eprouver(assistante, 'urgence')
        assert.deepEqual([...f.heurts, ...assistante.heurts], [])
      })
    })
})
