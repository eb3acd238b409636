import { unreachable } from '../base/unreachable.ts'
import type * as ast from './ast.ts'
import { quoteText, writeWord } from './quoted.ts'

/** Source text of a name or a text where either may stand. */
export function printWord(word: ast.Word): string {
  return word.kind === 'name' ? writeWord(word.text) : quoteText(word.text)
}

/** Source text of a raw term. */
export function printTerm({ json }: ast.RawTerm): string {
  return `term ${printJson(json)}`
}

function printJson(json: ast.Json): string {
  switch (json.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(json.value)
    case 'number':
      return json.text
    case 'string':
      return quoteText(json.value)
    case 'array':
      return `[${json.items.map(printJson).join(', ')}]`
    case 'object': {
      const members = json.members.map(({ key, value }) => `${quoteText(key)}: ${printJson(value)}`)
      return `{${members.join(', ')}}`
    }
    default:
      return unreachable(json)
  }
}
