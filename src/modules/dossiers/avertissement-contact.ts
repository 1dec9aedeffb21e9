import { type EffetDecision, effetsDecision, type Titulaire } from './famille.ts'

export type AvertissementContact = { readonly phrase: string; readonly source: string | null }

const PHRASES: Readonly<Record<EffetDecision, AvertissementContact>> = {
  INFORME: {
    phrase: 'n’exerce pas l’autorité parentale, mais garde le droit d’être informée des choix importants',
    source: 'C. civ., art. 373-2-1',
  },
  RETRAIT: {
    phrase: 'n’a plus l’autorité parentale : relisez la décision avant d’informer, d’appeler ou d’écrire',
    source: 'la décision inscrite au dossier',
  },
  SANS_CONTACT: {
    phrase: 'ne doit pas être contactée : relisez la décision avant d’appeler ou d’écrire',
    source: 'la décision inscrite au dossier',
  },
}
const enClair = (jour: string): string => jour.split('-').reverse().join('/')

/**
 * Ce qu'il faut savoir avant d'appeler cette personne ou de lui écrire ; vide si rien ne le retient. Jamais un empêchement.
 *
 * @param jour jour civil « AAAA-MM-JJ »
 * @source C. civ. 373-2-1 — le parent qui n'exerce pas garde le droit d'être informé des choix importants ; 371-1, 372
 * @lu 2026-11-26
 */
export function avertissementsContact(t: Titulaire, jour: string): AvertissementContact[] {
  const avis: AvertissementContact[] = []
  if (t.au !== null && t.au <= jour) avis.push({ phrase: 'n’est plus inscrite parmi les titulaires de l’autorité parentale', source: null })
  if (t.effet) {
    const terme = t.decisionJusquAu ?? null
    avis.push(
      terme !== null && terme < jour
        ? {
            phrase: `relève d’une décision arrivée à son terme le ${enClair(terme)} (« ${effetsDecision[t.effet]} ») : à vérifier`,
            source: null,
          }
        : PHRASES[t.effet],
    )
  }
  if (t.adresseSecrete) avis.push({ phrase: 'a une adresse qui ne se communique pas à l’autre parent', source: null })
  return avis
}
