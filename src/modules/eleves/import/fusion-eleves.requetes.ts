import type { RejetImport } from './rapport.ts'
import type { SessionImport } from './session-import.requetes.ts'

export type ContexteFusion = {
  readonly session: SessionImport
  readonly etablissementId: string
  readonly source: 'siecle' | 'onde'
  /** Jour de l'export, ou d'aujourd'hui si le fichier ne le dit pas. */
  readonly jour: string
  /** Faux : des entrées illisibles cachent peut-être des présents, on ne marque alors personne parti. */
  readonly partants: boolean
  /** Appelé une fois chaque élève visé, avant toute écriture. */
  readonly avantMiseAJour: () => Promise<void>
}

export type BilanEleves = {
  readonly crees: number
  readonly modifies: number
  readonly inchanges: number
  readonly partis: number
  readonly ecartes: number
  readonly aConfirmer: number
  readonly presentsAvant: number
  readonly rejets: readonly RejetImport[]
}

/**
 * Décide, pour chaque élève du fichier, de quelle fiche il s'agit (`verdict` de la table `cible`) :
 * `meme` par sa clé ; `reconnu` par le même INE et la même identité, ici ou ailleurs ; `neuf` ; ou rejeté, ou écarté.
 * Une identité sans INE qui l'assure ne suffit jamais : elle donnera un rapprochement à confirmer.
 */
const CIBLER = `
insert into cible (cle, ligne, id, verdict)
with avant as (
  select l.cle, l.ligne, l.identite, l.ine, l.sorti, row_number() over (partition by l.ine, l.identite order by l.sorti, l.ligne) as rang_ine,
         row_number() over (partition by l.cle order by l.ligne) as rang_cle
    from lu_eleve l
), reconnus as (
  select l.*, m.id as meme_id, m.identite_aveugle <> l.identite and m.ine_aveugle <> l.ine as autre_personne, a.id as ine_id, a.etablissement_id as ine_etab, a.present as ine_present,
         (select max(i.date_export) from eleves.import i where i.etablissement_id = a.etablissement_id and i.etat = 'fini' and i.nature in ('eleves', 'onde_eleves')) as ine_vu
    from avant l
    left join eleves.eleve m on m.cle_aveugle = l.cle
    left join lateral (
      select x.id, x.etablissement_id, x.present from eleves.eleve x
       where m.id is null and x.ine_aveugle = l.ine and x.identite_aveugle = l.identite and x.remplace_par is null
         and not exists (select from avant autre where autre.cle = x.cle_aveugle and (autre.ine is null or autre.rang_ine = 1))
       order by x.present desc, x.id limit 1) a on true
)
select cle, ligne, coalesce(meme_id, ine_id) as id,
       case when rang_cle > 1 or (ine is not null and rang_ine > 1) then 'doublon'
            when autre_personne then 'autre_personne'
            when meme_id is not null then 'meme'
            when ine_id is null then case when sorti then 'ecarte' else 'neuf' end
            when ine_etab = $1 then 'reconnu'
            when sorti or (ine_present and ine_vu > $2::date) then 'ecarte'
            else 'reconnu' end as verdict
  from reconnus`

const METTRE_A_JOUR = `
with vise as (
  select l.*, c.id, d.aveugle as division_aveugle, d.chiffree as division_chiffree
    from cible c join lu_eleve l using (cle) left join lu_division d using (cle)
   where c.verdict in ('meme', 'reconnu')
), change as (
  update eleves.eleve e
     set etablissement_id = $1, cle_aveugle = v.cle, fiche_chiffree = v.fiche, contenu_aveugle = v.contenu, division_chiffree = v.division_chiffree,
         division_aveugle = v.division_aveugle, identite_aveugle = v.identite, ine_aveugle = v.ine, enfant_aveugle = v.enfant, empreintes = v.empreintes,
         signature = v.signature, present = not v.sorti, absent_depuis = null, source = $2, version = e.version + 1
    from vise v, eleves.eleve ancien
   where e.id = v.id and ancien.id = e.id
     and (e.contenu_aveugle is distinct from v.contenu or e.division_aveugle is distinct from v.division_aveugle or e.cle_aveugle <> v.cle
          or e.enfant_aveugle is distinct from v.enfant or e.present = v.sorti or e.etablissement_id <> $1)
  returning ancien.present and not e.present as parti
)
select count(*) filter (where not parti)::int as modifies, count(*) filter (where parti)::int as partis from change`

