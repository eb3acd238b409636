import type { Witness } from '../../analyze/index.ts'
import type { DiffReport } from './diff-text.ts'
import { differs, type PolicyDiff, type VariantDiff } from './policy-diff.ts'
import type { TrafficEffect } from './traffic-effect.ts'

/** How two policies differ, for programs; the keys are part of `schema_version` 1. */
export function diffJson({ policies, ground, traffic }: DiffReport) {
  return {
    schema_version: 1,
    differs: policies.some(differs),
    ground,
    ...(traffic !== undefined && { trace: { name: traffic.name, ...traffic.count } }),
    policies: policies.map(policyJson),
  }
}

function policyJson(diff: PolicyDiff) {
  if (diff.kind !== 'compared') {
    return { name: diff.name, status: diff.kind, fingerprint: diff.fingerprint }
  }
  return {
    name: diff.name,
    status: differs(diff) ? 'changed' : 'same',
    variants: diff.variants.map(variantJson),
    only_before: diff.onlyBefore,
    only_after: diff.onlyAfter,
  }
}

function variantJson({ values, before, after, change }: VariantDiff) {
  const identity = { values, before, after }
  if (change === undefined) return { ...identity, relation: 'same' }
  const { clauses, filter, isFilterOnly, effect, traffic } = change
  return {
    ...identity,
    relation: filter.relation,
    passed_only_before: filter.onlyInB && witnessJson(filter.onlyInB),
    passes_only_now: filter.onlyInA && witnessJson(filter.onlyInA),
    filter_only: isFilterOnly,
    clauses,
    catalog: {
      selected: effect.selected,
      first: { before: effect.first.before ?? null, after: effect.first.after ?? null },
      left: effect.left,
      joined: effect.joined,
      reordered: effect.isReordered,
    },
    ...(traffic !== undefined && { trace: trafficJson(traffic) }),
  }
}

function trafficJson({ tried, moved, moves, refused }: TrafficEffect) {
  return {
    tried,
    moved,
    refused,
    moves: moves.map(({ from = null, to = null, ...rest }) => ({ from, to, ...rest })),
  }
}

/** The vocabulary of the context is everybody's. */
function witnessJson({ candidate, context: { request } }: Witness) {
  return { candidate: { ...candidate }, ...(request !== undefined && { request }) }
}
