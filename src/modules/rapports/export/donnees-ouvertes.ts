import { VERSION_GRILLE } from '#modules/referentiels/index.ts'
import { CHAMPS_DICTIONNAIRE, CHAMPS_RAPPORT } from './csv.ts'
import { LECTURE } from './dictionnaire.ts'

/**
 * La description ouverte des fichiers : ce qu'en lit un programme, sans lire Égide. Aucune licence n'y est dite : elle revient à qui
 * publie.
 *
 * @source Data Package 2.0 et Table Schema 2.0, https://datapackage.org
 * @lu 2026-11-28
 */
export function descriptionDesDonnees() {
  const [[masque, sensDuMasque] = ['', '']] = LECTURE
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'rapports-service-social-eleves',
    title: 'Rapports d’activité du service social en faveur des élèves',
    description: LECTURE.map(([terme, sens]) => `« ${terme} » : ${sens}`).join('\n'),
    version: VERSION_GRILLE,
    resources: [
      ressource('rapport', 'Les chiffres d’un rapport figé, une ligne par case', {
        fields: CHAMPS_RAPPORT.map((c) => ({ ...enChamp(c), ...(c.nom === 'nombre' ? { constraints: { minimum: 0 } } : {}) })),
        missingValues: [{ value: masque, label: sensDuMasque }],
        primaryKey: ['annee_scolaire', 'numero', 'niveau', 'code_territoire', 'fait', 'repartition', 'code'],
      }),
      ressource('dictionnaire', 'Types de faits, répartitions et codes', {
        fields: CHAMPS_DICTIONNAIRE.map(enChamp),
        missingValues: [''],
        primaryKey: ['objet', 'nom', 'code'],
      }),
    ],
  }
}

const enChamp = ({ nom, type, description }: (typeof CHAMPS_RAPPORT)[number]) => ({ name: nom, type, description })

const ressource = (name: string, title: string, schema: object) => ({
  ...{ name, title, type: 'table', path: `${name}.csv`, format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
  ...{ dialect: { delimiter: ';', lineTerminator: '\r\n' }, schema },
})
