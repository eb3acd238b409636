/** A text in quotes, as an encoding has it: only `\ " \n \r \t` are escaped. */
export function encodeText(text: string): string {
  if (!ESCAPED.test(text)) return `"${text}"`
  return `"${text.replace(ESCAPED_EVERYWHERE, (character) => ESCAPES[character] ?? character)}"`
}

const ESCAPED = /[\\"\n\r\t]/
const ESCAPED_EVERYWHERE = new RegExp(ESCAPED, 'g')

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}
