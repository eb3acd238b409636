import type { CatalogVocabulary } from '../catalog/vocabulary.ts'
import { normalized } from '../decide/normalized.ts'
import { verdict } from '../decide/pred.ts'
import type { Term } from '../ir/term.ts'
import { ALL, Diagram, NONE, UNKNOWN } from './diagram.ts'
import { type Drawing, nodeOf } from './region-of.ts'
import { variablesOf } from './variable.ts'
import { type Witness, witnessOf } from './witness.ts'

/** What can be asked about a set of predicates. Regions of one space never meet another's. */
export interface Space {
  /** Where the predicate holds. It has to be one of those that the space was opened with, or part of one. */
  of(pred: Term): Region
  and(a: Region, b: Region): Region
  or(a: Region, b: Region): Region
  not(a: Region): Region
  /** What lies in `a` and not in `b`. */
  minus(a: Region, b: Region): Region
  readonly all: Region
  readonly none: Region
  /** Undefined where the budget was spent. It is never wrong. */
  isEmpty(region: Region): boolean | undefined
  isAll(region: Region): boolean | undefined
  /** Whether `a` is a part of `b`, or all of it. */
  within(a: Region, b: Region): boolean | undefined
  /**
   * A member, which the reference evaluator has confirmed; undefined where there is none or
   * nothing is known. The same region has the same witness, however it was made.
   */
  witness(region: Region): Witness | undefined
}

/** The candidates, requests and states for which something holds. To be read by its space only. */
export interface Region {
  readonly node: number
  readonly made: Making
}

/** How a region came about, so that a member can be checked against the predicates themselves. */
type Making =
  | { readonly kind: 'pred'; readonly pred: Term }
  | { readonly kind: 'and' | 'or' | 'minus'; readonly a: Region; readonly b: Region }

export interface SpaceOptions {
  readonly vocabulary: CatalogVocabulary
  /** The most nodes that diagrams may have, {@link MAX_NODES} where absent. */
  readonly maxNodes?: number | undefined
}

/** Takes some tens of megabytes and a fraction of a second to spend. */
export const MAX_NODES = 200_000

/**
 * A space for questions about the predicates, which are admitted terms under the vocabulary. All
 * that will be asked about is named here, since its constants fix the cells.
 */
export function openSpace(preds: readonly Term[], options: SpaceOptions): Space {
  const { vocabulary, maxNodes = MAX_NODES } = options
  const variables = variablesOf(preds, vocabulary)
  const drawing = { diagram: new Diagram(maxNodes), variables, vocabulary }
  const { diagram } = drawing
  const all: Region = { node: ALL, made: { kind: 'pred', pred: ['top'] } }
  const none: Region = { node: NONE, made: { kind: 'pred', pred: ['bot'] } }
  const minus = (a: Region, b: Region): Region => ({
    node: diagram.ask(() => diagram.minus(a.node, b.node)),
    made: { kind: 'minus', a, b },
  })
  return {
    all,
    none,
    of(pred) {
      // The normal form has the same diagram; it is made only where a member is checked.
      const node = diagram.ask(() => nodeOf(pred, drawing))
      return { node, made: { kind: 'pred', pred } }
    },
    and: (a, b) => ({
      node: diagram.ask(() => diagram.and(a.node, b.node)),
      made: { kind: 'and', a, b },
    }),
    or: (a, b) => ({
      node: diagram.ask(() => diagram.or(a.node, b.node)),
      made: { kind: 'or', a, b },
    }),
    not: (a) => minus(all, a),
    minus,
    isEmpty: ({ node }) => (node === UNKNOWN ? undefined : node === NONE),
    isAll: ({ node }) => (node === UNKNOWN ? undefined : node === ALL),
    within(a, b) {
      const { node } = minus(a, b)
      return node === UNKNOWN ? undefined : node === NONE
    },
    witness: (region) =>
      region.node === NONE || region.node === UNKNOWN ? undefined : confirmed(region, drawing),
  }
}

/** A witness that the evaluator contradicts would be a bug of this folder. */
function confirmed(region: Region, drawing: Drawing): Witness {
  const witness = witnessOf(region.node, drawing)
  if (!isMember(witness, region, new Map())) {
    throw new Error(`the evaluator contradicts ${JSON.stringify(witness.candidate)}`)
  }
  return witness
}

function isMember(witness: Witness, region: Region, seen: Map<Region, boolean>): boolean {
  const known = seen.get(region)
  if (known !== undefined) return known
  const { made } = region
  const inside = (part: Region): boolean => isMember(witness, part, seen)
  const answer =
    made.kind === 'pred'
      ? verdict(normalized(made.pred), witness.candidate, witness.context) === true
      : JOINED[made.kind](inside(made.a), inside(made.b))
  seen.set(region, answer)
  return answer
}

const JOINED = {
  and: (a: boolean, b: boolean) => a && b,
  or: (a: boolean, b: boolean) => a || b,
  minus: (a: boolean, b: boolean) => a && !b,
} as const
