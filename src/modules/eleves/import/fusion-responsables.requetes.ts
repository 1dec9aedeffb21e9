import type { Cle, Coffre } from '#socle/coffre.ts'
import { empreinteContenu, empreinteProtege, lieu } from '../empreintes.ts'
import { copieDe } from './lignes-copie.ts'
import { REJETS_GARDES, type RejetImport } from './rapport.ts'
import type { SessionImport } from './session-import.requetes.ts'

export type BilanResponsables = {
  readonly liensLus: number
  readonly liensConnus: number
  readonly crees: number
  readonly modifies: number
  readonly inchanges: number
  readonly partis: number
  readonly ecartes: number
  readonly rejets: readonly RejetImport[]
}

/** Le lien d'ONDE ne nomme l'enfant que par ses nom et prénom : deux homonymes le rendent incertain, et il est rejeté. */
const resoudre = (onde: boolean) => `
insert into lien_vu
select distinct on (l.cle, l.protege) l.*, e.id, e.homonymes, p.cle is not null
  from lu_lien l
  left join (select ${onde ? 'enfant_aveugle' : 'cle_aveugle'} as cle, (array_agg(id))[1] as id, count(*) as homonymes from eleves.eleve
              where etablissement_id = $1 and ${onde ? 'enfant_aveugle is not null and present' : 'true'} group by 1) e on e.cle = l.cle_eleve
  left join lu_personne p on p.cle = l.cle_personne
 order by l.cle, l.protege, l.ligne`

const LIENS = `
insert into lien
select cle, cle_eleve, cle_personne, ligne, contenu, chiffre, protege, eleve_id from lien_vu where homonymes = 1 and personne_lue and not protege`

const PERSONNES = `
insert into personne (cle, contenu, ancien_id, ancien_contenu)
select p.cle, p.contenu, r.id, r.contenu_aveugle from lu_personne p left join eleves.responsable r on r.cle_aveugle = p.cle
 where exists (select from lien l where l.cle_personne = p.cle)`

const PERIMES = `
insert into perime (cle_aveugle)
select r.cle_aveugle from eleves.responsabilite r join eleves.eleve e on e.id = r.eleve_id
 where e.etablissement_id = $1 and r.etablissement_id = $1 and not exists (select from lien l where l.cle = r.cle_aveugle and l.eleve_id = r.eleve_id)
   and (e.present or r.eleve_id in (select eleve_id from lien))`

/** Ce qui change dans les liens change la personne : elle est comptée « modifiée ». */
const TOUCHES = `
insert into touche (cle)
select l.cle_personne from lien l left join eleves.responsabilite r on r.cle_aveugle = l.cle and r.eleve_id = l.eleve_id
 where r.contenu_aveugle is distinct from l.contenu
 union select p.cle_aveugle from eleves.responsabilite r join perime x using (cle_aveugle) join eleves.responsable p on p.id = r.responsable_id`

const ECRIRE = {
  retirer: `delete from eleves.responsabilite r using perime p where r.cle_aveugle = p.cle_aveugle`,
  personnes: `insert into eleves.responsable as r (id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle)
    select gen_random_uuid(), $1, cle, l.fiche, p.contenu from personne p join lu_personne l using (cle) where p.ancien_contenu is distinct from p.contenu
    on conflict (cle_aveugle) do update set fiche_chiffree = excluded.fiche_chiffree, contenu_aveugle = excluded.contenu_aveugle`,
  liens: `insert into eleves.responsabilite as x (eleve_id, responsable_id, etablissement_id, cle_aveugle, lien_chiffre, contenu_aveugle)
    select l.eleve_id, r.id, $1, l.cle, l.chiffre, l.contenu from lien l join eleves.responsable r on r.cle_aveugle = l.cle_personne
    on conflict (cle_aveugle) do update set lien_chiffre = excluded.lien_chiffre, contenu_aveugle = excluded.contenu_aveugle
     where x.contenu_aveugle <> excluded.contenu_aveugle`,
  orphelins: `delete from eleves.responsable r where r.etablissement_id = $1 and not exists (select from eleves.responsabilite l where l.responsable_id = r.id)`,
} as const

/** Verse les responsables liés à un élève connu. À appeler dans la transaction de l'import. */
export async function fusionnerResponsables(s: SessionImport, coffre: Coffre, cle: Cle, onde: boolean): Promise<BilanResponsables> {
  await s.executer('analyze lu_personne (cle), lu_lien (cle, cle_eleve, cle_personne)')
  await s.executer(resoudre(onde), [cle.id])
  await s.executer(LIENS)
  await s.executer('analyze lien (cle, cle_personne, eleve_id)')
  await s.executer(PERSONNES)
  await s.executer('analyze personne (cle, ancien_id)')
  await s.executer(PERIMES, [cle.id])
  await s.executer(TOUCHES)
  const [n] = await s.lignes<Record<'lus' | 'connus' | 'crees' | 'modifies' | 'gardees' | 'ecartes', number>>(COMPTER)
  await s.executer(ECRIRE.retirer)
  await s.executer(ECRIRE.personnes, [cle.id])
  await s.executer(ECRIRE.liens, [cle.id])
  const partis = await s.executer(ECRIRE.orphelins, [cle.id])
  const proteges = await fusionnerProteges(s, coffre, cle)
  const { lus = 0, connus = 0, crees = 0, modifies = 0, gardees = 0, ecartes = 0 } = n ?? {}
  return {
    liensLus: lus,
    liensConnus: connus,
    ecartes,
    crees: crees + proteges.crees,
    modifies: modifies + proteges.modifies,
    partis: partis + proteges.retires,
    inchanges: gardees - crees - modifies + proteges.inchanges,
    rejets: await listRejets(s),
  }
}

