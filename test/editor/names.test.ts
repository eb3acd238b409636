import { describe, expect, test } from 'vitest'
import { lineStarts, positionAt } from '../../src/base/source.ts'
import {
  definitionAt,
  openDocument,
  referencesTo,
  renamableAt,
  renameAt,
} from '../../src/editor/index.ts'
import { appliedEdits } from '../../src/editor/rename-at.ts'
import { at, type Files, workspaceOf } from './at.ts'

const FLOORS = `let floor = quality >= 0.8
policy base(most: price = $5/Mtok) = cheapest where price_out <= most
`

const MAIN = `use "./floors.uh" (floor, base as common)
let good = floor and has tools
policy all(plan: free | pro = pro) =
  cheapest
  where good and (plan is pro or no_log)
    and quality >= match plan { free: 0.5, pro: 0.7 }
policy strict extends all where no_log
policy other extends common(most: $4/Mtok) where price_out < most
flow two =
  one = ask all(plan: free) "x" with input
  end = ask strict "y" with one, input
  return end
prove all(plan: free) implies good
test "t" = all keeps at least 1
`

const FILES: Files = { 'floors.uh': FLOORS }

/** The n-th place of a word in the text, counted from 1, with the caret inside it. */
function marked(text: string, word: string, nth = 1): string {
  const places = [...text.matchAll(new RegExp(`(?<![\\w.])${word}(?!\\w)`, 'g'))]
  const place = places[nth - 1]
  if (place === undefined) throw new Error(`there is no ${nth}. ${word}`)
  return `${text.slice(0, place.index + 1)}▮${text.slice(place.index + 1)}`
}

/** `main.uh:4 word` */
function told({ source, span }: { source: string; span: { start: number; end: number } }): string {
  const text = source === 'main.uh' ? MAIN : FLOORS
  const { line } = positionAt(lineStarts(text), span.start)
  return `${source}:${line} ${text.slice(span.start, span.end)}`
}

describe('the definition', () => {
  test.each([
    ['good', 2, 'main.uh:2 good'],
    ['floor', 2, 'floors.uh:1 floor'],
    ['common', 2, 'floors.uh:2 base'],
    ['base', 1, 'floors.uh:2 base'],
    ['plan', 2, 'main.uh:3 plan'],
    ['plan', 3, 'main.uh:3 plan'],
    ['plan', 4, 'main.uh:3 plan'],
    ['most', 1, 'floors.uh:2 most'],
    ['most', 2, 'floors.uh:2 most'],
    ['pro', 3, 'main.uh:3 pro'],
    ['free', 2, 'main.uh:3 free'],
    ['free', 3, 'main.uh:3 free'],
    ['all', 2, 'main.uh:3 all'],
    ['all', 5, 'main.uh:3 all'],
    ['one', 2, 'main.uh:10 one'],
    ['end', 2, 'main.uh:11 end'],
  ])('of the %s that is number %i is found', (word, nth, expected) => {
    const { document, offset } = at(marked(MAIN, word, nth), FILES)
    const place = definitionAt(document, offset)
    expect(place && told(place)).toBe(expected)
  })

  test('of a path is the file', () => {
    const { document, offset } = at(MAIN.replace('floors.uh', 'floors▮.uh'), FILES)
    expect(definitionAt(document, offset)).toEqual({
      source: 'floors.uh',
      span: { start: 0, end: 0 },
    })
  })

  test.each(['cheapest', 'no_log', 'tools', 'input'])('of %s is nowhere', (word) => {
    const { document, offset } = at(marked(MAIN, word), FILES)
    expect(definitionAt(document, offset)).toBe(undefined)
  })

  test('is found while other parts cannot be read', () => {
    const text = `${MAIN}policy half = cheapest where good and\nlet x =`
    const { document, offset } = at(marked(text, 'good', 4), FILES)
    expect(definitionAt(document, offset)).toBe(undefined)
    const { document: other, offset: place } = at(
      marked(`${text}\npolicy t extends half`, 'half', 2),
      FILES,
    )
    expect(definitionAt(other, place)).toMatchObject({ source: 'main.uh' })
  })
})

