import { parentPort } from 'node:worker_threads'
import { type AMasquer, masquer } from './masquer.ts'

/** Un fil : il reçoit ce qu'il faut masquer, rend les masques. Il ne voit que des comptes, ni la base ni une clé. */
parentPort?.on('message', (demande: AMasquer) => parentPort?.postMessage(masquer(demande)))
