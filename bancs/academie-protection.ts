import { randomBytes, randomUUID } from 'node:crypto'
import { classeDelai, deposerFait } from '#modules/pilotage/index.ts'
import { contenuVide } from '#modules/protection/information-preoccupante/contenu.ts'
import { type Ecrit, insererBrouillon, lieuDe } from '#modules/protection/information-preoccupante/information.requetes.ts'
import { unAgentDe } from '#socle/agent.ts'
import { type Contexte, jourDeParis } from '#socle/cas-usage.ts'
import type { Cle, Coffre } from '#socle/coffre.ts'
import type { Db, Tx } from '#socle/db.ts'
import { sha256 } from '#socle/empreinte.ts'
import type { Repere } from './academie-fil.ts'
import { Copie, txVersCopie } from './tx-copie.ts'

/** Informations préoccupantes par assistant : l'ordre de grandeur d'une année, dont la plupart ont reçu réponse. */
const PAR_ASSISTANT = 20
const JOUR_MS = 86_400_000
const DESTINATAIRE = { intitule: 'CRIP fictive', adresse: '1 place du Banc', courriel: null, telephone: null, protocole: null, copies: [] }

/** Ajoute à chaque assistant ses informations préoccupantes : deux brouillons, les autres transmises, la moitié répondues. */
export async function proteger(url: string, base: Db, coffre: Coffre, reperes: readonly Repere[]): Promise<number> {
  const copie = await Copie.ouvrir(url)
  try {
    for (const repere of reperes) {
      const dossiers = repere.ouverts.slice(0, PAR_ASSISTANT)
      const cles = await coffre.ouvrirCles(base as unknown as Tx, dossiers)
      const lieux = await base.selectFrom('dossiers.dossier').select(['id', 'etablissement_id']).where('id', 'in', dossiers).execute()
      for (const [rang, d] of lieux.entries()) {
        const cle = cles.get(d.id)
        if (cle) await ecrire(copie, coffre, repere, cle, d.etablissement_id, rang)
      }
      await copie.verser()
    }
    await copie.verser(true)
  } finally {
    await copie.fermer()
  }
  return reperes.length * PAR_ASSISTANT
}

async function ecrire(
  copie: Copie,
  coffre: Coffre,
  { agentId, identifiant }: Repere,
  cle: Cle,
  etablissementId: string,
  rang: number,
): Promise<void> {
  const maintenant = new Date()
  const agent = unAgentDe(agentId, identifiant, agentId, [])
  const contexte: Contexte = {
    tx: txVersCopie(copie),
    agent,
    maintenant,
    aujourdHui: jourDeParis(maintenant),
    coffre,
    identifiant: randomUUID,
  }
  const ecrit: Ecrit = { contenu: contenuVide(), coordonnees: {}, sansTitulaire: null }
  const id = randomUUID()
  if (rang < 2) return insererBrouillon(contexte, cle, id, etablissementId, ecrit)
  const transmise = new Date(maintenant.getTime() - (10 + rang * 11) * JOUR_MS)
  const fiche = JSON.stringify({ ...ecrit, texte: 'Faits constatés au bureau. '.repeat(120) })
  const document = randomBytes(4_000)
  copie.ajouter(
    'protection.information_preoccupante',
    'id, dossier_id, etablissement_id, auteur_id, modifiee_par, statut, contenu_chiffre, signataire_id, canal, destinataire_chiffre, transmise_le, retour_attendu_le, fige_chiffre, empreinte, document_chiffre, document_empreinte',
    [
      id,
      cle.id,
      etablissementId,
      agentId,
      agentId,
      'transmise',
      cle.chiffrer(lieuDe('contenu_chiffre', id), JSON.stringify(ecrit)),
      agentId,
      'MESSAGERIE',
      cle.chiffrer(lieuDe('destinataire_chiffre', id), JSON.stringify(DESTINATAIRE)),
      transmise.toISOString(),
      jourDeParis(new Date(transmise.getTime() + 92 * JOUR_MS)),
      cle.chiffrer(lieuDe('fige_chiffre', id), fiche),
      sha256(fiche),
      cle.chiffrer(lieuDe('document_chiffre', id), document.toString('base64')),
      sha256(document),
    ],
  )
  const etape = (n: number, nature: string, jours: number, suite: string | null) =>
    copie.ajouter('protection.etape', 'information_id, dossier_id, rang, nature, le, suite, auteur_id', [
      id,
      cle.id,
      n,
      nature,
      jourDeParis(new Date(transmise.getTime() + jours * JOUR_MS)),
      suite,
      agentId,
    ])
  const le = jourDeParis(transmise)
  await deposerFait(contexte, { type: 'ip', etablissementId, motif: 'DANGER', niveau: null, delaiInquietude: 'INCONNU', le })
  if (rang > 4) etape(1, 'accuse', 5, null)
  if (rang > 9) {
    const reponse = jourDeParis(new Date(transmise.getTime() + 9 * JOUR_MS))
    etape(2, 'reponse', 9, 'CLASSEE')
    await deposerFait(contexte, { type: 'ip_reponse', etablissementId, delai: classeDelai(le, reponse), delaiInquietude: 'INCONNU', le })
  }
}
