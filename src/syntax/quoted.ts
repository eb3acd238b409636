import { unicodeEscape } from '../base/unicode-escape.ts'
import { isReserved } from './tokens.ts'

/** What a text in double quotes stands for. The lexer lets only JSON strings through. */
export function unquoteText(image: string): string {
  return image.includes('\\') ? String(JSON.parse(image)) : image.slice(1, -1)
}

/** The text as it is written in double quotes. */
export function quoteText(text: string): string {
  return JSON.stringify(text).replace(CONTROLS, unicodeEscape)
}

/** Controls that JSON lets through but a source may not hold as they are. */
const CONTROLS = /(?!\u0085)\p{Cc}/gu

/** What a name in backticks stands for: escapes as in a text, and `` \` `` for a backtick. */
export function unquoteName(image: string): string {
  if (!image.includes('\\')) return image.slice(1, -1)
  const json = image.slice(1, -1).replace(/\\.|"/gs, (each) => {
    if (each === '\\`') return '`'
    return each === '"' ? '\\"' : each
  })
  return String(JSON.parse(`"${json}"`))
}

/** The name as it is written in backticks. */
export function quoteName(name: string): string {
  const json = quoteText(name).slice(1, -1)
  return `\`${json.replaceAll('\\"', '"').replaceAll('`', '\\`')}\``
}

/** The name as it is written where a name stands: in backticks only if it has to be. */
export function writeName(name: string): string {
  return isPlainName(name) && !isReserved(name) ? name : quoteName(name)
}

/** The name as it is written where nothing but a word can stand. */
export function writeWord(word: string): string {
  return isPlainName(word) ? word : quoteName(word)
}

function isPlainName(name: string): boolean {
  return /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(name)
}
