import { CleValeur, Depliable, type Etat } from '#ui/index.ts'

/** Les parties d'un écrit, pour dire où un texte diffère. */
const PARTIES: Readonly<Record<string, string>> = {
  emetteur: 'Service',
  enfant: 'Enfant',
  avis: 'Avis de l’élève',
  autresEnfants: 'Autres enfants',
  pointsDeVue: 'Points de vue des parents',
  famille: 'Famille',
  autresMineurs: 'Autres mineurs',
  motif: 'Motif',
  constats: 'Constats',
  paroles: 'Paroles',
  sources: 'Informations de tiers',
  historique: 'Historique',
  environnement: 'Environnement',
  ressources: 'Ressources',
  besoins: 'Besoins',
  natureDanger: 'Nature du danger',
  typesDanger: 'Types de danger',
  problematiques: 'Problématiques',
  concertation: 'Concertation',
  actions: 'Actions',
  demande: 'Demande',
  mesures: 'Mesures',
  anterieures: 'Informations antérieures',
  pieces: 'Pièces',
}

type Valeurs = Etat['valeurs']
const un = (v: Valeurs[string] | undefined): string => (typeof v === 'string' ? v : (v?.[0] ?? '')).replaceAll('\r\n', '\n').trim()

/** Les champs où `de` et `a` diffèrent, avec ce que dit `de`. Les champs techniques sont ignorés. */
function ecarts(de: Valeurs, a: Valeurs): readonly (readonly [partie: string, texte: string])[] {
  return Object.keys({ ...de, ...a }).flatMap((nom) => {
    const partie = PARTIES[nom.split('.')[0] ?? '']
    return partie !== undefined && un(de[nom]) !== un(a[nom]) && un(de[nom]) !== '' ? [[partie, un(de[nom])] as const] : []
  })
}

/** Ce qui diffère, déplié : rien de ce qu'une personne a tapé ne se perd. */
export function Ecarts({ titre, de, a }: { readonly titre: string; readonly de: Valeurs; readonly a: Valeurs }) {
  const paires = ecarts(de, a)
  if (paires.length === 0) return null
  return (
    <Depliable titre={`${titre} (${paires.length})`} ouvert>
      <CleValeur paires={paires} />
    </Depliable>
  )
}
