/** @source ANSSI, recommandations relatives à l'authentification multifacteur et aux mots de passe : longueur d'abord ; Égide n'impose aucune composition. */
export const LONGUEUR_MIN = 12

/** Souches des mots de passe les plus courants, seules ou suivies de chiffres et de signes. Liste d'Égide, pour un service français. */
const SOUCHES = [
  'motdepasse',
  'monmotdepasse',
  'password',
  'passw',
  'azerty',
  'azertyuiop',
  'azertyuiopqsdfghjklm',
  'qwerty',
  'qwertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'admin',
  'administrateur',
  'administrator',
  'bonjour',
  'bienvenue',
  'welcome',
  'soleil',
  'doudou',
  'loulou',
  'chouchou',
  'jetaime',
  'iloveyou',
  'marseille',
  'football',
  'egide',
  'education',
  'educationnationale',
  'servicesocial',
  'assistantesociale',
  'assistantsocial',
  'ecole',
  'college',
  'lycee',
  'rectorat',
  'france',
  'test',
  'secret',
  'changeme',
  'changezmoi',
  'letmein',
  'vitrinesanssecret',
  'printemps',
  'automne',
  'vacances',
  'juillet',
  'septembre',
]
const COURANTS: ReadonlySet<string> = new Set(SOUCHES)
const SUITES = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
]

const lettresSeules = (texte: string) =>
  texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')

/** Le même mot répété : « bonjourbonjour » n'est pas mieux que « bonjour ». */
function unite(mot: string): string {
  for (let n = 1; n <= mot.length / 2; n += 1)
    if (mot.length % n === 0 && mot.slice(0, n).repeat(mot.length / n) === mot) return mot.slice(0, n)
  return mot
}

function estCourant(motDePasse: string): boolean {
  const bas = motDePasse.toLowerCase()
  if (new Set(bas).size < 5) return true
  if (SUITES.some((suite) => suite.includes(bas))) return true
  return COURANTS.has(unite(lettresSeules(motDePasse)))
}

/**
 * Ce qui ne va pas dans un mot de passe choisi, en une phrase ; null s'il convient.
 *
 * @param identifiant celui du compte : le contenir le rend devinable
 */
export function defautDuMotDePasse(motDePasse: string, identifiant: string): string | null {
  if ([...motDePasse].length < LONGUEUR_MIN)
    return `Choisissez au moins ${LONGUEUR_MIN} caractères ; une suite de plusieurs mots se retient bien.`
  if (motDePasse.length > 200) return 'Choisissez 200 caractères au plus.'
  const parts = [identifiant, ...identifiant.split(/[.@_-]+/)].map(lettresSeules).filter((part) => part.length >= 4)
  const reste = parts.reduce((mot, part) => mot.replaceAll(part, ''), lettresSeules(motDePasse))
  if (reste.length < 4 && reste !== lettresSeules(motDePasse)) return 'Ce mot de passe reprend votre identifiant : choisissez-en un autre.'
  return estCourant(motDePasse) ? 'Ce mot de passe est trop courant : choisissez une suite de mots qui n’est qu’à vous.' : null
}

/** Mot de passe provisoire, à dicter : vingt signes sans ambiguïté (ni 0/O, ni 1/l), en quatre groupes. Près de cent bits de hasard. */
export function motDePasseProvisoire(octets: Uint8Array): string {
  const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
  const signes = [...octets.subarray(0, 20)].map((o) => ALPHABET[o % ALPHABET.length]).join('')
  return signes.match(/.{5}/g)?.join('-') ?? signes
}
