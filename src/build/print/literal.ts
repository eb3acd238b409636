/**
 * A JSON value as an expression of TypeScript.
 *
 * A member called `__proto__` is written in brackets: as it stands in JSON it would set the
 * prototype. Line separators and whatever would rearrange a line are escaped.
 *
 * @param known answers the name of a constant that holds this very value, if there is one.
 */
export function literal(
  value: unknown,
  known: (value: object) => string | undefined = () => undefined,
): string {
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value !== 'object' || value === null)
    return Object.is(value, -0) ? '-0' : String(value)
  const name = known(value)
  if (name !== undefined) return name
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, known)).join(', ')}]`
  const members = Object.entries(value).map(
    ([key, each]) => `${keyLiteral(key)}: ${literal(each, known)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** A text in single quotes. */
export function textLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner.replace(UNSEEN, (each) => escaped(each))}'`
}

/** What is not seen on a line: controls, marks of direction, separators, lone surrogates. */
const UNSEEN = /\p{C}|[\u2028\u2029]/gu

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('')
}

/** The key of a member, in quotes only if it has to be. */
export function keyLiteral(key: string): string {
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : textLiteral(key)
}

/** A text for a comment, which it cannot close. */
export function commentText(text: string): string {
  return text.replaceAll('*/', '*\\/').replace(UNSEEN, (each) => escaped(each))
}
