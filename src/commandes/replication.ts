import pg from 'pg'
import { abonner, etatReplication, niveauDuJournal, publier, ROLE_NATION, retirer } from '#modules/pilotage/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

const USAGE = 'replication publier|abonner|retirer --academie CODE [--adresse URL]  |  replication etat'
const GESTES = ['publier', 'abonner', 'retirer', 'etat']

/** `egide replication` : une académie publie ses envois, la nation s'y abonne. Sous l'identité qui migre, qui doit être superutilisateur. */
export const replication: Commande = {
  usage: USAGE,
  options: { academie: { type: 'string' }, adresse: { type: 'string' } },
  executer({ options, positionnels: [geste = ''], dire }) {
    const { academie, adresse } = options
    const incomplet = geste !== 'etat' && (typeof academie !== 'string' || (geste === 'abonner' && typeof adresse !== 'string'))
    if (!GESTES.includes(geste) || incomplet) throw new ErreurUsage(`Usage : egide ${USAGE}`)
    return avecInstallation(dire, async ({ urlProprietaire }) => {
      const client = new pg.Client({ connectionString: urlProprietaire })
      await client.connect()
      try {
        await client.query('set role none')
        await agir(client, geste, String(academie), String(adresse), dire)
        return 0
      } finally {
        await client.end()
      }
    })
  },
}

async function agir(client: pg.Client, geste: string, code: string, adresse: string, dire: (phrase: string) => void): Promise<void> {
  if (geste === 'etat') {
    const etats = await etatReplication(client)
    if (etats.length === 0) dire('Cette base ne publie ni ne reçoit rien.')
    for (const e of etats)
      dire(
        `${e.nom} : ${e.sens === 'publie' ? 'publiée' : 'reçue'}, ${e.vivante ? 'connectée' : 'non connectée'}${
          e.octets === null ? '' : `, ${Math.ceil(e.octets / 2 ** 20).toLocaleString('fr-FR')} Mio gardés pour l’abonné`
        }.`,
      )
    return
  }
  const academie = { code, id: idTerritoire('academie', code) }
  const { rowCount } = await client.query('select 1 from referentiels.territoire where id = $1', [academie.id])
  if (!rowCount) throw new ErreurMetier('introuvable', 'replication.academie', `Aucune académie n’a le code ${code}.`)
  if (geste === 'publier') {
    if ((await niveauDuJournal(client)) !== 'logical')
      throw new ErreurMetier(
        'invalide',
        'replication.wal_level',
        'Ce PostgreSQL ne tient pas de journal logique : réglez wal_level = logical, redémarrez-le, puis recommencez.',
      )
    await publier(client, academie)
    dire(`Les envois de l’académie sont publiés. Donnez un mot de passe au rôle ${ROLE_NATION}, et son adresse à la base nationale.`)
  } else if (geste === 'abonner') {
    await abonner(client, code, adresse)
    dire('Abonnement pris : ce qui est arrêté se copie, la suite arrivera seule.')
  } else if (await retirer(client, academie)) dire('Retirée. Ce qui en était venu ne compte plus.')
  else dire('Retirée, mais l’autre serveur n’a pas répondu : lancez la même commande chez lui, sans quoi il garde tout pour un absent.')
}
