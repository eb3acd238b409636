import { compareFilters, type FilterComparison } from '../../analyze/index.ts'
import type { Candidate, CatalogVocabulary } from '../../catalog/index.ts'
import type { Context as Deciding } from '../../decide/index.ts'
import { encode } from '../../ir/index.ts'
import { subtermAt } from '../../ir/term.ts'
import type { Traffic } from '../trace/read-traffic.ts'
import { type CatalogEffect, catalogEffect } from './catalog-effect.ts'
import { type ClauseChanges, clauseChanges, clauseList } from './clause-list.ts'
import type { DiffPolicy, DiffSide, DiffVariant } from './diff-side.ts'
import { type TrafficEffect, trafficEffect } from './traffic-effect.ts'

/** How two versions of a policy differ. */
export type PolicyDiff =
  | { readonly kind: 'added' | 'removed'; readonly name: string; readonly fingerprint: string }
  | {
      readonly kind: 'compared'
      readonly name: string
      /** One for each way of giving values that both versions have. */
      readonly variants: readonly VariantDiff[]
      /** Values that only one version can be given. */
      readonly onlyBefore: readonly string[]
      readonly onlyAfter: readonly string[]
    }

export interface VariantDiff {
  readonly values: string
  readonly before: string
  readonly after: string
  /** Undefined where the fingerprints are the same: then nothing differs. */
  readonly change: Change | undefined
}

export interface Change {
  readonly clauses: ClauseChanges
  /** The filter after, held against the one before. */
  readonly filter: FilterComparison
  /** Whether the rest of the term is the same: how it ranks, selects, transforms, fails over. */
  readonly isFilterOnly: boolean
  readonly effect: CatalogEffect
  /** Undefined where no trace was given. */
  readonly traffic: TrafficEffect | undefined
}

/** What policies are tried on. */
export interface DiffGround {
  readonly vocabulary: CatalogVocabulary
  readonly candidates: readonly Candidate[]
  readonly deciding: Deciding & { readonly vocabulary: CatalogVocabulary }
  /** The requests of a trace, where one was given. */
  readonly traffic: Traffic | undefined
}

/**
 * The policies of both sides, matched by name; where each side has just one they are compared
 * whatever they are called. In the order of the new side, removed ones last.
 */
export function policyDiffs(
  before: DiffSide,
  after: DiffSide,
  ground: DiffGround,
): readonly PolicyDiff[] {
  const [onlyOld, ...moreOld] = before.policies
  const [onlyNew, ...moreNew] = after.policies
  if (onlyOld !== undefined && onlyNew !== undefined && moreOld.length + moreNew.length === 0) {
    return [compared(onlyOld, onlyNew, ground)]
  }
  const old = new Map(before.policies.map((policy) => [policy.name, policy]))
  const names = new Set(after.policies.map(({ name }) => name))
  return [
    ...after.policies.map((policy) => {
      const earlier = old.get(policy.name)
      return earlier === undefined ? lone(policy, 'added') : compared(earlier, policy, ground)
    }),
    ...before.policies.filter(({ name }) => !names.has(name)).map((each) => lone(each, 'removed')),
  ]
}

/** Whether anything differs that a host could tell. */
export function differs(diff: PolicyDiff): boolean {
  if (diff.kind !== 'compared') return true
  if (diff.onlyBefore.length + diff.onlyAfter.length > 0) return true
  return diff.variants.some(({ change }) => change !== undefined)
}

function lone({ name, variants }: DiffPolicy, kind: 'added' | 'removed'): PolicyDiff {
  return { kind, name, fingerprint: variants[0]?.fingerprint ?? '' }
}

function compared(before: DiffPolicy, after: DiffPolicy, ground: DiffGround): PolicyDiff {
  const pairs = pairsOf(before.variants, after.variants)
  const [old, now] = [pairs.map((pair) => pair.before), pairs.map((pair) => pair.after)]
  return {
    kind: 'compared',
    name: before.name === after.name ? after.name : `${before.name} -> ${after.name}`,
    variants: pairs.map((pair) => variantDiff(pair, ground)),
    onlyBefore: before.variants.filter((each) => !old.includes(each)).map(({ values }) => values),
    onlyAfter: after.variants.filter((each) => !now.includes(each)).map(({ values }) => values),
  }
}

interface Pair {
  readonly before: DiffVariant
  readonly after: DiffVariant
}

/** Those for the same values; the defaults of both where no values agree. */
function pairsOf(before: readonly DiffVariant[], after: readonly DiffVariant[]): readonly Pair[] {
  const old = new Map(before.map((each) => [each.values, each]))
  const pairs = after.flatMap((each) => {
    const earlier = old.get(each.values)
    return earlier === undefined ? [] : [{ before: earlier, after: each }]
  })
  const [first, second] = [before[0], after[0]]
  if (pairs.length > 0 || first === undefined || second === undefined) return pairs
  return [{ before: first, after: second }]
}

function variantDiff({ before, after }: Pair, ground: DiffGround): VariantDiff {
  const same = before.fingerprint === after.fingerprint
  return {
    values: after.values,
    before: before.fingerprint,
    after: after.fingerprint,
    change: same ? undefined : changeOf({ before, after }, ground),
  }
}

function changeOf({ before, after }: Pair, ground: DiffGround): Change {
  const { vocabulary, candidates, deciding, traffic } = ground
  const terms = { before: before.term, after: after.term }
  const restOf = ({ term }: DiffVariant): string =>
    [2, 3, 4, 5].map((slot) => encode(subtermAt(term, slot))).join('\n')
  return {
    clauses: clauseChanges(clauseList(before.term, vocabulary), clauseList(after.term, vocabulary)),
    filter: compareFilters(subtermAt(after.term, 1), subtermAt(before.term, 1), { vocabulary }),
    isFilterOnly: restOf(before) === restOf(after),
    effect: catalogEffect(terms, candidates, deciding),
    traffic: traffic && trafficEffect(terms, traffic),
  }
}
