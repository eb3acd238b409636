import { expect, test } from 'vitest'
import type { Term } from '../../src/ir/index.ts'
import { normal, slot } from './compiled.ts'

const KNOWN_IN: Term = ['cmp', 'price_in', 'lt', 1e308]
const KNOWN_OUT: Term = ['cmp', 'price_out', 'lt', 1e308]
const KNOWN_QUALITY: Term = ['cmp', 'quality', 'ge', 0]

// biome-ignore format: table
const CONDITIONS: readonly (readonly [condition: string, filter: Term])[] = [
  ['quality >= 0.8', ['cmp', 'quality', 'ge', 0.8]],
  ['80% <= quality', ['cmp', 'quality', 'ge', 0.8]],
  ['quality < 0.9', ['and', ['cmp', 'quality', 'lt', 0.9], KNOWN_QUALITY]],
  ['not quality >= 0.9', ['and', ['cmp', 'quality', 'lt', 0.9], KNOWN_QUALITY]],
  ['0.5 <= quality < 0.9', ['and', ['cmp', 'quality', 'ge', 0.5], ['cmp', 'quality', 'lt', 0.9], KNOWN_QUALITY]],
  ['quality != 0', ['and', ['cmp', 'quality', 'ne', 0], KNOWN_QUALITY]],
  ['price_out <= $5/Mtok', ['cmp', 'price_out', 'le', 5]],
  ['price_out <= $0.15/ktok', ['cmp', 'price_out', 'le', 150]],
  ['price_out > $5/Mtok', ['and', ['cmp', 'price_out', 'gt', 5], KNOWN_OUT]],
  ['not (price_in <= $1/Mtok and price_out <= $5/Mtok)', ['or', ['and', ['cmp', 'price_in', 'gt', 1], KNOWN_IN], ['and', ['cmp', 'price_out', 'gt', 5], KNOWN_OUT]]],
  ['not (price_in > $1/Mtok or no_log)', ['and', ['cmp', 'price_in', 'le', 1], ['not', ['is', 'no_log']]]],
  ['price_in > $1/Mtok and price_in < $9/Mtok', ['and', ['cmp', 'price_in', 'gt', 1], ['cmp', 'price_in', 'lt', 9], KNOWN_IN]],
  ['price_in > $1/Mtok and known price_in', ['and', ['cmp', 'price_in', 'gt', 1], KNOWN_IN]],
  ['latency_ms < 1.5s', ['cmp', 'latency_ms', 'lt', 1500]],
  ['latency_ms <= 2m', ['cmp', 'latency_ms', 'le', 120_000]],
  ['tok_s >= 60 tok/s', ['cmp', 'tok_s', 'ge', 60]],
  ['tok_s < 60 tok/s', ['and', ['cmp', 'tok_s', 'lt', 60], ['cmp', 'tok_s', 'ge', 0.001]]],
  ['context >= 128k', ['cmp', 'context', 'ge', 128_000]],
  ['context >= 128Ki', ['cmp', 'context', 'ge', 131_072]],
  ['context between 32k and 1M', ['and', ['cmp', 'context', 'ge', 32_000], ['cmp', 'context', 'le', 1_000_000], ['cmp', 'context', 'ge', 1]]],
  ['context in [32k, 128k]', ['or', ['cmp', 'context', 'eq', 32_000], ['cmp', 'context', 'eq', 128_000]]],
  ['success_rate < 0.9', ['cmp', 'success_rate', 'lt', 0.9]],
  ['success_rate >= 99%', ['cmp', 'success_rate', 'ge', 0.99]],
  ['credits > $0.50', ['cmp', 'credits', 'gt', 0.5]],
  ['known price_in', KNOWN_IN],
  ['known quality', KNOWN_QUALITY],
  ['not known price_in', ['cmp', 'price_in', 'ge', 1e308]],
  ['not known quality', ['cmp', 'quality', 'lt', 0]],
  ['top 5 by quality', ['cmp', 'quality_rank', 'le', 5]],
  ['not top 5 by quality', ['and', ['cmp', 'quality_rank', 'gt', 5], ['cmp', 'quality_rank', 'lt', 1e308]]],
  ['top 3 by price_out', ['cmp', 'price_out_rank', 'le', 3]],
  ['no_log', ['is', 'no_log']],
  ['not has_tee', ['not', ['is', 'has_tee']]],
  ['healthy', ['not', ['is', 'breaker_open']]],
  ['not healthy', ['is', 'breaker_open']],
  ['enabled', ['not', ['is', 'disabled']]],
  ['fits', ['meets_req']],
  ['not fits', ['not', ['meets_req']]],
  ['in scope', ['scope_matches']],
  ['anything', ['top']],
  ['not anything', ['bot']],
  ['nothing or no_log', ['is', 'no_log']],
  ['has tools', ['has_cap', 'supports_tools']],
  ['not has vision', ['not', ['has_cap', 'supports_vision']]],
  ['has supports_tools', ['has_cap', 'supports_tools']],
  ['has "audio"', ['has_cap', 'audio']],
  ['provider is openai', ['provider_eq', 'openai']],
  ['provider = "openai"', ['provider_eq', 'openai']],
  ['provider is not openai', ['not', ['provider_eq', 'openai']]],
  ['not provider is openai', ['not', ['provider_eq', 'openai']]],
  ['provider in [openai, "together-ai"]', ['or', ['provider_eq', 'openai'], ['provider_eq', 'together-ai']]],
  ['provider in [openai]', ['provider_eq', 'openai']],
  ['provider not in [openai, groq]', ['and', ['not', ['provider_eq', 'openai']], ['not', ['provider_eq', 'groq']]]],
  ['family is "gpt-5-nano"', ['family_eq', 'gpt-5-nano']],
  ['served_by is "peer-1"', ['served_by_eq', 'peer-1']],
  ['tier is partner', ['tier_eq', 'partner']],
  ['tier in [fallback, partner]', ['or', ['tier_eq', 'fallback'], ['tier_eq', 'partner']]],
  ['tier >= marketplace', ['min_tier', 'marketplace']],
  ['tier > "fallback"', ['min_tier', 'marketplace']],
  ['tier < marketplace', ['not', ['min_tier', 'marketplace']]],
  ['tier <= marketplace', ['not', ['min_tier', 'partner']]],
  ['tier > partner', ['bot']],
  ['tier <= partner', ['top']],
  ['marketplace <= tier < partner', ['and', ['min_tier', 'marketplace'], ['not', ['min_tier', 'partner']]]],
  ['0.5 < 0.6', ['top']],
  ['term ["cmp", "price_in", "gt", 1]', ['cmp', 'price_in', 'gt', 1]],
  ['not term ["cmp", "price_in", "gt", 1]', ['not', ['cmp', 'price_in', 'gt', 1]]],
]

