import type { Cle, Empreinte } from '#socle/coffre.ts'
import type { FicheEleve } from '../eleve.ts'
import { empreinteCle, empreinteContenu, empreinteIdentite, empreinteIne, Jetons, lieu, signatureDe } from '../empreintes.ts'
import type { AdresseLue, DivisionLue, EleveLu, Enregistrement, LienLu, PersonneLue, StructureLue } from '../lecture/enregistrement.ts'
import type { FicheLien, FicheResponsable } from '../responsable.ts'
import type { Valeur } from './lignes-copie.ts'

/** Les tables temporaires d'un import et leurs colonnes, dans l'ordre où `Lots` écrit. Rien n'y est en clair. */
export const TABLES_LUES = {
  lu_eleve:
    'cle bytea, ligne int, identite bytea, ine bytea, enfant bytea, contenu bytea, fiche bytea, empreintes int[], signature bigint, sorti boolean, adresse bytea',
  lu_division: 'cle bytea, aveugle bytea, chiffree bytea',
  lu_adresse: 'cle bytea, aveugle bytea, chiffree bytea',
  lu_personne: 'cle bytea, ligne int, contenu bytea, fiche bytea, adresse bytea',
  lu_lien: 'cle bytea, cle_eleve bytea, cle_personne bytea, ligne int, contenu bytea, chiffre bytea, protege boolean',
  lu_structure: 'code text, libelle text, mefs text',
  lu_rejet: 'cle bytea',
} as const
export type TableLue = keyof typeof TABLES_LUES
export type LignesLues = Partial<Record<TableLue, Valeur[][]>>

/** `proteges` : les liens de parenté qui révèlent une protection. `onde` : les liens y nomment l'enfant au lieu de donner sa clé. */
export type ReglagesLots = {
  readonly empreinte: Empreinte
  readonly cle: Cle
  readonly origine: 'eleves' | 'responsables'
  readonly onde: boolean
  readonly proteges: readonly string[]
}

/** Chiffre et empreint ce qui est lu, sous la clé de l'établissement : un lot d'enregistrements entre, des lignes de COPY sortent. */
export class Lots {
  readonly #e: Empreinte
  readonly #cle: Cle
  readonly #jetons: Jetons
  readonly #origine: 'eleves' | 'responsables'
  readonly #onde: boolean
  readonly #proteges: readonly (string | null)[]

  constructor({ empreinte, cle, origine, onde, proteges }: ReglagesLots) {
    this.#e = empreinte
    this.#cle = cle
    this.#jetons = new Jetons(empreinte, cle.id)
    this.#origine = origine
    this.#onde = onde
    this.#proteges = proteges
  }

  preparer(enregistrements: readonly Enregistrement[]): LignesLues {
    const lues: LignesLues = {}
    const ajouter = (table: TableLue, ligne: Valeur[]) => {
      lues[table] ??= []
      lues[table].push(ligne)
    }
    for (const lu of enregistrements) this.#ranger(lu, ajouter)
    return lues
  }

