import pg from 'pg'
import {
  abonner,
  type Canal,
  descente,
  etatReplication,
  montee,
  niveauDuJournal,
  publier,
  reglagesTropBas,
  retirer,
} from '#modules/pilotage/index.ts'
import { idTerritoire } from '#modules/referentiels/index.ts'
import { ErreurMetier } from '#socle/erreur.ts'
import { avecInstallation, type Commande, ErreurUsage } from './commande.ts'

const USAGE = 'replication publier|abonner|retirer --academie CODE|--nation [--adresse URL]  |  replication etat'

/**
 * `egide replication` : une académie publie ce qu'elle envoie, la nation s'y abonne ; `--nation`, l'inverse : le rapport national redescend. Sous
 * l'identité qui migre, qui doit être superutilisateur.
 */
export const replication: Commande = {
  usage: USAGE,
  options: { academie: { type: 'string' }, nation: { type: 'boolean' }, adresse: { type: 'string' } },
  executer({ options, positionnels: [geste = ''], dire }) {
    const { academie, nation, adresse } = options
    const agir = Object.hasOwn(GESTES, geste) ? GESTES[geste as keyof typeof GESTES] : null
    const complet = agir && (nation === true) !== (typeof academie === 'string') && (geste !== 'abonner' || typeof adresse === 'string')
    if (geste !== 'etat' && !complet) throw new ErreurUsage(`Usage : egide ${USAGE}`)
    return avecInstallation(dire, async ({ urlProprietaire }) => {
      const client = new pg.Client({ connectionString: urlProprietaire })
      await client.connect()
      try {
        await client.query('set role none')
        if (agir) dire(await agir(client, nation === true ? descente : await canalDe(client, String(academie)), String(adresse)))
        else await direEtat(client, dire)
        return 0
      } catch (erreur) {
        throw erreur instanceof pg.DatabaseError ? expliquer(erreur) : erreur
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

/** Chaque geste rend ce qu'il y a à dire. */
const GESTES: Readonly<Record<'publier' | 'abonner' | 'retirer', (client: pg.Client, canal: Canal, adresse: string) => Promise<string>>> = {
  async publier(client, canal) {
    if ((await niveauDuJournal(client)) !== 'logical')
      throw refus('Ce PostgreSQL ne tient pas de journal logique : réglez wal_level = logical, redémarrez-le, puis recommencez.')
    await publier(client, canal)
    return `Publié. Donnez un mot de passe au rôle ${canal.role}, et son adresse à la base qui s’abonne.`
  },
  async abonner(client, canal, adresse) {
    const voulus = (await reglagesTropBas(client, canal)).map((r) => `${r.nom} = ${r.minimum}`).join(', ')
    if (voulus)
      throw refus(`Ce PostgreSQL n’a plus de place pour un abonnement : réglez au moins ${voulus}, redémarrez-le, puis recommencez.`)
    await abonner(client, canal, adresse)
    return 'Abonnement pris : ce qui est déjà envoyé se copie, la suite arrivera seule.'
  },
  async retirer(client, canal) {
    return (await retirer(client, canal))
      ? 'Retirée. Les comptes qui en étaient venus ne comptent plus ; les rapports reçus, figés, restent.'
      : 'Retirée, mais l’autre serveur n’a pas répondu : lancez la même commande chez lui, sans quoi il garde tout pour un absent.'
  },
}

const refus = (phrase: string) => new ErreurMetier('conflit', 'replication.refus', phrase)

/** Ce que PostgreSQL refuse, et quoi faire de ce qui arrive : une commande interrompue laisse son emplacement chez l'autre. */
function expliquer({ message }: pg.DatabaseError): ErreurMetier {
  const suite = /already exists/.test(message)
    ? 'Un abonnement interrompu a laissé son emplacement chez l’autre serveur : lancez-y « retirer » puis « publier », et recommencez.'
    : 'Vérifiez l’adresse, le mot de passe et pg_hba.conf, puis recommencez.'
  return refus(`PostgreSQL a répondu « ${message.trim()} ». ${suite}`)
}
