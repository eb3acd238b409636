import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk'
import type { Lab } from '../../route/server/lab.ts'
import { rootOf } from '../room.ts'

/** The client of Anthropic as an application has it, but for the address. */
export function openAnthropic(lab: Lab, options: ClientOptions = {}): Anthropic {
  return new Anthropic({ apiKey: 'none', baseURL: rootOf(lab), maxRetries: 0, ...options })
}

/** Whom the policies of a room lead to: its protocol, what to ask for, and who answers. */
export const TARGETS = [
  { speaks: 'Anthropic', model: 'policy:claude', candidate: 'claude/large' },
  { speaks: 'OpenAI', model: 'policy:support', candidate: 'alpha/small' },
] as const
