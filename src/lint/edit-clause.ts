import type { Fix } from '../base/diagnostic.ts'
import type { Place } from '../compile/index.ts'
import { withBlanks } from './cut.ts'
import type { LintedPolicy } from './linted-policy.ts'

/** The fix that takes a clause out. Undefined where it stands in another file than the policy. */
export function clauseDeleted(
  { typed }: LintedPolicy,
  { source, span }: Place,
  safety: 'safe' | 'unsafe',
): Fix | undefined {
  const { name, text } = typed.definition.home.source
  if (source !== name) return undefined
  const edits = [{ span: withBlanks(text, span), text: '' }]
  return { title: 'delete the clause', safe: safety === 'safe', edits }
}

/** The fix that writes another text in place of one, which changes what is meant. */
export function rewritten(
  { typed }: LintedPolicy,
  { source, span }: Place,
  text: string,
): Fix | undefined {
  if (source !== typed.definition.home.source.name) return undefined
  return { title: `write \`${text}\``, safe: false, edits: [{ span, text }] }
}
