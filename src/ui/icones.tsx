/** Tracés 24 × 24 dessinés pour Égide : un trait, sans remplissage. */
const TRACES = {
  chercher: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20',
  ajouter: 'M12 5v14M5 12h14',
  telephone: 'M6 3h3l1.5 5-2 1.5a11 11 0 0 0 6 6l1.5-2 5 1.5v3a2 2 0 0 1-2 2A15 15 0 0 1 4 5a2 2 0 0 1 2-2Z',
  horloge: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4.5l3 2',
  verrou: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 11v5M12 8v.2',
  succes: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM8.5 12.2l2.4 2.4 4.8-5',
  attention: 'M12 4 21 19.5H3ZM12 10v4.5M12 17v.2',
  erreur: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM9 9l6 6M15 9l-6 6',
  regle: 'M12 4v16M7 20h10M4 8h16M4 8l-2 6h5ZM20 8l-3 6h5Z',
  personne: 'M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM5 20c.5-4 3.3-6 7-6s6.5 2 7 6',
  oeil: 'M2.5 12S6 6 12 6s9.5 6 9.5 6S18 18 12 18 2.5 12 2.5 12ZM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  telecharger: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
} as const

export type NomIcone = keyof typeof TRACES

/** Icône décorative, toujours accompagnée d’un texte : les lecteurs d’écran l’ignorent. */
export function Icone({ nom }: { readonly nom: NomIcone }) {
  return (
    <svg class="eg-icone" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={TRACES[nom]} />
    </svg>
  )
}
