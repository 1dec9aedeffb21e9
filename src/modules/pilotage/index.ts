export { deposerFait } from './fait.requetes.ts'
export { anneeScolaire, type DelaiReponse, type Fait, trancheAge } from './fait.ts'
export { abonner, etatReplication, niveauDuJournal, publier, ROLE_NATION, retirer } from './replication.requetes.ts'
export { verserFaits } from './verser-faits.tache.ts'
