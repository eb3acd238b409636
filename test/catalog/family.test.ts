import { describe, expect, test } from 'vitest'
import { namingOf } from '../../src/catalog/family.ts'

function family(provider: string, id: string): string {
  const naming = namingOf(provider, id)
  return 'skipped' in naming ? `(${naming.skipped})` : naming.key
}

describe('one model is one family, whoever serves it', () => {
  test.each<[family: string, ids: readonly [provider: string, id: string][]]>([
    [
      'claude-haiku-4-5',
      [
        ['anthropic', 'claude-haiku-4-5'],
        ['anthropic', 'claude-haiku-4-5-20251001'],
        ['openrouter', 'anthropic/claude-haiku-4.5'],
        ['bedrock', 'global.anthropic.claude-haiku-4-5-20251001-v1:0'],
      ],
    ],
    [
      'claude-opus-4-6',
      [
        ['anthropic', 'claude-opus-4-6'],
        ['bedrock', 'us.anthropic.claude-opus-4-6-v1'],
      ],
    ],
    [
      'gpt-oss-120b',
      [
        ['groq', 'openai/gpt-oss-120b'],
        ['cerebras', 'gpt-oss-120b'],
        ['bedrock', 'openai.gpt-oss-120b-1:0'],
        ['cloudflare', '@cf/openai/gpt-oss-120b'],
      ],
    ],
    [
      'llama-3-3-70b',
      [
        ['groq', 'llama-3.3-70b-versatile'],
        ['openrouter', 'meta-llama/llama-3.3-70b-instruct'],
        ['bedrock', 'us.meta.llama3-3-70b-instruct-v1:0'],
        ['cloudflare', '@cf/meta/llama-3.3-70b-instruct-fp8-fast'],
      ],
    ],
    [
      'glm-5-2',
      [
        ['zai', 'glm-5.2'],
        ['mistral', 'zai-glm-5-2'],
        ['fireworks', 'accounts/fireworks/models/glm-5p2'],
        ['together', 'zai-org/GLM-5.2'],
      ],
    ],
    [
      'qwen3-8-27b',
      [
        ['cerebras', 'qwen-3.8-27b'],
        ['groq', 'qwen/qwen3.8-27b'],
      ],
    ],
    [
      'gemma-4-31b-it',
      [
        ['google', 'gemma-4-31b-it'],
        ['bedrock', 'google.gemma-4-31b'],
      ],
    ],
  ])('%s', (expected, ids) => {
    expect(ids.map(([provider, id]) => family(provider, id))).toEqual(ids.map(() => expected))
  })
})

describe('what is not the same model is another family', () => {
  test.each([
    ['a snapshot', 'openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
    ['a size', 'openai', 'gpt-5-mini', 'gpt-5'],
    ['a speed', 'baseten', 'zai-org/GLM-5.3-Fast', 'GLM-5.3'],
    ['a mode', 'openrouter', 'qwen/qwen3-235b-a22b-thinking-2507', 'qwen/qwen3-235b-a22b-2507'],
    ['a completion model', 'openai', 'gpt-3.5-turbo-instruct', 'gpt-3.5-turbo'],
  ])('%s', (_name, provider, one, other) => {
    expect(family(provider, one)).not.toBe(family(provider, other))
  })
})

describe('an id that names no one model is left out', () => {
  test.each([
    ['openrouter', 'openai/gpt-oss-20b:free', '(free variants are not offered to everyone)'],
    ['openrouter', 'openai/gpt-5:batch', '(batch variants answer hours later)'],
    ['openrouter', '~anthropic/claude-opus-latest', '(aliases move from model to model)'],
    ['mistral', 'mistral-large-latest', '(aliases move from model to model)'],
    ['openrouter', 'openrouter/auto', '(routers choose a model themselves)'],
    ['fireworks', 'accounts/fireworks/routers/glm-5p3-fast', '(routers choose a model themselves)'],
    ['bedrock', 'eu.amazon.nova-pro-v1:0', '(regional profiles of one model)'],
    ['azure', 'eu/gpt-5-nano', '(one region or contract only)'],
  ])('%s %s', (provider, id, expected) => {
    expect(family(provider, id)).toBe(expected)
  })
})
