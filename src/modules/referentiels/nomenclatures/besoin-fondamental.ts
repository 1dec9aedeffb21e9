import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'

/**
 * Besoins observés ou préoccupants, et besoins auxquels il est répondu. Le méta-besoin a trois composantes (besoins physiologiques et de
 * santé, de protection, de sécurité affective et relationnelle) : avec les quatre autres, les « sept besoins » du rapport.
 */
export const besoinsFondamentaux = nomenclature({
  table: 'referentiels.besoin_fondamental',
  titre: 'Carte des besoins fondamentaux universels de l’enfant (démarche de consensus, rapport Martin-Blachais, 28-2-2017)',
  source:
    'Démarche de consensus sur les besoins fondamentaux de l’enfant, rapport Martin-Blachais du 28 février 2017, cité par le schéma départemental 2025-2029 de la Haute-Vienne et par ASH n° 3068',
  fiabilite: 'source_publique',
  entrees: {
    META: { libelle: 'Méta-besoin : besoin de sécurité', du: '2017-02-28' },
    EXPLO: { libelle: 'besoin d’expériences et d’exploration du monde', du: '2017-02-28' },
    CADRE: { libelle: 'besoin d’un cadre, de règles et de limites', du: '2017-02-28' },
    ESTIME: { libelle: 'besoin d’estime de soi et de valorisation de soi', du: '2017-02-28' },
    IDENT: { libelle: 'besoin d’identité', du: '2017-02-28' },
  },
})
export type BesoinFondamental = CodeDe<typeof besoinsFondamentaux>
