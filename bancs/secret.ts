import { Attaquant } from '#essais/fabriques/attaquant.ts'
import {
  clesDe,
  compterForet,
  type Foret,
  type MasquesNaifs,
  masquerNaivement,
  masquerTablesEntieres,
  publier,
} from '#essais/fabriques/secret.ts'
import { intervalleDeProtection, type Masques, masquer, partager, type Tables, tableTue } from '#modules/rapports/secret/index.ts'
import { attendreCalme } from './calme.ts'
import { imprimer, nombre, options, quantile, type Releve } from './commun.ts'
import { type EtablissementReel, lireSecondDegrePublic, MULTIPLES, TYPES, territoiresDe } from './secret-comptes.ts'

const SEUIL = 5
const { portee = 'tout' } = options(['portee'])

/** Ce qu'une règle tait : cases non nulles masquées, et effectifs qu'elles portent, par étage. */
type Perte = { cases: number; masquees: number; comptes: number; tus: number }
const RIEN: Perte = { cases: 0, masquees: 0, comptes: 0, tus: 0 }
type Regle = 'Égide' | 'naïve' | 'tables entières'

const etageDe = (id: string) =>
  id === 'pays'
    ? 'pays'
    : id.startsWith('académie')
      ? 'académie'
      : id.includes('bassin')
        ? 'bassin'
        : /^\d{7}/.test(id)
          ? 'établissement'
          : 'département'

function perdre(pertes: Map<string, Perte>, foret: Foret, { masques }: MasquesNaifs): void {
  for (const [id, masque] of masques) {
    const tables = foret.tables.get(id) as Tables
    const p = { ...(pertes.get(etageDe(id)) ?? RIEN) }
    pertes.set(etageDe(id), p)
    for (const cle of clesDe(tables)) {
      const [d = '', code = ''] = cle.split('/')
      const n = cle === 'total' ? tables.total : (tables.dimensions[d]?.[code] ?? 0)
      if (n === 0) continue
      p.cases += 1
      p.comptes += n
      if (!masque.has(cle) && !masque.has(tableTue(d))) continue
      p.masquees += 1
      p.tus += n
    }
  }
}

/** Toutes les tables, comme la tâche les masque : un type par fil, autant de fils que de cœurs. */
async function mesurer(etablissements: readonly EtablissementReel[], racine: 'pays' | 'departement', comparer: boolean, tablesTues = true) {
  const forets = TYPES.map((type) => compterForet(territoiresDe(etablissements, racine, type), MULTIPLES))
  const [depart, processeur] = [performance.now(), process.cpuUsage()]
  const masques = await partager(forets, (foret, fil) => fil({ ...foret, seuil: SEUIL, tablesTues }))
  const secondes = (performance.now() - depart) / 1000
  const calcul = process.cpuUsage(processeur).user / 1e6
  const pertes = new Map<Regle, Map<string, Perte>>()
  for (const [rang, foret] of forets.entries()) {
    const regles: [Regle, MasquesNaifs][] = [['Égide', masques[rang] as Masques]]
    if (comparer) regles.push(['naïve', masquerNaivement(foret, SEUIL)], ['tables entières', masquerTablesEntieres(foret, SEUIL)])
    for (const [regle, siens] of regles) {
      const siennes = pertes.get(regle) ?? new Map<string, Perte>()
      pertes.set(regle, siennes)
      perdre(siennes, foret, siens)
    }
  }
  return { pertes, secondes, calcul, retenus: masques.reduce((somme, m) => somme + m.retenus.size, 0) }
}

const part = (a: number, b: number) => `${nombre((100 * a) / Math.max(1, b))} %`

