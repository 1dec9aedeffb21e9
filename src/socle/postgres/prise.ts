import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ErreurMetier } from '../erreur.ts'
import { donner, type Identite } from './identite.ts'

/** Le port ne sert qu'à nommer la prise : rien n'écoute sur le réseau. */
export const PORT = 5432
const NOM = `.s.PGSQL.${PORT}`
/** Le noyau refuse les prises au-delà de 107 octets (103 sous macOS). */
const LONGUEUR_MAX = 100

const tropLong = (dossier: string) => Buffer.byteLength(path.join(dossier, NOM)) > LONGUEUR_MAX

/**
 * Dossier de la prise locale : celui des données ; s'il est trop profond pour le noyau, un dossier court et fermé,
 * nommé par l'empreinte du chemin pour que deux Égide sur les mêmes données s'y retrouvent.
 *
 * @throws ErreurMetier `postgres.prise` si ce dossier court appartient à quelqu'un d'autre
 */
export function dossierDePrise(dossier: string, identite: Identite): string {
  if (!tropLong(dossier)) return dossier
  const nom = `egide-${createHash('sha256').update(dossier).digest('hex').slice(0, 16)}`
  const court = path.join(tropLong(path.join(tmpdir(), nom)) ? '/tmp' : tmpdir(), nom)
  mkdirSync(court, { recursive: true, mode: 0o700 })
  const etat = lstatSync(court)
  if (!etat.isDirectory() || ![process.getuid?.(), identite.uid].includes(etat.uid)) throw priseUsurpee(court)
  chmodSync(court, 0o700)
  donner(court, identite)
  return court
}

/** Adresse `pg` de `base` sous `role`, par la prise du dossier `prise` ; `localhost` n’y est que pour `new URL()`, `host` l’emporte. */
export function urlDePrise(prise: string, base: string, role: string): string {
  return `postgresql://${encodeURIComponent(role)}@localhost/${encodeURIComponent(base)}?host=${encodeURIComponent(prise)}&port=${PORT}`
}

const priseUsurpee = (court: string) =>
  new ErreurMetier('conflit', 'postgres.prise', `Le dossier ${court}, où Égide doit ouvrir sa prise locale, n’est pas à elle : retirez-le.`)
