import type { Dossier } from '#modules/dossiers/index.ts'
import type { Protocole } from '#modules/referentiels/index.ts'
import type { EtatFormulaire } from '#socle/http/route.ts'
import {
  Alerte,
  Bouton,
  BoutonLien,
  Boutons,
  Carte,
  FilAriane,
  Formulaire,
  Instant,
  Lignes,
  RegleDeDroit,
  ResumeErreurs,
  Titre,
} from '#ui/index.ts'
import { numerosUtiles } from '../urgence/numeros-utiles.ts'
import { adresseDe } from './piece.vue.tsx'

export type ProtectionAffichee = {
  readonly dossier: Dossier
  readonly departement: string
  readonly protocole: Protocole | null
  /** L'information transmise que le nouvel écrit complétera. */
  readonly complete: { readonly id: string; readonly transmiseLe: Date } | null
  readonly brouillon: { readonly id: string; readonly modifieeLe: Date; readonly auteur: string } | null
}

/** Protéger : trois questions dans l'ordre, sans rien imposer. */
export function PageProteger({ donnees, etat }: { readonly donnees: ProtectionAffichee; readonly etat: EtatFormulaire }) {
  const { dossier, brouillon } = donnees
  return (
    <>
      <FilAriane liens={[{ libelle: 'Dossier', href: `/dossiers/${dossier.id}` }]} courant="Protéger" />
      <Titre complement="Trois questions dans l’ordre ; vous décidez.">Protéger</Titre>
      <ResumeErreurs etat={etat} />
      <Carte titre="1. Y a-t-il un danger immédiat ?">
        <Lignes
          lignes={numerosUtiles
            .slice(0, 4)
            .map((n) => ({ repere: <a href={`tel:${n.numero}`}>{n.numero}</a>, texte: n.qui, precision: n.quand }))}
        />
        <Boutons>
          <BoutonLien href="/urgence">Urgence : qui appeler, à qui écrire</BoutonLien>
          <BoutonLien href={`/dossiers/${dossier.id}/urgence`}>Noter ce qui est fait</BoutonLien>
        </Boutons>
      </Carte>
      <Carte titre="2. Que dit la loi ici ?">
        <RegleDeDroit
          phrase="Information préoccupante : ce qui peut laisser craindre que la santé, la sécurité ou la moralité de l’enfant sont en danger ou en risque de l’être, ou que ses conditions d’éducation ou de développement sont gravement compromises ou en risque de l’être. Elle part sans délai au conseil départemental."
          source="CASF, art. R226-2-2 et L226-2-1"
        />
        <RegleDeDroit
          phrase="Signalement au procureur : quand la gravité de la situation le justifie, avec copie au président du conseil départemental."
          source="CASF, art. L226-4 II"
        />
        <RegleDeDroit
          phrase="Le secret n’est pas opposé à cette transmission ; l’écrit se limite au strict nécessaire."
          source="CASF, art. L226-2-2 ; code pénal, art. 226-14"
        />
        <DefinitionLocale {...donnees} />
      </Carte>
      <Carte titre="3. Je rédige">
        {brouillon === null ? null : (
          <Alerte titre="Un brouillon existe déjà dans ce dossier">
            <p>
              <a href={adresseDe(brouillon.id)}>Reprendre le brouillon</a>, commencé par {brouillon.auteur}, enregistré le{' '}
              <Instant instant={brouillon.modifieeLe} />.
            </p>
          </Alerte>
        )}
        {donnees.complete && (
          <Alerte titre="Un complément">
            <p>
              Ce nouvel écrit complétera l’information transmise le <Instant instant={donnees.complete.transmiseLe} />, qui ne change pas :
              il la nommera.
            </p>
          </Alerte>
        )}
        <p>Le brouillon est prérempli depuis le dossier. Il reste un document préparatoire tant que vous ne l’avez pas transmis.</p>
        <Formulaire etat={etat} libelle="Commencer un brouillon">
          {donnees.complete && <input type="hidden" name="completeId" value={donnees.complete.id} />}
          <Boutons>
            <Bouton genre={brouillon === null ? 'principal' : 'secondaire'}>
              {brouillon === null ? 'Commencer l’information préoccupante' : 'Commencer un autre brouillon'}
            </Bouton>
          </Boutons>
        </Formulaire>
        <Boutons>
          <BoutonLien genre="secondaire" href={`/dossiers/${dossier.id}/signalements/nouveau`}>
            Signaler au procureur
          </BoutonLien>
        </Boutons>
      </Carte>
    </>
  )
}

function DefinitionLocale({ protocole, departement }: ProtectionAffichee) {
  if (protocole === null)
    return <p>{`Aucun protocole n’est publié pour ${departement || 'ce département'} : seule la loi est rappelée ici.`}</p>
  return <Alerte titre={`Protocole départemental, ${departement}, version ${protocole.version}`}>{protocole.definitionIp}</Alerte>
}
