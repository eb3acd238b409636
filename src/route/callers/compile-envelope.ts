import { err, ok, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { compile } from '../../compile/index.ts'
import { encode, type Term } from '../../ir/index.ts'
import { subtermAt } from '../../ir/term.ts'
import type { Envelope } from '../admission/guard.ts'
import { toldDiagnostics } from '../admission/told-diagnostics.ts'

/**
 * A condition in the language of policies, `no_log and price_out <= $10/Mtok`, as the envelope of
 * a caller. What is not known of a route does not satisfy it, as everywhere in the language.
 *
 * @param name how a trace calls its text: `envelope of support`.
 * @returns what is wrong with the text, by line and column.
 */
export function compileEnvelope(
  text: string,
  name: string,
  vocabulary: CatalogVocabulary,
): Result<Envelope, string> {
  if (text.trim() === '') return err(WANTED)
  // The condition has lines of its own, so that a comment in it ends with it.
  const source: Source = { name, text: `${BEFORE}${text}\n)` }
  const { value, diagnostics } = compile(source, { vocabulary })
  if (value === undefined) {
    const shifted = diagnostics.map((each) => ({ ...each, span: shiftedBack(each.span) }))
    return err(toldDiagnostics(shifted, text))
  }
  const [policy, ...others] = value.policies
  if (policy === undefined || others.length > 0 || saysMore(policy.policy_ir, vocabulary)) {
    return err(WANTED)
  }
  const { policy_ir, lowered } = policy
  return ok({
    predicate: subtermAt(policy_ir, 1),
    lowered: { term: subtermAt(lowered.term, 1), places: lowered.places },
    source,
  })
}

const WANTED = 'an envelope is one condition and nothing else, `no_log and price_out <= $10/Mtok`'

/** Whether a text closed the parenthesis, and has clauses behind it that would go unheard. */
function saysMore([op, , ...rest]: Term, vocabulary: CatalogVocabulary): boolean {
  const bare = compile({ name: '', text: `${BEFORE}anything)` }, { vocabulary }).value?.policies[0]
  return bare === undefined || encode([op, ['top'], ...rest]) !== encode(bare.policy_ir)
}

/** Nothing but the condition: what every policy demands, each policy says itself. */
const BEFORE = 'unguarded any where (\n'

function shiftedBack({ start, end }: { readonly start: number; readonly end: number }) {
  const back = (offset: number) => Math.max(0, offset - BEFORE.length)
  return { start: back(start), end: back(end) }
}
