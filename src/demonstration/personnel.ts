import { CODE_NATIONAL, idTerritoire } from '#modules/referentiels/index.ts'
import type { AffectationAPoser } from '#modules/securite/index.ts'
import type { Fonction } from '#socle/agent.ts'
import type { EtablissementDemo } from './departement.ts'
import { Hasard } from './fictif-hasard.ts'
import { nomDeFamille } from './fictif-noms.ts'

/** Un compte de démonstration : personne réelle n'y correspond. */
export type AgentDemo = {
  readonly identifiant: string
  readonly nomAffiche: string
  readonly fonction: Fonction
  readonly affectations: readonly AffectationAPoser[]
}

export type DepartementDemo = {
  readonly code: string
  readonly id: string
  readonly libelle: string
  readonly academieId: string
  /** Un secteur par assistant ; le premier est celui que montre la page de connexion. */
  readonly secteurs: readonly (readonly EtablissementDemo[])[]
  /** Année de la rentrée. */
  readonly annee: number
}

/** Fonctions d'une seule personne par département, par académie ou pour le pays, avec leur territoire. */
type Poste = { readonly fonction: Fonction; readonly territoireId: string; readonly du: string; readonly au?: string }

/** Les noms du Cantal ; l'assistante de La Jordanne vient la première à la page de connexion, qui range par nom. */
const CANTAL: Readonly<Partial<Record<Fonction, readonly string[]>>> = {
  assistant_social: ['Agnès Delcros', 'Bénédicte Malroux', 'Corinne Esquirou', 'Damien Laborie', 'Estelle Rieutort'],
  ctss_departement: ['Françoise Peyrat'],
  ctss_bassin: ['Gilles Tournadre'],
  ctss_academie: ['Hélène Vauzelle'],
  stagiaire: ['Inès Cambon'],
  ctss_national: ['Jean-Luc Aubertin'],
  administrateur: ['Karim Belmont'],
  secretariat: ['Laure Cheyrol'],
  delegue_donnees: ['Nadia Ferrand'],
  autorite: ['Odile Sallard'],
  equipe_educative: ['Pascal Rouvière'],
}

/** Prénoms des autres départements : la fin de l'alphabet laisse le Cantal en tête de la page de connexion. */
const PRENOMS = [
  'Sabine',
  'Samir',
  'Sonia',
  'Stéphane',
  'Sylvie',
  'Thomas',
  'Valérie',
  'Victor',
  'Virginie',
  'Xavier',
  'Yann',
  'Yasmina',
] as const

/** Tous les agents d'un département. Mêmes paramètres, mêmes noms. Les fonctions nationales n'existent qu'une fois, avec le Cantal. */
export function personnel(d: DepartementDemo): AgentDemo[] {
  const nommer = nommeur(d.code)
  const du = `${d.annee - 1}-09-01`
  const assistants = d.secteurs.map((secteur, rang): AgentDemo => {
    const jours = permanences(secteur)
    const affectations = secteur.map(({ id }, i) => ({
      fonction: 'assistant_social' as const,
      territoireId: id,
      du,
      permanences: jours[i] ?? [],
    }))
    return { ...nommer('assistant_social', rang), fonction: 'assistant_social', affectations }
  })
  // Le coordonnateur attend son bassin : il est affecté quand le conseiller départemental l'a créé.
  const coordonnateur = { ...nommer('ctss_bassin', 0), fonction: 'ctss_bassin' as const, affectations: [] }
  return [
    ...assistants,
    coordonnateur,
    ...postes(d, du).map((poste) => ({ ...nommer(poste.fonction, 0), fonction: poste.fonction, affectations: [poste] })),
  ]
}

function postes(d: DepartementDemo, du: string): Poste[] {
  const accueil = d.secteurs[0]?.[0]?.id ?? d.id
  const national = idTerritoire('national', CODE_NATIONAL)
  const duDepartement: Poste[] = [
    { fonction: 'ctss_departement', territoireId: d.id, du },
    { fonction: 'stagiaire', territoireId: accueil, du: `${d.annee}-09-01`, au: `${d.annee + 1}-07-15` },
    { fonction: 'autorite', territoireId: d.id, du },
    { fonction: 'equipe_educative', territoireId: accueil, du },
    { fonction: 'secretariat', territoireId: d.id, du },
    { fonction: 'ctss_academie', territoireId: d.academieId, du },
  ]
  if (d.code !== '15') return duDepartement
  return [
    ...duDepartement,
    { fonction: 'ctss_national', territoireId: national, du },
    { fonction: 'administrateur', territoireId: national, du },
    { fonction: 'delegue_donnees', territoireId: national, du },
  ]
}

function nommeur(code: string): (fonction: Fonction, rang: number) => { identifiant: string; nomAffiche: string } {
  const hasard = new Hasard(Buffer.from(`personnel ${code}`).reduce((h, o) => (h * 31 + o) >>> 0, 7))
  const pris = new Set<string>()
  const tirer = (): string => {
    const nomAffiche = `${hasard.choisir(PRENOMS)} ${enCasseNormale(nomDeFamille(hasard))}`
    return pris.has(nomAffiche) ? tirer() : nomAffiche
  }
  return (fonction, rang) => {
    const nomAffiche = (code === '15' && CANTAL[fonction]?.[rang]) || tirer()
    pris.add(nomAffiche)
    return { nomAffiche, identifiant: identifiantDe(nomAffiche) + (code === '15' ? '' : `.${code.toLowerCase()}`) }
  }
}

const enCasseNormale = (nom: string): string =>
  nom.toLocaleLowerCase('fr').replace(/(^|[ '’-])(\p{L})/gu, (_, avant: string, lettre: string) => avant + lettre.toLocaleUpperCase('fr'))

/** « Jean-Luc Aubertin » → « jean-luc.aubertin ». */
function identifiantDe(nomAffiche: string): string {
  const [prenom = '', ...nom] = nomAffiche
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^a-z -]/g, '')
    .split(' ')
  return `${prenom}.${nom.join('-')}`
}

/** Jours de permanence, 1 = lundi : un par établissement, les jours restants aux plus grands ; au-delà de cinq, on partage le jour. */
export function permanences(secteur: readonly EtablissementDemo[]): number[][] {
  const jours: number[][] = secteur.map((_, i) => [(i % 5) + 1])
  for (let jour = secteur.length + 1; jour <= 5; jour++) jours[(jour - secteur.length - 1) % secteur.length]?.push(jour)
  return jours
}
