import { hasErrors } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import { format, parse } from '../syntax/index.ts'
import type { Check, TestOutcome } from './run-tests.ts'

/** A text in which tests expect what happens now. */
export interface Update {
  readonly text: string
  readonly changes: readonly Change[]
}

export interface Change {
  readonly span: Span
  readonly before: string
  readonly after: string
}

/**
 * Rewrites what failing tests expect: the route after `picks`, the routes after `orders`, the
 * number after `keeps at least`. What is never picked or is rejected is left alone, since that is
 * what somebody wants, and so is an expectation of which the cases would need different values.
 *
 * A text in the one layout stays in it. The outcome can be read again, or nothing is changed.
 */
export function updated(source: Source, outcomes: readonly TestOutcome[]): Update {
  const changes = changesIn(source, outcomes)
  const edited = withChanges(source.text, changes)
  const wasLaidOut = format(source).value === source.text
  const text = wasLaidOut ? (format({ ...source, text: edited }).value ?? '') : edited
  const isReadable = text !== '' && !hasErrors(parse({ ...source, text }).diagnostics)
  return changes.length > 0 && isReadable ? { text, changes } : { text: source.text, changes: [] }
}

function changesIn(source: Source, outcomes: readonly TestOutcome[]): readonly Change[] {
  const sayings = new Map<string, Check[]>()
  for (const check of outcomes.flatMap(({ cases }) => cases.flatMap(({ checks }) => checks))) {
    const { place, expected } = check.expectation
    // A number that stands after `for` is that of a case, not of the expectation.
    const isOwn = expected.span.start >= place.span.start && expected.span.end <= place.span.end
    if (expected.source !== source.name || !isOwn) continue
    const key = `${place.span.start}`
    sayings.set(key, [...(sayings.get(key) ?? []), check])
  }
  const changes = [...sayings.values()].flatMap((checks): readonly Change[] => {
    const [first] = checks
    const after = agreed(checks)
    if (first === undefined || after === undefined) return []
    const { span } = first.expectation.expected
    return [{ span, before: source.text.slice(span.start, span.end), after }]
  })
  return changes.sort((a, b) => a.span.start - b.span.start)
}

/** What all cases of an expectation would have it say; undefined where it is fine as it is. */
function agreed(checks: readonly Check[]): string | undefined {
  const failed = checks.filter(({ diagnostic }) => diagnostic !== undefined)
  const wishes = failed.map(({ now }) => now).filter((now) => now !== undefined)
  const [first] = wishes
  if (first === undefined || wishes.length < failed.length) return undefined
  if (checks.every(({ expectation }) => expectation.kind === 'keeps')) {
    return `${Math.min(...wishes.map(Number))}`
  }
  const isAgreed = failed.length === checks.length && wishes.every((wish) => wish === first)
  return isAgreed ? first : undefined
}

function withChanges(text: string, changes: readonly Change[]): string {
  let end = 0
  const parts: string[] = []
  for (const { span, after } of changes) {
    parts.push(text.slice(end, span.start), after)
    end = span.end
  }
  return parts.join('') + text.slice(end)
}
