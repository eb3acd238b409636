import { type Body, memberValue } from '../splice/body.ts'

/** What of a parameter is kept: any number, a truth, or one of some words. */
type Kept = 'number' | 'truth' | ReadonlySet<string>

/**
 * Parameters that change what is answered, or what it costs. Of texts only words are kept that the
 * interfaces know: any other could say something of whoever asks.
 */
const MATTERING: ReadonlyMap<string, Kept> = new Map<string, Kept>([
  ['max_tokens', 'number'],
  ['max_completion_tokens', 'number'],
  ['max_output_tokens', 'number'],
  ['temperature', 'number'],
  ['top_p', 'number'],
  ['top_k', 'number'],
  ['n', 'number'],
  ['presence_penalty', 'number'],
  ['frequency_penalty', 'number'],
  ['reasoning_effort', new Set(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])],
  ['verbosity', new Set(['low', 'medium', 'high'])],
  // Of OpenAI, of Groq from `on_demand` on, of Anthropic, of Gemini, and of Bedrock.
  [
    'service_tier',
    new Set([
      ...['auto', 'default', 'flex', 'scale', 'priority', 'fast'],
      ...['on_demand', 'performance', 'standard_only', 'standard', 'reserved'],
    ]),
  ],
  ['dimensions', 'number'],
  // Voyage and Cohere quantise.
  ['encoding_format', new Set(['float', 'base64', 'int8', 'uint8', 'binary', 'ubinary'])],
  ['parallel_tool_calls', 'truth'],
])

/** The parameters of a body that matter to a receipt, where they are what the interfaces know. */
export function matteringParams(body: Body): { readonly [name: string]: unknown } {
  const params: { [name: string]: unknown } = {}
  for (const { name, valueStart, valueEnd } of body.members) {
    const kept = MATTERING.get(name)
    if (kept === undefined || valueEnd - valueStart > LONGEST) continue
    const value = memberValue(body, name)
    if (isKept(value, kept)) params[name] = value
  }
  return params
}

function isKept(value: unknown, kept: Kept): boolean {
  if (kept === 'number') return typeof value === 'number'
  if (kept === 'truth') return typeof value === 'boolean'
  return typeof value === 'string' && kept.has(value)
}

/** Bytes of a value, as written. */
const LONGEST = 32
