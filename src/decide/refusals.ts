import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import { subtermAt, subtermsOf, textAt } from './admitted.ts'
import { hasBit } from './bits.ts'
import type { Columns } from './columns.ts'
import { type Context, entryOf, routeKeysOf } from './context.ts'
import { demandsOf } from './demands.ts'
import { columnsFor } from './kernel-evaluator.ts'
import { type Live, liveOf } from './live.ts'
import { isLiveFlag } from './live-flags.ts'
import { MEASURED } from './measured.ts'
import { normalized } from './normalized.ts'
import { observeNumber } from './observe.ts'
import { type PredKernel, predKernel } from './pred-kernels.ts'
import { nearestPart, pathInto, readPred } from './reading.ts'
import { stagesOf } from './reference.ts'
import type { Refusal } from './refusal.ts'

/*
 * `refusalOf` for all candidates of a list, decision after decision. Masks say which part of the
 * filter is the first that does not hold; the part is then read in the plain way, and the reading
 * is kept for as long as nothing that the part looks at is another: for good where it looks at
 * the catalog, else until the measurement or the request is another one.
 */

/** Why the candidate of a row is refused, or undefined where the filter lets it pass. */
export type Refusals = (row: number) => Refusal | undefined

/**
 * The refusals of a policy, good until they are asked for again with another context. An answer
 * for a row is the same object as the one before where it says the same, as far as that is known.
 *
 * @param candidates as ties resolve among them; kept with what is compiled, as `plan` does.
 */
export function refusalsOf(
  policy: Term,
  candidates: readonly Candidate[],
  context: Context,
): Refusals {
  const columns = columnsFor(candidates, context)
  const known = readers.get(columns) ?? new WeakMap<Term, Reader>()
  readers.set(columns, known)
  const reader = known.get(policy) ?? readerOf(policy, columns)
  known.set(policy, reader)
  return reader(context)
}

type Reader = (context: Context) => Refusals

const readers = new WeakMap<Columns, WeakMap<Term, Reader>>()

function readerOf(policy: Term, columns: Columns): Reader {
  const live = liveOf(columns)
  const [filter] = stagesOf(normalized(policy))
  const clauses = clausesOf(filter, '$.policy[1]').map(
    (place): Clause => ({ ...place, kernel: predKernel(place.pred, { columns, live }) }),
  )
  const memories = clauses.map((clause) => memoryOf(clause, columns, live))
  return (context) => {
    live.refresh(context.state)
    for (const { kernel } of clauses) kernel.refresh(context)
    for (const memory of memories) memory.turnTo(context)
    return (row) => {
      for (let i = 0; i < clauses.length; i++) {
        const clause = clauses[i]
        const memory = memories[i]
        if (clause === undefined || memory === undefined || hasBit(clause.kernel.mask, row))
          continue
        const known = memory.recall(row)
        if (known !== undefined) return known
        const candidate = columns.candidates[row]
        const refusal = candidate && readClause(clause, candidate, { row, context })
        if (refusal !== undefined) memory.keep(row, refusal)
        return refusal
      }
      return undefined
    }
  }
}

interface ClausePlace {
  readonly pred: Term
  readonly path: Path
}

interface Clause extends ClausePlace {
  readonly kernel: PredKernel
}

/** The parts of which the first that does not hold decides. */
function clausesOf(pred: Term, path: Path): readonly ClausePlace[] {
  if (pred[0] !== 'and') return [{ pred, path }]
  return subtermsOf(pred).flatMap((child, i) => clausesOf(child, pathInto(path, pred, i + 1)))
}

function readClause(
  { pred, path, kernel }: Clause,
  candidate: Candidate,
  { row, context }: { readonly row: number; readonly context: Context },
): Refusal {
  const reading = readPred(pred, { path, wanted: true }, { candidate, context })
  return { reason: kernel.reason(row), path, clause: pred, part: nearestPart(reading) }
}

/** The refusals of a clause that still hold. */
interface Memory {
  /** Another decision is made. */
  readonly turnTo: (context: Context) => void
  readonly recall: (row: number) => Refusal | undefined
  readonly keep: (row: number, refusal: Refusal) => void
}

function memoryOf({ pred, kernel }: Clause, columns: Columns, live: Live): Memory {
  const [op] = pred
  if (kernel.fixed || isOfLiveFlag(pred)) return lastingMemory(columns)
  if (op === 'meets_req') return memoryByDemands(columns)
  return op === 'cmp' && MEASURED.has(textAt(pred, 1))
    ? memoryByMeasurement(textAt(pred, 1), columns, live)
    : NO_MEMORY
}

/** A flag that a host reports is seen for what it is: one refusal is like the other. */
function isOfLiveFlag(pred: Term): boolean {
  const atom = pred[0] === 'not' ? subtermAt(pred, 1) : pred
  return atom[0] === 'is' && isLiveFlag(textAt(atom, 1))
}

function lastingMemory({ size }: Columns): Memory {
  const known: (Refusal | undefined)[] = new Array(size)
  return {
    turnTo: () => undefined,
    recall: (row) => known[row],
    keep: (row, refusal) => {
      known[row] = refusal
    },
  }
}

/** Requests that demand the same of the catalog are refused alike. */
function memoryByDemands(columns: Columns): Memory {
  const byDemands = new Map<string, Memory>()
  let current = NO_MEMORY
  return {
    turnTo: ({ request }) => {
      const demands = demandsOf(request)
      const key = JSON.stringify(demands)
      const isLive = demands.some(({ kind }) => kind === 'min_tok_s')
      current = isLive ? NO_MEMORY : (byDemands.get(key) ?? lastingMemory(columns))
      if (byDemands.size >= MOST_DEMANDS) byDemands.clear()
      if (!isLive) byDemands.set(key, current)
    },
    recall: (row) => current.recall(row),
    keep: (row, refusal) => current.keep(row, refusal),
  }
}

const MOST_DEMANDS = 64

/** A refusal holds for as long as the same is measured, or nothing is. */
function memoryByMeasurement(field: string, columns: Columns, live: Live): Memory {
  const { size, candidates } = columns
  const { values } = live.number(field)
  const own = columns.number(field)
  const declared = columns.vocabulary.fields.get(field)
  const absent = declared?.sort === 'Num' ? declared.default : Number.NaN
  const keys = candidates.map(routeKeysOf)
  const known: (Refusal | undefined)[] = new Array(size)
  const seen = new Float64Array(size)
  const wasKnown = new Uint8Array(size)
  let state: Context['state']
  /** A value that is the default may have been measured all the same. */
  const isKnown = (row: number): boolean => {
    if (hasBit(own.known, row) || !Object.is(values[row], absent)) return true
    const { route = '', peer } = keys[row] ?? {}
    if (peer === undefined && entryOf(state?.ema, route) === undefined) return false
    const candidate = candidates[row]
    const context = { vocabulary: columns.vocabulary, ...(state !== undefined && { state }) }
    return candidate !== undefined && observeNumber(field, candidate, context).known
  }
  return {
    turnTo: (context) => {
      state = context.state
    },
    recall: (row) => {
      const same = Object.is(seen[row], values[row]) && (wasKnown[row] === 1) === isKnown(row)
      return same ? known[row] : undefined
    },
    keep: (row, refusal) => {
      known[row] = refusal
      seen[row] = values[row] ?? Number.NaN
      wasKnown[row] = isKnown(row) ? 1 : 0
    },
  }
}

const NO_MEMORY: Memory = {
  turnTo: () => undefined,
  recall: () => undefined,
  keep: () => undefined,
}
