import { createHash } from 'node:crypto'
import {
  type BinaryOperationNode,
  type LimitNode,
  OperatorNode,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  type PostgresQueryResult,
  PrimitiveValueListNode,
  ValueNode,
} from 'kysely'
import type pg from 'pg'

const PREPARABLE = /^\s*(select|insert|update|delete|with)\b/i
/** Au-delà, une requête dont le texte varie sans cesse ne gagne rien à être préparée et coûte de la mémoire au serveur. */
const NOMS_MAX = 800
const noms = new Map<string, string>()

function nomDe(texte: string): string | undefined {
  const connu = noms.get(texte)
  if (connu !== undefined || noms.size >= NOMS_MAX || !PREPARABLE.test(texte)) return connu
  const nom = createHash('sha256').update(texte).digest('base64url').slice(0, 22)
  noms.set(texte, nom)
  return nom
}

/** PostgreSQL, par une réserve qui prépare ses requêtes et des textes qui se répètent. */
export class DialectePreparant extends PostgresDialect {
  constructor(pool: pg.Pool) {
    super({ pool: reservePreparante(pool) })
  }

  override createQueryCompiler(): PostgresQueryCompiler {
    return new CompilateurStable()
  }
}

/**
 * Une requête garde le même texte quel que soit le nombre de valeurs d'une liste, sans quoi chaque nombre aurait son plan ; une limite
 * s'écrit en clair, sans quoi le plan ne saurait pas qu'il s'agit d'une page.
 */
class CompilateurStable extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { leftOperand, operator, rightOperand } = node
    if (OperatorNode.is(operator) && operator.operator === 'in' && PrimitiveValueListNode.is(rightOperand)) {
      this.visitNode(leftOperand)
      this.append(' = any(')
      this.appendValue(rightOperand.values)
      this.append(')')
    } else super.visitBinaryOperation(node)
  }

  protected override visitLimit({ limit }: LimitNode): void {
    this.append('limit ')
    if (ValueNode.is(limit) && Number.isSafeInteger(limit.value)) this.append(String(limit.value))
    else this.visitNode(limit)
  }
}

/**
 * Une réserve dont chaque connexion garde le plan des requêtes qu'elle répète. Sous nos politiques de ligne, dresser le plan coûte
 * souvent plus que l'exécuter ; l'identité, elle, se lit à l'exécution, jamais dans le plan.
 *
 * @source ADR 0016 — mesures
 */
function reservePreparante(pool: pg.Pool): PostgresPool {
  const connus = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const connu = connus.get(client) ?? preparant(client)
      connus.set(client, connu)
      return connu
    },
  }
}

function preparant(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(texte: string, valeurs: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const name = nomDe(texte)
    return client.query({ text: texte, values: [...valeurs], ...(name === undefined ? {} : { name }) }) as unknown as Promise<
      PostgresQueryResult<R>
    >
  }
  return { query: query as PostgresPoolClient['query'], release: () => client.release() }
}
