import type { Term } from '../ir/term.ts'
import { numberAt, type OperatorOf, rowOf, subtermAt, subtermsOf, textAt } from './admitted.ts'
import {
  type Bits,
  bitsWhere,
  complement,
  emptyBits,
  fullBits,
  hasBit,
  intersect,
  unite,
} from './bits.ts'
import { type Columns, NAMELESS, NO_CODE } from './columns.ts'
import { COMPARE, equalCodes } from './compare-kernels.ts'
import type { Context } from './context.ts'
import { demandKernel } from './demand-kernels.ts'
import type { Live } from './live.ts'
import { isLiveFlag } from './live-flags.ts'
import { relationOf } from './relation.ts'

/** A predicate compiled for a list of candidates. */
export interface PredKernel {
  /** The rows where it holds: for good where it is fixed, else as of the last refresh. */
  readonly mask: Bits
  /** True when nothing it reads can change from one decision to the next. */
  readonly fixed: boolean
  /** Brings the mask up to date with the request, and with the live inputs as they stand. */
  readonly refresh: (context: Context) => void
  /** Why it does not hold for a row; only asked where it does not. */
  readonly reason: (row: number) => string
  /** Of an `and`, its parts in their order, each as up to date as this; else none. */
  readonly parts?: readonly PredKernel[]
}

/** What kernels read: the columns of the list, and the live inputs over them. */
export interface Inputs {
  readonly columns: Columns
  readonly live: Live
}

/**
 * Compiles a normalized predicate. Whatever only reads the catalog is evaluated here, once;
 * a decision then recomputes only what depends on the request and on the health of routes.
 */
export function predKernel(pred: Term, inputs: Inputs): PredKernel {
  return rowOf(PRED_KERNELS, pred)(pred, inputs)
}

type Compile = (pred: Term, inputs: Inputs) => PredKernel

const PRED_KERNELS: Readonly<Record<OperatorOf<'Pred'>, Compile>> = {
  top: (_, { columns }) => fixed(fullBits(columns.size), 'top'),
  bot: (_, { columns }) => fixed(emptyBits(columns.size), 'bot'),
  and: (pred, inputs) => {
    const children = subtermsOf(pred).map((child) => predKernel(child, inputs))
    return {
      ...joined(children, fullBits(inputs.columns.size), intersect),
      reason: firstReason(children),
      parts: children,
    }
  },
  or: (pred, inputs) => {
    const children = subtermsOf(pred).map((child) => predKernel(child, inputs))
    return { ...joined(children, emptyBits(inputs.columns.size), unite), reason: () => 'or' }
  },
  not: (pred, inputs) => {
    const { mask: inner, fixed, refresh } = predKernel(subtermAt(pred, 1), inputs)
    const { size } = inputs.columns
    const mask = complement(inner, size, emptyBits(size))
    return {
      mask,
      fixed,
      refresh: (context) => {
        refresh(context)
        complement(inner, size, mask)
      },
      reason: () => 'not',
    }
  },
  meets_req: (_, { columns }) => demandKernel(columns),
  scope_matches: (_, { columns }) => {
    const { codes, codeOf } = columns.names('scope')
    if (codeOf.size === 0) return fixed(fullBits(columns.size), 'scope')
    const unscoped = bitsWhere(columns.size, (row) => codes[row] === NAMELESS)
    const mask = emptyBits(columns.size)
    return {
      mask,
      fixed: false,
      refresh: ({ request }) => {
        const code = request?.scope === undefined ? undefined : codeOf.get(request.scope)
        equalCodes(codes, code ?? NO_CODE, mask)
        unite(mask, unscoped)
      },
      reason: () => 'scope',
    }
  },
  is: (pred, { columns, live }) => {
    const field = textAt(pred, 1)
    if (!isLiveFlag(field)) return fixed(columns.flag(field), `is:${field}`)
    return { ...fixed(live.flag(field), `is:${field}`), fixed: false }
  },
  cmp: (pred, { columns, live }) => {
    const [field, relation, bound] = [textAt(pred, 1), textAt(pred, 2), numberAt(pred, 3)]
    const compare = COMPARE[relationOf(relation)]
    const column = live.number(field)
    const mask = emptyBits(columns.size)
    compare(column.values, bound, mask)
    return {
      ...fixed(mask, `cmp:${field}:${relation}`),
      fixed: column.fixed,
      refresh: () => compare(column.values, bound, mask),
    }
  },
  tier_eq: (pred, { columns }) => fixed(columns.named('tier', textAt(pred, 1)), 'tier'),
  min_tier: (pred, { columns }) => {
    const { tiers } = columns.vocabulary
    const lowest = tiers.indexOf(textAt(pred, 1))
    const mask = emptyBits(columns.size)
    for (const tier of columns.names('tier').codeOf.keys()) {
      if (tiers.indexOf(tier) >= lowest) unite(mask, columns.named('tier', tier))
    }
    return fixed(mask, 'min_tier')
  },
  family_eq: (pred, { columns }) => fixed(columns.named('family', textAt(pred, 1)), 'model_family'),
  provider_eq: (pred, { columns }) =>
    fixed(columns.named('provider', textAt(pred, 1)), 'provider_id'),
  served_by_eq: (pred, { columns }) =>
    fixed(columns.named('served_by', textAt(pred, 1)), 'served_by'),
  has_cap: (pred, { columns }) =>
    fixed(columns.capability(textAt(pred, 1)), `missing_capability:${textAt(pred, 1)}`),
}

function fixed(mask: Bits, reason: string): PredKernel {
  return { mask, fixed: true, refresh: () => {}, reason: () => reason }
}

/** `and` from everything by intersection, `or` from nothing by union. */
function joined(
  children: readonly PredKernel[],
  settled: Bits,
  join: (target: Bits, other: Bits) => void,
): Omit<PredKernel, 'reason'> {
  for (const child of children) if (child.fixed) join(settled, child.mask)
  const moving = children.filter((child) => !child.fixed)
  const mask = settled.slice()
  return {
    mask,
    fixed: moving.length === 0,
    refresh: (context) => {
      mask.set(settled)
      for (const child of moving) {
        child.refresh(context)
        join(mask, child.mask)
      }
    },
  }
}

/** The reason of the first of the kernels that does not hold. */
function firstReason(kernels: readonly PredKernel[]): (row: number) => string {
  return (row) => {
    for (const kernel of kernels) if (!hasBit(kernel.mask, row)) return kernel.reason(row)
    throw new Error('only a row that was rejected has a reason')
  }
}
