import fc from 'fast-check'

/*
 * JSON as clients may write it and few encoders do: any blanks, escapes where none are needed, keys
 * that come twice, numbers that no double holds, halves of surrogate pairs.
 */

const blanks = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 3 }),
)

const letter = fc.oneof(
  fc.constantFrom('a', ' ', '/', '{', ']', ',', ':', '\u007f', 'é', '要', '\ufeff', '\uffff', '💥'),
  fc.constantFrom(...'"\\/bfnrt').map((char) => `\\${char}`),
  fc.nat(0xffff).map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`),
  fc.constantFrom('\\uD800', '\\udc00', '\\ud83d\\udca5', '\\u0000'),
  fc.constant('a long run of text that stands for itself'),
)

const jsonText = fc.string({ unit: letter, maxLength: 12 }).map((text) => `"${text}"`)

const scalar = fc.oneof(
  fc.constantFrom('true', 'false', 'null', '0', '-0', '1e400', '12345678901234567890', '-0.5E-7'),
  fc.constantFrom('1.0', '10', '3e+2', '0e1', '0.00'),
  jsonText,
)

/** The keys that the router looks for, differently spelled, and others. */
const key = fc.oneof(
  fc.constantFrom(
    '"model"',
    '"mod\\u0065l"',
    '"\\u006dodel"',
    '"policy"',
    '"x_router"',
    '"stream"',
  ),
  fc.constantFrom('"__proto__"', '"constructor"', '""', '"1"', '"type"', '"要"'),
  jsonText,
)

const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('object')),
  list: separated(tie('value')).map((inside) => `[${inside}]`),
  object: separated(member(tie('value'))).map((inside) => `{${inside}}`),
}))

/** The text of a JSON object. */
export const jsonDocument: fc.Arbitrary<string> = fc
  .tuple(blanks, separated(member(value)), blanks)
  .map(([before, inside, after]) => `${before}{${inside}}${after}`)

function member(of: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(key, blanks, blanks, of).map(([name, a, b, text]) => `${name}${a}:${b}${text}`)
}

function separated(of: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const padded = fc.tuple(blanks, of, blanks).map((parts) => parts.join(''))
  return fc
    .tuple(fc.array(padded, { maxLength: 6 }), blanks)
    .map(([texts, blank]) => (texts.length === 0 ? blank : texts.join(',')))
}
