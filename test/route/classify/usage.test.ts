import { describe, expect, test } from 'vitest'
import type { Usage } from '../../../src/catalog/price.ts'
import {
  usageOfCompletion,
  usageOfMessage,
  usageOfResponse,
} from '../../../src/route/classify/usage.ts'

interface UsageCase {
  readonly reported: unknown
  readonly usage: Usage | undefined
}

describe('of chat completions', () => {
  test.each<[string, UsageCase]>([
    [
      'OpenAI counts what it read from the cache as part of the prompt',
      {
        reported: {
          prompt_tokens: 1117,
          completion_tokens: 46,
          total_tokens: 1163,
          prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0 },
          completion_tokens_details: { reasoning_tokens: 20 },
        },
        usage: { input: 93, output: 46, cacheRead: 1024 },
      },
    ],
    [
      'DeepSeek names hits and misses',
      {
        reported: {
          prompt_tokens: 1011,
          completion_tokens: 11,
          total_tokens: 1022,
          prompt_cache_hit_tokens: 960,
          prompt_cache_miss_tokens: 51,
        },
        usage: { input: 51, output: 11, cacheRead: 960 },
      },
    ],
    [
      'Moonshot names them at the top',
      {
        reported: { prompt_tokens: 20, completion_tokens: 3, total_tokens: 23, cached_tokens: 15 },
        usage: { input: 5, output: 3, cacheRead: 15 },
      },
    ],
    [
      'OpenRouter tells what was written to the cache',
      {
        reported: {
          prompt_tokens: 2012,
          completion_tokens: 30,
          total_tokens: 2042,
          prompt_tokens_details: { cached_tokens: 1500, cache_write_tokens: 500 },
        },
        usage: { input: 12, output: 30, cacheRead: 1500, cacheWrite: 500 },
      },
    ],
    [
      'Groq has times beside the tokens',
      {
        reported: {
          prompt_tokens: 23,
          prompt_time: 0.006,
          completion_tokens: 19,
          total_tokens: 42,
        },
        usage: { input: 23, output: 19 },
      },
    ],
    [
      'xAI leaves reasoning out of the completion',
      {
        reported: {
          prompt_tokens: 32,
          completion_tokens: 9,
          total_tokens: 135,
          completion_tokens_details: { reasoning_tokens: 94 },
        },
        usage: { input: 32, output: 103 },
      },
    ],
    [
      'Gemini leaves it out and names it nowhere',
      {
        reported: { prompt_tokens: 6, completion_tokens: 9, total_tokens: 215 },
        usage: { input: 6, output: 209 },
      },
    ],
    [
      'a prompt smaller than its cache does not hold it',
      {
        reported: {
          prompt_tokens: 3,
          completion_tokens: 8,
          total_tokens: 11,
          cache_read_input_tokens: 100,
          cache_creation_input_tokens: 20,
        },
        usage: { input: 3, output: 8, cacheRead: 100, cacheWrite: 20 },
      },
    ],
    [
      'a total that holds the cache once more says that the prompt does not',
      {
        reported: {
          prompt_tokens: 300,
          completion_tokens: 8,
          total_tokens: 408,
          prompt_tokens_details: { cached_tokens: 100 },
        },
        usage: { input: 300, output: 8, cacheRead: 100 },
      },
    ],
    [
      'embeddings have no completion',
      { reported: { prompt_tokens: 8, total_tokens: 8 }, usage: { input: 8, output: 0 } },
    ],
    [
      'zeros are unknown',
      { reported: { prompt_tokens: 0, completion_tokens: 0 }, usage: undefined },
    ],
    ['nothing is unknown', { reported: null, usage: undefined }],
    ['an empty record is unknown', { reported: {}, usage: undefined }],
    [
      'counts that are no counts are left out',
      {
        reported: {
          prompt_tokens: 5,
          completion_tokens: -1,
          total_tokens: 1e300,
          cached_tokens: 0.5,
        },
        usage: { input: 5, output: 0 },
      },
    ],
    ['a prompt that is no count', { reported: { prompt_tokens: '5' }, usage: undefined }],
  ])('%s', (_, { reported, usage }) => {
    expect(usageOfCompletion(reported)).toEqual(usage)
  })
})

test('the input of a response holds its cache', () => {
  const reported = {
    input_tokens: 1037,
    input_tokens_details: { cached_tokens: 1024 },
    output_tokens: 11,
    output_tokens_details: { reasoning_tokens: 5 },
    total_tokens: 1048,
  }
  expect(usageOfResponse(reported)).toEqual({ input: 13, output: 11, cacheRead: 1024 })
  expect(usageOfResponse({ total_tokens: 5 })).toBeUndefined()
})

test('the three counts of the input of a message are apart', () => {
  const reported = {
    input_tokens: 12,
    cache_read_input_tokens: 18_000,
    cache_creation_input_tokens: 2048,
    output_tokens: 89,
  }
  expect(usageOfMessage(reported)).toEqual({
    input: 12,
    output: 89,
    cacheRead: 18_000,
    cacheWrite: 2048,
  })
  expect(usageOfMessage(undefined)).toBeUndefined()
})
