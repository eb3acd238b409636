import { type BodyFault, type FaultRule, faultAt } from './body-fault.ts'
import { BYTE, byteAt, END, isDigit, isHexDigit } from './byte.ts'
import { plainRunEnd } from './plain-run.ts'
import { sequenceEnd } from './sequence-end.ts'

/** What is answered instead of an offset where the bytes are no JSON. */
export const FAILED = -1

/**
 * Reads the texts, numbers and words of JSON, without a string for what it passes over.
 *
 * Each method reads what begins at an offset and answers the offset behind it, or {@link FAILED}
 * once `fault` says why. A class, since it owns the bytes.
 */
export class TokenReader {
  /** The first place where the bytes are no JSON. */
  fault: BodyFault | undefined
  readonly bytes: Uint8Array
  private readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  text(start: number): number {
    let at = start + 1
    for (;;) {
      at = plainRunEnd(this.view, at)
      let byte = this.byte(at)
      if (byte === BYTE.quote) return at + 1
      if (byte === END) return this.fail('text end', at)
      if (byte < BYTE.space) return this.fail('control', at)
      if (byte === BYTE.backslash) {
        at = this.escape(at)
        if (at === FAILED) return FAILED
      }
      for (; byte >= 0x80; byte = this.byte(at)) {
        const end = sequenceEnd(this.bytes, at)
        if (end === at) return this.fail('UTF-8', at)
        at = end
      }
    }
  }

  private escape(backslash: number): number {
    const at = backslash + 1
    const byte = this.byte(at)
    if (byte !== BYTE.u) return isEscapable(byte) ? at + 1 : this.fail('escape', at)
    for (let digit = at + 1; digit <= at + 4; digit++) {
      if (!isHexDigit(this.byte(digit))) return this.fail('hex', digit)
    }
    return at + 5
  }

  number(start: number): number {
    let at = this.byte(start) === BYTE.minus ? start + 1 : start
    // Nothing but a point or an exponent follows a zero in front.
    at = this.byte(at) === BYTE.zero ? at + 1 : this.digits(at)
    if (at !== FAILED && this.byte(at) === BYTE.dot) at = this.digits(at + 1)
    if (at === FAILED || (this.byte(at) | 0x20) !== BYTE.e) return at
    const sign = this.byte(at + 1)
    return this.digits(sign === BYTE.plus || sign === BYTE.minus ? at + 2 : at + 1)
  }

  /** At least one digit. */
  private digits(start: number): number {
    let at = start
    while (isDigit(this.byte(at))) at++
    return at === start ? this.fail('digit', at) : at
  }

  /** `true`, `false` or `null`; undefined where a byte begins none of them. */
  literal(start: number): number | undefined {
    const literal = LITERALS.get(this.byte(start))
    if (literal === undefined) return undefined
    for (let i = 1; i < literal.length; i++) {
      if (this.byte(start + i) !== literal.charCodeAt(i)) return this.fail('literal', start)
    }
    return start + literal.length
  }

  blanks(start: number): number {
    let at = start
    for (;;) {
      const byte = this.byte(at)
      const isBlank =
        byte === BYTE.space ||
        byte === BYTE.lineFeed ||
        byte === BYTE.carriageReturn ||
        byte === BYTE.tab
      if (!isBlank) return at
      at++
    }
  }

  byte(at: number): number {
    return byteAt(this.bytes, at)
  }

  fail(rule: FaultRule, offset: number): typeof FAILED {
    this.fault = faultAt(this.bytes, offset, rule)
    return FAILED
  }
}

const LITERALS: ReadonlyMap<number, string> = new Map([
  [BYTE.t, 'true'],
  [BYTE.f, 'false'],
  [BYTE.n, 'null'],
])

function isEscapable(byte: number): boolean {
  switch (byte) {
    case BYTE.n:
    case BYTE.quote:
    case BYTE.backslash:
    case BYTE.t:
    case BYTE.r:
    case BYTE.slash:
    case BYTE.b:
    case BYTE.f:
      return true
    default:
      return false
  }
}