function direPertes(pertes: ReadonlyMap<Regle, ReadonlyMap<string, Perte>>, ou: string): Releve[] {
  return ['établissement', 'bassin', 'département', 'académie', 'pays'].flatMap((etage) => {
    const dire = (regle: Regle) => {
      const p = pertes.get(regle)?.get(etage) ?? RIEN
      return `${regle} ${part(p.masquees, p.cases)} des cases, ${part(p.tus, p.comptes)} des effectifs`
    }
    const cases = pertes.get('Égide')?.get(etage)?.cases
    if (cases === undefined) return []
    return [
      {
        exigence: `Information perdue, ${ou}, étage ${etage} (${nombre(cases, 0)} cases non nulles)`,
        mesure: [...pertes.keys()].map(dire).join(' ; '),
        tenu: null,
      },
    ]
  })
}

/** L'attaquant des essais, lâché sur les vraies tailles d'un petit département. */
async function attaquer(etablissements: readonly EtablissementReel[]): Promise<Releve[]> {
  const attaquant = await Attaquant.recruter()
  const percees = { egide: 0, naive: 0, masqueesEgide: 0, masqueesNaive: 0 }
  for (const type of ['ip', 'signalement', 'demande'] as const) {
    const foret = compterForet(territoiresDe(etablissements, 'departement', type), MULTIPLES)
    const compterMasquees = ({ masques }: MasquesNaifs) => [...masques.values()].reduce((s, m) => s + m.size, 0)
    const egide = masquer({ ...foret, seuil: SEUIL, tablesTues: true })
    const naive = masquerNaivement(foret, SEUIL)
    percees.egide += attaquant.attaquer(publier(foret, egide.masques, SEUIL), intervalleDeProtection(SEUIL)).length
    percees.naive += attaquant.attaquer(publier(foret, naive.masques, SEUIL), intervalleDeProtection(SEUIL)).length
    percees.masqueesEgide += compterMasquees(egide)
    percees.masqueesNaive += compterMasquees(naive)
  }
  return [
    {
      exigence: 'Cantal, IP, signalements, demandes : cases percées, Égide',
      mesure: `${percees.egide} sur ${percees.masqueesEgide} masquées`,
      tenu: percees.egide === 0,
    },
    { exigence: 'Les mêmes, règle naïve', mesure: `${percees.naive} sur ${percees.masqueesNaive} masquées`, tenu: null },
  ]
}

const tous = await lireSecondDegrePublic()
const du = (departement: string) => tous.filter((e) => e.departement === departement)
const releves: Releve[] = []
for (const [nom, code] of [
  ['Cantal', '15'],
  ['Nord', '59'],
] as const) {
  const fois: Awaited<ReturnType<typeof mesurer>>[] = []
  for (let i = 0; i < 3; i++) {
    await attendreCalme(10_000)
    fois.push(await mesurer(du(code), 'departement', false))
  }
  const mediane = (f: (m: (typeof fois)[number]) => number) => quantile(fois.map(f), 0.5)
  const secondes = mediane((m) => m.secondes)
  releves.push({
    exigence: `${nom} : toutes ses tables ≤ 5 s`,
    mesure: `${nombre(secondes, 2)} s, ${nombre(
      mediane((m) => m.calcul),
      2,
    )} s de processeur (${du(code).length} établissements, 7 types ; médianes de 3 ; ${fois[0]?.retenus} ligne retenue)`,
    tenu: secondes <= 5,
  })
  releves.push(...direPertes((await mesurer(du(code), 'departement', true)).pertes, nom))
  const sans = await mesurer(du(code), 'departement', false, false)
  releves.push(...direPertes(sans.pertes, `${nom}, zéros toujours publiés`))
}
if (portee !== 'departements') {
  await attendreCalme()
  const pays = await mesurer(tous, 'pays', true)
  releves.push({
    exigence: 'Le pays : toutes ses tables ≤ 5 min',
    mesure: `${nombre(pays.secondes)} s, ${nombre(pays.calcul)} s de processeur (${tous.length} établissements, ${pays.retenus} ligne retenue)`,
    tenu: pays.secondes <= 300,
  })
  releves.push(...direPertes(pays.pertes, 'le pays'))
}
releves.push(...(await attaquer(du('15'))))
imprimer('Secret statistique', releves)
