import OpenAI, { type ClientOptions } from 'openai'
import type { Lab } from '../../route/server/lab.ts'

/** The client of OpenAI as an application has it, but for the address. */
export function openOpenAi({ url }: Lab, options: ClientOptions = {}): OpenAI {
  return new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0, ...options })
}

/** Whom the policies of a room lead to: its protocol, what to ask for, and who answers. */
export const TARGETS = [
  { speaks: 'OpenAI', model: 'policy:support', candidate: 'alpha/small' },
  { speaks: 'Anthropic', model: 'policy:claude', candidate: 'claude/large' },
] as const
