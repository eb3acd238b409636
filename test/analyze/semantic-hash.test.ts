import { describe, expect, test } from 'vitest'
import { semanticHash } from '../../src/analyze/index.ts'
import { STANDARD_CATALOG_VOCABULARY as vocabulary } from '../../src/catalog/vocabulary.ts'
import { fingerprint } from '../../src/ir/fingerprint.ts'
import { normalize } from '../../src/ir/normalize.ts'
import type { Term } from '../../src/ir/term.ts'

const hash = (pred: Term): string | undefined => semanticHash(pred, { vocabulary })
const GOOD: Term = ['cmp', 'quality', 'ge', 0.7]

describe('the semantic hash', () => {
  test('is told apart from a fingerprint by its beginning', () => {
    expect(hash(GOOD)).toMatch(/^sem:[0-9a-f]{64}$/)
    expect(fingerprint(normalize(GOOD))).toMatch(/^sha256:/)
  })

  test('does not change from one version to the next', () => {
    expect([hash(['top']), hash(['bot']), hash(GOOD), hash(EVERYTHING)]).toEqual([
      'sem:c3f7b50afe94bfb505296c3ee40f14a63a8553e9ce95d48dfb7f6aa304bbd636',
      'sem:b0db2a307cfce4ded0a5117fb37f8df56fcebacfc7ad071adcf90aede5c63584',
      'sem:11ad0a8551c4f2198d26fbae9f4023dc7fcc36f63b0a54c6f0d64f9117b53872',
      'sem:aa69ce49b12475f6463f44cf880c9034c567603fc3b46bcc52f20bfbef1961f3',
    ])
  })

  test.each<[fact: string, other: Term]>([
    ['a double negation', ['not', ['not', GOOD]]],
    ['the opposite of the opposite comparison', ['not', ['cmp', 'quality', 'lt', 0.7]]],
    ['a bound that is implied', ['and', GOOD, ['cmp', 'quality', 'gt', 0.2]]],
    ['a bound that the domain implies', ['and', GOOD, ['cmp', 'quality', 'le', 1]]],
    ['a name that makes no difference', ['or', GOOD, ['and', ['provider_eq', 'a'], GOOD]]],
    ['the bound behind the double before', ['cmp', 'quality', 'gt', 0.7 - 2 ** -53]],
  ])('sees no difference in %s', (_, other) => {
    expect(hash(other)).toBe(hash(GOOD))
    expect(fingerprint(normalize(other)) === fingerprint(normalize(GOOD))).toBe(
      normalize(other)[0] === 'cmp' && normalize(other)[3] === 0.7,
    )
  })

  test.each<[fact: string, other: Term]>([
    ['another bound', ['cmp', 'quality', 'ge', 0.71]],
    ['the bound without its value', ['cmp', 'quality', 'gt', 0.7]],
    ['another field', ['cmp', 'tool_calling', 'ge', 0.7]],
    ['the absent value', ['or', GOOD, ['cmp', 'quality', 'lt', 0]]],
    ['a flag more', ['and', GOOD, ['is', 'no_log']]],
    ['a capability of the name of a flag', ['and', GOOD, ['has_cap', 'no_log']]],
  ])('sees %s', (_, other) => {
    expect(hash(other)).not.toBe(hash(GOOD))
  })
})

/** Something of every kind. */
const EVERYTHING: Term = [
  'or',
  ['and', ['meets_req'], ['not', ['is', 'disabled']], ['min_tier', 'marketplace']],
  ['and', ['scope_matches'], ['provider_eq', 'openai'], ['cmp', 'context', 'gt', 8000]],
  ['and', ['served_by_eq', 'peer'], ['family_eq', 'ñ "q"'], ['cmp', 'price_out', 'ne', 5]],
  ['and', ['has_cap', 'supports_tools'], GOOD, ['cmp', 'price_in', 'lt', 1e308]],
]
