import { type CodeDe, nomenclature } from '#socle/nomenclature.ts'
import { DATE_NON_RELEVEE } from './dates.ts'

/** Niveau suivi par l’élève ; le regroupement affiché suit les libellés « sans distinction supplémentaire » de la source. */
export const niveauxScolaires = nomenclature({
  table: 'referentiels.niveau_scolaire',
  titre: 'Niveaux scolaires (NIVSCO, nomenclature de l’éducation nationale reprise par l’annexe 2-8)',
  source:
    'Code de l’action sociale et des familles, annexe 2-8 (informations transmises à l’ONPE, à l’ODPE et à la DREES), variable NIVSCO',
  fiabilite: 'officiel_en_vigueur',
  // biome-ignore format: sans guillemets, un code fait de chiffres perd son type
  entrees: {
    '200': { libelle: 'Ecole maternelle', groupe: 'école', du: DATE_NON_RELEVEE },
    '310': { libelle: 'CP', groupe: 'école', du: DATE_NON_RELEVEE },
    '320': { libelle: 'CE1', groupe: 'école', du: DATE_NON_RELEVEE },
    '330': { libelle: 'CE2', groupe: 'école', du: DATE_NON_RELEVEE },
    '340': { libelle: 'CM1', groupe: 'école', du: DATE_NON_RELEVEE },
    '350': { libelle: 'CM2', groupe: 'école', du: DATE_NON_RELEVEE },
    '399': { libelle: 'Ecole élémentaire sans distinction supplémentaire', groupe: 'école', du: DATE_NON_RELEVEE },
    '410': { libelle: '6e (dont SEGPA)', groupe: 'collège', du: DATE_NON_RELEVEE },
    '420': { libelle: '5e (dont SEGPA)', groupe: 'collège', du: DATE_NON_RELEVEE },
    '430': { libelle: '4e (dont SEGPA)', groupe: 'collège', du: DATE_NON_RELEVEE },
    '440': { libelle: '3e (dont 3e découverte professionnelle et SEGPA)', groupe: 'collège', du: DATE_NON_RELEVEE },
    '499': { libelle: 'Collège, sans distinction supplémentaire', groupe: 'collège', du: DATE_NON_RELEVEE },
    '510': { libelle: 'Seconde générale et technologique', groupe: 'lycée général et technologique', du: DATE_NON_RELEVEE },
    '520': { libelle: 'Première générale', groupe: 'lycée général et technologique', du: DATE_NON_RELEVEE },
    '530': { libelle: 'Première technologique', groupe: 'lycée général et technologique', du: DATE_NON_RELEVEE },
    '550': { libelle: 'Terminale générale', groupe: 'lycée général et technologique', du: DATE_NON_RELEVEE },
    '560': { libelle: 'Terminale technologique', groupe: 'lycée général et technologique', du: DATE_NON_RELEVEE },
    '599': { libelle: 'Lycée d’enseignement général et technologique, sans distinction supplémentaire', groupe: 'lycée général et technologique', du: DATE_NON_RELEVEE },
    '610': { libelle: 'CAP', groupe: 'lycée professionnel', du: DATE_NON_RELEVEE },
    '620': { libelle: 'BEP', groupe: 'lycée professionnel', du: DATE_NON_RELEVEE },
    '630': { libelle: 'Bac professionnel', groupe: 'lycée professionnel', du: DATE_NON_RELEVEE },
    '699': { libelle: 'Lycée professionnel, sans distinction supplémentaire', groupe: 'lycée professionnel', du: DATE_NON_RELEVEE },
    '710': { libelle: 'CAP en alternance', groupe: 'alternance et autres formations', du: DATE_NON_RELEVEE },
    '740': { libelle: 'Bac professionnel en alternance', groupe: 'alternance et autres formations', du: DATE_NON_RELEVEE },
    '750': { libelle: 'Autre', groupe: 'alternance et autres formations', du: DATE_NON_RELEVEE },
    '769': { libelle: 'Formation en alternance sans distinction supplémentaire', groupe: 'alternance et autres formations', du: DATE_NON_RELEVEE },
    '770': { libelle: 'Post-bac', groupe: 'alternance et autres formations', du: DATE_NON_RELEVEE },
    '999': { libelle: 'Ne sait pas', groupe: 'inconnu', du: DATE_NON_RELEVEE },
  },
})
export type NiveauScolaire = CodeDe<typeof niveauxScolaires>
