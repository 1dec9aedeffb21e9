import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { inscrireComplements } from '#modules/actes/complements.requetes.ts'
import { lieuCompteRendu, lieuNiveau } from '#modules/actes/inscrire-acte.requetes.ts'
import { lieuIdentite } from '#modules/dossiers/dossier.requetes.ts'
import { ajouterLienA, ajouterTitulaireA } from '#modules/dossiers/famille.requetes.ts'
import type { Identite } from '#modules/dossiers/index.ts'
import type { Valeur } from '#modules/eleves/import/lignes-copie.ts'
import { Lots } from '#modules/eleves/import/lots.ts'
import { ageAu } from '#modules/eleves/index.ts'
import type { EleveLu } from '#modules/eleves/lecture/enregistrement.ts'
import { lireSiecle } from '#modules/eleves/lecture/siecle.ts'
import { trancheAge } from '#modules/pilotage/index.ts'
import type { MotifIntervention, OrigineDemande, TypeActe } from '#modules/referentiels/index.ts'
import { unAgentDe } from '#socle/agent.ts'
import { type Contexte, jourDeParis } from '#socle/cas-usage.ts'
import { type Cle, ouvrirCoffre } from '#socle/coffre.ts'
import type { EtablissementDemo } from '../src/demonstration/departement.ts'
import { Hasard } from '../src/demonstration/fictif-hasard.ts'
import { xmlEleves } from '../src/demonstration/fictif-xml.ts'
import { encoder } from '../src/demonstration/siecle-fictif.ts'
import { compteRendu, noteDeTravail, objetDeRappel } from '../src/demonstration/textes-fictifs.ts'
import { Copie, txVersCopie } from './tx-copie.ts'

/** Un assistant, ses établissements, et ce qu'il faut lui fabriquer. */
export type Secteur = {
  readonly rang: number
  readonly agentId: string
  readonly identifiant: string
  readonly etablissements: readonly EtablissementDemo[]
  readonly dossiers: number
  readonly actes: number
}
export type TravailFil = {
  readonly url: string
  readonly cleMaitresse: Buffer
  readonly enveloppe: Buffer
  readonly secteurs: readonly Secteur[]
  readonly rentree: number
}

/** Ce que `pages` doit savoir d'un secteur : de quoi chercher et ouvrir. Noms fictifs. */
export type Repere = {
  readonly identifiant: string
  readonly agentId: string
  readonly etablissements: number
  readonly eleves: number
  /** Dossiers ouverts d'exactement cinquante actes. */
  readonly gros: readonly string[]
  readonly ouverts: readonly string[]
  readonly noms: readonly { readonly prenom: string; readonly nom: string }[]
}
export type MessageFil =
  | { readonly genre: 'avance'; readonly eleves: number; readonly dossiers: number; readonly actes: number }
  | { readonly genre: 'secteur'; readonly repere: Repere }

const CONNU = 50
const GROS_PAR_SECTEUR = 4
const TYPES: readonly TypeActe[] = [
  'ENT_ELEVE',
  'ENT_ELEVE',
  'ENT_PARENT',
  'ENT_CONJ',
  'TEL',
  'LIAISON_INT',
  'LIAISON_EXT',
  'REUNION',
  'VAD',
  'ECRIT',
]
const MOTIFS: readonly MotifIntervention[] = [
  'ABS',
  'ABS',
  'DECRO',
  'FAM',
  'FAM',
  'MALETRE',
  'MALETRE',
  'FIN',
  'SEPAR',
  'HARC',
  'COMPORT',
  'DANGER',
  'VIF',
  'ORIENT',
]
const ORIGINES: readonly OrigineDemande[] = ['CPE', 'ELEVE', 'PROF', 'DIR', 'INF', 'RESP', 'INIT']
const JOUR_MS = 86_400_000

type Suivi = { readonly eleveId: string; readonly etablissementId: string; readonly lu: EleveLu }

const parmi = <T>(hasard: Hasard, liste: readonly T[]): T => liste[hasard.entier(liste.length)] as T
const rangement = mkdtempSync(join(tmpdir(), 'egide-banc-'))
const { url, cleMaitresse, enveloppe, secteurs, rentree } = workerData as TravailFil
const maintenant = new Date()
const aujourdHui = jourDeParis(maintenant)
const coffre = ouvrirCoffre(Buffer.from(cleMaitresse), Buffer.from(enveloppe))