const INSERER = `
with neufs as (
  insert into eleves.eleve (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle, identite_aveugle,
                            ine_aveugle, enfant_aveugle, empreintes, signature, present, source)
  select gen_random_uuid(), $1, l.cle, l.fiche, l.contenu, d.chiffree, d.aveugle, l.identite, l.ine, l.enfant, l.empreintes, l.signature, true, $2
    from cible c join lu_eleve l using (cle) left join lu_division d using (cle) where c.verdict = 'neuf'
  returning id, identite_aveugle
)
insert into arrive select id, identite_aveugle from neufs`

const RAPPROCHER = `
insert into eleves.rapprochement (id, nouveau_id, ancien_id, etablissement_id, ancien_etablissement_id, propose_le)
select gen_random_uuid(), n.id, a.id, $1, a.etablissement_id, $2
  from arrive n join eleves.eleve a on a.identite_aveugle = n.identite and a.id <> n.id and a.remplace_par is null
 where not exists (select from arrive x where x.id = a.id and x.id > n.id)
on conflict do nothing`

const MARQUER_PARTIS = `
update eleves.eleve e set present = false, absent_depuis = $2, version = e.version + 1
 where e.etablissement_id = $1 and e.present and e.source <> 'manuel'
   and not exists (select from lu_eleve l where l.cle = e.cle_aveugle) and not exists (select from lu_rejet r where r.cle = e.cle_aveugle)`

const MOTIFS: Readonly<Record<string, string>> = {
  doublon: 'Le même élève (même INE, même identité) figure deux fois : une seule entrée est gardée, celle où il est présent.',
  autre_personne:
    'Cet identifiant désignait jusqu’ici un autre élève (autre nom, autre INE) : rien n’est changé. Faites vérifier la fiche dans la base élèves.',
}

/** Verse les élèves lus dans la base, en quelques ordres ensemblistes. À appeler dans la transaction de l'import. */
export async function fusionnerEleves({
  session: s,
  etablissementId,
  source,
  jour,
  partants,
  avantMiseAJour,
}: ContexteFusion): Promise<BilanEleves> {
  await s.executer('analyze lu_eleve (cle, ine, identite), lu_division (cle)')
  const [avant] = await s.lignes<{ n: number }>('select count(*)::int as n from eleves.eleve where etablissement_id = $1 and present', [
    etablissementId,
  ])
  await s.executer(CIBLER, [etablissementId, jour])
  await s.executer('analyze cible (cle, id, verdict)')
  await avantMiseAJour()
  const verdicts = await s.lignes<{ verdict: string; n: number }>('select verdict, count(*)::int as n from cible group by verdict')
  const combien = (verdict: string) => verdicts.find((v) => v.verdict === verdict)?.n ?? 0
  const rejets = (
    await s.lignes<{ ligne: number; verdict: string }>(
      `select ligne, verdict from cible where verdict in ('doublon', 'autre_personne') order by ligne limit 1000`,
    )
  ).map(({ ligne, verdict }) => ({ ligne, motif: MOTIFS[verdict] ?? '' }))
  const [maj] = await s.lignes<{ modifies: number; partis: number }>(METTRE_A_JOUR, [etablissementId, source])
  const crees = await s.executer(INSERER, [etablissementId, source])
  await s.executer('analyze arrive (identite)')
  const aConfirmer = await s.executer(RAPPROCHER, [etablissementId, jour])
  const absents = partants ? await s.executer(MARQUER_PARTIS, [etablissementId, jour]) : 0
  const [modifies, sortis] = [maj?.modifies ?? 0, maj?.partis ?? 0]
  return {
    crees,
    modifies,
    partis: sortis + absents,
    aConfirmer,
    rejets,
    presentsAvant: avant?.n ?? 0,
    inchanges: combien('meme') + combien('reconnu') - modifies - sortis,
    ecartes: combien('ecarte'),
  }
}
