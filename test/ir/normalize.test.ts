import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit } from '../../src/ir/admit.ts'
import { encode } from '../../src/ir/encode.ts'
import { normalize, normalizeTracked } from '../../src/ir/normalize.ts'
import { isVariadic, operatorOf, type Sort } from '../../src/ir/operators.ts'
import { childrenOf, subtermsOf } from '../../src/ir/subterms.ts'
import type { Term } from '../../src/ir/term.ts'
import { termArbitrary } from '../arbitrary/term.ts'
import { runs } from '../runs.ts'

const P: Term = ['meets_req']
const Q: Term = ['is', 'no_log']
const S: Term = ['field', 'context']
const NEXT = { action: 'next_candidate' }
const ABORT = { action: 'abort' }

describe('the laws', () => {
  test.each<[string, Term, Term]>([
    [
      '`and` is flat and sorted',
      ['and', P, ['and', Q, ['cmp', 'context', 'ge', 5]]],
      ['and', ['cmp', 'context', 'ge', 5], Q, P],
    ],
    ['`and` drops `top`', ['and', ['top'], P], P],
    ['`and` is `bot` as soon as a part is', ['and', P, ['or', ['bot']], Q], ['bot']],
    ['`and` of units is the unit', ['and', ['top'], ['top']], ['top']],
    ['`or` drops `bot`', ['or', ['bot'], P], P],
    ['`or` is `top` as soon as a part is', ['or', P, ['top']], ['top']],
    ['the same part twice stays twice', ['and', P, P], ['and', P, P]],
    ['`add` is sorted', ['add', ['lit', 2], ['lit', 1]], ['add', ['lit', 1], ['lit', 2]]],
    ['a literal 0 is not the unit of `add`', ['add', ['lit', 0], S], ['add', S, ['lit', 0]]],
    [
      '`seq` is flat and keeps its order',
      ['seq', ['custom', 'b'], ['seq', ['id'], ['custom', 'a']]],
      ['seq', ['custom', 'b'], ['custom', 'a']],
    ],
    ['`not not` is nothing', ['not', ['not', P]], P],
    ['`not top` is `bot`', ['not', ['top']], ['bot']],
    ['`not bot` is `top`', ['not', ['bot']], ['top']],
    ['`not` is not distributed', ['not', ['and', Q, P]], ['not', ['and', Q, P]]],
    ['`scale` by 0 is `zero`', ['scale', 0, S], ['zero']],
    ['`scale` by -0 is `zero`', ['scale', -0, S], ['zero']],
    ['`scale` of `zero` is `zero`', ['scale', 7, ['zero']], ['zero']],
    ['`scale` by 1 is the score', ['scale', 1, S], S],
    [
      'nested `scale` stays: there is no arithmetic',
      ['scale', 2, ['scale', 0.5, S]],
      ['scale', 2, ['scale', 0.5, S]],
    ],
    ['`gate top` is the score', ['gate', ['top'], S], S],
    ['`gate bot` is `zero`', ['gate', ['bot'], S], ['zero']],
    ['`gate` of `zero` is `zero`', ['gate', P, ['zero']], ['zero']],
    ['`normalize` twice is once', ['normalize', ['normalize', S]], ['normalize', S]],
    ['`prefer` has no laws', ['prefer', ['top'], ['argmax']], ['prefer', ['top'], ['argmax']]],
    ['`when top` stays', ['when', ['top'], ['custom', 'a']], ['when', ['top'], ['custom', 'a']]],
    ['a law below opens one above', ['and', ['not', ['or', ['bot']]], ['not', ['not', P]]], P],
    [
      'parts are ordered by bytes, not by UTF-16',
      ['or', ['provider_eq', '😀'], ['provider_eq', '～']],
      ['or', ['provider_eq', '～'], ['provider_eq', '😀']],
    ],
  ])('%s', (_, term, normal) => {
    expect(normalize(term)).toEqual(normal)
  })
})

describe('a failure plan', () => {
  test.each<[string, Term, Term]>([
    [
      'has its reasons sorted, the largest outermost',
      ['override', ['override', ['always', NEXT], 'b', ABORT], 'a', ABORT],
      ['override', ['override', ['always', NEXT], 'a', ABORT], 'b', ABORT],
    ],
    [
      'goes by the outer override of a reason',
      ['override', ['override', ['always', NEXT], 'a', ABORT], 'a', { action: 'disable_provider' }],
      ['override', ['always', NEXT], 'a', { action: 'disable_provider' }],
    ],
    [
      'drops an override that says what the base says',
      ['override', ['always', NEXT], 'a', NEXT],
      ['always', NEXT],
    ],
    [
      'drops one that shadows another back to the base',
      ['override', ['override', ['always', NEXT], 'a', ABORT], 'a', NEXT],
      ['always', NEXT],
    ],
    [
      'knows actions by their encoding',
      [
        'override',
        ['always', { action: 'abort', b: 0, a: 1 }],
        'x',
        { a: 1, action: 'abort', b: -0 },
      ],
      ['always', { action: 'abort', b: 0, a: 1 }],
    ],
    [
      'has reasons such as `constructor`',
      ['override', ['always', NEXT], 'constructor', ABORT],
      ['override', ['always', NEXT], 'constructor', ABORT],
    ],
  ])('%s', (_, term, normal) => {
    expect(normalize(term)).toEqual(normal)
  })
})

const SORTS = [
  'Pred',
  'Scorer',
  'Selector',
  'Xform',
  'FailPlan',
  'Policy',
] as const satisfies readonly Sort[]
const anyTerm = fc.oneof(...SORTS.map((sort) => termArbitrary(sort)))

