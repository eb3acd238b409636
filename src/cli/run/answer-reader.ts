import { recordOf } from '../../catalog/json-data.ts'
import { parsedJson } from '../../route/classify/parsed-json.ts'
import { SseScanner } from '../../route/sse/sse-scanner.ts'
import { type ToldError, toldError } from './told-error.ts'

/** Reads the stream of a chat completion. A class, since it owns what is not whole yet. */
export class AnswerReader {
  readonly #scanner = new SseScanner()
  #error: ToldError | undefined

  /** Why the stream broke off, if it did. */
  get error(): ToldError | undefined {
    return this.#error
  }

  /** The text that is whole with this piece. */
  push(piece: Uint8Array): string {
    let text = ''
    for (const item of this.#scanner.push(piece)) {
      if (item.kind !== 'event') continue
      const data = parsedJson(item.data)
      this.#error ??= toldError(data)
      text += textOf(data, 'delta')
    }
    return text
  }
}

/** What a chunk, or a whole answer, says; a refusal is an answer too. */
export function textOf(body: unknown, member: 'delta' | 'message'): string {
  const { choices } = recordOf(body)
  const [choice]: readonly unknown[] = Array.isArray(choices) ? choices : []
  const { content, refusal } = recordOf(recordOf(choice)[member])
  if (typeof content === 'string' && content !== '') return content
  return typeof refusal === 'string' ? refusal : ''
}
