import { expect, test } from 'vitest'
import { generateGrammar } from '../../src/syntax/artefacts/index.ts'
import type { TextMateGrammar, TextMatePattern } from '../../src/syntax/artefacts/textmate.ts'
import { RESERVED_WORDS } from '../../src/syntax/tokens.ts'

const GRAMMAR: TextMateGrammar = JSON.parse(generateGrammar('textmate'))

/** The scopes of a line, as an editor would find them: text and scope, what has none left out. */
function scopesOf(line: string): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < line.length; ) {
    const hits = GRAMMAR.patterns.flatMap((pattern) => hitOf(pattern, line, at))
    const first = hits.sort((a, b) => a.match.index - b.match.index)[0]
    if (first === undefined) break
    const { pattern, match } = first
    if (pattern.name !== undefined) found.push(`${match[0]} ${short(pattern.name)}`)
    for (const [group, { name }] of Object.entries(pattern.captures ?? {})) {
      const text = match[Number(group)]
      if (text !== undefined) found.push(`${text.trim()} ${short(name)}`)
    }
    at = match.index + match[0].length
  }
  return found
}

function hitOf(pattern: TextMatePattern, line: string, at: number) {
  const shape = new RegExp(pattern.match, 'g')
  shape.lastIndex = at
  const match = shape.exec(line)
  return match === null ? [] : [{ pattern, match }]
}

function short(name: string): string {
  return name.replace(/\.uh$/, '')
}

test('every pattern is a regular expression that never matches nothing', () => {
  for (const { match } of GRAMMAR.patterns) expect(new RegExp(match).test('')).toBe(false)
  expect(GRAMMAR).toMatchObject({ scopeName: 'source.uh', fileTypes: ['uh'] })
})

test('every reserved word has a colour, and no longer name has it', () => {
  for (const word of RESERVED_WORDS) {
    expect(scopesOf(word)).toEqual([expect.stringMatching(/ (keyword|constant|storage)\./)])
    expect(scopesOf(`${word}s_`)).toEqual([`${word}s_ variable.other`])
    expect(scopesOf(`a.${word}`)).toEqual([`a.${word} variable.other`])
  }
})

test.each([
  [
    '  cheapest where quality >= 0.8 and has tools # why',
    [
      ...['cheapest keyword.control', 'where keyword.control', 'quality variable.other'],
      ...['>= keyword.operator', '0.8 constant.numeric', 'and keyword.operator.word'],
      ...['has keyword.control', 'tools variable.parameter'],
      '# why comment.line.number-sign',
    ],
  ],
  ['## doc', ['## doc comment.line.documentation']],
  [
    'policy strict extends `ñ a` = take 3',
    [
      ...['policy storage.type', 'strict entity.name.function', 'extends keyword.control'],
      ...['`ñ a` entity.other.inherited-class', '= keyword.operator'],
      ...['take keyword.control', '3 constant.numeric'],
    ],
  ],
  [
    'let cap = $10/Mtok',
    [
      ...['let storage.type', 'cap variable.other.constant', '= keyword.operator'],
      ...['$ keyword.other.unit', '10 constant.numeric', '/Mtok keyword.other.unit'],
    ],
  ],
  ['60 tok/s', ['60 constant.numeric', 'tok/s keyword.other.unit']],
  [
    'plan is not set',
    [
      ...['plan variable.other', 'is keyword.operator.word', 'not keyword.operator.word'],
      'set constant.other.symbol',
    ],
  ],
  [
    'match plan { use: 1 }',
    [
      ...['match storage.type', 'plan variable.parameter', '{ punctuation'],
      ...['use variable.parameter', ': punctuation', '1 constant.numeric', '} punctuation'],
    ],
  ],
  [
    'on timeout same model elsewhere',
    [
      ...['on keyword.control', 'timeout variable.parameter'],
      'same model elsewhere keyword.control',
    ],
  ],
  ['where model', ['where keyword.control', 'model variable.other']],
  [
    'use "a # \\" b" (x)',
    [
      'use storage.type',
      '"a # \\" b" string.quoted.double',
      '( punctuation',
      'x variable.other',
      ') punctuation',
    ],
  ],
])('%s', (line, scopes) => {
  expect(scopesOf(line)).toEqual(scopes)
})
