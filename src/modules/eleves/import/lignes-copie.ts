/** Valeur d'une colonne du format texte de COPY. */
export type Valeur = Buffer | string | number | boolean | null | readonly number[]

/** Une ligne du format texte de COPY, colonnes dans l'ordre de la table. */
export function ligneDeCopie(valeurs: readonly Valeur[]): string {
  return `${valeurs.map(ecrire).join('\t')}\n`
}

function ecrire(v: Valeur): string {
  if (v === null) return '\\N'
  if (Buffer.isBuffer(v)) return `\\\\x${v.toString('hex')}`
  if (typeof v === 'string') return v.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c] ?? c)
  if (typeof v === 'object') return `{${v.join(',')}}`
  return String(v)
}
