import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import { encode } from '../../ir/encode.ts'
import type { Term } from '../../ir/term.ts'
import type { Clause } from '../../syntax/ast.ts'
import { print } from '../../syntax/index.ts'
import { compile } from '../compile.ts'
import { NOWHERE, raw } from './build.ts'
import { policyBody, SLOTS, type Slot } from './policy-body.ts'

export interface Writing {
  readonly vocabulary: CatalogVocabulary
  readonly style: 'short' | 'expanded'
}

/**
 * Clauses that were seen to compile to a policy in normal form.
 *
 * Tries clauses for every slot; then each slot alone, to find out which of them has to be a raw
 * term; and at last the whole policy as one.
 */
export function faithfulBody(policy: Term, writing: Writing): readonly Clause[] {
  const wanted = encode(policy)
  const attempt = (slots: readonly Slot[]): readonly Clause[] | undefined => {
    const clauses = policyBody(policy, { ...writing, raw: new Set(slots) })
    return encodingOf(clauses, writing) === wanted ? clauses : undefined
  }
  const sayable = (slot: Slot) => attempt(SLOTS.filter((each) => each !== slot)) !== undefined
  return (
    attempt([]) ??
    attempt(SLOTS.filter((slot) => !sayable(slot))) ?? [
      { kind: 'body-term', span: NOWHERE, term: raw(policy) },
    ]
  )
}

/** What the clauses compile to; undefined when they do not compile. */
function encodingOf(body: readonly Clause[], { vocabulary }: Writing): string | undefined {
  const policy = {
    kind: 'policy',
    span: NOWHERE,
    doc: [],
    name: undefined,
    params: [],
    extends: undefined,
    body,
  } as const
  const text = print({ kind: 'file', span: NOWHERE, edition: undefined, items: [policy] })
  const compiled = compile({ name: '<attempt>', text }, { vocabulary }).value?.policies[0]
  return compiled && encode(compiled.policy_ir)
}