describe('for any term', () => {
  test('the normal form is its own normal form, as the same array', () => {
    fc.assert(
      fc.property(anyTerm, (term) => {
        const normal = normalize(term)
        expect(normalize(normal)).toBe(normal)
      }),
      runs(1000),
    )
  })

  test('the normal form is admitted, and what is admitted is what was normalized', () => {
    fc.assert(
      fc.property(anyTerm, (term) => {
        const before = admit(term)
        const normal = normalize(before.ok ? before.value.term : ['bot'])
        const after = admit(JSON.parse(JSON.stringify(normal)))
        expect(after).toEqual({
          ok: true,
          value: { sort: before.ok && before.value.sort, term: normal },
        })
      }),
      runs(1000),
    )
  })

  test('neither order nor nesting nor units of the commutative parts matter', () => {
    fc.assert(
      fc.property(anyTerm, fc.infiniteStream(fc.nat()), (term, stream) => {
        const draw = (limit: number) => (stream.next().value ?? 0) % limit
        expect(encode(normalize(disturbed(term, draw)))).toBe(encode(normalize(term)))
      }),
      runs(1000),
    )
  })

  test('the term given is left as it was', () => {
    fc.assert(
      fc.property(anyTerm, (term) => {
        const before = JSON.stringify(term)
        normalize(term)
        expect(JSON.stringify(term)).toBe(before)
      }),
      runs(300),
    )
  })
})

/** The same term, its commutative arguments shuffled, nested and mixed with units. */
function disturbed(term: Term, draw: (limit: number) => number): Term {
  const [op, ...args] = term
  const operator = operatorOf(op)
  if (operator === undefined || childrenOf(term).length === 0) return term
  if (!isVariadic(operator.in)) {
    const children = new Set(childrenOf(term))
    return [op, ...args.map((arg) => (isAmong(arg, children) ? disturbed(arg, draw) : arg))]
  }
  const { commutative, unit } = operator.in
  const parts: Term[] = childrenOf(term).map((child) => disturbed(child, draw))
  if (commutative) {
    for (let i = parts.length - 1; i > 0; i--) {
      const [moved] = parts.splice(draw(i + 1), 1)
      if (moved !== undefined) parts.push(moved)
    }
  }
  if (draw(3) === 0) parts.splice(draw(parts.length + 1), 0, [unit])
  const cut = draw(parts.length + 1)
  return draw(2) === 0 || cut === 0
    ? [op, ...parts]
    : [op, [op, ...parts.slice(0, cut)], ...parts.slice(cut)]
}

function isAmong(value: unknown, terms: ReadonlySet<unknown>): value is Term {
  return terms.has(value)
}

describe('tracking', () => {
  /** `from → to` for every subterm, outermost first. */
  function trace(term: Term): readonly string[] {
    const seen: string[] = []
    normalizeTracked(term, (from, to) =>
      seen.push(`${JSON.stringify(from)} → ${JSON.stringify(to)}`),
    )
    return seen
  }

  test('a part that stays stands for itself', () => {
    expect(trace(['and', Q, P])).toEqual([
      '["and",["is","no_log"],["meets_req"]] → ["and",["is","no_log"],["meets_req"]]',
      '["is","no_log"] → ["is","no_log"]',
      '["meets_req"] → ["meets_req"]',
    ])
  })

  test('a flattened part stands in what it was flattened into, its own parts for themselves', () => {
    expect(trace(['and', ['and', P], ['and', Q, ['is', 'has_tee']]])).toEqual([
      '["and",["and",["meets_req"]],["and",["is","no_log"],["is","has_tee"]]] → ["and",["is","has_tee"],["is","no_log"],["meets_req"]]',
      '["and",["meets_req"]] → ["meets_req"]',
      '["meets_req"] → ["meets_req"]',
      '["and",["is","no_log"],["is","has_tee"]] → ["and",["is","has_tee"],["is","no_log"],["meets_req"]]',
      '["is","no_log"] → ["is","no_log"]',
      '["is","has_tee"] → ["is","has_tee"]',
    ])
  })

  test('what a law removed is stood for by what is left around it', () => {
    expect(trace(['or', ['not', ['is', 'no_log']], ['top']])).toEqual([
      '["or",["not",["is","no_log"]],["top"]] → ["top"]',
      '["not",["is","no_log"]] → ["top"]',
      '["is","no_log"] → ["top"]',
      '["top"] → ["top"]',
    ])
  })

  test('an override is followed to where it was sorted, a dropped one to the base', () => {
    const plan: Term = ['override', ['override', ['always', NEXT], 'b', ABORT], 'a', NEXT]
    const moved: Term = ['override', ['always', NEXT], 'b', ABORT]
    const found = new Map<Term, Term>()
    const normal = normalizeTracked(plan, (from, to) => found.set(from, to))
    expect(normal).toEqual(moved)
    expect([...found.values()]).toEqual([['always', NEXT], moved, ['always', NEXT]])
  })

  test('every subterm is told of once, with a node of the same normal form', () => {
    fc.assert(
      fc.property(anyTerm, (term) => {
        const told: Term[] = []
        const standing = new Set<Term>()
        const normal = normalizeTracked(term, (from, to) => {
          told.push(from)
          standing.add(to)
        })
        expect(normal).toEqual(normalize(term))
        expect(told).toEqual(subtermsOf(term))
        const alive = new Set(subtermsOf(normal))
        expect([...standing].every((to) => alive.has(to))).toBe(true)
      }),
      runs(500),
    )
  })
})
