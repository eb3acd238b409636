import { subtermAt, type Term } from '../../ir/term.ts'
import type { Expr } from '../../syntax/ast.ts'
import type { Subject } from '../resolve/subjects.ts'
import { NOWHERE, name, nameOrText } from './build.ts'

/** The operations that ask for one name, and what they ask about. */
export const SUBJECT_OF: ReadonlyMap<string, Subject> = new Map([
  ['provider_eq', 'provider'],
  ['family_eq', 'family'],
  ['served_by_eq', 'served_by'],
  ['tier_eq', 'tier'],
])

type NameList = Expr & { kind: 'in' }

/**
 * The arguments of an `or` (or an `and`) with those that ask for several names of one kind (or
 * rule several out) put together as `provider in [a, b]` (`not in`), where the first of them was.
 */
export function joinedNames(
  terms: readonly Term[],
  op: 'and' | 'or',
): readonly (Term | NameList)[] {
  const names = new Map<Subject, string[]>()
  for (const term of terms) {
    const asked = askedName(term, op)
    if (asked === undefined) continue
    const others = names.get(asked.subject)
    if (others === undefined) names.set(asked.subject, [asked.name])
    else others.push(asked.name)
  }
  const done = new Set<Subject>()
  return terms.flatMap((term): readonly (Term | NameList)[] => {
    const asked = askedName(term, op)
    const all = asked && names.get(asked.subject)
    if (asked === undefined || all === undefined || all.length < 2) return [term]
    if (done.has(asked.subject)) return []
    done.add(asked.subject)
    return [
      {
        kind: 'in',
        span: NOWHERE,
        operand: name(asked.subject),
        negated: op === 'and',
        items: all.map(nameOrText),
      },
    ]
  })
}

interface Asked {
  readonly subject: Subject
  readonly name: string
}

function askedName(term: Term, op: 'and' | 'or'): Asked | undefined {
  const inner = op === 'or' ? term : term[0] === 'not' ? subtermAt(term, 1) : undefined
  if (inner === undefined) return undefined
  const subject = SUBJECT_OF.get(inner[0])
  const [, asked] = inner
  return subject === undefined || typeof asked !== 'string' ? undefined : { subject, name: asked }
}
