import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GRAMMAR_KINDS, GRAMMARS, generateGrammar } from '../../src/syntax/artefacts/index.ts'
import { rules } from '../../src/syntax/artefacts/production.ts'
import { parse } from '../../src/syntax/parse.ts'
import { print } from '../../src/syntax/print.ts'
import { RESERVED_WORDS } from '../../src/syntax/tokens.ts'
import { fileArbitrary } from '../arbitrary/file.ts'
import { runs } from '../runs.ts'
import { accepts, readGbnf } from './gbnf.ts'
import { sentences } from './sentences.ts'

const RULES = rules().map(({ name }) => name)

test.each(GRAMMAR_KINDS)('the file of `%s` is what is generated', (kind) => {
  const file = join('grammar', GRAMMARS[kind].file)
  const isCurrent = readFileSync(file, 'utf8') === generateGrammar(kind)
  expect(isCurrent, `${file} is out of date: run \`npm run grammar\``).toBe(true)
})

/** What stands for itself in each notation. */
const NO_NAMES = {
  ebnf: /"[^"]*"|'[^']*'|\[[^\]]*\]/g,
  gbnf: /"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]/g,
}

describe.each(['ebnf', 'gbnf'] as const)('%s', (kind) => {
  const text = generateGrammar(kind)

  test('defines each name once, and every name it uses', () => {
    const defined = [...text.matchAll(/^([\w-]+) ::=/gm)].map(([, name]) => name)
    expect(new Set(defined).size).toBe(defined.length)
    expect(defined).toEqual(expect.arrayContaining(RULES))
    const bodies = text.replace(/\/\*[\s\S]*?\*\/|^#.*/gm, '').replace(NO_NAMES[kind], ' ')
    const used = new Set(bodies.match(/[A-Za-z][\w-]*/g))
    expect([...used].filter((name) => !defined.includes(name))).toEqual([])
  })

  test('names every reserved word of the rules', () => {
    const words = RESERVED_WORDS.filter((word) => word !== 'else')
    expect(
      words.filter((word) => !text.includes(`"${word}"`) && !text.includes(`"${word} `)),
    ).toEqual([])
  })
})

describe('the grammar for constrained decoding', () => {
  const grammar = readGbnf(generateGrammar('gbnf'))

  test.each(policies())('accepts %s', (_, text) => {
    expect(accepts(grammar, withoutComments(text))).toBe(true)
  })

  test.each([
    'cheapest where',
    'cheapest where quality >= 0.7 and',
    'cheapest where quality >> 0.7',
    'cheapestwhere quality > 0.7',
    'policy a cheapest',
    'policy where = cheapest',
    'let cheapest = 1',
    'let policy = 1',
    'let a = --1',
    'cheapest # the cheapest',
    'take 128K',
    'take 5 USD',
    'where a = "\n"',
    'on timeout retry 1',
    'use "a" ()',
    'term {}',
    'in order []',
    '',
  ])('rejects %j', (text) => {
    expect(accepts(grammar, text)).toBe(false)
  })

  test.each([
    'let policy.a = 1',
    'let policies = 1',
    'let `policy` = 1',
    'where policy1 > - -1',
    'on policy next',
    'in  order [a/b, "c"/where]',
  ])('accepts %j', (text) => {
    expect(parse({ name: 'text', text }).diagnostics).toEqual([])
    expect(accepts(grammar, text)).toBe(true)
  })

  test('accepts every file that is printed', () => {
    fc.assert(
      fc.property(fileArbitrary, (file) => {
        const text = print(file)
        fc.pre(text !== '' && parse({ name: 'printed', text }).diagnostics.length === 0)
        expect(accepts(grammar, withoutComments(text)) || text).toBe(true)
      }),
      runs(40),
    )
  })

  test('derives only what the parser reads', () => {
    fc.assert(
      fc.property(sentences(grammar), (text) => {
        const { diagnostics } = parse({ name: 'derived', text })
        const mistakes = diagnostics.filter(({ code }) => !BEYOND_GRAMMAR.includes(code))
        expect(mistakes.map(({ message }) => message)).toEqual([])
      }),
      runs(300),
    )
  })
})

/** An edition of the future, a second policy without a name. */
const BEYOND_GRAMMAR = ['UH0027', 'UH0028']

function policies(): readonly (readonly [string, string])[] {
  const folders = ['fixtures/syntax/ok', 'fixtures/policies', 'fixtures/compile/ok']
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.uh'))
      .map((name) => join(folder, name)),
  )
  const readme = /npx unhardcoded simulate '([^']+)'/.exec(readFileSync('README.md', 'utf8'))?.[1]
  return [
    ['the line of the README', readme ?? ''],
    ...files
      .map((file) => [file, readFileSync(file, 'utf8')] as const)
      .filter(([, text]) => withoutComments(text).trim() !== ''),
  ]
}

/** A file without what the grammar for decoding has no place for: comments and the mark. */
function withoutComments(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/("(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`)|[ \t]*#.*/g, '$1')
}
