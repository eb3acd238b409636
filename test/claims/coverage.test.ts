import { describe, expect, test } from 'vitest'
import { coverageOf, lcov } from '../../src/claims/index.ts'
import { POLICIES, run } from './acme.ts'

/** What of each policy was decided which way, by the text of its parts. */
function coverage(text: string) {
  return Object.fromEntries(
    coverageOf([run(text)]).map(({ name, atoms }) => [
      name,
      atoms.map(({ place, held, failed }) => {
        const written = (place.source === 'a.uh' ? text : POLICIES).slice(
          place.span.start,
          place.span.end,
        )
        return `${written}: ${held > 0 ? 'held' : '-'} ${failed > 0 ? 'failed' : '-'}`
      }),
    ]),
  )
}

test('a part is decided by the routes that a test has the policy look at', () => {
  expect(
    coverage(`policy p = any where no_log and has tools and provider in [openai, nobody]
      policy untested = any where no_log
      test "t" = p keeps at least 0`),
  ).toEqual({
    p: ['no_log: held failed', 'has tools: held -', 'openai: held failed', 'nobody: - failed'],
    untested: ['no_log: - -'],
  })
})

test('parts of both ends of a chain stand apart', () => {
  expect(
    coverage('policy p = any where 0 <= quality < 0.5 test "t" = p keeps at least 0').p,
  ).toEqual(['0 <= quality < 0.5: held failed', '0 <= quality < 0.5: held failed'])
})

test('all uses of a policy count together, a `match` arm by arm', () => {
  const policy = `policy p(plan: free | pro = pro, cap: price = $10/Mtok) =
    any where match plan { free: price_out <= cap, pro: no_log } and (plan is free or has tools)`
  const parts = (tests: string) => coverage(`${policy} test "t" = ${tests}`).p
  expect(parts('p(plan: free) keeps at least 0')).toEqual([
    'price_out <= cap: held failed',
    'no_log: - -',
    'plan is free: held -',
    'has tools: held -',
  ])
  expect(parts('p(plan: free, cap: $100/Mtok) keeps at least 0 p keeps at least 0')).toEqual([
    'price_out <= cap: held -',
    'no_log: held failed',
    'plan is free: held failed',
    'has tools: held -',
  ])
})

test('what only a request or a router decides is left out, and what is always so', () => {
  expect(
    coverage(`policy p = cheapest where fits and healthy and enabled and in scope and anything
      test "t" = p keeps at least 0`),
  ).toEqual({ p: [] })
})

test('a policy of another file is counted where it stands, with what it inherits', () => {
  const { strict } = coverage('use "./acme.uh" (strict) test "t" = strict keeps at least 0')
  expect(strict?.at(-1)).toBe('no_log: held failed')
  expect(strict).toHaveLength(8)
})

describe('lcov', () => {
  test('has a record for each file, and a branch for each way', () => {
    const text = `use "./acme.uh" (strict)
policy p = any
  where no_log and
    has tools
policy q = any where has vision
test "t" = p keeps at least 0 strict keeps at least 0
`
    const sources = [
      { name: 'a.uh', text },
      { name: 'acme.uh', text: POLICIES },
    ]
    const [own, used, ...others] = lcov(coverageOf([run(text)]), sources)
      .split('TN:\n')
      .slice(1)
    expect(own).toBe(
      [
        ...['SF:a.uh', 'BRDA:3,0,0,2', 'BRDA:3,0,1,5', 'BRDA:4,0,0,7', 'BRDA:4,0,1,0'],
        ...['BRDA:5,0,0,-', 'BRDA:5,0,1,-', 'BRF:6', 'BRH:3'],
        ...['DA:3,7', 'DA:4,7', 'DA:5,0', 'LF:3', 'LH:2', 'end_of_record', ''],
      ].join('\n'),
    )
    expect(used).toMatch(/^SF:acme\.uh\n(BRDA:\d+,\d+,[01],(\d+|-)\n)+BRF:\d+\n/)
    expect(others).toEqual([])
  })

  test('of nothing is empty', () => {
    expect(lcov([], [])).toBe('')
  })
})