/** Les élèves d'un établissement : lus dans un vrai fichier de SIECLE, chiffrés et empreints par le code de l'import. */
async function peupler(copie: Copie, cle: Cle, e: EtablissementDemo): Promise<Suivi[]> {
  const chemin = join(rangement, `${e.uai}.xml`)
  const fictif = { uai: e.uai, type: e.type, effectif: e.effectif, graine: 4, anneeScolaire: rentree, dateExport: aujourdHui }
  await pipeline(Readable.from(encoder(xmlEleves(fictif, false))), createWriteStream(chemin))
  const lots = new Lots({ empreinte: coffre.empreinte, cle, origine: 'eleves', onde: false, proteges: [] })
  const lignes: Valeur[][] = []
  const lus: EleveLu[] = []
  const divisions = new Map<string, readonly Valeur[]>()
  for await (const lot of lireSiecle(chemin)) {
    const { lu_eleve = [], lu_division = [] } = lots.preparer(lot.enregistrements)
    lignes.push(...lu_eleve)
    for (const x of lot.enregistrements) if (x.genre === 'eleve') lus.push(x)
    for (const d of lu_division) divisions.set((d[0] as Buffer).toString('hex'), d)
  }
  rmSync(chemin)
  return lignes.map((l, i) => {
    const [cleAveugle, , identite, ine, enfant, contenu, fiche, empreintes, signature, sorti] = l
    const [, aveugle = null, chiffree = null] = divisions.get((cleAveugle as Buffer).toString('hex')) ?? []
    const eleveId = randomUUID()
    copie.ajouter(
      'eleves.eleve',
      'id, etablissement_id, cle_aveugle, fiche_chiffree, contenu_aveugle, division_chiffree, division_aveugle, identite_aveugle, ine_aveugle, enfant_aveugle, empreintes, signature, present, source',
      [
        eleveId,
        e.id,
        cleAveugle,
        fiche,
        contenu,
        chiffree,
        aveugle,
        identite,
        ine,
        enfant,
        empreintes,
        signature,
        !sorti,
        'siecle',
      ] as Valeur[],
    )
    return { eleveId, etablissementId: e.id, lu: lus[i] as EleveLu }
  })
}

/** Le dossier, sa clé, son référent, deux titulaires, un lien : les fonctions des modules, sur une transaction qui copie. */
async function ouvrirDossier(
  contexte: Contexte,
  copie: Copie,
  hasard: Hasard,
  { eleveId, etablissementId, lu }: Suivi,
  jours: number,
): Promise<{ id: string; cle: Cle; clos: boolean }> {
  const { tx, agent } = contexte
  const id = randomUUID()
  const cle = await coffre.creerCle(tx, 'dossier', id)
  const ouvertLe = new Date(maintenant.getTime() - jours * JOUR_MS)
  const clos = hasard.chance(0.3)
  const identite: Identite = {
    eleveId,
    nomFamille: lu.nomFamille,
    nomUsage: lu.nomUsage,
    prenom: lu.prenom,
    dateNaissance: lu.dateNaissance,
    sexe: lu.sexe,
  }
  copie.ajouter(
    'dossiers.dossier',
    'id, etablissement_id, eleve_aveugle, identite_chiffree, statut, motif, origine, ouvert_le, ouvert_par, dernier_acte_le, clos_le, issue',
    [
      id,
      etablissementId,
      coffre.empreinte('dossier.eleve', eleveId),
      cle.chiffrer(lieuIdentite(id), JSON.stringify(identite)),
      clos ? 'clos' : 'ouvert',
      parmi(hasard, MOTIFS),
      parmi(hasard, ORIGINES),
      ouvertLe.toISOString(),
      agent.id,
      jourDeParis(new Date(maintenant.getTime() - hasard.entier(jours + 1) * JOUR_MS)),
      clos ? maintenant.toISOString() : null,
      clos ? 'OBJECTIF' : null,
    ],
  )
  copie.ajouter('dossiers.membre', 'id, dossier_id, agent_id, qualite, du, ajoute_par', [
    randomUUID(),
    id,
    agent.id,
    'referent',
    jourDeParis(ouvertLe),
    agent.id,
  ])
  for (const lien of ['10', '20'])
    await ajouterTitulaireA(
      contexte,
      cle,
      id,
      { nom: lu.nomFamille, prenom: 'Claude', lien, decision: null, decisionLe: null, precision: null, adresseSecrete: false },
      { du: null, au: null },
    )
  await ajouterLienA(
    { ...contexte, coffre: { ...coffre, ouvrirCle: async () => cle } },
    id,
    'fratrie',
    { nom: `${lu.nomFamille} Camille`, lien: 'sœur, au lycée' },
    { du: null, au: null },
  )
  return { id, cle, clos }
}

