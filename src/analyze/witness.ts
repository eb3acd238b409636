import type { Candidate } from '../catalog/candidate.ts'
import type { Offer } from '../catalog/catalog.ts'
import { freeRouteName } from '../catalog/route-name.ts'
import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import type { Context } from '../decide/context.ts'
import { type Diagram, LEAF, NONE, type Run } from './diagram.ts'
import { BEYOND_FIGURES, plainValue, valueAfter } from './number-line.ts'
import type { Drawing } from './region-of.ts'
import type { NameVariable, NumberVariable, Variable } from './variable.ts'

/** A candidate, a request and a state of which a set of predicates is true. */
export interface Witness {
  readonly candidate: Candidate
  /** Holds the vocabulary, and a request where demands matter. */
  readonly context: Context
}

/**
 * The first member of a set that is not empty. Of every variable the first cell is taken that
 * leads on, and what the set does not depend on is left out. So a witness says no more than it
 * has to: an unknown value only where it matters that it is unknown.
 */
export function witnessOf(node: number, { diagram, variables, vocabulary }: Drawing): Witness {
  const cells = pathOf(node, diagram, variables.list)
  const route = routeOf(cells, vocabulary)
  const { provider, family, offer } = route
  const candidate: Draft = Object.assign(Object.create(null), {
    cid: freeRouteName(route, new Set()),
    provider_id: provider,
    model_family: family,
    ...(offer === undefined ? {} : { offer }),
  })
  for (const [variable, cell] of cells) write(candidate, variable, cell)
  moveContext(candidate, cells)
  const demanding = [...cells].some(([{ kind }, cell]) => kind === 'demands' && cell === 1)
  const request = { requirements: { model_family: freeName('another-model', [family]) } }
  return { candidate, context: demanding ? { vocabulary, request } : { vocabulary } }
}

/** Without prototypes, since what it holds may be called anything. */
interface Draft {
  readonly cid: string
  readonly provider_id: string
  readonly model_family: string
  readonly offer?: Offer
  tier?: string
  scope?: string
  capabilities?: Capabilities
  [field: string]: unknown
}

interface Capabilities {
  [name: string]: number | boolean
}

/** The variables that matter on the way, and the cell of each. */
type Cells = ReadonlyMap<Variable, number>

function pathOf(node: number, diagram: Diagram, variables: readonly Variable[]): Cells {
  const cells = new Map<Variable, number>()
  for (let at = node; diagram.levelOf(at) !== LEAF; ) {
    const variable = variables[diagram.levelOf(at)]
    if (variable === undefined) throw new Error('a node tests a variable that is not there')
    const step = stepFrom(diagram.runsOf(at), variable)
    cells.set(variable, step.cell)
    at = step.target
  }
  return cells
}

interface Step {
  readonly cell: number
  readonly target: number
}

/** The first cell that leads on. What nobody knows is likelier than a figure beyond all figures. */
function stepFrom(runs: readonly Run[], variable: Variable): Step {
  const index = runs.findIndex(({ target }) => target !== NONE)
  const first = { cell: (runs[index - 1]?.last ?? -1) + 1, target: runs[index]?.target ?? NONE }
  const last = runs.at(-1)
  if (variable.kind !== 'number' || variable.line.absent === undefined) return first
  if (last === undefined || last.target === NONE || !isBeyond(variable, first.cell)) return first
  return { cell: last.last, target: last.target }
}

/** From the value before the constant of a guard on, only that constant is asked for. */
function isBeyond({ lasts }: NumberVariable, cell: number): boolean {
  return (
    (lasts[cell - 1] ?? Number.NEGATIVE_INFINITY) >= ALMOST_BEYOND ||
    (lasts[cell] ?? Number.POSITIVE_INFINITY) <= -ALMOST_BEYOND
  )
}

const ALMOST_BEYOND = BEYOND_FIGURES * (1 - Number.EPSILON)

interface Route {
  readonly provider: string
  readonly family: string
  readonly offer: Offer | undefined
}

/** Who serves is the provider where both can be one, else a peer of it. */
function routeOf(cells: Cells, { providers, families }: CatalogVocabulary): Route {
  const provider = choiceOf(cells, 'provider')
  const server = choiceOf(cells, 'server')
  const family = choiceOf(cells, 'family')
  const served = server.name
  const providerId =
    provider.name ??
    (served !== undefined && !provider.others.includes(served)
      ? served
      : freeName('provider', [...provider.others, ...server.others], providers))
  const familyName = family.name ?? freeName('model', family.others, families)
  const fits = served === undefined ? !server.others.includes(providerId) : served === providerId
  const peer = served ?? freeName('peer', server.others)
  return { provider: providerId, family: familyName, offer: fits ? undefined : { peer_id: peer } }
}

/** The name that is asked for, or which names it must not be. */
interface Choice {
  readonly name: string | undefined
  readonly others: readonly string[]
}

function choiceOf(cells: Cells, kind: NameVariable['kind']): Choice {
  for (const [variable, cell] of cells) {
    if (variable.kind !== kind) continue
    const name = variable.names[cell]
    return { name, others: name === undefined ? variable.names : [] }
  }
  return { name: undefined, others: [] }
}

/** The first of the known names that is not taken, else a name of its own. */
function freeName(base: string, taken: readonly string[], known: readonly string[] = []): string {
  const used = new Set(taken)
  const free = known.find((name) => !used.has(name))
  if (free !== undefined) return free
  if (!used.has(base)) return base
  let count = 2
  while (used.has(`${base}-${count}`)) count++
  return `${base}-${count}`
}

function write(candidate: Draft, variable: Variable, cell: number): void {
  switch (variable.kind) {
    case 'flag':
      candidate[variable.name] = cell === 1
      break
    case 'capability':
      if (cell === 1) setCapability(candidate, variable.name, true)
      break
    case 'number':
      if (cell < variable.lasts.length) candidate[variable.name] = valueIn(variable, cell)
      break
    case 'tier':
      candidate.tier = variable.names[cell] ?? freeName('undeclared', variable.names)
      break
    case 'scope':
      // The request has none.
      if (cell === 1) candidate.scope = 'another-scope'
      break
    default:
  }
}

/** Catalogs hold the context window among the capabilities, unless there must be none there. */
function moveContext(candidate: Draft, cells: Cells): void {
  const { context } = candidate
  if (typeof context !== 'number') return
  for (const [{ kind, name }, cell] of cells) {
    if (kind === 'capability' && name === 'context' && cell === 0) return
  }
  setCapability(candidate, 'context', context)
  delete candidate.context
}

function setCapability(candidate: Draft, name: string, value: number | boolean): void {
  candidate.capabilities ??= Object.create(null) as Capabilities
  candidate.capabilities[name] = value
}

function valueIn({ lasts, line }: NumberVariable, cell: number): number {
  const before = lasts[cell - 1]
  const first = before === undefined ? line.low : valueAfter(line, before)
  return plainValue(line, first, lasts[cell] ?? line.high)
}
