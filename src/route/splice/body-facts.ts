import { type Body, type Member, memberOf, memberValue } from './body.ts'
import { BYTE, byteAt } from './byte.ts'
import { scanBody } from './scan-body.ts'

/** What a body implies, found without making values of what may be megabytes of conversation. */
export interface BodyFacts {
  /** A part of a message is an image. */
  readonly hasImages: boolean
  /** Tools are offered: `tools`, or `functions` as they once were called, is not an empty list. */
  readonly hasTools: boolean
  /** The answer is asked for as a stream. */
  readonly wantsStream: boolean
  /** The type of answer asked for: `json_object`, `json_schema`; undefined where none is named. */
  readonly responseFormat: string | undefined
  /**
   * Bytes of the conversation as it is written, quotes and names of members included, without the
   * parts that are images: from this the number of tokens is estimated.
   */
  readonly promptBytes: number
}

export function bodyFacts(body: Body): BodyFacts {
  let hasImages = false
  let promptBytes = 0
  for (const name of PROMPTS) {
    const member = memberOf(body, name)
    if (member === undefined) continue
    hasImages ||= member.imageBytes > 0
    promptBytes += member.valueEnd - member.valueStart - member.imageBytes
  }
  return {
    hasImages,
    hasTools: TOOLS.some((name) => holdsElements(body, memberOf(body, name))),
    wantsStream: memberValue(body, 'stream') === true,
    responseFormat: formatType(body),
    promptBytes,
  }
}

/** What a model reads: of Chat, of Responses and embeddings, of Messages, of the old completions. */
const PROMPTS = ['messages', 'input', 'instructions', 'system', 'prompt']

const TOOLS = ['tools', 'functions']

/** Whether the value is a list with something in it; `[ ]` has a bracket behind its blanks. */
function holdsElements({ bytes }: Body, member: Member | undefined): boolean {
  if (member === undefined || bytes[member.valueStart] !== BYTE.openBracket) return false
  let at = member.valueStart + 1
  while (byteAt(bytes, at) <= BYTE.space) at++
  return bytes[at] !== BYTE.closeBracket
}

/** Chat says it in `response_format`, Responses in the `format` of `text`. */
function formatType(body: Body): string | undefined {
  const format = objectAt(body, 'response_format') ?? formatOfText(body)
  const type = format === undefined ? undefined : memberValue(format, 'type')
  return typeof type === 'string' ? type : undefined
}

function formatOfText(body: Body): Body | undefined {
  const text = objectAt(body, 'text')
  return text === undefined ? undefined : objectAt(text, 'format')
}

/** A member that is an object, read as a body is: a large schema in it is only passed over. */
function objectAt(body: Body, name: string): Body | undefined {
  const member = memberOf(body, name)
  if (member === undefined || body.bytes[member.valueStart] !== BYTE.openBrace) return undefined
  const scanned = scanBody(body.bytes.subarray(member.valueStart, member.valueEnd))
  return scanned.ok ? scanned.value : undefined
}
