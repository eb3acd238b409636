import { type Ask, BYTES_OF_TOKEN, tokensOfText } from '../ask/ask.ts'
import type { Answer, AnswerUsage, Part } from './answer.ts'
import { calledTools } from './called-tools.ts'
import { sandboxText, WORDS_OF_THOUGHT } from './sandbox-text.ts'
import { valueOfSchema } from './value-of-schema.ts'

/** What an answer depends on beside what was asked. */
export interface AnswerSetting {
  /** As the catalog calls it. */
  readonly family: string
  readonly provider: string
  /** A number in (0, 1), another each time, the same row for the same request. */
  readonly draw: () => number
  readonly input: Omit<AnswerUsage, 'output'>
  /** The fewest words of a text; 12 or more. */
  readonly leastWords: number
}

/**
 * The answer to what was asked: calls of tools where they are asked for, JSON where that is, else a
 * text that says where it comes from. It breaks off at the limit of tokens.
 */
export function answerOf(ask: Ask, setting: AnswerSetting): Answer {
  const whole = partsOf(ask, setting)
  const parts = withinTokens(whole, ask.mostTokens)
  const isCut = parts.length < whole.length || parts.at(-1)?.text !== whole.at(-1)?.text
  const hasCalls = parts.some(({ kind }) => kind === 'call')
  const output = parts.reduce((sum, part) => sum + tokensOfPart(part), 0)
  return {
    parts,
    finish: isCut ? 'length' : hasCalls ? 'tool_calls' : 'stop',
    usage: { ...setting.input, output: output * ask.choices },
  }
}

function partsOf(ask: Ask, setting: AnswerSetting): readonly Part[] {
  const thoughts: Part[] = ask.thinks ? [{ kind: 'thought', text: WORDS_OF_THOUGHT }] : []
  const calls = calledTools(ask).map(
    ({ name, schema }): Part => ({
      kind: 'call',
      name,
      text: JSON.stringify(valueOfSchema(schema)),
    }),
  )
  if (calls.length > 0) return [...thoughts, ...calls]
  return [...thoughts, { kind: 'text', text: textOfAnswer(ask, setting) }]
}

function textOfAnswer({ form }: Ask, setting: AnswerSetting): string {
  if (form.kind === 'text') return sandboxText(setting)
  if (form.kind === 'schema') return JSON.stringify(valueOfSchema(form.schema))
  return JSON.stringify({ sandbox: true, model: setting.family, tokens: setting.input.input })
}

function tokensOfPart(part: Part): number {
  return tokensOfText(part.kind === 'call' ? part.name + part.text : part.text)
}

/** The parts up to that many tokens, the last one cut where they end. */
function withinTokens(parts: readonly Part[], most = Number.POSITIVE_INFINITY): readonly Part[] {
  const kept: Part[] = []
  let left = most
  for (const part of parts) {
    if (left <= 0) break
    kept.push(tokensOfPart(part) <= left ? part : { ...part, text: cut(part.text, left) })
    left -= tokensOfPart(part)
  }
  return kept
}

/** As much of the text as fits, no character being cut. */
function cut(text: string, tokens: number): string {
  const room = new Uint8Array(tokens * BYTES_OF_TOKEN)
  return text.slice(0, new TextEncoder().encodeInto(text, room).read)
}
