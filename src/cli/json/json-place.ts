import type { Span } from '../../base/span.ts'
import type { Path } from '../../ir/term.ts'

/**
 * Where in a JSON text the value stands that the path of a refusal names.
 *
 * In `$.policy[1].and[2].cmp[1]` a name and a number after it are an operation and its argument,
 * element 1 of the array being the first argument. A number alone is an entry of a list, from 1:
 * `backoff_ms[2]`. On an object a name is a member: `.attempts`, `["ñ field"]`. A path that leads
 * nowhere ends at the last value on its way.
 *
 * @param text valid JSON; only then does the answer mean anything.
 */
export function placeInJson(text: string, path: Path): Span {
  let start = skipBlanks(text, 0)
  const steps = stepsOf(path)
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]
    if (step === undefined) break
    const isOperation = step.kind === 'name' && text[start] === '['
    const argument = isOperation ? steps[i + 1] : undefined
    if (argument?.kind === 'entry') i++
    const next = isOperation
      ? elementAt(text, start, argument?.kind === 'entry' ? argument.number : 1)
      : step.kind === 'name'
        ? memberAt(text, start, step.name)
        : elementAt(text, start, step.number - 1)
    if (next === undefined) break
    start = next
  }
  return { start, end: valueEnd(text, start) }
}

type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'entry'; readonly number: number }

function stepsOf(path: Path): readonly Step[] {
  const steps = path.matchAll(/\.(?<name>\w+)|\[(?<number>\d+)\]|\[(?<quoted>"(?:[^"\\]|\\.)*")\]/g)
  return [...steps].map(({ groups = {} }) => {
    if (groups.number !== undefined) return { kind: 'entry', number: Number(groups.number) }
    const name = groups.name ?? JSON.parse(groups.quoted ?? '""')
    return { kind: 'name', name }
  })
}

/** The offset of an element of the array that begins at `start`, counted from 0. */
function elementAt(text: string, start: number, wanted: number): number | undefined {
  if (text[start] !== '[') return undefined
  let at = skipBlanks(text, start + 1)
  for (let index = 0; text[at] !== ']'; index++) {
    if (index === wanted) return at
    at = skipComma(text, valueEnd(text, at))
    if (at >= text.length) return undefined
  }
  return undefined
}

/** The offset of a member's value of the object that begins at `start`; of equal keys the last. */
function memberAt(text: string, start: number, wanted: string): number | undefined {
  if (text[start] !== '{') return undefined
  let found: number | undefined
  let at = skipBlanks(text, start + 1)
  while (at < text.length && text[at] !== '}') {
    const keyEnd = valueEnd(text, at)
    const value = skipBlanks(text, skipBlanks(text, keyEnd) + 1)
    if (JSON.parse(text.slice(at, keyEnd)) === wanted) found = value
    at = skipComma(text, valueEnd(text, value))
  }
  return found
}

/** The end of the value that begins at `start`. Counts brackets, so depth costs no stack. */
function valueEnd(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; ) {
    const char = text[at] ?? ''
    if (char === '[' || char === '{') depth++
    if (char === ']' || char === '}') depth--
    at = char === '"' ? stringEnd(text, at) : isPunctuation(char) ? at + 1 : scalarEnd(text, at)
    if (depth === 0) return at
  }
  return text.length
}

function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function scalarEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && !isPunctuation(text[at] ?? '')) at++
  return at
}

function isPunctuation(char: string): boolean {
  return PUNCTUATION.has(char)
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (BLANK.has(text[at] ?? '')) at++
  return at
}

function skipComma(text: string, start: number): number {
  const at = skipBlanks(text, start)
  return text[at] === ',' ? skipBlanks(text, at + 1) : at
}

const BLANK: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r'])

/** What ends a number or a word, and is not part of one. */
const PUNCTUATION: ReadonlySet<string> = new Set([...BLANK, '[', ']', '{', '}', ',', ':', '"'])
