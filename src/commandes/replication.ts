import pg from 'pg'
import { abonner, type Canal, descente, etatReplication, montee, niveauDuJournal, publier, retirer } from '#modules/pilotage/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

const USAGE = 'replication publier|abonner|retirer --academie CODE|--nation [--adresse URL]  |  replication etat'
const GESTES = ['publier', 'abonner', 'retirer']

/**
 * `egide replication` : une académie publie ce qu'elle envoie, la nation s'y abonne ; `--nation`, l'inverse : le rapport national redescend. Sous
 * l'identité qui migre, qui doit être superutilisateur.
 */
export const replication: Commande = {
  usage: USAGE,
  options: { academie: { type: 'string' }, nation: { type: 'boolean' }, adresse: { type: 'string' } },
  executer({ options, positionnels: [geste = ''], dire }) {
    const { academie, nation, adresse } = options
    const complet =
      GESTES.includes(geste) && (nation === true) !== (typeof academie === 'string') && (geste !== 'abonner' || typeof adresse === 'string')
    if (geste !== 'etat' && !complet) throw new ErreurUsage(`Usage : egide ${USAGE}`)
    return avecInstallation(dire, async ({ urlProprietaire }) => {
      const client = new pg.Client({ connectionString: urlProprietaire })
      await client.connect()
      try {
        await client.query('set role none')
        if (geste === 'etat') await direEtat(client, dire)
        else await agir(client, geste, nation === true ? descente : await canalDe(client, String(academie)), String(adresse), dire)
        return 0
      } finally {
        await client.end()
      }
    })
  },
}

async function direEtat(client: pg.Client, dire: (phrase: string) => void): Promise<void> {
  const etats = await etatReplication(client)
  if (etats.length === 0) dire('Cette base ne publie ni ne reçoit rien.')
  for (const e of etats)
    dire(
      `${e.nom} : ${e.sens === 'publie' ? 'publiée' : 'reçue'}, ${e.vivante ? 'connectée' : 'non connectée'}${
        e.copie ? ', copie initiale en cours (si elle n’avance plus, relancez « abonner » : il la refait)' : ''
      }${e.octets === null ? '' : `, ${Math.ceil(e.octets / 2 ** 20).toLocaleString('fr-FR')} Mio gardés pour l’abonné`}.`,
    )
}

/** @throws ErreurMetier aucune académie n'a ce code */
async function canalDe(client: pg.Client, code: string): Promise<Canal> {
  const academie = { code, id: idTerritoire('academie', code) }
  const { rowCount } = await client.query('select 1 from referentiels.territoire where id = $1', [academie.id])
  if (!rowCount) throw new ErreurMetier('introuvable', 'replication.academie', `Aucune académie n’a le code ${code}.`)
  return montee(academie)
}

async function agir(client: pg.Client, geste: string, canal: Canal, adresse: string, dire: (phrase: string) => void): Promise<void> {
  if (geste === 'publier') {
    if ((await niveauDuJournal(client)) !== 'logical')
      throw new ErreurMetier(
        'invalide',
        'replication.wal_level',
        'Ce PostgreSQL ne tient pas de journal logique : réglez wal_level = logical, redémarrez-le, puis recommencez.',
      )
    await publier(client, canal)
    dire(`Publié. Donnez un mot de passe au rôle ${canal.role}, et son adresse à la base qui s’abonne.`)
  } else if (geste === 'abonner') {
    await abonner(client, canal, adresse)
    dire('Abonnement pris : ce qui est déjà envoyé se copie, la suite arrivera seule.')
  } else if (await retirer(client, canal))
    dire('Retirée. Les comptes qui en étaient venus ne comptent plus ; les rapports reçus, figés, restent.')
  else dire('Retirée, mais l’autre serveur n’a pas répondu : lancez la même commande chez lui, sans quoi il garde tout pour un absent.')
}
