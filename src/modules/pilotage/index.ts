export { anneeScolaire, type Fait, trancheAge } from './fait.ts'
export { deposerFait } from './fait.requetes.ts'
export { verserFaits } from './verser-faits.tache.ts'
