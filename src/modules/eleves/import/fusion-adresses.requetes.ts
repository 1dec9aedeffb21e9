import type { SessionImport } from './session-import.requetes.ts'

/**
 * Verse les adresses qu'une fiche gardée cite (table `adresse_citee`), et retire celles que plus rien ne cite dans cet
 * export : on ne garde pas l'adresse de qui n'y figure plus.
 */
export async function fusionnerAdresses(s: SessionImport, etablissementId: string, origine: 'eleves' | 'responsables'): Promise<void> {
  await s.executer(
    `insert into eleves.adresse as a (cle_aveugle, etablissement_id, origine, contenu_chiffre, contenu_aveugle)
     select distinct on (l.cle) l.cle, $1, $2, l.chiffree, l.aveugle from lu_adresse l where l.cle in (select cle from adresse_citee)
     on conflict (cle_aveugle) do update set contenu_chiffre = excluded.contenu_chiffre, contenu_aveugle = excluded.contenu_aveugle
      where a.contenu_aveugle <> excluded.contenu_aveugle`,
    [etablissementId, origine],
  )
  await s.executer(
    `delete from eleves.adresse a where a.etablissement_id = $1 and a.origine = $2
        and not exists (select from adresse_citee c where c.cle = a.cle_aveugle)`,
    [etablissementId, origine],
  )
}