test.each(CONDITIONS)('`where %s` is the predicate of the reference', (condition, filter) => {
  expect(slot(`any unguarded where ${condition}`, 'filter')).toBe(normal(filter))
})

test('several `where` clauses have to hold together', () => {
  expect(slot('any unguarded where no_log where has_tee', 'filter')).toBe(
    normal(['and', ['is', 'no_log'], ['is', 'has_tee']]),
  )
})

test('the standing guards begin the filter unless they are said already', () => {
  const guards: readonly Term[] = [['meets_req'], ['not', ['is', 'disabled']]]
  expect(slot('any', 'filter')).toBe(normal(['and', ...guards]))
  expect(slot('any where enabled', 'filter')).toBe(normal(['and', ...guards]))
  expect(slot('any where fits and no_log', 'filter')).toBe(
    normal(['and', ['is', 'no_log'], ...guards]),
  )
  expect(slot('any unguarded where fits and fits', 'filter')).toBe(
    normal(['and', ['meets_req'], ['meets_req']]),
  )
})

test('a `let` stands for what it is', () => {
  const text = `
    let trusted = provider in [openai, google]
    let floor = 70%
    let home = "azure"
    any unguarded where trusted and quality >= floor or provider is home`
  expect(slot(text, 'filter')).toBe(
    slot(
      'any unguarded where (provider in [openai, google] and quality >= 0.7) or provider is azure',
      'filter',
    ),
  )
})
