import { describe, expect, test } from 'vitest'
import {
  and,
  any,
  anything,
  best,
  type Condition,
  cheapest,
  constant,
  context,
  enabled,
  family,
  fastest,
  field,
  fits,
  flag,
  has,
  hasTee,
  healthy,
  inOrder,
  inScope,
  latency,
  negative,
  noLog,
  not,
  nothing,
  or,
  type PolicyBuilder,
  priceIn,
  priceOut,
  provider,
  quality,
  rankBy,
  retry,
  type Score,
  servedBy,
  termCondition,
  termPolicy,
  termScore,
  throughput,
  tier,
} from '../../src/builder/index.ts'
import { compile } from '../../src/compile/index.ts'
import { decompile } from '../../src/index.ts'

/** What a text means: the bytes that travel, and their name. */
function meaning(text: string): object {
  const { value, diagnostics } = compile({ name: 'a.uh', text })
  const [policy] = value?.policies ?? []
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics))
  return { bytes: JSON.stringify(policy.policy_ir), fingerprint: policy.fingerprint }
}

function built(policy: PolicyBuilder): object {
  const { policy_ir, fingerprint } = policy.build()
  return { bytes: JSON.stringify(policy_ir), fingerprint }
}

describe('a builder makes the bytes of the text, for', () => {
  // biome-ignore format: table
  const CLAUSES: readonly (readonly [string, PolicyBuilder])[] = [
    ['cheapest', cheapest()],
    ['cheapest for 4k in, 800 out', cheapest({ in: 4000, out: '800' })],
    ['fastest', fastest()],
    ['best', best()],
    ['best by quality.coding', best(field('quality.coding'))],
    ['any', any()],
    ['in order [openai/"gpt-5", groq/"kimi k2"]', inOrder(['openai', 'gpt-5'], ['groq', 'kimi k2'])],
    ['any sample 0.7', any().sample(0.7)],
    ['best in catalog order', best().inCatalogOrder()],
    ['best unguarded', best().unguarded()],
    ['cheapest prefer provider is openai prefer no_log take 3', cheapest().prefer(provider.is('openai')).prefer(noLog).take(3)],
    ['any select term ["top_k", 2, ["argmax"]]', any().select(['top_k', 2, ['argmax']])],
    ['any set temperature = 0.2 set stream = true set user = "a\\"b"', any().set('temperature', 0.2).set('stream', true).set('user', 'a"b')],
    ['any set temperature = -1', any().set('temperature', -1)],
    ['any limit max_tokens to 1..4000', any().limit('max_tokens', 1, 4000)],
    ['any jitter temperature by 0.1 seed seed from request', any().jitter('temperature', 0.1).seed('seed')],
    ['any apply redact', any().apply('redact')],
    ['any apply term ["id"]', any().apply(['id'])],
    ['any filter text [NFKC, "strip urls", { p: 0.5 }]', any().filterText(['NFKC', 'strip urls', { p: 0.5 }])],
    ['any filter image [resize]', any().filterImage(['resize'])],
    ['any when has tools: { set a = 1 set b = 2 }', any().when(has('tools'), (to) => to.set('a', 1).set('b', 2))],
    ['any timeout 22s, first token 10s', any().timeout('22s', 10_000)],
    ['any timeout 500ms', any().timeout(500)],
    ['any fallback next', any().fallback('next')],
    ['any fallback stop', any().fallback('stop')],
    ['any fallback term ["always", {"action": "abort"}]', any().fallback(['always', { action: 'abort' }])],
    ['any on rate_limit next, cool 30s', any().on('rate_limit', 'next', { cool: '30s' })],
    ['any on timeout same model elsewhere on auth_error disable provider on bad_request stop', any().on('timeout', 'same-model-elsewhere').on('auth_error', 'disable-provider').on('bad_request', 'stop')],
    ['any on network_error retry 2 after 200ms, 600ms then stop, cool 1m', any().on('network_error', retry(2, ['200ms', 600], 'stop'), { cool: 60_000 })],
    ['any where no_log where has tools', any().where(noLog, has('tools'))],
  ]

  test.each(CLAUSES)('%s', (text, policy) => {
    expect(built(policy)).toEqual(meaning(text))
    expect(meaning(policy.text('named'))).toEqual(meaning(text))
  })

  test.each<readonly [string, Condition]>([
    ['quality >= 0.8', quality.atLeast(0.8)],
    ['quality <= 80%', quality.atMost('80%')],
    [
      'price_out > $1/Mtok and price_out < $5/Mtok',
      and(priceOut.above(1), priceOut.below('$5/Mtok')),
    ],
    ['price_in = $0.3/Mtok', priceIn.equals(0.3)],
    ['price_in != $0.3/Mtok', priceIn.differsFrom(0.3)],
    ['context between 8k and 128Ki', context.between(8000, '128Ki')],
    ['tok_s >= 60 tok/s', throughput.atLeast(60)],
    ['quality in [0.5, 0.6]', quality.oneOf([0.5, 0.6])],
    ['quality not in [0.5, 0.6]', quality.noneOf([0.5, 0.6])],
    ['top 5 by quality', quality.inTop(5)],
    ['known latency_ms', latency.isKnown()],
    ['provider is openai', provider.is('openai')],
    ['provider is not "together ai"', provider.isNot('together ai')],
    ['family in [gpt, "a\\nb"]', family.oneOf(['gpt', 'a\nb'])],
    ['served_by not in [x, not_y]', servedBy.noneOf(['x', 'not_y'])],
    ['tier is partner', tier.is('partner')],
    ['tier >= marketplace', tier.atLeast('marketplace')],
    ['tier > "fallback" and tier < partner', tier.above('fallback').and(tier.below('partner'))],
    ['tier <= partner', tier.atMost('partner')],
    ['no_log or (has_tee and has vision)', or(flag('no_log'), and(hasTee, has('vision')))],
    ['not (no_log or has_tee)', not(or(noLog, hasTee))],
    ['not (not no_log)', not(not(noLog))],
    ['healthy and fits and enabled and in scope', and(healthy, fits, enabled, inScope)],
    ['anything', and()],
    ['nothing', or()],
    ['anything or nothing', anything.or(nothing)],
    ['term ["cmp", "quality", "lt", 0.5]', termCondition(['cmp', 'quality', 'lt', 0.5])],
  ])('where %s', (text, condition) => {
    expect(built(any().where(condition))).toEqual(meaning(`any where ${text}`))
  })

  test.each<readonly [string, Score]>([
    ['quality', quality],
    [
      '0.7 * norm(quality) - 0.3 * norm(price_out)',
      quality.norm().times(0.7).minus(priceOut.norm().times(0.3)),
    ],
    ['1 - norm(price_in)', constant(1).minus(priceIn.norm())],
    ['-(quality + 2 * tool_calling)', negative(quality.plus(field('tool_calling').times(2)))],
    ['2 * (quality - 0.1)', quality.minus(0.1).times(2)],
    ['clamp(latency_ms, 0s, 10s)', latency.clamp(0, '10s')],
    ['(quality if healthy or no_log) + 0.5', quality.onlyIf(healthy.or(noLog)).plus(0.5)],
    ['quality - (quality - 1)', quality.minus(quality.minus(1))],
    ['term ["lit", 0.5]', termScore(['lit', 0.5])],
  ])('rank by %s', (text, score) => {
    expect(built(rankBy(score))).toEqual(meaning(`rank by ${text}`))
  })

  test('a whole policy of the wire format, and back', () => {
    const { policy_ir } = best().where(noLog).build()
    expect(built(termPolicy(policy_ir))).toEqual(built(best().where(noLog)))
    const { value: text } = decompile(policy_ir)
    expect(meaning(text ?? '')).toEqual(built(best().where(noLog)))
  })
})

test('a builder is not changed by what is built on it', () => {
  const base = cheapest().where(quality.atLeast(0.5))
  const before = base.text()
  base.where(noLog).take(1)
  expect(base.text()).toBe(before)
  expect(before).toBe('cheapest where quality >= 0.5\n')
})

test.each([
  [() => quality.atLeast(Number.NaN), 'a policy cannot hold the number NaN'],
  [() => any().timeout(Number.POSITIVE_INFINITY), 'a policy cannot hold the number Infinity'],
  [() => priceOut.below('5 or no_log'), '"5 or no_log" is not a number of the language'],
  [() => any().where(quality.atLeast(1.2)).build(), /UH2006 at \d+:\d+: .*did you mean/],
  [() => any().where(flag('nolog')).build(), 'UH1001'],
  [() => any().where(tier.is('gold')).build(), '`gold` is not a tier'],
  [() => any().where(provider.is('\uD800')).build(), 'does not compile'],
])('what is wrong is told %#', (make, said) => {
  expect(make).toThrow(said)
})
