import type { Term } from '../ir/term.ts'
import { numberAt, type OperatorOf, rowOf, subtermAt, subtermsOf, textAt } from './admitted.ts'
import { hasBit } from './bits.ts'
import type { Context } from './context.ts'
import { type Inputs, predKernel } from './pred-kernels.ts'

/** A scorer compiled for a list of candidates. */
export interface ScoreKernel {
  /** True when nothing it reads can change from one decision to the next. */
  readonly fixed: boolean
  /** True when a row's score does not depend on who else is scored. */
  readonly pointwise: boolean
  /** Brings the predicates within up to date; comes before every run. */
  readonly refresh: (context: Context) => void
  /** Writes to `out` the scores of the first `count` of `rows`, in their order. */
  readonly run: (rows: Uint32Array, count: number, out: Float64Array) => void
}

/**
 * Compiles a normalized scorer. Each operation is one plain loop over the survivors; sums are
 * formed in normal form order, as the reference forms them, so the doubles are the same.
 */
export function scoreKernel(scorer: Term, inputs: Inputs): ScoreKernel {
  const kernel = compile(scorer, { ...inputs, buffers: [], depth: 0 })
  return kernel.fixed && kernel.pointwise ? tabulated(kernel, inputs.columns.size) : kernel
}

/** A score that never changes is computed for every row once; a decision only looks it up. */
function tabulated(kernel: ScoreKernel, size: number): ScoreKernel {
  const table = new Float64Array(size)
  kernel.run(Uint32Array.from(table.keys()), size, table)
  return { fixed: true, pointwise: true, refresh: () => {}, run: lookUp(table) }
}

/** Where a scorer is compiled. Sums need room for a summand: one buffer for each level of sums. */
interface Site extends Inputs {
  readonly buffers: Float64Array[]
  readonly depth: number
}

type Compile = (scorer: Term, site: Site) => ScoreKernel

function compile(scorer: Term, site: Site): ScoreKernel {
  return rowOf(SCORE_KERNELS, scorer)(scorer, site)
}

const SCORE_KERNELS: Readonly<Record<OperatorOf<'Scorer'>, Compile>> = {
  zero: () => constant(0),
  lit: (scorer) => constant(numberAt(scorer, 1)),
  field: (scorer, { live }) => {
    const { values, fixed } = live.number(textAt(scorer, 1))
    return { fixed, pointwise: true, refresh: () => {}, run: lookUp(values) }
  },
  add: (scorer, site) => {
    const { buffers, depth } = site
    const [first, ...others] = subtermsOf(scorer).map((child, i) =>
      compile(child, i === 0 ? site : { ...site, depth: depth + 1 }),
    )
    if (first === undefined) throw new Error('admission promised an argument of `add`')
    buffers[depth] ??= new Float64Array(site.columns.size)
    const summand = buffers[depth]
    return {
      fixed: first.fixed && others.every(({ fixed }) => fixed),
      pointwise: first.pointwise && others.every(({ pointwise }) => pointwise),
      refresh: (context) => {
        first.refresh(context)
        for (const other of others) other.refresh(context)
      },
      run: (rows, count, out) => {
        first.run(rows, count, out)
        for (const other of others) {
          other.run(rows, count, summand)
          for (let i = 0; i < count; i++) out[i] = (out[i] ?? 0) + (summand[i] ?? 0)
        }
      },
    }
  },
  scale: (scorer, site) => {
    const factor = numberAt(scorer, 1)
    return mapped(compile(subtermAt(scorer, 2), site), (out, count) => {
      for (let i = 0; i < count; i++) out[i] = factor * (out[i] ?? 0)
    })
  },
  gate: (scorer, site) => {
    const gate = predKernel(subtermAt(scorer, 1), site)
    const inner = compile(subtermAt(scorer, 2), site)
    return {
      fixed: gate.fixed && inner.fixed,
      pointwise: inner.pointwise,
      refresh: (context) => {
        gate.refresh(context)
        inner.refresh(context)
      },
      run: (rows, count, out) => {
        inner.run(rows, count, out)
        for (let i = 0; i < count; i++) if (!hasBit(gate.mask, rows[i] ?? 0)) out[i] = 0
      },
    }
  },
  neg: (scorer, site) =>
    mapped(compile(subtermAt(scorer, 1), site), (out, count) => {
      for (let i = 0; i < count; i++) out[i] = 1 - (out[i] ?? 0)
    }),
  normalize: (scorer, site) => ({
    ...mapped(compile(subtermAt(scorer, 1), site), normalizeFirst),
    pointwise: false,
  }),
  clamp: (scorer, site) => {
    const [low, high] = [numberAt(scorer, 1), numberAt(scorer, 2)]
    return mapped(compile(subtermAt(scorer, 3), site), (out, count) => {
      for (let i = 0; i < count; i++) {
        const value = out[i] ?? 0
        if (value < low) out[i] = low
        else if (value > high) out[i] = high
      }
    })
  },
}

function constant(value: number): ScoreKernel {
  return {
    fixed: true,
    pointwise: true,
    refresh: () => {},
    run: (_, count, out) => {
      out.fill(value, 0, count)
    },
  }
}

function lookUp(values: Float64Array): ScoreKernel['run'] {
  return (rows, count, out) => {
    for (let i = 0; i < count; i++) out[i] = values[rows[i] ?? 0] ?? 0
  }
}

/** The inner scores, changed in place. */
function mapped(
  inner: ScoreKernel,
  change: (out: Float64Array, count: number) => void,
): ScoreKernel {
  return {
    ...inner,
    run: (rows, count, out) => {
      inner.run(rows, count, out)
      change(out, count)
    },
  }
}

/** Min-max over the first `count` values with the ends pinned; NaN and a flat population give 0. */
function normalizeFirst(out: Float64Array, count: number): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const value = out[i] ?? 0
    if (value < low) low = value
    if (value > high) high = value
  }
  if (high <= low) {
    out.fill(0, 0, count)
    return
  }
  for (let i = 0; i < count; i++) {
    const value = out[i] ?? 0
    const share = (value - low) / (high - low)
    out[i] = value >= high ? 1 : value <= low || Number.isNaN(share) ? 0 : share
  }
}
