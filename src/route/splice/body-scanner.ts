import { err, ok, type Result } from '../../base/result.ts'
import type { Body, Member } from './body.ts'
import { type BodyFault, type BoundRule, excessAt, type FaultRule } from './body-fault.ts'
import { BYTE, END, isDigit } from './byte.ts'
import { isImageType, isTypeKey } from './content-part.ts'
import { decodedText } from './decoded-text.ts'
import { FAILED, TokenReader } from './token-reader.ts'

/** How much a body may hold, so that reading it is bounded. */
export interface ScanLimits {
  /** Objects and arrays within one another, the outermost counted: 1 to 1,000. */
  readonly depth: number
  /** Members of the outermost object. */
  readonly members: number
}

/** Reads a body in one pass. A class, since it owns what has been found so far. */
export class BodyScanner {
  private readonly tokens: TokenReader
  private readonly limits: ScanLimits
  private readonly members: Member[] = []
  /** Where the key ends, and the value begins, of the member that was read last. */
  private keyEnd = 0
  private valueStart = 0
  /** Of all parts so far. */
  private imageBytes = 0

  constructor(bytes: Uint8Array, limits: ScanLimits) {
    this.tokens = new TokenReader(bytes)
    this.limits = limits
  }

  /** The whole document: one object, blanks around it, and nothing else. */
  scan(): Result<Body, BodyFault> {
    const { tokens, members } = this
    const start = tokens.blanks(0)
    if (tokens.byte(start) === BYTE.openBrace) {
      const end = this.object(start, 1)
      const rest = end === FAILED ? FAILED : tokens.blanks(end)
      if (rest !== FAILED && tokens.byte(rest) !== END) tokens.fail('nothing', rest)
    } else tokens.fail(this.hasMark() ? 'no BOM' : 'object', start)
    if (tokens.fault !== undefined) return err(tokens.fault)
    return ok({ bytes: tokens.bytes, inside: start + 1, members })
  }

  private hasMark(): boolean {
    return BYTE_ORDER_MARK.every((byte, i) => this.tokens.byte(i) === byte)
  }

  private value(start: number, depth: number, rule: FaultRule = 'value'): number {
    const { tokens } = this
    const byte = tokens.byte(start)
    if (byte === BYTE.quote) return tokens.text(start)
    if (byte === BYTE.openBrace) return this.object(start, depth + 1)
    if (byte === BYTE.openBracket) return this.array(start, depth + 1)
    if (byte === BYTE.minus || isDigit(byte)) return tokens.number(start)
    return tokens.literal(start) ?? tokens.fail(rule, start)
  }

  private object(start: number, depth: number): number {
    const { tokens } = this
    if (depth > this.limits.depth) return this.exceeds('depth', start)
    const imagesBefore = this.imageBytes
    let isImage = false
    let at = tokens.blanks(start + 1)
    if (tokens.byte(at) === BYTE.closeBrace) return at + 1
    for (let rule: FaultRule = 'first key'; ; rule = 'key') {
      if (tokens.byte(at) !== BYTE.quote) return tokens.fail(rule, at)
      const end = depth === 1 ? this.outerMember(at) : this.member(at, depth)
      if (end === FAILED) return FAILED
      if (isTypeKey(tokens.bytes, at, this.keyEnd)) {
        isImage = isImageType(tokens.bytes, this.valueStart, end)
      }
      at = tokens.blanks(end)
      if (tokens.byte(at) === BYTE.closeBrace) break
      if (tokens.byte(at) !== BYTE.comma) return tokens.fail('after member', at)
      at = tokens.blanks(at + 1)
    }
    // Images within this one are not counted twice.
    if (isImage) this.imageBytes = imagesBefore + at + 1 - start
    return at + 1
  }

  private outerMember(start: number): number {
    const { tokens } = this
    if (this.members.length === this.limits.members) return this.exceeds('members', start)
    const imagesBefore = this.imageBytes
    const end = this.member(start, 1)
    if (end === FAILED) return FAILED
    this.members.push({
      name: decodedText(tokens.bytes, start, this.keyEnd),
      keyStart: start,
      keyEnd: this.keyEnd,
      valueStart: this.valueStart,
      valueEnd: end,
      imageBytes: this.imageBytes - imagesBefore,
    })
    return end
  }

  private member(start: number, depth: number): number {
    const { tokens } = this
    const keyEnd = tokens.text(start)
    if (keyEnd === FAILED) return FAILED
    const colon = tokens.blanks(keyEnd)
    if (tokens.byte(colon) !== BYTE.colon) return tokens.fail('colon', colon)
    const valueStart = tokens.blanks(colon + 1)
    const end = this.value(valueStart, depth)
    // Only now: members of the value have left their own here.
    this.keyEnd = keyEnd
    this.valueStart = valueStart
    return end
  }

  private array(start: number, depth: number): number {
    const { tokens } = this
    if (depth > this.limits.depth) return this.exceeds('depth', start)
    let at = tokens.blanks(start + 1)
    if (tokens.byte(at) === BYTE.closeBracket) return at + 1
    for (let rule: FaultRule = 'first element'; ; rule = 'value') {
      const end = this.value(at, depth, rule)
      if (end === FAILED) return FAILED
      at = tokens.blanks(end)
      if (tokens.byte(at) === BYTE.closeBracket) return at + 1
      if (tokens.byte(at) !== BYTE.comma) return tokens.fail('after element', at)
      at = tokens.blanks(at + 1)
    }
  }

  private exceeds(rule: BoundRule, start: number): number {
    this.tokens.fault = excessAt(start, rule, this.limits[rule])
    return FAILED
  }
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
