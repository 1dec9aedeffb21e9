import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { ouvrirBaseDHier } from '#essais/fabriques/base-d-hier.ts'

test('aux faits d’avant, le délai depuis la première inquiétude n’a pas été demandé ; ce que la nation a reçu reste', async () => {
  const { ecrire, lire, mettreAJour } = await ouvrirBaseDHier('0041')
  const pays = randomUUID()
  await ecrire(`
    insert into referentiels.territoire (id, niveau, code, libelle) values ('${pays}', 'national', 'essai', 'Essai');
    insert into observation.depot (mois, etablissement_id, type, delai, sens) values
      ('2026-08-01', '${pays}', 'ip', null, 1), ('2026-09-01', '${pays}', 'ip', null, 1), ('2026-10-01', '${pays}', 'ip', null, 1),
      ('2026-10-01', '${pays}', 'ip_reponse', 'MOIS_1', 1), ('2026-10-01', '${pays}', 'ip_reponse', 'MOIS_1', -1);
    select observation.verser();
    insert into observation.compte (territoire_id, annee, type, dimension, code, nombre) values ('${pays}', 2020, 'ip', 'total', 'tous', 7);
    insert into observation.depot (mois, etablissement_id, type) values ('2026-10-01', '${pays}', 'ip');`)
  await mettreAJour()
  await ecrire('select observation.verser()')
  const comptes = await lire(`
    select annee, type, code, nombre from observation.compte where territoire_id = '${pays}' and dimension = 'delai_inquietude' order by 1, 2`)
  // Le lieu fictif n'est pas un établissement de l'annuaire : versé depuis, un fait n'y a pas de case.
  assert.deepEqual(comptes, [
    [2025, 'ip', 'NON_DEMANDE', 1],
    [2026, 'ip', 'NON_DEMANDE', 2],
  ])
  assert.deepEqual(await lire('select nombre from observation.compte where annee = 2020'), [[7]])
})
