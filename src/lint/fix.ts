import { type Diagnostic, type Fix, hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { STANDARD_CATALOG_VOCABULARY } from '../catalog/vocabulary.ts'
import { compileFlow } from '../compile/compile-flow.ts'
import { analyse } from '../compile/index.ts'
import { newWorkload } from '../compile/workload.ts'
import { TERM_VERSION } from '../ir/encode.ts'
import { fingerprint, normalize } from '../ir/index.ts'
import { type LintOptions, lint } from './lint.ts'
import { lowerVariants } from './variants.ts'

/** A text after the fixes that could be made. */
export interface Fixed {
  readonly text: string
  /** How many findings were mended. */
  readonly count: number
  /** What is left to report about the text. */
  readonly diagnostics: readonly Diagnostic[]
  readonly suppressed: number
}

/**
 * Mends what machines can mend, over and over until nothing is left to mend. Safe fixes only, or
 * all of them.
 *
 * Nothing is taken on trust: after a safe fix every policy and flow has the fingerprint it had,
 * after another the file still compiles, and one that did not has fewer errors. Fixes that fail
 * this are left.
 */
export function fix(source: Source, options: LintOptions, strength: 'safe' | 'unsafe'): Fixed {
  let { text } = source
  let count = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { diagnostics } = lint({ ...source, text }, options)
    const mending: Mending = { name: source.name, options, strength }
    const step = mend(text, fixesOf(diagnostics, mending), mending)
    if (step === undefined) break
    text = step.text
    count += step.count
  }
  const { value, diagnostics } = lint({ ...source, text }, options)
  return { text, count, diagnostics, suppressed: value?.suppressed ?? 0 }
}

/** One fix may make room for another; a circle of them has to end. */
const MOST_ROUNDS = 20

interface Mending {
  readonly name: string
  readonly options: LintOptions
  readonly strength: 'safe' | 'unsafe'
}

function fixesOf(diagnostics: readonly Diagnostic[], { name, strength }: Mending): readonly Fix[] {
  return diagnostics.flatMap(({ source, fix: each }) =>
    source === name && each !== undefined && (each.safe || strength === 'unsafe') ? [each] : [],
  )
}

interface Step {
  readonly text: string
  readonly count: number
}

/** All of the fixes together where that may be, else each by itself, first come first served. */
function mend(text: string, fixes: readonly Fix[], mending: Mending): Step | undefined {
  const together = apart(fixes)
  if (together.length === 0) return undefined
  const all = applied(text, together)
  if (all !== text && isAllowed(text, all, { ...mending, fixes: together })) {
    return { text: all, count: together.length }
  }
  for (const each of fixes) {
    const next = applied(text, [each])
    if (next !== text && isAllowed(text, next, { ...mending, fixes: [each] })) {
      return { text: next, count: 1 }
    }
  }
  return undefined
}

/** The fixes that do not touch each other's places, the earlier first. */
function apart(fixes: readonly Fix[]): readonly Fix[] {
  const taken: { start: number; end: number }[] = []
  return fixes.filter(({ edits }) => {
    const isFree = edits.every(({ span }) =>
      taken.every(({ start, end }) => span.end < start || end < span.start),
    )
    if (isFree) taken.push(...edits.map(({ span }) => span))
    return isFree
  })
}

/** The text with the edits of the fixes in it, none of which overlap. */
export function applied(text: string, fixes: readonly Fix[]): string {
  return fixes
    .flatMap(({ edits }) => edits)
    .toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
    .reduce((before, { span, text: written }) => {
      return before.slice(0, span.start) + written + before.slice(span.end)
    }, text)
}

function isAllowed(
  before: string,
  after: string,
  { name, options, fixes }: Mending & { readonly fixes: readonly Fix[] },
): boolean {
  const identity = identityOf({ name, text: before }, options)
  const next = identityOf({ name, text: after }, options)
  if (identity !== undefined) {
    return next !== undefined && (identity === next || fixes.some(({ safe }) => !safe))
  }
  return errorsIn({ name, text: after }, options) < errorsIn({ name, text: before }, options)
}

/** What must stay as it is: every policy for values of its parameters, and every flow. */
function identityOf(source: Source, options: LintOptions): string | undefined {
  const { vocabulary = STANDARD_CATALOG_VOCABULARY, load } = options
  const { value: analysis } = analyse(source, { vocabulary, load })
  if (analysis === undefined) return undefined
  const policies = lowerVariants(analysis)
  const workload = newWorkload()
  const flows = analysis.program.flows.map((flow) =>
    compileFlow(flow, { vocabulary, target: TERM_VERSION }, workload),
  )
  if (hasErrors([policies, ...flows].flatMap(({ diagnostics }) => diagnostics))) return undefined
  return JSON.stringify([
    policies.value.map(({ name, variants }) => [
      name,
      variants.map(({ values, lowered: { lowered } }) => [
        values(),
        fingerprint(normalize(lowered.term)),
      ]),
    ]),
    flows.map(({ value }) => value && [value.name, value.fingerprint]),
  ])
}

function errorsIn(source: Source, options: LintOptions): number {
  return lint(source, options).diagnostics.filter(({ severity }) => severity === 'error').length
}
