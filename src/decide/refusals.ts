import type { Candidate } from '../catalog/candidate.ts'
import type { Path, Term } from '../ir/term.ts'
import { subtermAt, textAt } from './admitted.ts'
import { type Bits, emptyBits, fullBits, hasBit } from './bits.ts'
import type { Columns } from './columns.ts'
import type { Context } from './context.ts'
import { demandsOf } from './demands.ts'
import type { Decision } from './evaluator.ts'
import { KERNELS, programFor } from './kernel-evaluator.ts'
import type { Program } from './kernels.ts'
import type { Live } from './live.ts'
import { isLiveFlag } from './live-flags.ts'
import { MEASURED } from './measured.ts'
import { normalized } from './normalized.ts'
import { standing } from './plan.ts'
import type { PredKernel } from './pred-kernels.ts'
import { nearestPart, pathInto, readPred } from './reading.ts'
import { stagesOf } from './reference.ts'
import type { Refusal } from './refusal.ts'

/*
 * `refusalOf` for all candidates of a list, decision after decision. Masks say which part of the
 * filter is the first that does not hold. The part is then read in the plain way, and the reading
 * is kept for as long as nothing that the part looks at is another: for good where it looks at
 * the catalog, else until the measurement or the request is another one.
 */

/** A decision, and why it went against those that it rejects. */
export interface Judged {
  readonly decision: Decision
  /** By the part of the filter that decided, in the order of the filter. */
  readonly refused: readonly Refused[]
}

/**
 * The candidates that one part of a filter refuses. Decisions in which that part refuses the same
 * ones for the same have the same object.
 */
export interface Refused {
  /** Ascending; rows count the candidates as ties resolve among them. */
  readonly rows: readonly number[]
  /** As `refusalOf` tells it, of each of the rows. */
  readonly refusals: readonly Refusal[]
}

/** Decides as `plan` does, and says of those that are rejected what `refusalOf` says. */
export function judgedBy(policy: Term, candidates: readonly Candidate[], context: Context): Judged {
  const list = standing(candidates, context)
  const decision = KERNELS.decide(policy, list, context)
  const program = programFor(policy, list, context)
  const reader = readers.get(program) ?? readerOf(policy, program)
  readers.set(program, reader)
  return { decision, refused: reader(context) }
}

type Reader = (context: Context) => readonly Refused[]

const readers = new WeakMap<Program, Reader>()

/** Reads the inputs of a program as its last run left them. */
function readerOf(policy: Term, { columns, live, filter }: Program): Reader {
  const [pred] = stagesOf(normalized(policy))
  const clauses = clausesOf({ pred, path: '$.policy[1]', kernel: filter }).map((clause) =>
    clauseReader(clause, columns, live),
  )
  const passing = emptyBits(columns.size)
  return (context) => {
    passing.set(fullBits(columns.size))
    return clauses.map((read) => read(context, passing))
  }
}

/**
 * Answers whom a clause refuses of those that pass the ones before, and takes them out of these.
 */
function clauseReader(clause: Clause, columns: Columns, live: Live) {
  const memory = memoryOf(clause, columns, live)
  const failing = emptyBits(columns.size)
  const recent: Recent[] = []
  return (context: Context, passing: Bits): Refused => {
    memory.turnTo(context)
    moveFailing(passing, clause.kernel.mask, failing)
    const before = recent.find((one) => isStill(one, failing, memory))
    if (before !== undefined) return before.refused
    const rows = rowsIn(failing)
    const refusals = rows.map((row) => {
      const known = memory.recall(row)
      if (known !== undefined) return known
      const refusal = readClause(clause, columns, { row, context })
      memory.keep(row, refusal)
      return refusal
    })
    const refused = { rows, refusals }
    // A few kinds of requests come in turn.
    recent.unshift({ failing: failing.slice(), refused })
    recent.length = Math.min(recent.length, MOST_RECENT)
    return refused
  }
}

const MOST_RECENT = 8

interface Recent {
  readonly failing: Bits
  readonly refused: Refused
}

function isStill({ failing, refused }: Recent, now: Bits, memory: Memory): boolean {
  for (let i = 0; i < now.length; i++) if (failing[i] !== now[i]) return false
  const { rows, refusals } = refused
  return memory.isLasting || rows.every((row, i) => memory.recall(row) === refusals[i])
}

/** Moves those that a clause refuses from the ones that pass. */
function moveFailing(passing: Bits, mask: Bits, failing: Bits): void {
  for (let i = 0; i < passing.length; i++) {
    const before = passing[i] ?? 0
    const held = mask[i] ?? 0
    failing[i] = before & ~held
    passing[i] = before & held
  }
}

function rowsIn(bits: Bits): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < 32 * bits.length; row++) if (hasBit(bits, row)) rows.push(row)
  return rows
}

interface Clause {
  readonly pred: Term
  readonly path: Path
  readonly kernel: PredKernel
}

/** The parts of which the first that does not hold decides. */
function clausesOf(whole: Clause): readonly Clause[] {
  const { pred, path, kernel } = whole
  if (kernel.parts === undefined) return [whole]
  return kernel.parts.flatMap((part, i) =>
    clausesOf({ pred: subtermAt(pred, i + 1), path: pathInto(path, pred, i + 1), kernel: part }),
  )
}

function readClause(
  { pred, path, kernel }: Clause,
  { candidates }: Columns,
  { row, context }: { readonly row: number; readonly context: Context },
): Refusal {
  const candidate = candidates[row]
  if (candidate === undefined) throw new Error('a row stands for a candidate')
  const reading = readPred(pred, { path, wanted: true }, { candidate, context })
  return { reason: kernel.reason(row), path, clause: pred, part: nearestPart(reading) }
}

/** The refusals of a clause that still hold. */
interface Memory {
  /** True where nothing is ever forgotten. */
  readonly isLasting: boolean
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
    isLasting: true,
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
    isLasting: false,
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
function memoryByMeasurement(field: string, { size }: Columns, live: Live): Memory {
  const { values, known: measured } = live.number(field)
  const kept: (Refusal | undefined)[] = new Array(size)
  const seen = new Float64Array(size)
  const wasMeasured = new Uint8Array(size)
  return {
    isLasting: false,
    turnTo: () => undefined,
    recall: (row) => {
      const isSame = seen[row] === values[row] && (wasMeasured[row] === 1) === hasBit(measured, row)
      return isSame ? kept[row] : undefined
    },
    keep: (row, refusal) => {
      kept[row] = refusal
      seen[row] = values[row] ?? Number.NaN
      wasMeasured[row] = hasBit(measured, row) ? 1 : 0
    },
  }
}

const NO_MEMORY: Memory = {
  isLasting: false,
  turnTo: () => undefined,
  recall: () => undefined,
  keep: () => undefined,
}
