import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** Une cellule : un nombre est un nombre, un texte un texte, jamais une formule. `absent` : le mot qui tient la place d'un nombre. */
export type Cellule = string | number | null | { readonly absent: string }

/** Une feuille. `entete` reste à l'écran quand on défile et se répète à l'impression ; `largeurs` : une par colonne, en centimètres. */
export type Feuille = {
  readonly nom: string
  readonly largeurs: readonly number[]
  readonly entete: readonly string[]
  readonly lignes: readonly (readonly Cellule[])[]
}

const MIME = 'application/vnd.oasis.opendocument.spreadsheet'
const ESPACES = ['office', 'table', 'text', 'style', 'meta', 'config', 'manifest']
  .map((nom) => `xmlns:${nom}="urn:oasis:names:tc:opendocument:xmlns:${nom}:1.0"`)
  .concat(
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ')

/**
 * Un classeur OpenDocument. Mêmes feuilles, mêmes octets, quels que soient le jour et le fuseau : les entrées sont datées de 1980.
 *
 * @source OpenDocument 1.3, partie 2 §3 (« mimetype » d'abord, tel quel) et partie 3 §19.387 (type de la valeur)
 */
export async function ecrireOds(titre: string, le: Date, feuilles: readonly Feuille[]): Promise<Uint8Array> {
  const zip = new ZipFile()
  const entrees: Readonly<Record<string, string>> = {
    mimetype: MIME,
    'META-INF/manifest.xml': manifeste(),
    'content.xml': contenu(feuilles),
    'styles.xml': document('styles', STYLES),
    'meta.xml': document('meta', `<office:meta><dc:title>${enXml(titre)}</dc:title><dc:date>${le.toISOString()}</dc:date></office:meta>`),
    'settings.xml': document('settings', figerEntetes(feuilles)),
  }
  for (const [nom, texte] of Object.entries(entrees))
    zip.addBuffer(Buffer.from(texte), nom, { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compress: nom !== 'mimetype' })
  zip.end()
  return buffer(zip.outputStream)
}

const document = (genre: string, corps: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-${genre} ${ESPACES} office:version="1.3">${corps}</office:document-${genre}>`

function manifeste(): string {
  const fichiers = ['content.xml', 'styles.xml', 'meta.xml', 'settings.xml'].map(
    (f) => `<manifest:file-entry manifest:full-path="${f}" manifest:media-type="text/xml"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest ${ESPACES} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${MIME}"/>${fichiers.join('')}</manifest:manifest>`
}

// ── Les feuilles ──

function contenu(feuilles: readonly Feuille[]): string {
  const largeurs = [...new Set(feuilles.flatMap((f) => f.largeurs))]
  const colonnes = largeurs.map(
    (cm) =>
      `<style:style style:name="${nomColonne(cm)}" style:family="table-column"><style:table-column-properties style:column-width="${cm}cm"/></style:style>`,
  )
  return document(
    'content',
    `<office:automatic-styles>${colonnes.join('')}</office:automatic-styles><office:body><office:spreadsheet>${feuilles.map(feuille).join('')}</office:spreadsheet></office:body>`,
  )
}

const nomColonne = (cm: number): string => `col${Math.round(cm * 100)}`

function feuille({ nom, largeurs, entete, lignes }: Feuille): string {
  const colonnes = largeurs.map((cm) => `<table:table-column table:style-name="${nomColonne(cm)}" table:default-cell-style-name="texte"/>`)
  const titres = `<table:table-header-rows>${ligne(entete.map((t) => texte(t, 'entete')))}</table:table-header-rows>`
  return `<table:table table:name="${enXml(nom)}">${colonnes.join('')}${titres}${lignes.map((l) => ligne(l.map(cellule))).join('')}</table:table>`
}

const ligne = (cellules: readonly string[]): string => `<table:table-row>${cellules.join('')}</table:table-row>`

function cellule(c: Cellule): string {
  if (c === null) return '<table:table-cell/>'
  if (typeof c === 'string') return texte(c, 'texte')
  if (typeof c === 'object') return texte(c.absent, 'absent')
  return `<table:table-cell table:style-name="nombre" office:value-type="float" office:value="${c}"><text:p>${c}</text:p></table:table-cell>`
}

function texte(t: string, style: string): string {
  const paragraphes = t.split(/\r\n|\r|\n/).map((p) => `<text:p>${enXml(p).replace(/ {2,}|\t/g, espaces)}</text:p>`)
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraphes.join('')}</table:table-cell>`
}

/** Hors de cela, OpenDocument confond les espaces qui se suivent. */
const espaces = (e: string): string => (e === '\t' ? '<text:tab/>' : ` <text:s text:c="${e.length - 1}"/>`)

const ENTITES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Ce que XML 1.0 n'admet pas ne s'écrit pas. */
const INTERDITS = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const enXml = (t: string): string =>
  t
    .toWellFormed()
    .replace(INTERDITS, '')
    .replace(/[&<>"]/g, (c) => ENTITES[c] ?? '')

// ── La forme ──

const styleCellule = (nom: string, format: string, proprietes: string): string =>
  `<style:style style:name="${nom}" style:family="table-cell" ${format}><style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" fo:padding="0.08cm"${nom === 'entete' ? ' fo:background-color="#e8eef3"' : ''}/>${proprietes}</style:style>`

const A_DROITE = '<style:paragraph-properties fo:text-align="end"/>'
const STYLES = `<office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:language="fr" fo:country="FR" fo:font-size="10pt"/></style:default-style>
<number:number-style style:name="entier" number:language="fr" number:country="FR"><number:number number:decimal-places="0" number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
${styleCellule('texte', '', '')}
${styleCellule('entete', '', '<style:text-properties fo:font-weight="bold"/>')}
${styleCellule('nombre', 'style:data-style-name="entier"', A_DROITE)}
${styleCellule('absent', '', `${A_DROITE}<style:text-properties fo:font-style="italic" fo:color="#55606e"/>`)}
</office:styles>`

function figerEntetes(feuilles: readonly Feuille[]): string {
  const reglage = (nom: string, genre: string, valeur: number) =>
    `<config:config-item config:name="${nom}" config:type="${genre}">${valeur}</config:config-item>`
  const figee = [
    reglage('VerticalSplitMode', 'short', 2),
    reglage('VerticalSplitPosition', 'int', 1),
    reglage('PositionBottom', 'int', 1),
    reglage('ActiveSplitRange', 'short', 2),
  ].join('')
  const vues = feuilles.map((f) => `<config:config-item-map-entry config:name="${enXml(f.nom)}">${figee}</config:config-item-map-entry>`)
  return `<office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item><config:config-item-map-named config:name="Tables">${vues.join('')}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>`
}
