import { suitesRetour } from '#modules/referentiels/index.ts'
import { libelleDe } from '#socle/nomenclature.ts'
import { Badge, type Colonne, Combien, Echeance, Instant, Jour, ListeVide, Masque, Pagination, Tableau, Titre } from '#ui/index.ts'
import { ETATS_LISTE, type EtatListe, type LigneInformation, vuesListe } from './liste.ts'
import { adresseDe } from './piece.vue.tsx'

export type ListeAffichee = {
  readonly etat: EtatListe
  readonly page: number
  readonly pages: number
  readonly comptes: Readonly<Record<EtatListe, number>>
  readonly lignes: readonly LigneInformation[]
}

const BASE = '/informations-preoccupantes'

/** Mes informations préoccupantes : en attente, brouillons, répondues. */
export function PageListe({ donnees, aujourdHui }: { readonly donnees: ListeAffichee; readonly aujourdHui: string }) {
  const { etat, comptes, lignes, page, pages } = donnees
  return (
    <>
      <Titre complement="Celles des dossiers que vous suivez.">Informations préoccupantes</Titre>
      <nav class="eg-onglets" aria-label="États">
        <ul>
          {ETATS_LISTE.map((e) => (
            <li>
              <a href={`${BASE}?etat=${e}`} aria-current={e === etat ? 'page' : undefined}>
                {vuesListe[e].titre} <span class="eg-compte">{comptes[e]}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Tableau
        legende={vuesListe[etat].titre}
        colonnes={colonnes(etat, aujourdHui)}
        lignes={lignes}
        vide={<ListeVide titre={vuesListe[etat].vide} />}
        precision={<Combien montres={lignes.length} total={comptes[etat]} singulier="information" />}
      />
      <Pagination page={page} pages={pages} href={(p) => `${BASE}?etat=${etat}&page=${p}`} />
    </>
  )
}

function colonnes(etat: EtatListe, aujourdHui: string): Colonne<LigneInformation>[] {
  const eleve: Colonne<LigneInformation> = {
    libelle: 'Élève',
    rendre: (l) => <a href={adresseDe(l.id)}>{l.eleve === null ? 'Identité indisponible' : <Masque>{l.eleve}</Masque>}</a>,
  }
  const etablissement: Colonne<LigneInformation> = { libelle: 'Établissement', rendre: (l) => l.etablissement }
  const transmise: Colonne<LigneInformation> = {
    libelle: 'Transmise',
    rendre: (l) => (l.transmiseLe ? <Instant instant={l.transmiseLe} /> : null),
  }
  if (etat === 'brouillons')
    return [
      eleve,
      etablissement,
      { libelle: 'Commencée par', rendre: (l) => l.auteur },
      { libelle: 'Enregistrée', rendre: (l) => <Instant instant={l.modifieeLe} /> },
    ]
  if (etat === 'repondues')
    return [
      eleve,
      etablissement,
      transmise,
      { libelle: 'Réponse', rendre: (l) => (l.repondueLe ? <Jour jour={l.repondueLe} /> : null) },
      { libelle: 'Suite', rendre: (l) => libelleDe(suitesRetour, l.suite ?? '') },
    ]
  return [
    eleve,
    etablissement,
    transmise,
    { libelle: 'Réponse due', rendre: (l) => (l.retourAttenduLe ? <Echeance jour={l.retourAttenduLe} aujourdHui={aujourdHui} /> : null) },
    { libelle: 'Accusé', rendre: (l) => (l.accuseeLe ? <Jour jour={l.accuseeLe} /> : <Badge genre="attention">non reçu</Badge>) },
    { libelle: 'Relancée', rendre: (l) => (l.relanceeLe ? <Jour jour={l.relanceeLe} /> : '–') },
  ]
}
