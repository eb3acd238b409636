import type { Diagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Span } from '../base/span.ts'
import type { CatalogVocabulary } from '../catalog/index.ts'
import { type Analysis, analyse } from '../compile/analyse.ts'
import { type Load, type PolicySet, policySet } from '../compile/index.ts'
import { splitItems } from '../syntax/split-items.ts'
import { spanOf, tokenize } from '../syntax/tokenize.ts'
import { withoutTokens } from './mended-text.ts'

/** The items of a file that have no errors, and lean on none that has. */
export interface Sound {
  /** Undefined where nothing of the file can be had: an error is in a file that it uses. */
  readonly analysis: Analysis | undefined
  readonly policies: PolicySet | undefined
  /** The text with all else blank. */
  readonly text: string
}

/**
 * Leaves out the items with errors, then those that miss them, until no error is left. So a
 * mistake in one policy does not keep the others from being decided.
 */
export function soundPart(
  { name, text }: Source,
  options: { readonly vocabulary: CatalogVocabulary; readonly load: Load },
): Sound {
  let rest = text
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { value, diagnostics } = analyse({ name, text: rest }, options)
    if (value !== undefined) return { analysis: value, policies: policySet(value), text: rest }
    const next = withoutErrors(rest, diagnostics, name)
    if (next === rest) break
    rest = next
  }
  return { analysis: undefined, policies: undefined, text: rest }
}

/** How long a chain of items can be of which each lacks the one before. */
const MOST_ROUNDS = 8

function withoutErrors(text: string, diagnostics: readonly Diagnostic[], source: string): string {
  const errors = diagnostics.filter((each) => each.severity === 'error' && each.source === source)
  const { runs } = splitItems(tokenize({ name: source, text }).tokens)
  return runs.reduce((rest, run) => {
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return rest
    const whole: Span = { start: first.startOffset, end: spanOf(last).end }
    // An error at the end of an item points right behind it.
    const isWrong = errors.some(({ span }) => span.start <= whole.end && span.end >= whole.start)
    return isWrong ? withoutTokens(rest, run) : rest
  }, text)
}