const COMPTER = `
select (select count(*) from lien_vu)::int as lus, (select count(*) from lien_vu where homonymes is not null)::int as connus,
       count(*)::int as gardees, count(*) filter (where ancien_id is null)::int as crees,
       count(*) filter (where ancien_id is not null and (ancien_contenu <> contenu or cle in (select cle from touche)))::int as modifies,
       (select count(*) from lu_personne p where not exists (select from lien_vu l where l.cle_personne = p.cle and l.homonymes = 1))::int as ecartes
  from personne`

async function listRejets(s: SessionImport): Promise<RejetImport[]> {
  const rows = await s.lignes<{ ligne: number; homonymes: number | null }>(
    `select ligne, homonymes from lien_vu where homonymes > 1 or (homonymes = 1 and not personne_lue) order by ligne limit ${REJETS_GARDES}`,
  )
  return rows.map(({ ligne, homonymes }) => ({
    ligne,
    motif:
      (homonymes ?? 0) > 1
        ? 'Plusieurs élèves portent le nom et le prénom de cet enfant : le lien n’est pas certain, il n’est pas gardé.'
        : 'La personne de ce lien ne figure pas dans le fichier : le lien n’est pas gardé.',
  }))
}

type LigneProtegee = { cle: Buffer; cle_personne: Buffer; eleve_id: string; chiffre: Buffer; fiche: Buffer }

/**
 * Les liens qui révèlent une protection. La personne et le lien sont rechiffrés ensemble, et l'élève n'y est qu'une
 * empreinte : hors de cette table, rien ne distingue un enfant protégé.
 */
async function fusionnerProteges(
  s: SessionImport,
  coffre: Coffre,
  cle: Cle,
): Promise<{ crees: number; modifies: number; inchanges: number; retires: number }> {
  for (let dernier = Buffer.of(); ; ) {
    const rows = await s.lignes<LigneProtegee>(
      `select v.cle, v.cle_personne, v.eleve_id, v.chiffre, p.fiche from lien_vu v join lu_personne p on p.cle = v.cle_personne
        where v.protege and v.homonymes = 1 and v.cle > $1 order by v.cle limit 1000`,
      [dernier],
    )
    if (rows.length === 0) break
    dernier = Buffer.from(rows.at(-1)?.cle ?? dernier)
    const lignes = rows.map((r) => {
      const contenu = contenuProtege(cle, r)
      return [
        r.cle,
        empreinteProtege(coffre.empreinte, r.eleve_id),
        cle.chiffrer(lieu('eleves.responsabilite_protegee.contenu_chiffre', r.cle), contenu),
        empreinteContenu(coffre.empreinte, r.cle, contenu),
      ]
    })
    await s.copier('protege', copieDe(lignes))
  }
  const retires = await s.executer(
    'delete from eleves.responsabilite_protegee r where r.etablissement_id = $1 and not exists (select from protege p where p.cle = r.cle_aveugle)',
    [cle.id],
  )
  const [n] = await s.lignes<{ total: number; connus: number }>(
    'select count(*)::int as total, count(r.cle_aveugle)::int as connus from protege p left join eleves.responsabilite_protegee r on r.cle_aveugle = p.cle',
  )
  const ecrits = await s.executer(
    `insert into eleves.responsabilite_protegee as x (cle_aveugle, etablissement_id, eleve_aveugle, contenu_chiffre, contenu_aveugle)
     select cle, $1, eleve, chiffre, contenu from protege
     on conflict (cle_aveugle) do update set eleve_aveugle = excluded.eleve_aveugle, contenu_chiffre = excluded.contenu_chiffre, contenu_aveugle = excluded.contenu_aveugle
      where x.contenu_aveugle <> excluded.contenu_aveugle or x.eleve_aveugle <> excluded.eleve_aveugle`,
    [cle.id],
  )
  const [total, connus] = [n?.total ?? 0, n?.connus ?? 0]
  return { crees: total - connus, modifies: ecrits - (total - connus), inchanges: total - ecrits, retires }
}

function contenuProtege(cle: Cle, { cle: cleLien, cle_personne, chiffre, fiche }: LigneProtegee): string {
  const personne = JSON.parse(cle.dechiffrer(lieu('eleves.responsable.fiche_chiffree', cle_personne), fiche)) as object
  return JSON.stringify({
    ...personne,
    ...(JSON.parse(cle.dechiffrer(lieu('eleves.responsabilite.lien_chiffre', cleLien), chiffre)) as object),
  })
}
