import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { Lab } from '../../route/server/lab.ts'

const KEY = { apiKey: 'none' }

/** Every way in which the SDK can be pointed at a router, with whom that leads to. */
export const MODELS: readonly {
  readonly by: string
  readonly model: string
  readonly candidate: string
  readonly open: (lab: Lab, model: string) => LanguageModel
}[] = [
  { by: 'openai-compatible', model: 'policy:support', candidate: 'alpha/small', open: compatible },
  { by: 'openai-compatible', model: 'policy:claude', candidate: 'claude/large', open: compatible },
  { by: 'openai chat', model: 'policy:support', candidate: 'alpha/small', open: chat },
  { by: 'openai chat', model: 'policy:claude', candidate: 'claude/large', open: chat },
  { by: 'openai responses', model: 'policy:support', candidate: 'alpha/small', open: responses },
  { by: 'anthropic', model: 'policy:claude', candidate: 'claude/large', open: anthropic },
  { by: 'anthropic', model: 'policy:support', candidate: 'alpha/small', open: anthropic },
]

function compatible({ url }: Lab, model: string): LanguageModel {
  const settings = { name: 'router', includeUsage: true, supportsStructuredOutputs: true }
  return createOpenAICompatible({ ...KEY, ...settings, baseURL: url }).chatModel(model)
}

function chat({ url }: Lab, model: string): LanguageModel {
  return createOpenAI({ ...KEY, baseURL: url }).chat(model)
}

function responses({ url }: Lab, model: string): LanguageModel {
  return createOpenAI({ ...KEY, baseURL: url }).responses(model)
}

function anthropic({ url }: Lab, model: string): LanguageModel {
  return createAnthropic({ ...KEY, baseURL: url })(model)
}
