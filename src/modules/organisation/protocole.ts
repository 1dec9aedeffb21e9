import type { NatureModele, Protocole } from '#modules/referentiels/index.ts'

/**
 * Une version du protocole, publiée ou non. `publieLe` nul : brouillon ; `enVigueurAu` exclu. `revision` compte les enregistrements.
 * `modeles` : l'empreinte de chaque modèle propre au département.
 */
export type VersionProtocole = Omit<Protocole, 'publieLe'> & {
  readonly publieLe: Date | null
  readonly revision: number
  readonly modeles: EmpreintesModeles
}
export type EmpreintesModeles = Readonly<Partial<Record<NatureModele, string>>>

/** Une ligne de l'historique. */
export type ResumeVersion = Pick<VersionProtocole, 'id' | 'version' | 'enVigueurDu' | 'enVigueurAu' | 'publieLe'>

export const adresseVersion = (id: string, suite: '' | '/modifier' | '/publier' = ''): string => `/protocole/versions/${id}${suite}`

/** La bibliothèque de parties de l'information préoccupante ; il n'y en a qu'une. */
export const GABARIT = 'information-preoccupante'

/**
 * La définition proposée tant que le département n'en a pas retenu d'autre.
 *
 * @source CASF R226-2-2
 * @lu 2026-11-22
 */
export const DEFINITION_LEGALE =
  'L’information préoccupante est une information transmise à la cellule départementale mentionnée au deuxième alinéa de l’article L. 226-3 pour alerter le président du conseil départemental sur la situation d’un mineur, bénéficiant ou non d’un accompagnement, pouvant laisser craindre que sa santé, sa sécurité ou sa moralité sont en danger ou en risque de l’être ou que les conditions de son éducation ou de son développement physique, affectif, intellectuel et social sont gravement compromises ou en risque de l’être. La finalité de cette transmission est d’évaluer la situation d’un mineur et de déterminer les actions de protection et d’aide dont ce mineur et sa famille peuvent bénéficier.'
/** D'où vient ce texte et ce qu'il vaut ; affiché partout où il est proposé. */
export const SOURCE_DEFINITION = 'CASF, art. R226-2-2'
export const CERTITUDE_DEFINITION =
  'Texte relevé dans des copies concordantes de 2025, non comparé à la version en vigueur sur Légifrance : à vérifier avant de publier.'

/** Ce qui manque pour publier : une phrase par manque, qui dit quoi faire. */
export function manquesPourPublier(v: {
  readonly destinataires: VersionProtocole['destinataires']
  readonly circuit: Pick<VersionProtocole['circuit'], 'etapes'>
}): string[] {
  const principal = v.destinataires.find((d) => d.principal)
  return [
    ...(principal ? [] : ['Désignez le destinataire principal : celui à qui l’écrit est adressé.']),
    ...(principal && !principal.adresse && !principal.courriel ? ['Donnez au destinataire principal une adresse ou un courriel.'] : []),
    ...(v.circuit.etapes.length > 0 ? [] : ['Décrivez au moins une étape du circuit : qui fait quoi.']),
  ]
}

const lendemain = (jour: string): string => new Date(Date.parse(`${jour}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/**
 * Le premier jour où une nouvelle version peut entrer en vigueur ; nul s'il n'y en a pas eu d'autre (un protocole signé depuis des
 * années se date de sa signature). Jamais dans le passé d'une version publiée : ce qui a été transmis l'a été selon elle.
 */
export function premierJourPossible(precedente: Pick<ResumeVersion, 'enVigueurDu'> | undefined, aujourdHui: string): string | null {
  if (!precedente) return null
  const apres = lendemain(precedente.enVigueurDu)
  return apres > aujourdHui ? apres : aujourdHui
}
