import {
  canauxTransmission,
  delaiEnClair,
  delaisLocaux,
  envois,
  mesuresProtection,
  type NatureModele,
  naturesModele,
  voies,
} from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import type { VersionProtocole } from './protocole.ts'

/** Une rubrique qui n'est plus la même ; une liste vide : rien n'y était écrit. */
export type Changement = { readonly rubrique: string; readonly avant: readonly string[]; readonly apres: readonly string[] }

type Contenu = Pick<VersionProtocole, 'destinataires' | 'circuit' | 'delaiLocalJours' | 'definitionIp' | 'aliasMesures' | 'modeles'>

const ecrits = (morceaux: readonly (string | null | undefined | false)[], lien = ', ') => morceaux.filter(Boolean).join(lien)

/** Ce que dit chaque rubrique d'une version, en lignes qui se comparent. */
const RUBRIQUES: readonly (readonly [rubrique: string, lire: (v: Contenu) => readonly string[]])[] = [
  [
    'À qui l’on transmet',
    (v) =>
      v.destinataires.map((d) =>
        ecrits(
          [
            ecrits([d.intitule, d.principal && 'destinataire principal', d.adresse, d.courriel, d.telephone]),
            `par ${d.canaux.map((c) => libelleDe(canauxTransmission, c)).join(', puis ')}`,
            d.recoit.length > 0 && `reçoit\u00a0: ${d.recoit.map((e) => envois[e]).join(', ')}`,
          ],
          '\u202f; ',
        ),
      ),
  ],
  ['Par où passe l’écrit', (v) => [voies[v.circuit.voie]]],
  ['Les étapes', (v) => v.circuit.etapes.map((e) => `${e.qui}\u00a0: ${e.quoi}`)],
  ['Qui joindre', (v) => v.circuit.contacts.map((c) => ecrits([c.qui, c.telephone, c.courriel, c.quand]))],
  ['Les délais convenus localement', (v) => delaisLocaux(v).map(delaiEnClair)],
  ['La définition', (v) => [v.definitionIp]],
  [
    'Les noms locaux des mesures',
    (v) => Object.entries(v.aliasMesures).map(([code, nom]) => `${libelleDe(mesuresProtection, code)}\u00a0: ${nom}`),
  ],
  [
    'Les modèles de documents',
    ({ modeles }) =>
      Object.entries(naturesModele).map(([nature, nom]) => {
        const empreinte = modeles[nature as NatureModele]
        return `${nom}\u00a0: ${empreinte === undefined ? 'modèle national' : `modèle du département (empreinte ${empreinte})`}`
      }),
  ],
]

/** Ce qui change d'une version à la suivante, rubrique par rubrique ; de chacune, les seules lignes qui diffèrent. */
export function changementsDe(avant: Contenu, apres: Contenu): Changement[] {
  return RUBRIQUES.flatMap(([rubrique, lire]) => {
    const [a, b] = [lire(avant), lire(apres)]
    const [parties, venues] = [a.filter((l) => !b.includes(l)), b.filter((l) => !a.includes(l))]
    if (parties.length + venues.length > 0) return [{ rubrique, avant: parties, apres: venues }]
    // Les mêmes lignes dans un autre ordre : l'ordre aussi veut dire quelque chose.
    return a.join('\n') === b.join('\n') ? [] : [{ rubrique, avant: a, apres: b }]
  })
}

/** La version publiée juste avant celle-ci. */
export const precedenteDe = <V extends Pick<VersionProtocole, 'version' | 'publieLe'>>(versions: readonly V[], v: V): V | null =>
  versions.filter((autre) => autre.publieLe !== null && autre.version < v.version).toSorted((a, b) => b.version - a.version)[0] ?? null