describe('references', () => {
  test.each([
    ['good', 1, ['main.uh:2 good', 'main.uh:5 good', 'main.uh:13 good']],
    ['floor', 1, ['floors.uh:1 floor', 'main.uh:1 floor', 'main.uh:2 floor']],
    ['common', 1, ['floors.uh:2 base', 'main.uh:1 base', 'main.uh:1 common', 'main.uh:8 common']],
    ['most', 1, ['floors.uh:2 most', 'floors.uh:2 most', 'main.uh:8 most', 'main.uh:8 most']],
    [
      'plan',
      1,
      ['main.uh:3 plan', 'main.uh:5 plan', 'main.uh:6 plan', 'main.uh:10 plan', 'main.uh:13 plan'],
    ],
    ['one', 1, ['main.uh:10 one', 'main.uh:11 one']],
    ['no_log', 1, []],
  ])('to %s', (word, nth, expected) => {
    const { document, offset } = at(marked(MAIN, word, nth), FILES)
    expect(referencesTo(document, offset, []).map(told)).toEqual(expected)
  })

  test('are found from the file that defines, in those that are open', () => {
    const workspace = workspaceOf({ ...FILES })
    const main = openDocument({ name: 'main.uh', text: MAIN }, workspace)
    const floors = openDocument({ name: 'floors.uh', text: FLOORS }, workspace)
    expect(referencesTo(floors, 5, [main]).map(told)).toEqual([
      'floors.uh:1 floor',
      'main.uh:1 floor',
      'main.uh:2 floor',
    ])
  })
})

/** Both files after a rename, or why it is refused. */
function renamed(text: string, to: string, files: Files = FILES): Files | string {
  const { document, offset } = at(text, files)
  const edits = renameAt(document, { offset, to }, [])
  if (!edits.ok) return edits.error
  const all: Files = { 'main.uh': document.source.text, ...files }
  return Object.fromEntries(
    [...edits.value].map(([name, each]) => [name, appliedEdits(all[name] ?? '', each)]),
  )
}

describe('a rename', () => {
  test.each(['good', 'plan', 'all', 'two', 'one', 'strict', 'common'])(
    'of %s changes it everywhere',
    (word) => {
      const every = new RegExp(`(?<![\\w.])${word}(?!\\w)`, 'g')
      expect(renamed(marked(MAIN, word), 'fresh')).toEqual({
        'main.uh': MAIN.replace(every, 'fresh'),
      })
      expect(renamed(marked(MAIN, word), '`in order`')).toEqual({
        'main.uh': MAIN.replace(every, '`in order`'),
      })
    },
  )

  test('reaches the file that defines', () => {
    expect(renamed(marked(MAIN, 'floor', 2), 'least')).toEqual({
      'floors.uh': FLOORS.replace('floor', 'least'),
      'main.uh': MAIN.replaceAll(/floor(?!s)/g, 'least'),
    })
    expect(renamed(marked(MAIN, 'most', 2), 'at')).toEqual({
      'floors.uh': FLOORS.replaceAll('most', 'at'),
      'main.uh': MAIN.replaceAll('most', 'at'),
    })
  })

  test('of an alias leaves what it is an alias of', () => {
    expect(renamed(marked(MAIN, 'base'), 'root')).toEqual({
      'floors.uh': FLOORS.replace('base', 'root'),
      'main.uh': MAIN.replace('base as', 'root as'),
    })
  })

  test.each([
    ['good', 'where', '`where` is a word of the language; in backticks it can be a name'],
    ['good', '', 'a name has at least one character'],
    ['good', 'a\nb', 'a name stands on one line'],
    ['good', 'floor', 'that name means something else already where it would stand'],
    ['good', 'all', 'that name means something else already where it would stand'],
    ['good', 'plan', 'that name means something else already where it would stand'],
    ['good', 'quality', 'that name means something else already where it would stand'],
    ['good', 'provider', '`provider` already is a field'],
    ['plan', 'good', 'that name means something else already where it would stand'],
    ['plan', 'no_log', 'that name means something else already where it would stand'],
    ['one', 'end', 'that name means something else already where it would stand'],
    ['one', 'input', 'that name means something else already where it would stand'],
    ['no_log', 'x', 'only what a policy file defines can be renamed'],
    ['cheapest', 'x', 'there is no name here'],
  ])('of %s to `%s` is refused', (word, to, why) => {
    expect(renamed(marked(MAIN, word), to)).toBe(why)
  })

  test('is refused where a name could be missed', () => {
    const text = `${MAIN}policy half = cheapest where good and`
    expect(renamed(marked(text, 'good'), 'fresh')).toBe(
      '`main.uh` has mistakes that keep names from being read; mend it first',
    )
  })

  test('begins with the name as it reads', () => {
    const { document, offset } = at('let `a▮ b` = 1 best take `a b`')
    expect(renamableAt(document, offset)).toEqual({
      ok: true,
      value: { span: { start: 4, end: 9 }, name: 'a b' },
    })
  })
})
