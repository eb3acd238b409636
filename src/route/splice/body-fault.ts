import { BYTE, byteAt, END } from './byte.ts'

/** Where and why bytes are not the one JSON object that a body has to be. */
export interface BodyFault {
  readonly rule: FaultRule | BoundRule
  /** Bytes from 0; the length of the body where it ends too early. */
  readonly offset: number
  /** What was expected and what was found. */
  readonly message: string
  /** Why that matters, and what to do. */
  readonly help: string
}

interface Row {
  readonly expected: string
  readonly help: string
}

const CUT_SHORT = 'the body was cut short; send all of it'

const BY_ENCODER = 'a provider would refuse it; write bodies with a JSON encoder'

/** What a body can break, and how that is mended. */
// biome-ignore format: table
export const FAULT_RULES = {
  object: { expected: '`{`', help: 'a body is one JSON object; send that' },
  'no BOM': { expected: '`{`', help: 'JSON allows no byte order mark; send the body without it' },
  'first key': { expected: 'a key in double quotes or `}`', help: BY_ENCODER },
  key: { expected: 'a key in double quotes', help: BY_ENCODER },
  colon: { expected: '`:`', help: 'a value follows its key after a colon; write one' },
  value: { expected: 'a value', help: BY_ENCODER },
  'first element': { expected: 'a value or `]`', help: BY_ENCODER },
  'after member': { expected: '`,` or `}`', help: 'members are separated by commas; write one, or close the object' },
  'after element': { expected: '`,` or `]`', help: 'elements are separated by commas; write one, or close the array' },
  literal: { expected: '`true`, `false` or `null`', help: 'JSON knows no other words; put texts in double quotes' },
  digit: { expected: 'a digit', help: 'a provider would refuse the number; write it as JSON has it, such as `-0.5` or `1e9`' },
  'text end': { expected: '`"`', help: CUT_SHORT },
  control: { expected: 'a character that may stand in a text', help: 'control characters are escaped in texts; write a line break as `\\n`' },
  escape: { expected: 'one of `"`, `\\`, `/`, `b`, `f`, `n`, `r`, `t`, `u`', help: 'JSON knows no other escapes; write a backslash itself as `\\\\`' },
  hex: { expected: 'a hexadecimal digit', help: 'four of them follow `\\u`; write all four' },
  'UTF-8': { expected: 'UTF-8', help: 'providers read bodies as UTF-8; encode it so, and cut no character in two' },
  nothing: { expected: 'nothing more', help: 'a body is one JSON object; send nothing behind it' },
} as const satisfies Record<string, Row>

export type FaultRule = keyof typeof FAULT_RULES

/** What there may not be too much of. */
export type BoundRule = 'depth' | 'members'

/** The fault of what stands at the offset. */
export function faultAt(bytes: Uint8Array, offset: number, rule: FaultRule): BodyFault {
  const { expected, help } = FAULT_RULES[rule]
  const found = foundAt(bytes, offset)
  const isCut = byteAt(bytes, offset) === END && rule !== 'object'
  return {
    rule,
    offset,
    message: `expected ${expected}, found ${found}`,
    help: isCut ? CUT_SHORT : (commaHelp(bytes, offset, rule) ?? help),
  }
}

/** The fault of what begins at the offset and is more than the limit. */
export function excessAt(offset: number, rule: BoundRule, limit: number): BodyFault {
  const what = rule === 'depth' ? `nest ${limit} deep` : `have ${limit} members`
  const help = `${rule === 'depth' ? 'nest less' : 'send fewer'}; the bound protects the service`
  return { rule, offset, message: `a body may ${what} at most`, help }
}

/** A comma before a closing bracket is the likeliest slip of a body that was written by hand. */
function commaHelp(bytes: Uint8Array, offset: number, rule: FaultRule): string | undefined {
  const byte = byteAt(bytes, offset)
  const closes = byte === BYTE.closeBrace || byte === BYTE.closeBracket
  const afterComma = rule === 'key' || (rule === 'value' && byte === BYTE.closeBracket)
  return closes && afterComma ? 'no comma stands before a closing bracket; take it out' : undefined
}

function foundAt(bytes: Uint8Array, offset: number): string {
  const byte = byteAt(bytes, offset)
  if (byte === END) return 'the end'
  const isPrintable = byte > BYTE.space && byte < 0x7f
  if (isPrintable) return byte === 0x60 ? 'a backtick' : `\`${String.fromCharCode(byte)}\``
  return `the byte 0x${byte.toString(16).padStart(2, '0')}`
}
