import { z } from 'zod'
import {
  type AliasMesures,
  canauxTransmission,
  codesEnOrdre,
  type DestinataireProtocole,
  envois,
  mesuresProtection,
  naturesDestinataire,
  originesDelai,
  unitesDelai,
  voies,
} from '#modules/referentiels/index.ts'
import { deplier } from '#socle/champs.ts'
import { cles, code, codes, liste, texte, texteRequis } from '#socle/saisie.ts'

/** Assez pour tous les protocoles lus ; au-delà, la page ne se lirait plus. */
export const ETAPES_MAX = 15
export const DESTINATAIRES_MAX = 12
export const CONTACTS_MAX = 12
export const DELAIS_MAX = 8
export const ALIAS_MAX = 40
export const NOM_LOCAL_MAX = 120

const vide = (v: unknown): boolean => v === undefined || v === null || (typeof v === 'string' && v.trim() === '')

/** Une ligne répétée : vide ou « à retirer », elle s'oublie. `champs` : ceux qui, remplis, font qu'elle existe. */
const ligne = <T extends z.ZodRawShape>(champs: readonly (keyof T & string)[], forme: T) =>
  z.preprocess((v) => {
    if (typeof v !== 'object' || v === null) return v
    const lue = v as Readonly<Record<string, unknown>>
    return lue.retirer === 'oui' || champs.every((c) => vide(lue[c])) ? null : lue
  }, z.object(forme).nullable())

const presents = <T>(lignes: readonly (T | null)[]): T[] => lignes.filter((x) => x !== null)
const lignes = <T extends z.ZodType>(element: T, max: number, quoi: string) =>
  z.array(element).max(max, `Gardez ${max} ${quoi} au plus.`).default([])

const courriel = z.preprocess(
  (v) => (vide(v) ? null : typeof v === 'string' ? v.trim() : v),
  z.email('Écrivez le courriel sous la forme nom@domaine.fr.').max(200).nullable(),
)
const duree = z.coerce.number('Écrivez un nombre entier.').int('Écrivez un nombre entier.').min(1, 'Un au moins.').max(365, '365 au plus.')

const etape = ligne(['qui', 'quoi'], {
  qui: texteRequis('Dites qui agit à cette étape.', 200),
  quoi: texteRequis('Dites ce qui est fait à cette étape.', 500),
})

const contact = ligne(['qui', 'telephone', 'courriel', 'quand'], {
  qui: texteRequis('Dites qui l’on joint.', 200),
  telephone: texte(60),
  courriel,
  quand: texte(200),
})

const delai = ligne(['quoi', 'nombre'], {
  quoi: texteRequis('Dites ce qui est attendu dans ce délai.', 200),
  nombre: duree,
  unite: z.enum(cles(unitesDelai), 'Choisissez jours ou mois.'),
  origine: z.enum(cles(originesDelai), 'Dites d’où court ce délai.'),
})

const alias = ligne(['mesure', 'nom'], {
  mesure: code(mesuresProtection, 'Choisissez la mesure nationale.'),
  nom: texteRequis('Écrivez le nom local de cette mesure.', NOM_LOCAL_MAX),
})

const destinataire = ligne(['intitule', 'adresse', 'courriel', 'telephone', 'canal', 'canaux', 'recoit'], {
  nature: z.enum(cles(naturesDestinataire), 'Choisissez de qui il s’agit.'),
  intitule: texteRequis('Nommez ce destinataire.', 200),
  adresse: texte(500),
  courriel,
  telephone: texte(60),
  canal: code(canauxTransmission, 'Choisissez la voie à préférer.'),
  canaux: codes(canauxTransmission),
  principal: z.boolean().default(false),
  recoit: liste(z.enum(cles(envois), 'Choisissez dans la liste.')),
})
type DestinataireSaisi = NonNullable<z.output<typeof destinataire>>

/** Des cases cochées n'ont pas d'ordre : celui de la liste, pour que deux enregistrements se comparent. */
const ranger = ({ canal, canaux, recoit, ...d }: DestinataireSaisi, rang: number): DestinataireProtocole => ({
  ...d,
  ordre: rang + 1,
  canaux: [canal, ...codesEnOrdre(canauxTransmission).filter((c) => c !== canal && canaux.includes(c))],
  recoit: cles(envois).filter((e) => recoit.includes(e)),
})

/** Ce qu'on écrit dans un brouillon. Les lignes laissées vides ou « à retirer » s'oublient ; l'ordre est celui de la page. */
const champsBrouillon = {
  definitionIp: texteRequis('Écrivez la définition retenue par le département.', 5_000),
  delaiLocalJours: z.preprocess((v) => (vide(v) ? null : v), duree.nullable()),
  voie: z.enum(cles(voies), 'Choisissez par où passe l’écrit.'),
  etapes: lignes(etape, ETAPES_MAX, 'étapes').transform(presents),
  contacts: lignes(contact, CONTACTS_MAX, 'contacts').transform(presents),
  delais: lignes(delai, DELAIS_MAX, 'délais').transform(presents),
  destinataires: lignes(destinataire, DESTINATAIRES_MAX, 'destinataires').transform((d) => presents(d).map(ranger)),
  alias: lignes(alias, ALIAS_MAX, 'noms')
    .superRefine((noms, ctx) => {
      for (const [rang, n] of noms.entries())
        if (n !== null && noms.findIndex((autre) => autre?.mesure === n.mesure) < rang)
          ctx.addIssue({ code: 'custom', path: [rang, 'mesure'], message: 'Cette mesure a déjà un nom local plus haut.' })
    })
    .transform((noms): AliasMesures => Object.fromEntries(presents(noms).map((n) => [n.mesure, n.nom]))),
}

/** Le seul bouton radio « principal » porte le rang de son bloc ; un appel de programme le dit sur le destinataire. */
function rangerPrincipal(corps: unknown): unknown {
  const lu = deplier(corps)
  if (typeof lu !== 'object' || lu === null) return lu
  const { principal, destinataires } = lu as { principal?: unknown; destinataires?: unknown }
  if (principal === undefined || !Array.isArray(destinataires)) return lu
  return {
    ...lu,
    destinataires: destinataires.map((d, rang) => (typeof d === 'object' ? { ...d, principal: String(rang) === principal } : d)),
  }
}

/** Le formulaire entier, et ce qui l'accompagne. */
export const saisieBrouillon = <T extends z.ZodRawShape>(autres: T) =>
  z.preprocess(rangerPrincipal, z.object({ ...autres, ...champsBrouillon }))

/** Le contenu d'un brouillon, lu et rangé. */
export type Brouillon = z.output<z.ZodObject<typeof champsBrouillon>>
