export { deposerFait } from './fait.requetes.ts'
export { anneeScolaire, type DelaiReponse, type Fait, trancheAge } from './fait.ts'
export { verserFaits } from './verser-faits.tache.ts'
