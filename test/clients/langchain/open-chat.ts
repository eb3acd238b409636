import { ChatAnthropic } from '@langchain/anthropic'
import { ChatOpenAI } from '@langchain/openai'
import type { Lab } from '../../route/server/lab.ts'
import { rootOf } from '../room.ts'

const SETTINGS = { apiKey: 'none', maxRetries: 0, maxTokens: 500 }

/** The clients of LangChain, each with whom a policy leads it to. */
export const CHATS = [
  { by: 'ChatOpenAI', model: 'policy:support', candidate: 'alpha/small', open: chatOpenAi },
  { by: 'ChatOpenAI', model: 'policy:claude', candidate: 'claude/large', open: chatOpenAi },
  {
    by: 'ChatOpenAI of responses',
    model: 'policy:support',
    candidate: 'alpha/small',
    open: chatResponses,
  },
  { by: 'ChatAnthropic', model: 'policy:claude', candidate: 'claude/large', open: chatAnthropic },
  { by: 'ChatAnthropic', model: 'policy:support', candidate: 'alpha/small', open: chatAnthropic },
] as const

export function chatOpenAi({ url }: Lab, model: string, modelKwargs = {}): ChatOpenAI {
  return new ChatOpenAI({ ...SETTINGS, model, modelKwargs, configuration: { baseURL: url } })
}

export function chatAnthropic(lab: Lab, model: string, invocationKwargs = {}): ChatAnthropic {
  return new ChatAnthropic({ ...SETTINGS, model, invocationKwargs, anthropicApiUrl: rootOf(lab) })
}

function chatResponses({ url }: Lab, model: string): ChatOpenAI {
  const settings = { ...SETTINGS, model, useResponsesApi: true }
  return new ChatOpenAI({ ...settings, configuration: { baseURL: url } })
}
