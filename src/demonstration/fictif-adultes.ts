import type { Hasard } from './fictif-hasard.ts'
import { courriel, nomDeFamille, prenomAdulte, voie } from './fictif-noms.ts'

export type AdresseFictive = { cle: number; voie: string; codePostal: string; commune: string }

export type AdulteFictif = {
  cle: number
  civilite: 'M.' | 'MME'
  nom: string
  nomUsage: string | null
  prenom: string
  telPortable: string | null
  telPersonnel: string | null
  courriel: string | null
  accepteSms: boolean
  communicationAdresse: boolean
  adresse: AdresseFictive
}

/** Lien d'un adulte à tous les enfants de son foyer. `niveau` et `parente` sont les codes de SIECLE depuis 2018. */
export type LienFictif = { adulte: AdulteFictif; niveau: '1' | '2' | '3'; parente: string; heberge: boolean }

/**
 * Situations tirées au sort. Ces parts sont des hypothèses de démonstration, pas des statistiques, sauf `confie` :
 * 22 ‰ des mineurs suivis en protection de l'enfance, dont 51 % accueillis hors de chez eux.
 *
 * @source ONPE, chiffres au 31 décembre 2022, pour `confie`
 */
const SITUATIONS = [
  ['ensemble', 580],
  ['separes', 245],
  ['mere', 120],
  ['pere', 24],
  ['ascendant', 20],
  ['confie', 11],
] as const

export type Situation = (typeof SITUATIONS)[number][0]

export const situation = (hasard: Hasard): Situation => hasard.pondere<Situation>(SITUATIONS)

/** De quoi fabriquer les adultes d'un foyer : clés à partir de `cle`, noms imposés, commune. */
export type Contexte = { hasard: Hasard; cle: number; codePostal: string; commune: string; nomMere: string; nomPere: string }

/** Adultes d'un foyer selon sa situation, avec leurs liens. */
export function liensDuFoyer(genre: Situation, contexte: Contexte): LienFictif[] {
  const { hasard } = contexte
  const chezEux = adresse(contexte, 0)
  const mere = (chez: AdresseFictive) => adulte(contexte, 0, 'F', contexte.nomMere, chez)
  const pere = (chez: AdresseFictive) => adulte(contexte, 1, 'M', contexte.nomPere, chez)
  const tiers = (rang: number, parente: string, niveau: LienFictif['niveau'], heberge: boolean): LienFictif => {
    const chez = heberge ? chezEux : adresse(contexte, rang)
    return { adulte: adulte(contexte, rang, hasard.chance(0.6) ? 'F' : 'M', nomDeFamille(hasard), chez), niveau, parente, heberge }
  }
  const representant = (qui: AdulteFictif, parente: '10' | '20', heberge: boolean): LienFictif => ({
    adulte: qui,
    niveau: '1',
    parente,
    heberge,
  })
  switch (genre) {
    case 'ensemble':
      return [
        representant(mere(chezEux), '10', true),
        representant(pere(chezEux), '20', true),
        ...(hasard.chance(0.08) ? [tiers(2, '38', '3', false)] : []),
      ]
    case 'separes': {
      const ailleurs = adresse(contexte, 1)
      const liens = [representant(mere(chezEux), '10', true), representant(pere(ailleurs), '20', hasard.chance(0.4))]
      return hasard.chance(0.2) ? [...liens, tiers(2, '39', '3', true)] : liens
    }
    case 'mere':
      return [representant(mere(chezEux), '10', true)]
    case 'pere':
      return [representant(pere(chezEux), '20', true)]
    case 'ascendant':
      return [representant(mere(adresse(contexte, 3)), '10', false), tiers(2, '38', '2', true)]
    case 'confie':
      return confie(contexte, chezEux, tiers, representant(mere(adresse(contexte, 3)), '10', false))
  }
}

/** Enfant confié : service de l'ASE, éducateur et assistant familial ; ou tuteur. Le parent garde le plus souvent l'autorité parentale. */
function confie(
  contexte: Contexte,
  chezEux: AdresseFictive,
  tiers: (rang: number, parente: string, niveau: LienFictif['niveau'], heberge: boolean) => LienFictif,
  parent: LienFictif,
): LienFictif[] {
  if (contexte.hasard.chance(0.15)) return [tiers(2, '50', '1', true)]
  const service = adulte(contexte, 4, 'F', 'ASE FICTIVE', { ...chezEux, cle: chezEux.cle + 4, voie: '1 PLACE DU DÉPARTEMENT' })
  const ase: LienFictif = { adulte: { ...service, prenom: 'Service', nomUsage: null }, niveau: '2', parente: '51', heberge: false }
  return [parent, ase, contexte.hasard.chance(0.6) ? tiers(2, '42', '2', true) : tiers(2, '41', '2', true)]
}

function adresse({ hasard, cle, codePostal, commune }: Contexte, rang: number): AdresseFictive {
  return { cle: cle + rang, voie: voie(hasard), codePostal, commune }
}

/** Téléphones : plages 06 39 98 et 01 99 00 que l'Arcep réserve aux œuvres de fiction. */
function adulte(contexte: Contexte, rang: number, sexe: 'F' | 'M', nom: string, chez: AdresseFictive): AdulteFictif {
  const { hasard } = contexte
  const prenom = prenomAdulte(hasard, sexe)
  const cle = contexte.cle + rang
  return {
    cle,
    civilite: sexe === 'F' ? 'MME' : 'M.',
    nom,
    nomUsage: sexe === 'F' && nom === contexte.nomMere && hasard.chance(0.35) ? contexte.nomPere : null,
    prenom,
    telPortable: hasard.chance(0.93) ? `+3363998${quatreChiffres(hasard)}` : null,
    telPersonnel: hasard.chance(0.2) ? `019900${quatreChiffres(hasard)}` : null,
    courriel: hasard.chance(0.8) ? courriel(prenom, nom, cle) : null,
    accepteSms: hasard.chance(0.85),
    communicationAdresse: hasard.chance(0.4),
    adresse: chez,
  }
}

const quatreChiffres = (hasard: Hasard) => String(hasard.entier(10_000)).padStart(4, '0')
