import { unreachable } from '../../base/unreachable.ts'
import { blankProductions, tokenProductions } from './lexical.ts'
import { type Part, type Production, rules, sequence } from './production.ts'

/** The grammar in the notation of W3C specifications. */
export function ebnf(): string {
  return [
    INTRODUCTION,
    '/* Rules: between the parts of these, white space and comments may stand. */',
    layOut(rules()),
    '/* Tokens: between the parts of these, nothing may stand. */',
    layOut(tokenProductions()),
    '/* Between tokens. A comment with two `#` documents the item that follows it. */',
    layOut(blankProductions()),
  ].join('\n\n')
}

const INTRODUCTION = `/*
 * The unhardcoded policy language, edition 1: the files that end in \`.uh\`.
 *
 * A file is \`file\`. One token of lookahead decides everywhere. A word in quotes is that whole
 * word; \`in order\`, \`in catalog order\` and \`in scope\` are read as one token each, whatever white
 * space divides them. \`and\` binds closer than \`or\`, \`*\` closer than \`+\` and \`-\`. A \`Name\` may
 * not be followed at once by a letter beyond ASCII. \`A - B\` is what \`A\` says and \`B\` does not.
 */`

/** The parts of a production on one line, or its choices one under another. */
function layOut(productions: readonly Production[]): string {
  return productions.map((each) => `${ebnfOf(each)}\n`).join('\n')
}

/** One production, without an end of line behind it. */
export function ebnfOf({ name, body }: Production): string {
  const line = `${name} ::= ${expression(body)}`
  if (line.length <= WIDTH) return line
  if (body.kind === 'choice' && body.choices.every(({ kind }) => kind === 'literal')) {
    return wrap(`${name} ::=`, body.choices.map(expression))
  }
  if (body.kind === 'choice') {
    const choices = body.choices.map(expression)
    return `${name} ::=\n    ${choices.join('\n  | ')}`
  }
  const parts = body.kind === 'sequence' ? body.parts : [body]
  return [`${name} ::=`, ...parts.map((part) => indented(part))].join('\n')
}

/** A part on a line of its own, or on several where it is a long choice. */
function indented(part: Part): string {
  const line = `    ${element(part)}`
  if (line.length <= WIDTH || part.kind !== 'choice') return line
  const [, ...lines] = wrap('', part.choices.map(expression)).split('\n')
  return `    ( ${lines.join('\n  ').trimStart()} )`
}

const WIDTH = 100

/** Many short choices, as many to a line as fit. */
function wrap(head: string, choices: readonly string[]): string {
  const lines = [head]
  let line = '   '
  for (const [i, choice] of choices.entries()) {
    const next = i === 0 ? ` ${choice}` : ` | ${choice}`
    if (line.length + next.length > WIDTH) {
      lines.push(line)
      line = ' '
    }
    line += next
  }
  return [...lines, line].join('\n')
}

function expression(part: Part): string {
  switch (part.kind) {
    case 'sequence':
      return part.parts.map(element).join(' ')
    case 'choice':
      return part.choices.map(expression).join(' | ')
    case 'optional':
      return `${factor(part.part)}?`
    case 'repeat':
      return repetition(part)
    case 'use':
      return part.name
    case 'literal':
      return quote(part.text)
    case 'phrase':
      return quote(part.words.join(' '))
    case 'characters':
      return characterClass(part.set)
    case 'except':
      return `${part.name} - ${part.without}`
    default:
      return unreachable(part)
  }
}

function repetition({ part, least, separator }: Extract<Part, { kind: 'repeat' }>): string {
  if (separator === undefined) return `${factor(part)}${least === 0 ? '*' : '+'}`
  const others = expression(sequence([separator, part]))
  const list = `${factor(part)} ( ${others} )*`
  return least === 0 ? `( ${list} )?` : list
}

/** An expression that others follow. */
function element(part: Part): string {
  const text = expression(part)
  return part.kind === 'choice' || part.kind === 'except' ? `( ${text} )` : text
}

/** An expression that may be repeated or left out as one. */
function factor(part: Part): string {
  const isSeveral = part.kind === 'sequence' || (part.kind === 'repeat' && part.separator)
  return isSeveral ? `( ${expression(part)} )` : element(part)
}

function quote(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`
}

/** Regular expressions escape what W3C writes as `#xA`. */
export function characterClass(set: string): string {
  const inside = set
    .replace(
      /\\x([0-9a-f]{2})/g,
      (_, code: string) => `#x${Number.parseInt(code, 16).toString(16).toUpperCase()}`,
    )
    .replace(/\\([tnrfv])/g, (_, letter: string) => ESCAPES.get(letter) ?? '')
    .replaceAll(' ', '#x20')
    .replaceAll('\\\\', '\\')
  return `[${inside}]`
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['t', '#x9'],
  ['n', '#xA'],
  ['v', '#xB'],
  ['f', '#xC'],
  ['r', '#xD'],
])
