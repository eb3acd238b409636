import { compareBytes } from '../base/byte-order.ts'
import type { Diagnostic } from '../base/diagnostic.ts'
import type { Finding } from './rule.ts'

/** What a rule found in a policy for certain values of its parameters. */
export interface VariantFindings {
  /** The values, as a person writes them: `plan = free`; empty where the policy has none. */
  readonly values: () => string
  readonly findings: readonly Finding[]
}

/**
 * Findings that hold for every value, told as for the first. What is said of a place in other words
 * is another finding: a condition may never hold for one value, and always for another.
 */
export function common(variants: readonly (() => readonly Finding[])[]): readonly Finding[] {
  const [first, ...others] = variants
  let left = first?.() ?? []
  for (const ask of others) {
    // Mostly nothing is found, and the other values need not be looked at.
    if (left.length === 0) return left
    const keys = new Set(ask().map(findingKey))
    left = left.filter((finding) => keys.has(findingKey(finding)))
  }
  return left
}

/** Findings that hold for some value, each told once, with the values where not all agree. */
export function some(variants: readonly VariantFindings[]): readonly Finding[] {
  const byPlace = new Map<string, { finding: Finding; values: string[] }>()
  for (const { values, findings } of variants) {
    for (const finding of findings) {
      const known = byPlace.get(placeKey(finding))
      if (known === undefined) byPlace.set(placeKey(finding), { finding, values: [values()] })
      else known.values.push(values())
    }
  }
  return [...byPlace.values()].map(({ finding, values }) => {
    if (values.length === variants.length) return finding
    const [first = '', ...others] = values
    const more = others.length === 0 ? '' : `, and ${others.length} more`
    return { ...finding, notes: [...(finding.notes ?? []), `so it is with ${first}${more}`] }
  })
}

function placeKey({ place }: Finding): string {
  return `${place.source}\n${place.span.start}\n${place.span.end}`
}

function findingKey(finding: Finding): string {
  return `${placeKey(finding)}\n${finding.message}`
}

/** By file as given, then by place, then by code. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareBytes(a.source, b.source) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      compareBytes(a.code, b.code) ||
      compareBytes(a.message, b.message),
  )
}
