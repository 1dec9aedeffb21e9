export { AnneesVoisines } from './annees.vue.tsx'
export { lireRetours as retoursDuTerritoire } from './chiffres.requetes.ts'
export type { Case } from './chiffres.ts'
export { enCsv } from './chiffres-csv.ts'
export { deposerFait } from './fait.requetes.ts'
export { anneeEnClair, anneeScolaire, type ClasseDelai, classeDelai, classesDelai, type Fait, moisScolaires, trancheAge } from './fait.ts'
export { anneesEtTerritoires } from './lire-chiffres.cas.ts'
export {
  abonner,
  type Canal,
  descente,
  etatReplication,
  montee,
  niveauDuJournal,
  publier,
  reglagesTropBas,
  retirer,
} from './replication.requetes.ts'
export { libellesRetour, rangerRetours, retoursEnClair } from './retours.ts'
export { verserFaits } from './verser-faits.tache.ts'
