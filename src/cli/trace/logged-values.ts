import { err, ok, type Result } from '../../base/result.ts'
import { valueInLine } from '../../trace/index.ts'
import { byteLines } from './byte-lines.ts'

/** A value in a log, or why there is none in a line. */
export interface LoggedValue {
  /** Where it begins, from 1. */
  readonly line: number
  readonly value: Result<unknown, string>
}

/**
 * The values of a log: one in every line, as JSON or as events of a stream; or one JSON document
 * over many lines. The elements of a list are values of their own.
 */
export async function* loggedValues(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<LoggedValue> {
  let held: Line[] | undefined
  let size = 0
  let isBegun = false
  for await (const { number, bytes } of byteLines(chunks)) {
    const line = { number, text: bytes.length > MOST_BYTES ? undefined : bytes.toString('utf8') }
    if (held === undefined && (isBegun || !mayBeginDocument(line.text))) {
      isBegun ||= line.text?.trim() !== ''
      yield* valuesIn(line)
      continue
    }
    isBegun = true
    held ??= []
    held.push(line)
    size += bytes.length
    if (size <= MOST_BYTES) continue
    yield* held.flatMap((each) => [...valuesIn(each)])
    held = undefined
  }
  if (held !== undefined) yield* documentIn(held)
}

/** A line of this length, or a document, is not taken into memory. */
const MOST_BYTES = 64 * 1024 * 1024

interface Line {
  readonly number: number
  /** Undefined where it is too long. */
  readonly text: string | undefined
}

/** The first line of a document over many lines is no value by itself. */
function mayBeginDocument(text: string | undefined): boolean {
  return text !== undefined && /^\s*[[{]/.test(text) && !valueInLine(text).ok
}

function* documentIn(lines: readonly Line[]): Generator<LoggedValue> {
  const whole = valueInLine(lines.map(({ text = '' }) => text).join('\n'))
  if (whole.ok) yield* elementsOf(whole.value, lines[0]?.number ?? 1)
  else for (const line of lines) yield* valuesIn(line)
}

function* valuesIn({ number, text }: Line): Generator<LoggedValue> {
  const value = text === undefined ? err('it is longer than 64 MiB') : valueInLine(text)
  if (!value.ok) yield { line: number, value }
  else if (value.value !== undefined) yield* elementsOf(value.value, number)
}

function* elementsOf(value: unknown, line: number): Generator<LoggedValue> {
  if (!Array.isArray(value)) yield { line, value: ok(value) }
  else for (const element of value) yield { line, value: ok(element) }
}