  #ranger(lu: Enregistrement, ajouter: (table: TableLue, ligne: Valeur[]) => void): void {
    switch (lu.genre) {
      case 'eleve':
        ajouter('lu_eleve', this.#eleve(lu))
        if (lu.division !== null) ajouter('lu_division', this.#division(lu.cle, lu.division))
        return
      case 'division':
        return void ajouter('lu_division', this.#division((lu satisfies DivisionLue).cle, lu.codeStructure))
      case 'adresse':
        return void ajouter('lu_adresse', this.#adresse(lu))
      case 'personne':
        return void ajouter('lu_personne', this.#personne(lu))
      case 'lien':
        return void ajouter('lu_lien', this.#lien(lu))
      case 'structure':
        return void ajouter('lu_structure', structure(lu))
      case 'rejet':
        if (lu.cle !== null) ajouter('lu_rejet', [this.#cleEleve(lu.cle)])
    }
  }

  /** Les liens d'un élève se suivent : son empreinte ne se calcule qu'une fois. */
  #derniere: { readonly cle: string; readonly aveugle: Buffer } | null = null
  #cleEleve(cle: string): Buffer {
    if (this.#derniere?.cle !== cle) this.#derniere = { cle, aveugle: empreinteCle(this.#e, this.#cle.id, 'eleve', cle) }
    return this.#derniere.aveugle
  }
  #clePersonne = (cle: string) => empreinteCle(this.#e, this.#cle.id, 'personne', cle)
  #cleAdresse = (cle: string | null) => (cle === null ? null : empreinteCle(this.#e, this.#cle.id, `adresse.${this.#origine}`, cle))
  #cleEnfant = (cle: string) => empreinteCle(this.#e, this.#cle.id, 'enfant', cle)

  #eleve(lu: EleveLu): Valeur[] {
    const { genre: _, ligne, cle, cleEnfant, division: __, ...champs } = lu
    const fiche: FicheEleve = champs
    const cleAveugle = this.#cleEleve(cle)
    const contenu = JSON.stringify(fiche)
    const empreintes = this.#jetons.deFiche(fiche)
    return [
      cleAveugle,
      ligne,
      empreinteIdentite(this.#e, fiche),
      empreinteIne(this.#e, fiche.ine),
      cleEnfant === null ? null : this.#cleEnfant(cleEnfant),
      empreinteContenu(this.#e, cleAveugle, contenu),
      this.#cle.chiffrer(lieu('eleves.eleve.fiche_chiffree', cleAveugle), contenu),
      empreintes,
      BigInt(signatureDe(empreintes)),
      fiche.dateSortie !== null,
      this.#cleAdresse(fiche.adresseCle),
    ]
  }

  #division(cle: string, code: string): Valeur[] {
    const cleAveugle = this.#cleEleve(cle)
    return [
      cleAveugle,
      empreinteContenu(this.#e, cleAveugle, code),
      this.#cle.chiffrer(lieu('eleves.eleve.division_chiffree', cleAveugle), code),
    ]
  }

  #adresse({ cle, lignes, codePostal, commune, pays }: AdresseLue): Valeur[] {
    const cleAveugle = empreinteCle(this.#e, this.#cle.id, `adresse.${this.#origine}`, cle)
    const contenu = JSON.stringify({ lignes, codePostal, commune, pays })
    return [
      cleAveugle,
      empreinteContenu(this.#e, cleAveugle, contenu),
      this.#cle.chiffrer(lieu('eleves.adresse.contenu_chiffre', cleAveugle), contenu),
    ]
  }

  #personne({ genre: _, ligne, cle, ...champs }: PersonneLue): Valeur[] {
    const fiche: FicheResponsable = champs
    const cleAveugle = this.#clePersonne(cle)
    const contenu = JSON.stringify(fiche)
    return [
      cleAveugle,
      ligne,
      empreinteContenu(this.#e, cleAveugle, contenu),
      this.#cle.chiffrer(lieu('eleves.responsable.fiche_chiffree', cleAveugle), contenu),
      this.#cleAdresse(fiche.adresseCle),
    ]
  }

  #lien({ ligne, cleEleve, clePersonne, niveauResponsabilite, codeParente, heberge }: LienLu): Valeur[] {
    const cleAveugle = empreinteCle(this.#e, this.#cle.id, 'lien', `${cleEleve}|${clePersonne}`)
    const contenu = JSON.stringify({ niveauResponsabilite, codeParente, heberge } satisfies FicheLien)
    return [
      cleAveugle,
      this.#onde ? this.#cleEnfant(cleEleve) : this.#cleEleve(cleEleve),
      this.#clePersonne(clePersonne),
      ligne,
      empreinteContenu(this.#e, cleAveugle, contenu),
      this.#cle.chiffrer(lieu('eleves.responsabilite.lien_chiffre', cleAveugle), contenu),
      this.#proteges.includes(codeParente),
    ]
  }
}

const structure = ({ code, libelle, mefs }: StructureLue): Valeur[] => [code, libelle, `{${mefs.filter((m) => /^\w+$/.test(m)).join(',')}}`]
