/** Un appel passé, tel qu'il est noté ; l'heure est ce qui a été tapé, rien ne s'y vérifie. */
export type Appel = { readonly qui: string; readonly quand: string; readonly repondu: string; readonly dit: string }

/** Ce qui est noté d'une urgence. Tout est du texte, tout peut être vide. */
export type NoteUrgence = {
  readonly ouMaintenant: string
  readonly avecQui: string
  readonly ouCeSoir: string
  readonly avecQuiCeSoir: string
  readonly faits: string
  readonly paroles: string
  readonly appels: readonly Appel[]
}

/** Les textes d'une note, dans l'ordre où l'écran et le document les disent. */
export const libellesNote = {
  ouMaintenant: 'Où est l’enfant en ce moment',
  avecQui: 'Avec qui',
  ouCeSoir: 'Où sera-t-il ce soir',
  avecQuiCeSoir: 'Avec qui ce soir',
  faits: 'Ce qui s’est passé',
  paroles: 'Mots entendus',
} as const satisfies Record<Exclude<keyof NoteUrgence, 'appels'>, string>
export type TexteNote = keyof typeof libellesNote
export const TEXTES_NOTE = Object.keys(libellesNote) as TexteNote[]

/** Qui l'on appelle. */
export const appeles: readonly (readonly [code: string, libelle: string])[] = [
  ['17', '17, police ou gendarmerie'],
  ['15', '15, SAMU'],
  ['119', '119, Allô Enfance en danger'],
  ['parquet', 'Parquet'],
  ['crip', 'CRIP'],
  ['autre', 'Autre'],
]
/** Un code inconnu se montre tel qu'il a été reçu. */
export const libelleAppele = (code: string): string => appeles.find(([c]) => c === code)?.[1] ?? code

export const CHAMPS_APPEL = ['qui', 'quand', 'repondu', 'dit'] as const
export const noteVide = (): NoteUrgence => ({
  ouMaintenant: '',
  avecQui: '',
  ouCeSoir: '',
  avecQuiCeSoir: '',
  faits: '',
  paroles: '',
  appels: [],
})

type Recu = Readonly<Record<string, unknown>>

/** Ce qui est reçu d'un champ, quel qu'il soit : seules les commandes invisibles s'ôtent. Un champ répété garde tous ses textes. */
function texteRecu(valeur: unknown): string {
  const texte = Array.isArray(valeur) ? valeur.filter((v) => typeof v === 'string').join('\n') : valeur
  if (typeof texte !== 'string') return ''
  return texte
    .replaceAll('\r\n', '\n')
    .replace(/[\p{Cc}\p{Cs}]/gu, (c) => (c === '\n' || c === '\t' ? c : ''))
    .trim()
}

const sansBlancs = (texte: string): string => texte.replace(/\s+/gu, ' ').trim()

/** Lit un envoi sans jamais le refuser : ce qui n'a pas la forme attendue est gardé comme texte. */
export function lireNote(recu: Recu): NoteUrgence {
  const textes = Object.fromEntries(TEXTES_NOTE.map((nom) => [nom, texteRecu(recu[nom])])) as Record<TexteNote, string>
  return { ...textes, appels: lireAppels(recu) }
}

function lireAppels(recu: Recu): Appel[] {
  const rangs = new Set(Object.keys(recu).flatMap((nom) => /^appels\.(\d{1,6})\./.exec(nom)?.[1] ?? []))
  const proposee = sansBlancs(texteRecu(recu.heureProposee))
  return [...rangs]
    .toSorted((a, b) => Number(a) - Number(b))
    .map((rang) => {
      const lu = (champ: keyof Appel): string => texteRecu(recu[`appels.${rang}.${champ}`])
      return { qui: lu('qui'), quand: lu('quand'), repondu: lu('repondu'), dit: lu('dit') }
    })
    .filter((a) => a.qui + a.repondu + a.dit !== '' || (a.quand !== '' && sansBlancs(a.quand) !== proposee))
}

/** Les champs du formulaire qui montrent cette note. */
export function champsDeNote({ appels, ...textes }: NoteUrgence): Readonly<Record<string, string>> {
  const lignes = appels.flatMap((a, rang) => CHAMPS_APPEL.map((c) => [`appels.${rang}.${c}`, a[c]] as const))
  return { ...textes, ...Object.fromEntries(lignes) }
}

const memeAppel = (a: Appel | undefined, b: Appel | undefined): boolean =>
  a !== undefined && b !== undefined && CHAMPS_APPEL.every((c) => a[c] === b[c])

export const memeNote = (a: NoteUrgence, b: NoteUrgence): boolean =>
  TEXTES_NOTE.every((t) => a[t] === b[t]) &&
  a.appels.length === b.appels.length &&
  a.appels.every((appel, i) => memeAppel(appel, b.appels[i]))

function reunirTexte(lu: string, autre: string, mien: string): string {
  if (mien === lu || autre.includes(mien)) return autre
  if (autre === lu || mien.includes(autre)) return mien
  return `${autre}\n\n${mien}`
}

function reunirAppels(lus: readonly Appel[], autres: readonly Appel[], miens: readonly Appel[]): Appel[] {
  const reunis = [...autres]
  for (const [rang, mien] of miens.entries()) {
    if (reunis.some((a) => memeAppel(a, mien))) continue
    if (memeAppel(autres[rang], lus[rang])) reunis[rang] = mien
    else reunis.push(mien)
  }
  return reunis
}

/**
 * Réunit deux écritures parties de la même lecture : ce que l'une n'a pas touché vient de l'autre ; ce que les deux ont changé est
 * gardé l'un après l'autre. Rien de ce que l'une ou l'autre a tapé ne manque.
 *
 * @param lue ce que la personne qui enregistre avait sous les yeux
 * @param autre ce qui a été enregistré entre-temps
 */
export function reunir(lue: NoteUrgence, autre: NoteUrgence, mienne: NoteUrgence): NoteUrgence {
  const textes = Object.fromEntries(TEXTES_NOTE.map((t) => [t, reunirTexte(lue[t], autre[t], mienne[t])])) as Record<TexteNote, string>
  return { ...textes, appels: reunirAppels(lue.appels, autre.appels, mienne.appels) }
}
