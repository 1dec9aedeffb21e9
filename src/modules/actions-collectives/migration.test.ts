import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { ouvrirBaseDHier } from '#essais/fabriques/base-d-hier.ts'

/** Une base d'hier, avec ses conseils au milieu des actes : rien ne se perd, rien ne compte deux fois. */
test('les conseils d’avant rejoignent les actions sans nom, et les comptes les suivent', async () => {
  const { ecrire, lire, mettreAJour } = await ouvrirBaseDHier('0033')
  const [etablissement, agent, premier, second] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await ecrire(`
    insert into referentiels.type_acte (code, libelle, ordre, valide_du) values ('CONSEIL', 'Conseil', 1, '2024-09-01');
    insert into referentiels.motif_intervention (code, libelle, ordre, valide_du) values ('ABS', 'Absentéisme', 1, '2024-09-01');
    insert into referentiels.origine_demande (code, libelle, ordre, valide_du) values ('CPE', 'CPE', 1, '2024-09-01');
    insert into referentiels.territoire (id, niveau, code, libelle) values ('${etablissement}', 'national', 'essai', 'Essai');
    insert into securite.agent (id, identifiant, nom_affiche) values ('${agent}', 'essai', 'Camille Essai');
    insert into actes.acte (id, etablissement_id, auteur_id, type, motif, origine, date_acte, rectifie_id) values
      ('${premier}', '${etablissement}', '${agent}', 'CONSEIL', 'ABS', 'CPE', '2026-10-01', null),
      ('${second}', '${etablissement}', '${agent}', 'CONSEIL', 'ABS', null, '2026-10-02', '${premier}');
    insert into observation.depot (mois, etablissement_id, type, type_acte, motif, tranche_age) values
      ('2026-10-01', '${etablissement}', 'acte', 'CONSEIL', 'ABS', null),
      ('2026-10-01', '${etablissement}', 'acte', 'CONSEIL', 'ABS', '11_13');
    select observation.verser();
    insert into observation.depot (mois, etablissement_id, type, type_acte, motif) values ('2026-10-01', '${etablissement}', 'acte', 'CONSEIL', 'ABS');`)
  await mettreAJour()

  assert.deepEqual(await lire('select count(*)::int from actes.acte'), [[0]])
  assert.deepEqual(await lire('select id, nature, motif, origine from actions_collectives.action order by date_action'), [
    [premier, 'conseil', 'ABS', 'CPE'],
    [second, 'conseil', 'ABS', null],
  ])
  assert.deepEqual(await lire('select action_id, remplacante_id from actions_collectives.annulation'), [[premier, second]])
  const parType = (table: string) => lire(`select type, type_acte, count(*)::int from observation.${table} group by 1, 2 order by 1`)
  assert.deepEqual(await parType('depot'), [['conseil', null, 1]])
  // L'acte au dossier d'un élève reste un acte : son âge le dit.
  assert.deepEqual(await parType('fait'), [
    ['acte', 'CONSEIL', 1],
    ['conseil', null, 1],
  ])
})
