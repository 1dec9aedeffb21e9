/** Un nom ramené à ce qui se compare : minuscules sans accent, mots séparés par une espace, ni tiret ni apostrophe. */
export function normaliser(texte: string): string {
  return texte
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Les mots d'un nom, et le nom d'un seul tenant s'il en a plusieurs : « N’Guessan » se cherche aussi « nguessan ». */
export function motsDe(nom: string | null): string[] {
  if (nom === null) return []
  const mots = normaliser(nom).split(' ').filter(Boolean)
  return mots.length > 1 ? [...mots, mots.join('')] : mots
}

/** Trigrammes d'un mot, bords compris : deux espaces devant, pour que le début pèse, une derrière. */
export function trigrammes(mot: string): string[] {
  const borde = `  ${mot} `
  return Array.from({ length: borde.length - 2 }, (_, i) => borde.slice(i, i + 3))
}

/**
 * Les trigrammes qui suffisent à retrouver un mot malgré une faute de frappe : tous, sauf l'initiale seule d'un mot de cinq lettres
 * ou plus. Un élève sur quinze la partage, et une faute laisse toujours au moins un autre trigramme intact.
 */
export const trigrammesSelectifs = (mot: string): string[] => (mot.length < 5 ? trigrammes(mot) : trigrammes(mot).slice(1))

/** Forme d'une identité : deux écritures du même nom, du même prénom et de la même naissance la partagent. */
export const formeIdentite = (nom: string, prenom: string, dateNaissance: string): string =>
  [nom, prenom]
    .map((v) => normaliser(v).replaceAll(' ', ''))
    .concat(dateNaissance)
    .join('|')
