/** Navigateur et système en clair, pour reconnaître ses sessions ; rien de plus n'est gardé de l'en-tête. */
export function appareilDe(userAgent: string | undefined): string {
  const u = userAgent ?? ''
  const navigateur = (
    [
      ['Edg/', 'Edge'],
      ['OPR/', 'Opera'],
      ['Firefox/', 'Firefox'],
      ['Chrome/', 'Chrome'],
      ['Safari/', 'Safari'],
    ] as const
  ).find(([m]) => u.includes(m))?.[1]
  const systeme = (
    [
      ['Windows', 'Windows'],
      ['Android', 'Android'],
      ['iPhone', 'iPhone'],
      ['iPad', 'iPad'],
      ['Mac OS', 'macOS'],
      ['Linux', 'Linux'],
    ] as const
  ).find(([m]) => u.includes(m))?.[1]
  return [navigateur ?? 'Navigateur inconnu', systeme].filter(Boolean).join(' sur ')
}
