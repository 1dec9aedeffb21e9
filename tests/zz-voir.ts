import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { rapportExemple } from '#essais/fabriques/rapport-exemple.ts'
import { GABARIT_RAPPORT } from '#modules/rapports/export/document.ts'
import { exporter, FORMATS } from '#modules/rapports/export/fichier.ts'
import { ouvrirFabriquePdf } from '#socle/pdf/index.ts'

mkdirSync('/tmp/vue', { recursive: true })
const pdf = ouvrirFabriquePdf({ diagnostic: true, immediat: true })
for (const n of ['etablissement', 'departement', 'national'] as const)
  for (const f of FORMATS) {
    const t = performance.now()
    try {
      const { octets } = await exporter({ pdf, gabarit: resolve(GABARIT_RAPPORT) }, rapportExemple(n), f)
      writeFileSync(`/tmp/vue/${n}.${f}`, octets)
      console.log(n, f, octets.length, Math.round(performance.now() - t))
    } catch (e) {
      console.log(n, f, String(e), String((e as Error).cause).slice(0, 1500))
    }
  }
await pdf.fermer()
