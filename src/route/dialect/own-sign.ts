import { isJsonRecord, member } from '../../catalog/json-data.ts'
import { parsedJson } from '../classify/parsed-json.ts'
import { memberOf } from '../splice/body.ts'
import { scanBody } from '../splice/scan-body.ts'
import { type Edit, splice } from '../splice/splice.ts'
import type { SseEvent } from '../sse/sse-item.ts'
import { textOfSpliced } from './spliced-text.ts'

/*
 * `x_router` is the word of the router: as a member of an answer, and as a comment in a stream. A
 * provider that says it would be believed in its name, so that it is taken out of what passes.
 * Nearly no event says it; the rest is not read a second time.
 */

/** The member that holds the summary of the receipt, and the word that begins the comment with it. */
export const SIGN = 'x_router'

/**
 * The bytes of an event, without what is said in the name of the router; undefined where that
 * cannot be taken out, which no event of a model nests so deep that it would be.
 */
export function unsignedEvent({ bytes, data, name }: SseEvent): Uint8Array | undefined {
  const clean = maySign(data) ? unsignedData(data) : data
  if (clean === undefined) return undefined
  if (clean === data && !hasSignedComment(bytes)) return bytes
  const lines = clean.split('\n').map((line) => `data: ${line}`)
  if (name !== '') lines.unshift(`event: ${name}`)
  return UTF_8.encode(`${lines.join('\n')}\n\n`)
}

/** Bytes between events; a comment in the name of the router becomes one that says nothing. */
export function unsignedFiller(bytes: Uint8Array): Uint8Array {
  return hasSignedComment(bytes) ? KEEP_ALIVE : bytes
}

/** A comment that says nothing. */
export const KEEP_ALIVE = new TextEncoder().encode(':\n\n')

const UTF_8 = new TextEncoder()
const TEXT = new TextDecoder()

function hasSignedComment(bytes: Uint8Array): boolean {
  return hasComment(bytes) && SIGNED_COMMENT.test(TEXT.decode(bytes))
}

/** At the beginning of a line, in any of the three ways to end one. */
const SIGNED_COMMENT = /(?:^|[\r\n])\uFEFF?:[\t ]*x_router/i

/** Whether a line begins with a colon; the lines of an event are few. */
function hasComment(bytes: Uint8Array): boolean {
  if (bytes[0] === COLON || bytes[0] === FIRST_OF_MARK) return true
  return [LINE_FEED, CARRIAGE_RETURN].some((lineEnd) => {
    for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, at + 1)) {
      if (bytes[at + 1] === COLON) return true
    }
    return false
  })
}

const COLON = 0x3a
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const FIRST_OF_MARK = 0xef

/** Whether a key in the text may be the word, also one with escapes in it. */
function maySign(data: string): boolean {
  return data.includes(SIGN) || (data.includes('\\u00') && ESCAPED.test(data))
}

/** Any of its characters, escaped. */
const ESCAPED = /\\u00(?:78|5f|72|6f|75|74|65)/i

/** What the events of two interfaces hold the answer in. */
const HOLDERS = ['response', 'message']

function unsignedData(data: string): string | undefined {
  const value = parsedJson(data)
  if (!isJsonRecord(value)) return data
  const holders = HOLDERS.filter((name) => isSigned(member(value, name)))
  if (!isSigned(value) && holders.length === 0) return data
  const scanned = scanBody(UTF_8.encode(data), ANSWER_LIMITS)
  if (!scanned.ok) return undefined
  const edits: Edit[] = [REMOVAL]
  for (const name of holders) {
    const { valueStart = 0, valueEnd = 0 } = memberOf(scanned.value, name) ?? {}
    const held = scanBody(scanned.value.bytes.slice(valueStart, valueEnd), ANSWER_LIMITS)
    if (!held.ok) return undefined
    edits.push({ kind: 'set', name, json: textOfSpliced(splice(held.value, [REMOVAL])) })
  }
  return textOfSpliced(splice(scanned.value, edits))
}

const REMOVAL: Edit = { kind: 'remove', name: SIGN }

/** A provider is not a stranger, and what it nests was paid for. */
export const ANSWER_LIMITS = { depth: 1000, members: 65_536 }

/** Whether the answer says something in the name of the router. */
export function isSigned(answer: unknown): boolean {
  return isJsonRecord(answer) && Object.hasOwn(answer, SIGN)
}