async function consigner(
  contexte: Contexte,
  copie: Copie,
  hasard: Hasard,
  cleAgent: Cle,
  dossier: { id: string; cle: Cle },
  { etablissementId, lu }: Suivi,
  jours: number,
): Promise<void> {
  const id = randomUUID()
  const quand = new Date(maintenant.getTime() - hasard.suivant() * jours * JOUR_MS)
  const jour = jourDeParis(quand)
  const [type, motif, origine] = [parmi(hasard, TYPES), parmi(hasard, MOTIFS), parmi(hasard, ORIGINES)]
  const texte = Array.from({ length: 2 + hasard.entier(5) }, () => compteRendu(hasard, motif)).join('\n')
  copie.ajouter(
    'actes.acte',
    'id, dossier_id, etablissement_id, auteur_id, type, motif, origine, date_acte, saisi_le, compte_rendu_chiffre, niveau_chiffre',
    [
      id,
      dossier.id,
      etablissementId,
      contexte.agent.id,
      type,
      motif,
      origine,
      jour,
      quand.toISOString(),
      dossier.cle.chiffrer(lieuCompteRendu(id), texte),
      lu.niveau === null ? null : cleAgent.chiffrer(lieuNiveau(id), lu.niveau),
    ],
  )
  if (hasard.chance(0.25))
    copie.ajouter('actes.motif_associe', 'acte_id, dossier_id, motif', [id, dossier.id, motif === 'SANTE' ? 'HANDI' : 'SANTE'])
  await inscrireComplements(contexte, dossier.cle, id, {
    noteTravail: hasard.chance(0.2) ? noteDeTravail(hasard) : null,
    surTiers: hasard.chance(0.05) ? 'Information confiée par un voisin de la famille.' : null,
    rappelObjet: objetDeRappel(hasard),
    rappelLe: hasard.chance(0.008) ? jourDeParis(new Date(maintenant.getTime() + (hasard.entier(30) - 10) * JOUR_MS)) : null,
  })
  const age = ageAu(lu.dateNaissance, jour)
  copie.ajouter('observation.depot', 'mois, etablissement_id, type, type_acte, motif, origine, niveau, sexe, tranche_age', [
    `${jour.slice(0, 7)}-01`,
    etablissementId,
    'acte',
    type,
    motif,
    origine,
    lu.niveau,
    lu.sexe === null ? null : lu.sexe === 'M' ? '1' : '2',
    trancheAge(age),
  ])
}

/** Combien d'actes par dossier : quatre de cinquante, les autres au hasard, un au moins, jusqu'au compte exact. */
function repartir(hasard: Hasard, dossiers: number, actes: number): number[] {
  const gros = Math.min(GROS_PAR_SECTEUR, dossiers)
  const combien = Array.from({ length: dossiers }, (_, i): number => (i < gros ? CONNU : 1))
  for (let reste = actes - combien.reduce((s, n) => s + n, 0); reste > 0; reste--) {
    const i = gros + hasard.entier(dossiers - gros)
    combien[i] = (combien[i] ?? 0) + 1
  }
  return combien
}

async function fabriquer(copie: Copie, s: Secteur): Promise<Repere> {
  const hasard = new Hasard(s.rang + 1)
  const tx = txVersCopie(copie)
  const cleAgent = await coffre.creerCle(tx, 'agent', s.agentId)
  const agent = unAgentDe(s.agentId, s.identifiant, s.agentId, [])
  const contexte: Contexte = {
    tx,
    agent,
    maintenant,
    aujourdHui,
    coffre: { ...coffre, cleDe: async () => cleAgent },
    identifiant: randomUUID,
  }
  const suivis: Suivi[] = []
  for (const e of s.etablissements) {
    const eleves = await peupler(copie, await coffre.creerCle(tx, 'etablissement', e.id), e)
    for (const suivi of eleves) if (suivi.lu.dateSortie === null) suivis.push(suivi)
    await copie.verser()
    dire({ genre: 'avance', eleves: eleves.length, dossiers: 0, actes: 0 })
  }
  const gros: string[] = []
  const ouverts: string[] = []
  for (const [i, combien] of repartir(hasard, s.dossiers, s.actes).entries()) {
    const j = i + hasard.entier(suivis.length - i)
    const suivi = suivis[j] as Suivi
    suivis[j] = suivis[i] as Suivi
    const jours = 5 + hasard.entier(420)
    const dossier = await ouvrirDossier(contexte, copie, hasard, suivi, jours)
    for (let n = 0; n < combien; n++) await consigner(contexte, copie, hasard, cleAgent, dossier, suivi, jours)
    if (!dossier.clos) (combien === CONNU && i < GROS_PAR_SECTEUR ? gros : ouverts).push(dossier.id)
    await copie.verser()
    dire({ genre: 'avance', eleves: 0, dossiers: 1, actes: combien })
  }
  const noms = Array.from({ length: 20 }, () => parmi(hasard, suivis).lu).map(({ prenom, nomUsage, nomFamille }) => ({
    prenom,
    nom: nomUsage ?? nomFamille,
  }))
  return {
    identifiant: s.identifiant,
    agentId: s.agentId,
    etablissements: s.etablissements.length,
    eleves: suivis.length,
    gros,
    ouverts: ouverts.slice(0, 200),
    noms,
  }
}

const dire = (message: MessageFil) => parentPort?.postMessage(message)

const copie = await Copie.ouvrir(url)
for (const secteur of secteurs) dire({ genre: 'secteur', repere: await fabriquer(copie, secteur) })
await copie.verser(true)
await copie.fermer()
rmSync(rangement, { recursive: true })
