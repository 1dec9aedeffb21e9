import { type Dossier, estEnCours, identiteSous, liensSous, marquerDossiers, titulairesSous } from '#modules/dossiers/index.ts'
import { findEleves, listFratrie, listResponsables } from '#modules/eleves/index.ts'
import { circonstancesDe, listParoles } from '#modules/paroles/index.ts'
import type { Contexte } from '#socle/cas-usage.ts'
import type { Cle } from '#socle/coffre.ts'
import { findLieu } from '../lieu.requetes.ts'
import { type Contenu, contenuVide, schemaContenu } from './contenu.ts'
import type { Coordonnees } from './fiche.ts'
import type { Ecrit } from './information.requetes.ts'

/** Le premier brouillon, prérempli de ce que le dossier et la base élèves savent déjà ; le rédacteur vérifie. */
export async function preremplir(contexte: Contexte, dossier: Dossier, cle: Cle): Promise<Ecrit> {
  const identite = identiteSous(cle, dossier)
  const [eleve] = await findEleves(contexte, [identite.eleveId])
  const lieu = await findLieu(contexte, dossier)
  const titulaires = (await titulairesSous(contexte.tx, cle)).filter((t) => estEnCours(t, contexte.aujourdHui))
  const foyer = (await liensSous(contexte.tx, cle)).filter((l) => estEnCours(l, contexte.aujourdHui))
  const vide = contenuVide()
  const contenu = {
    ...vide,
    emetteur: { ...vide.emetteur, transmetteur: lieu.prive ? ('542' as const) : ('541' as const), lieuSignature: lieu.commune },
    enfant: { ...vide.enfant, classe: eleve?.classe ?? null, domicile: eleve ? (eleve.adresse ?? enLigne(eleve.adresseImportee)) : null },
    famille: { ...vide.famille, composition: foyer.map((l) => [l.nom, l.lien].filter(Boolean).join(', ')).join('\n') || null },
    autresEnfants: await fratrieConnue(contexte, identite.eleveId),
    paroles: await parolesScellees(contexte, dossier.id, `${identite.prenom} ${identite.nomUsage ?? identite.nomFamille}`),
    pointsDeVue: titulaires.map((t) => ({ de: `${t.prenom} ${t.nom}`, texte: null })),
  }
  return { contenu, coordonnees: eleve ? await coordonneesConnues(contexte, cle, eleve.id) : {}, sansTitulaire: null }
}

/** Ce que le formulaire accepte de lignes répétées. */
const LIGNES_MAX = 60

/** Les paroles déjà scellées, reprises mot pour mot, dans l'ordre où elles ont été dites : l'enfant ne raconte pas deux fois. */
async function parolesScellees(contexte: Contexte, dossierId: string, enfant: string): Promise<Contenu['paroles']> {
  const recentes = (await listParoles(contexte, dossierId)).slice(0, LIGNES_MAX)
  return recentes.toReversed().map((p) => ({
    propos: p.propos,
    de: enfant,
    a: p.entenduPar,
    le: p.le,
    lieu: p.lieu,
    circonstances: circonstancesDe(p),
  }))
}

type Adresse = { readonly lignes: readonly string[]; readonly codePostal: string | null; readonly commune: string | null }
const enLigne = (a: Adresse | null): string | null =>
  a ? [...a.lignes, [a.codePostal, a.commune].filter(Boolean).join(' ')].filter(Boolean).join(', ') || null : null

/** Les coordonnées que la base élèves donne, pour les titulaires de mêmes nom et prénom ; le doute ne recopie rien. */
async function coordonneesConnues(contexte: Contexte, cle: Cle, eleveId: string): Promise<Record<string, Coordonnees>> {
  const responsables = await listResponsables(contexte, eleveId)
  const paires = (await titulairesSous(contexte.tx, cle)).flatMap((t) => {
    const memes = responsables.filter((r) => (r.nomUsage ?? r.nomFamille) === t.nom && (r.prenom ?? '') === t.prenom)
    const [r] = memes
    return r && memes.length === 1
      ? [[t.id, { adresse: enLigne(r.adresse), telephone: r.telPortable ?? r.telPersonnel, courriel: r.courriel }] as const]
      : []
  })
  return Object.fromEntries(paires)
}

/** La fratrie que la base élèves connaît dans mes établissements : proposée, jamais concernée d'office. */
async function fratrieConnue(contexte: Contexte, eleveId: string): Promise<Contenu['autresEnfants']> {
  const fratrie = await listFratrie(contexte, eleveId)
  const dossiers = await marquerDossiers(
    contexte,
    fratrie.map((e) => e.id),
  )
  return schemaContenu.shape.autresEnfants.parse(
    fratrie.map((e) => ({
      dossierId: dossiers.get(e.id) ?? null,
      nom: e.nomUsage ?? e.nomFamille,
      prenom: e.prenom,
      sexe: e.sexe,
      neLe: e.dateNaissance,
      etablissement: e.etablissement,
      classe: e.classe,
      domicile: e.adresse ?? enLigne(e.adresseImportee),
    })),
  )
}
