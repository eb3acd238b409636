import { type Body, memberValue } from '../splice/body.ts'

/** Parameters that change what is answered, or what it costs; none of them says anything. */
const MATTERING: ReadonlySet<string> = new Set([
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'temperature',
  'top_p',
  'top_k',
  'n',
  'presence_penalty',
  'frequency_penalty',
  'reasoning_effort',
  'verbosity',
  'service_tier',
  'dimensions',
  'encoding_format',
  'parallel_tool_calls',
])

/** The parameters of a body that matter to a receipt, where they are plain and short. */
export function matteringParams(body: Body): { readonly [name: string]: unknown } {
  const params: { [name: string]: unknown } = {}
  for (const { name, valueStart, valueEnd } of body.members) {
    if (!MATTERING.has(name) || valueEnd - valueStart > LONGEST) continue
    const value = memberValue(body, name)
    if (typeof value !== 'object') params[name] = value
  }
  return params
}

/** Bytes of a value, as written. */
const LONGEST = 32
